/// Philox4x32-10: a keyed bijection on 128-bit blocks whose successive values pass every known
/// battery of tests.
///
/// Source: Salmon, Moraes, Dror and Shaw, *Parallel random numbers: as easy as 1, 2, 3* (SC 2011),
/// https://doi.org/10.1145/2063384.2063405. Known answers of the authors' Random123 library are
/// pinned in the tests.
public enum Philox {
  /// A block of four 32-bit words.
  public typealias Block = SIMD4<UInt32>

  /// The ten-round Philox bijection.
  ///
  /// - Parameters:
  ///   - counter: the block to encrypt, word 0 first.
  ///   - key: the key, word 0 first.
  /// - Returns: four words that are uniform over all counters.
  @inlinable
  public static func block(counter: Block, key: SIMD2<UInt32>) -> Block {
    var (c0, c1, c2, c3) = (counter[0], counter[1], counter[2], counter[3])
    var (k0, k1) = (key[0], key[1])
    for _ in 0..<10 {
      let product0 = UInt64(c0) &* 0xD251_1F53
      let product1 = UInt64(c2) &* 0xCD9E_8D57
      (c0, c1, c2, c3) = (
        UInt32(truncatingIfNeeded: product1 >> 32) ^ c1 ^ k0,
        UInt32(truncatingIfNeeded: product1),
        UInt32(truncatingIfNeeded: product0 >> 32) ^ c3 ^ k1,
        UInt32(truncatingIfNeeded: product0)
      )
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return Block(c0, c1, c2, c3)
  }
}
