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
  @usableFromInline let key: SIMD2<UInt32>
  @usableFromInline let counterHigh: SIMD2<UInt32>
  @usableFromInline var blockIndex: UInt64 = 0
  @usableFromInline var words = Philox.Block()
  @usableFromInline var wordsLeft = 0

  /// The stream at an address.
  ///
  /// - Parameters:
  ///   - seed: the root, usually the suite's seed.
  ///   - purpose: what the numbers are for, such as `"reset"` or `"action"`.
  ///   - indices: further coordinates: run seed, environment, episode, update…
  public init(seed: UInt64, purpose: String, _ indices: Int...) {
    self.init(seed: seed, purpose: purpose, indices: indices)
  }

  /// The stream at an address whose indices are in an array.
  public init(seed: UInt64, purpose: String, indices: [Int]) {
    var state = Philox.Block()
    Self.absorb(seed, into: &state)
    Self.absorb(purpose, indices, into: &state)
    self.init(state: state)
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

  /// Absorbs the length and the UTF-8 bytes of `purpose`, then the number of indices and each.
  ///
  /// With the counts first, no address is the beginning of another.
  private static func absorb(_ purpose: String, _ indices: [Int], into state: inout Philox.Block) {
    absorb(UInt64(purpose.utf8.count), into: &state)
    var word: UInt64 = 0
    var bits: UInt64 = 0
    for byte in purpose.utf8 {
      word |= UInt64(byte) << bits
      bits += 8
      if bits == 64 {
        absorb(word, into: &state)
        (word, bits) = (0, 0)
      }
    }
    if bits > 0 { absorb(word, into: &state) }
    absorb(UInt64(indices.count), into: &state)
    for index in indices { absorb(UInt64(bitPattern: Int64(index)), into: &state) }
  }

  private static func absorb(_ word: UInt64, into state: inout Philox.Block) {
    // The feed-forward (exclusive or with the input) makes the step hard to invert, as in hashing.
    let key = SIMD2(UInt32(truncatingIfNeeded: word), UInt32(truncatingIfNeeded: word >> 32))
    state = state ^ Philox.block(counter: state, key: key)
  }

  @inlinable
  mutating func drawBlock() {
    words = Philox.block(
      counter: Philox.Block(
        UInt32(truncatingIfNeeded: blockIndex), UInt32(truncatingIfNeeded: blockIndex >> 32),
        counterHigh[0], counterHigh[1]),
      key: key)
    blockIndex &+= 1
    wordsLeft = 4
  }

  /// The next 32 bits.
  @inlinable
  public mutating func next32() -> UInt32 {
    if wordsLeft == 0 { drawBlock() }
    wordsLeft -= 1
    return words[3 - wordsLeft]
  }

  /// The next 64 bits: two 32-bit words, the low one first.
  @inlinable
  public mutating func next64() -> UInt64 {
    let low = UInt64(next32())
    return low | UInt64(next32()) << 32
  }

  /// The next number, uniform on the multiples of 2⁻⁵³ in [0, 1).
  @inlinable
  public mutating func uniform() -> Double {
    Double(next64() >> 11) * 0x1p-53
  }

  /// The next number, uniform on the multiples of 2⁻²⁴ in [0, 1), from one 32-bit word.
  @inlinable
  public mutating func uniformFloat() -> Float {
    Float(next32() >> 8) * 0x1p-24
  }
}
