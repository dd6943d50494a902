/// NumPy's `SeedSequence`: spreads a seed of any length over a pool of four words.
///
/// The algorithm of NumPy's `numpy.random.SeedSequence` without spawn keys
/// (https://numpy.org/doc/stable/reference/random/bit_generators/generated/numpy.random.SeedSequence.html),
/// after M. E. O'Neill's `randutils`.
public struct SeedSequence: Sendable, Equatable {
  private var pool: [UInt32]

  /// Mixes the words of a seed, the least significant first. No words and one zero are the same.
  public init(entropy: [UInt32]) {
    var hash = Hash(constant: 0x43b0_d7e5, multiplier: 0x931e_8875)
    pool = (0..<4).map { hash.mix($0 < entropy.count ? entropy[$0] : 0) }
    for source in 0..<4 {
      for destination in 0..<4 where source != destination {
        pool[destination] = Self.mix(pool[destination], hash.mix(pool[source]))
      }
    }
    for word in entropy.dropFirst(4) {
      for destination in 0..<4 {
        pool[destination] = Self.mix(pool[destination], hash.mix(word))
      }
    }
  }

  /// Mixes a seed, as NumPy does a Python integer.
  ///
  /// - Precondition: `seed ≥ 0`.
  public init(seed: some BinaryInteger) {
    precondition(seed >= 0, "a seed must not be negative, and \(seed) is")
    var entropy: [UInt32] = []
    var rest = seed
    repeat {
      entropy.append(UInt32(truncatingIfNeeded: rest))
      rest >>= 32
    } while rest != 0
    self.init(entropy: entropy)
  }

  /// The first `count` words drawn from the pool (`generate_state` with 32-bit words).
  public func words(_ count: Int) -> [UInt32] {
    var hash = Hash(constant: 0x8b51_f9dd, multiplier: 0x58f3_8ded)
    return (0..<count).map { hash.mix(pool[$0 % 4]) }
  }

  private static func mix(_ x: UInt32, _ y: UInt32) -> UInt32 {
    let result = (x &* 0xca01_f9dd) &- (y &* 0x4973_f715)
    return result ^ (result >> 16)
  }

  /// A multiplicative hash whose constant moves with every word.
  private struct Hash {
    var constant: UInt32
    let multiplier: UInt32

    mutating func mix(_ word: UInt32) -> UInt32 {
      var value = word ^ constant
      constant &*= multiplier
      value &*= constant
      return value ^ (value >> 16)
    }
  }
}
