import Kernels
import NeuralNetworks
import Testing

/// Completions of one prompt that begin alike.
@Suite struct SharedBeginningTests {
  static let shape = Transformer.Shape(
    vocabulary: 11, outputs: 11, context: 64, width: 24, layers: 2, heads: 3,
    positions: .rotary, tiedHead: false)
  static let prompts = [[1, 2, 3, 4, 5], [6, 7]]
  /// Alike for 0, 1, 18, all tokens; one is a beginning of another.
  static let completions: [[Int]] = {
    let long = (0..<22).map { ($0 * 7 + 3) % 11 }
    let parted = Array(long.prefix(18)) + [0, 1, 2]
    return [
      long, parted, [3, 0, 5], long, Array(long.prefix(4)), [4, 4, 4],
      parted, parted, long, [3], [3, 0, 5, 9], long,
    ]
  }()

  /// The bits of the outputs behind every token of every completion, where completion c is taken a token
  /// further in the steps that `takes` names.
  private func outputs(
    _ fixture: TransformerFixture, reversed: Bool = false, takes: (Int, Int) -> Bool
  ) -> [[[UInt32]]] {
    let decoder = fixture.decoder()
    let first = decoder.begin(Self.prompts, completionsPerPrompt: 6, fixture.parameters)
    var found = Self.completions.indices.map { [bits(first.rows($0 / 6..<$0 / 6 + 1))] }
    var step = 0
    while zip(found, Self.completions).contains(where: { $0.count < $1.count }) {
      var running = Self.completions.indices.filter {
        found[$0].count < Self.completions[$0].count && takes($0, step)
      }
      if reversed { running.reverse() }
      let rows = decoder.step(
        running.map { Self.completions[$0][found[$0].count - 1] }, of: running,
        fixture.parameters)
      for (row, completion) in running.enumerated() {
        found[completion].append(bits(rows.rows(row..<row + 1)))
      }
      step += 1
    }
    return found
  }

  private func bits(_ row: Matrix) -> [UInt32] { row.toArray().map(\.bitPattern) }

  @Test func `they have the bits of the training pass, in whatever order they are written`() {
    let fixture = TransformerFixture(Self.shape, scale: 0.3)
    var pack = PackedTokens(capacity: 400)
    for (number, prompt) in Self.prompts.enumerated() {
      let index = pack.appendPrompt(prompt[...])
      for completion in Self.completions[number * 6..<number * 6 + 6] {
        pack.appendCompletion(completion[...], of: index)
      }
    }
    let trained = fixture.network.forward(pack, fixture.parameters)
    let expected = (0..<pack.outputCount).map { bits(trained.rows($0..<$0 + 1)) }
    let orders: [(Bool, (Int, Int) -> Bool)] = [
      (false, { _, _ in true }), (true, { _, _ in true }),
      // One after the other, from either end, and each at its own pace.
      (false, { completion, step in completion == step / 22 }),
      (false, { completion, step in completion == 11 - step / 22 }),
      (false, { completion, step in step % (completion % 5 + 1) == 0 }),
      (true, { completion, step in step >= completion }),
    ]
    for (number, (reversed, takes)) in orders.enumerated() {
      let found = outputs(fixture, reversed: reversed, takes: takes).flatMap { $0 }
      #expect(found == expected, "order \(number)")
    }
    #expect(Set(expected).count > 30)
  }
}
