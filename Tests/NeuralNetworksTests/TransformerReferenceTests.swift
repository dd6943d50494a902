import Foundation
import Kernels
import NeuralNetworks
import Testing

/// Against `Tes../Reference/networks/transformer_reference.json`, PyTorch's results in double precision: the
/// errors are at most 2.4e-7 (logits) and 7.4e-7 (gradients) of the largest number.
@Suite struct `Transformer and PyTorch` {
  struct File: Decodable {
    var prompts: [[Int]]
    var completions: [[[Int]]]
    var cases: [Case]
  }

  struct Case: Decodable {
    var shape: Transformer.Shape
    var entries: [Entry]
    var direction: [Float]
    var logits: [Double]
  }

  struct Entry: Decodable {
    var name: String
    var rows: Int
    var columns: Int
    var values: [Float]
    var gradient: [Double]
  }

  /// A case of the file, a transformer with its parameters, which must be all it has, and the tokens.
  static func fixture(
    _ positions: Transformer.Positions
  ) throws -> (Case, TransformerFixture, PackedTokens) {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../Reference/networks/transformer_reference.json")
    let file = try JSONDecoder().decode(File.self, from: Data(contentsOf: url))
    let expected = try #require(file.cases.first { $0.shape.positions == positions })
    let fixture = TransformerFixture(expected.shape)
    let described = fixture.layout.entries.map { "\($0.name) \($0.rows)×\($0.columns)" }
    #expect(described == expected.entries.map { "\($0.name) \($0.rows)×\($0.columns)" })
    for (entry, reference) in zip(fixture.layout.entries, expected.entries) {
      fixture.parameters[entry].copy(from: reference.values, count: reference.values.count)
    }
    var pack = PackedTokens(capacity: 64)
    for (prompt, completions) in zip(file.prompts, file.completions) {
      let index = pack.appendPrompt(prompt[...])
      for completion in completions { pack.appendCompletion(completion[...], of: index) }
    }
    return (expected, fixture, pack)
  }

  /// The largest difference, relative to the largest expected number.
  static func worstError(_ actual: Matrix, _ expected: [Double]) -> Double {
    #expect(actual.count == expected.count)
    var (worst, largest) = (0.0, 0.0)
    for (a, e) in zip(actual.toArray(), expected) {
      let difference = abs(Double(a) - e)
      if !(difference <= worst) { worst = difference.isNaN ? .infinity : difference }
      largest = max(largest, abs(e))
    }
    return worst / largest
  }

  @Test(arguments: Transformer.Positions.allCases)
  func `logits are those of PyTorch`(_ positions: Transformer.Positions) throws {
    let (expected, fixture, pack) = try Self.fixture(positions)
    let logits = fixture.network.forward(pack, fixture.parameters)
    #expect(Self.worstError(logits, expected.logits) < 1e-6)
  }

  @Test(arguments: Transformer.Positions.allCases)
  func `gradients are those of PyTorch`(_ positions: Transformer.Positions) throws {
    let (expected, fixture, pack) = try Self.fixture(positions)
    _ = fixture.network.forward(pack, fixture.parameters)
    let direction = zeroMatrix(pack.outputCount, expected.shape.outputs)
    direction.copy(from: expected.direction, count: expected.direction.count)
    let gradient = fixture.vector()
    fixture.network.pullback(direction, fixture.parameters, gradient: gradient)
    for (entry, reference) in zip(fixture.layout.entries, expected.entries) {
      #expect(Self.worstError(gradient[entry], reference.gradient) < 3e-6, "\(entry.name)")
    }
  }
}
