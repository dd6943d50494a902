import Randomness
import Testing

@Suite struct AddressTests {
  private func first(_ stream: RandomStream) -> UInt64 {
    var stream = stream
    return stream.next64()
  }

  @Test func `equal addresses give equal streams`() {
    let stream = RandomStream(seed: 9, purpose: "action", 1, 2)
    #expect(stream == RandomStream(seed: 9, purpose: "action", indices: [1, 2]))
  }

  @Test func `addresses that could run together do not`() {
    let streams = [
      RandomStream(seed: 1, purpose: ""),
      RandomStream(seed: 1, purpose: "", 0),
      RandomStream(seed: 1, purpose: "", 0, 0),
      RandomStream(seed: 1, purpose: "", 1),
      RandomStream(seed: 1, purpose: "\0"),
      RandomStream(seed: 1, purpose: "\0\0"),
      RandomStream(seed: 1, purpose: "a"),
      RandomStream(seed: 1, purpose: "a", 1),
      RandomStream(seed: 1, purpose: "a", 98),
      RandomStream(seed: 1, purpose: "a", 98, 1),
      RandomStream(seed: 1, purpose: "ab"),
      RandomStream(seed: 1, purpose: "ab", 1),
      RandomStream(seed: 1, purpose: "a").substream("b"),
      RandomStream(seed: 1, purpose: "a").substream("b", 1),
      RandomStream(seed: 1, purpose: "a", 1).substream("b"),
      RandomStream(seed: 1, purpose: "ab").substream(""),
      RandomStream(seed: 1, purpose: "").substream("ab"),
      RandomStream(seed: 1, purpose: "eightbyt"),
      RandomStream(seed: 1, purpose: "eightbyt\0"),
      RandomStream(seed: 1, purpose: "eightbytes"),
      RandomStream(seed: 1, purpose: "eightbyt", 0),
      RandomStream(seed: 0, purpose: "a", 1),
      RandomStream(seed: 1 << 32, purpose: "a", 1),
      RandomStream(seed: 1, purpose: "a", -1),
      RandomStream(seed: 1, purpose: "a", 1 << 32),
      RandomStream(seed: 1, purpose: "a", 2, 1),
      RandomStream(seed: 1, purpose: "a", 1, 2),
    ]
    #expect(Set(streams.map(first)).count == streams.count)
  }

  @Test func `a hundred thousand addresses begin with different words`() {
    // 10⁵ words of 64 bits are all different but for a chance of 3·10⁻¹⁰.
    var firsts: Set<UInt64> = []
    for seed in 0..<10 as Range<UInt64> {
      for purpose in ["reset", "action"] {
        for episode in 0..<50 {
          for step in 0..<100 {
            firsts.insert(first(RandomStream(seed: seed, purpose: purpose, episode, step)))
          }
        }
      }
    }
    #expect(firsts.count == 100_000)
  }

  @Test func `neighbouring addresses are unrelated`() {
    // The 64 bits of two streams whose last index differs by 1 agree in 32 places on average; the
    // bound is 5 standard deviations, 4 / √2000, of the mean over 2,000 pairs.
    var agreements = 0
    for index in 0..<2000 {
      let a = first(RandomStream(seed: 3, purpose: "neighbour", index))
      let b = first(RandomStream(seed: 3, purpose: "neighbour", index + 1))
      agreements += (~(a ^ b)).nonzeroBitCount
    }
    #expect((Double(agreements) / 2000 - 32).magnitude < 5 * 4 / 2000.0.squareRoot())
  }

  @Test func `a substream does not depend on what was drawn`() {
    let fresh = RandomStream(seed: 4, purpose: "rollout", 7)
    var drawn = fresh
    for _ in 0..<1001 { _ = drawn.next32() }
    #expect(drawn.substream("episode", 2) == fresh.substream("episode", 2))
  }

  @Test func `a copy continues from the same position`() {
    var stream = RandomStream(seed: 4, purpose: "copy")
    _ = stream.next32()
    var copy = stream
    #expect((0..<9).map { _ in stream.next32() } == (0..<9).map { _ in copy.next32() })
  }
}
