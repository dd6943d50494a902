/// A 64-bit hash whose values never change, unlike the standard library's.
///
/// FNV-1a over the bytes (Fowler, Noll and Vo, http://www.isthe.com/chongo/tech/comp/fnv/), then the
/// finaliser of SplitMix64 (Steele, Lea and Flood, *Fast splittable pseudorandom number generators*,
/// OOPSLA 2014), because the low digits of FNV-1a alone are not uniform over short texts.
package enum StableHash {
  /// The hash of bytes.
  package static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
    var value: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return mix(value)
  }

  /// The finaliser alone: a bijection on 64-bit numbers.
  static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
