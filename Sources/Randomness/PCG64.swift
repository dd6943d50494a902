/// PCG64 (PCG XSL RR 128/64) seeded through ``SeedSequence``: NumPy's default generator.
///
/// It exists to repeat Gymnasium's `reset(seed:)` to the bit; Assay's own numbers come from
/// ``RandomStream``. `uniform()` equals `numpy.random.Generator.random()`, and
/// `uniform(from:to:)` equals `Generator.uniform`.
///
/// Source: O'Neill, *PCG: A family of simple fast space-efficient statistically good algorithms for
/// random number generation* (2014), https://www.pcg-random.org/paper.html, in NumPy's arrangement
/// (`numpy.random.PCG64`).
public struct PCG64: UniformSource, Sendable, Equatable {
  private var state: UInt128 = 0
  private let increment: UInt128

  /// The generator of `numpy.random.default_rng(seed)`.
  ///
  /// - Precondition: `seed ≥ 0`.
  public init(seed: some BinaryInteger) {
    self.init(SeedSequence(seed: seed))
  }

  /// The generator of a seed given as 32-bit words, the least significant first.
  public init(entropy: [UInt32]) {
    self.init(SeedSequence(entropy: entropy))
  }

  private init(_ sequence: SeedSequence) {
    let words = sequence.words(8).map { UInt128($0) }
    let initialState = words[1] << 96 | words[0] << 64 | words[3] << 32 | words[2]
    let initialSequence = words[5] << 96 | words[4] << 64 | words[7] << 32 | words[6]
    increment = initialSequence << 1 | 1
    advance()
    state &+= initialState
    advance()
  }

  private mutating func advance() {
    state = state &* 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645 &+ increment
  }

  /// The next 64 bits: the state advances, then its halves are folded and rotated.
  public mutating func next64() -> UInt64 {
    advance()
    let folded = UInt64(truncatingIfNeeded: state >> 64) ^ UInt64(truncatingIfNeeded: state)
    let rotation = UInt64(truncatingIfNeeded: state >> 122)
    return folded >> rotation | folded << ((64 &- rotation) & 63)
  }

  /// The next number, uniform on the multiples of 2⁻⁵³ in [0, 1).
  public mutating func uniform() -> Double {
    Double(next64() >> 11) * 0x1p-53
  }
}
