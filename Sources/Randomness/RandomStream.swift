/// A stream of random numbers found by its address: a root seed, a purpose, and indices.
///
/// Equal addresses give equal streams; different addresses give independent ones. Nothing is drawn
/// from a shared sequence, so adding an algorithm, an evaluation or a worker changes no other
/// number. Streams are values: a copy continues from the same position.
///
/// The address is absorbed word by word into a 128-bit state by ``Philox`` (the word is the key,
/// the state the counter). Half of the final state becomes the stream's key, the other half the
/// upper half of its counter; the lower half counts the blocks drawn (up to 2⁶⁴).
public struct RandomStream: UniformSource, Sendable, Equatable {
  private let key: SIMD2<UInt32>
  private let counterHigh: SIMD2<UInt32>
  private var blockIndex: UInt64 = 0
  private var words = Philox.Block()
  private var wordsLeft = 0

  /// The stream at an address.
  ///
  /// - Parameters:
  ///   - seed: the root, usually the suite's seed.
  ///   - purpose: what the numbers are for, such as `"reset"` or `"action"`.
  ///   - indices: further coordinates: run seed, environment, episode, update…
  public init(seed: UInt64, purpose: String, _ indices: Int...) {
    self.init(state: Self.address(seed: seed, purpose: purpose, indices))
  }

  /// The stream below this one's address, whatever has been drawn from this one.
  public func substream(_ purpose: String, _ indices: Int...) -> RandomStream {
    var state = Philox.Block(key[0], key[1], counterHigh[0], counterHigh[1])
    Self.absorb(purpose, indices, into: &state)
    return RandomStream(state: state)
  }

  private init(state: Philox.Block) {
    key = SIMD2(state[0], state[1])
    counterHigh = SIMD2(state[2], state[3])
  }

  private static func address(
    seed: UInt64, purpose: String, _ indices: [Int]
  ) -> Philox.Block {
    var state = Philox.Block()
    absorb(seed, into: &state)
    absorb(purpose, indices, into: &state)
    return state
  }

  /// Absorbs the length and the UTF-8 bytes of `purpose`, then the number of indices and each.
  private static func absorb(_ purpose: String, _ indices: [Int], into state: inout Philox.Block) {
    absorb(UInt64(purpose.utf8.count), into: &state)
    var word: UInt64 = 0
    for (position, byte) in purpose.utf8.enumerated() {
      word |= UInt64(byte) << (8 * UInt64(position % 8))
      if position % 8 == 7 {
        absorb(word, into: &state)
        word = 0
      }
    }
    if !purpose.utf8.count.isMultiple(of: 8) { absorb(word, into: &state) }
    absorb(UInt64(indices.count), into: &state)
    for index in indices { absorb(UInt64(bitPattern: Int64(index)), into: &state) }
  }

  private static func absorb(_ word: UInt64, into state: inout Philox.Block) {
    // The feed-forward (exclusive or with the input) makes the step hard to invert, as in hashing.
    let key = SIMD2(UInt32(truncatingIfNeeded: word), UInt32(truncatingIfNeeded: word >> 32))
    state = state ^ Philox.block(counter: state, key: key)
  }

  /// The next 32 bits.
  public mutating func next32() -> UInt32 {
    if wordsLeft == 0 {
      words = Philox.block(
        counter: Philox.Block(
          UInt32(truncatingIfNeeded: blockIndex), UInt32(truncatingIfNeeded: blockIndex >> 32),
          counterHigh[0], counterHigh[1]),
        key: key)
      blockIndex &+= 1
      wordsLeft = 4
    }
    wordsLeft -= 1
    return words[3 - wordsLeft]
  }

  /// The next 64 bits: two 32-bit words, the low one first.
  public mutating func next64() -> UInt64 {
    let low = UInt64(next32())
    return low | UInt64(next32()) << 32
  }

  /// The next number, uniform on the multiples of 2⁻⁵³ in [0, 1).
  public mutating func uniform() -> Double {
    Double(next64() >> 11) * 0x1p-53
  }

  /// The next number, uniform on the multiples of 2⁻²⁴ in [0, 1), from one 32-bit word.
  public mutating func uniformFloat() -> Float {
    Float(next32() >> 8) * 0x1p-24
  }

  /// The next integer in `0..<bound`, each equally likely.
  ///
  /// Lemire's method with rejection (*Fast random integer generation in an interval*, 2019,
  /// https://doi.org/10.1145/3230636): the high half of a 64 × 64-bit product, redrawn in the part
  /// of the low half that would favour some values.
  ///
  /// - Precondition: `bound > 0`.
  public mutating func integer(below bound: Int) -> Int {
    precondition(bound > 0, "an integer below \(bound) was asked for; the bound must be positive")
    let range = UInt64(bound)
    let threshold = (0 &- range) % range
    while true {
      let (high, low) = next64().multipliedFullWidth(by: range)
      if low >= threshold { return Int(high) }
    }
  }

  /// The next index, `i` with probability `weights[i] / Σ weights`: the first index whose running
  /// sum exceeds `uniform() · Σ weights`.
  ///
  /// - Precondition: the weights are not negative, and their sum is positive and finite.
  public mutating func categorical(_ weights: Span<Float>) -> Int {
    var total = 0.0
    for index in weights.indices { total += Double(weights[index]) }
    precondition(
      total > 0 && total.isFinite, "categorical weights must have a positive sum, not \(total)")
    let threshold = uniform() * total
    var sum = 0.0
    var last = 0
    for index in weights.indices where weights[index] > 0 {
      sum += Double(weights[index])
      if sum > threshold { return index }
      last = index
    }
    return last
  }

  /// Shuffles in place, every order equally likely (Fisher and Yates, from the end).
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, integer(below: last + 1))
    }
  }
}
