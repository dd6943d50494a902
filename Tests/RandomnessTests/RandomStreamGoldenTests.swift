import Foundation
import Randomness
import Testing

/// random_stream.json: draws of a second implementation, in Python.
private struct StreamFile: Decodable {
  struct Row: Decodable {
    let seed: UInt64
    let purpose: String
    let indices: [Int]
    let words: [String]
    let uniform: [String]
    let uniformFloat: [String]
    let integers: [Int]
    let categorical: [Int]
    let shuffled: [Int]
    let substream: String
    let nested: String
  }

  let bounds: [Int]
  let weights: [Float]
  let streams: [Row]
}

@Suite struct RandomStreamGoldenTests {
  private static func file() throws -> StreamFile {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Reference/randomness/random_stream.json")
    return try JSONDecoder().decode(StreamFile.self, from: Data(contentsOf: url))
  }

  @Test func `every draw equals the second implementation's`() throws {
    let file = try Self.file()
    #expect(file.streams.count == 4)
    for row in file.streams {
      let start = RandomStream(seed: row.seed, purpose: row.purpose, indices: row.indices)
      var stream = start
      var words = (0..<3).map { _ in UInt64(stream.next32()) }
      words += (0..<4).map { _ in stream.next64() }
      #expect(words.map { String($0, radix: 16) } == row.words)
      stream = start
      #expect(row.uniform.map(Double.init) == row.uniform.map { _ in stream.uniform() })
      stream = start
      #expect(
        row.uniformFloat.map(Float.init) == row.uniformFloat.map { _ in stream.uniformFloat() })
      stream = start
      #expect(
        file.bounds.flatMap { bound in (0..<4).map { _ in stream.integer(below: bound) } }
          == row.integers)
      stream = start
      #expect(row.categorical.map { _ in stream.categorical(file.weights.span) } == row.categorical)
      stream = start
      var order = Array(0..<row.shuffled.count)
      stream.shuffle(&order)
      #expect(order == row.shuffled)
      var below = start.substream("below", 5)
      #expect(String(below.next64(), radix: 16) == row.substream)
      var nested = start.substream("below", 5).substream("")
      #expect(String(nested.next64(), radix: 16) == row.nested)
    }
  }

  @Test func `normal numbers keep their bits`() {
    var stream = RandomStream(seed: 42, purpose: "normal", 0)
    let numbers = (0..<6).map { _ in stream.normal() }
    #expect(
      numbers == [
        0.1627500693192919, -0.26126579224297464, -0.9419086204805845, -0.2081229885877579,
        -1.6555326927441032, 2.4750162056938887,
      ])
    var single = RandomStream(seed: 42, purpose: "normal", 0)
    #expect((0..<6).map { _ in single.normalFloat() } == numbers.map { Float($0) })
  }

  @Test func `words drawn before a double word shift it by half a block`() {
    var stream = RandomStream(seed: 5, purpose: "words")
    var words = stream
    let parts = (0..<5).map { _ in UInt64(words.next32()) }
    #expect(UInt64(stream.next32()) == parts[0])
    #expect(stream.next64() == parts[1] | parts[2] << 32)
    #expect(stream.next64() == parts[3] | parts[4] << 32)
  }
}
