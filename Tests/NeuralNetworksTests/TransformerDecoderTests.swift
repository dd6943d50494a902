import Kernels
import NeuralNetworks
import Randomness
import Testing

@Suite struct `Transformer generation` {
  static let shapes: [Transformer.Shape] = [
    shape(.learnt, width: 64, heads: 4), shape(.rotary, width: 48, heads: 2),
    shape(.rotary, width: 128, heads: 8, tied: true),
    shape(.learnt, width: 20, heads: 2, outputs: 1),
  ]

  static func shape(
    _ positions: Transformer.Positions, width: Int, heads: Int, tied: Bool = false,
    outputs: Int = 37
  ) -> Transformer.Shape {
    Transformer.Shape(
      vocabulary: 37, outputs: outputs, context: 64, width: width, layers: 2, heads: heads,
      positions: positions, tiedHead: tied)
  }

  static let groups = TokenGroups(
    prompts: [29, 1, 16, 33],
    completions: [[20, 7, 1, 31], [17, 16, 18, 2], [1, 2, 3, 4], [5, 25, 9, 30]],
    vocabulary: 37)

  /// Logits by completion and token, from the decoder: completions leave when they are done.
  func generate(_ fixture: TransformerFixture) -> [[[UInt32]]] {
    let decoder = fixture.decoder()
    let groups = Self.groups
    let completions = groups.completions.flatMap { $0 }
    var logits = completions.map { _ in [[UInt32]]() }
    let first = decoder.begin(groups.prompts, completionsPerPrompt: 4, fixture.parameters)
    for completion in completions.indices {
      logits[completion].append(bits(first.rows(completion / 4..<completion / 4 + 1)))
    }
    var token = 0
    while true {
      let running = completions.indices.filter { completions[$0].count > token + 1 }
      if running.isEmpty { return logits }
      let step = decoder.step(
        running.map { completions[$0][token] }, of: running, fixture.parameters)
      for (row, completion) in running.enumerated() {
        logits[completion].append(bits(step.rows(row..<row + 1)))
      }
      token += 1
    }
  }

  func bits(_ row: Matrix) -> [UInt32] { row.toArray().map(\.bitPattern) }

  @Test(arguments: shapes)
  func `logits have the bits of the training pass`(_ shape: Transformer.Shape) {
    let fixture = TransformerFixture(shape, scale: 0.15)
    let generated = generate(fixture).flatMap { $0 }
    let pack = Self.groups.packed()
    let trained = fixture.network.forward(pack, fixture.parameters)
    #expect(generated.count == pack.outputCount)
    var differing = 0
    for (row, logits) in generated.enumerated()
    where logits != bits(trained.rows(row..<row + 1)) { differing += 1 }
    #expect(differing == 0)
    #expect(Set(generated).count > generated.count / 2)
  }

  @Test(arguments: shapes)
  func `logits do not depend on what is packed or generated together`(
    _ shape: Transformer.Shape
  ) {
    let fixture = TransformerFixture(shape, scale: 0.15)
    let groups = Self.groups
    let together = fixture.network.forward(groups.packed(), fixture.parameters).toArray()
    var alone: [Float] = []
    let decoder = fixture.decoder()
    for (prompt, group) in zip(groups.prompts, groups.completions) {
      for completion in group {
        var rows = decoder.begin([prompt], completionsPerPrompt: 1, fixture.parameters).toArray()
        for token in completion.dropLast() {
          rows += decoder.step([token], of: [0], fixture.parameters).toArray()
        }
        var pack = PackedTokens(capacity: 0)
        let index = pack.appendPrompt(prompt[...])
        pack.appendCompletion(completion[...], of: index)
        #expect(fixture.network.forward(pack, fixture.parameters).toArray() == rows)
        alone += rows
      }
    }
    #expect(alone == together)
  }
}
