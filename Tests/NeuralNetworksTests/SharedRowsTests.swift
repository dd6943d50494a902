import Kernels
import NeuralNetworks
import Testing

/// What completions of a prompt begin with alike is computed once, in every pass.
@Suite struct SharedRowsTests {
  private static let shapes = [1, 11].flatMap { outputs in
    [Transformer.Positions.learnt, .rotary].map { positions in
      Transformer.Shape(
        vocabulary: 11, outputs: outputs, context: 64, width: 24, layers: 2, heads: 3,
        positions: positions, tiedHead: false)
    }
  }

  private static func groups() -> TokenGroups {
    var groups = TokenGroups(prompts: [], completions: [], vocabulary: 11)
    groups.prompts = SharedBeginningTests.prompts
    groups.completions = [0, 6].map { Array(SharedBeginningTests.completions[$0..<$0 + 6]) }
    return groups
  }

  /// A prompt of two tokens with completions that part after 2, 1, 4 and no tokens, and two that are the same.
  private static func pack(scored: Bool) -> PackedTokens {
    var pack = PackedTokens(capacity: 1)
    let prompt = pack.appendPrompt([1, 2])
    let completions: [[Int]] = [
      [3, 4, 5, 6], [3, 4, 7, 8, 9], [3, 5], [3, 4, 7, 8, 1, 2], [4], [3, 5], [3, 4],
    ]
    for completion in completions {
      if scored {
        pack.appendScored(completion[...], of: prompt)
      } else {
        pack.appendCompletion(completion[...], of: prompt)
      }
    }
    return pack
  }

  @Test func `each beginning has one row, and its outputs are computed once`() {
    let written = Self.pack(scored: false)
    // Own rows, without the last tokens: 3 4 5; 7 8; none (3 is there); 1; none; none; none.
    #expect(written.nodeCount == 2 + 3 + 2 + 0 + 1)
    #expect(written.outputCount == 4 + 5 + 2 + 6 + 1 + 2 + 2)
    // Every node is asked once but the prompt's first.
    #expect(written.extent.outputs == 1 + 3 + 2 + 1)
    #expect(written.extent.asked == 1 + 3 + 2 + 1)
    #expect(written.extent.pairs == 1 + 2 + (3 + 4 + 5) + (5 + 6) + 7)
    #expect(written.extent.askedPairs == 2 + (3 + 4 + 5) + (5 + 6) + 7)

    let scored = Self.pack(scored: true)
    // 3 4 5 6; 7 8 9; 5; 1 2; 4; none (the same as the third); none (a part of the first).
    #expect(scored.nodeCount == 2 + 4 + 3 + 1 + 2 + 1)
    #expect(scored.outputCount == 7)
    #expect(scored.extent.outputs == 6)
    #expect(
      scored.extent.askedPairs
        == 2 + (3 + 4 + 5 + 6) + (5 + 6 + 7) + 4 + (7 + 8) + 3)
  }

  @Test(arguments: shapes)
  func `outputs and tangents have the bits of separate completions, the gradient is theirs`(
    _ shape: Transformer.Shape
  ) {
    let (shared, separate) = (TransformerFixture(shape), TransformerFixture(shape))
    let groups = Self.groups()
    for scored in [false, true] {
      let (pack, copies) = (groups.packed(scored: scored), groups.repeated(scored: scored))
      // Without the prompts' copies there would still be twice the rows.
      #expect(2 * pack.nodeCount < copies.nodeCount - 5 * 7)
      #expect(pack.outputCount == copies.outputCount)
      let outputs = shared.network.forward(pack, shared.parameters)
      let others = separate.network.forward(copies, separate.parameters)
      #expect(bits(outputs) == bits(others))

      let u = randomMatrix(pack.outputCount, shape.outputs, "shared rows")
      let (first, second) = (shared.vector(), separate.vector())
      shared.network.pullback(u.copied(), shared.parameters, gradient: first)
      separate.network.pullback(u.copied(), separate.parameters, gradient: second)
      let largest = maximumMagnitude(second.flat)
      #expect(largest > 0.1)
      for index in 0..<first.flat.count {
        #expect(abs(first.flat[index] - second.flat[index]) < 5e-6 * largest)
      }

      let tangent = shared.vector()
      fill(tangent.flat, "shared rows' tangent")
      let change = shared.network.pushforward(shared.parameters, tangent: tangent)
      #expect(
        bits(change) == bits(separate.network.pushforward(separate.parameters, tangent: tangent)))
      let (forward, reverse) = (dot(u, change), dot(first.flat, tangent.flat))
      #expect(abs(forward - reverse) < 2e-5 * max(1, abs(forward)))
    }
  }

  @Test func `completions of questions that are packed first share their rows too`() {
    let groups = Self.groups()
    var pack = PackedTokens(capacity: 1)
    let prompts = groups.prompts.map { pack.appendPrompt($0[...]) }
    for place in 0..<6 {
      for (prompt, group) in zip(prompts, groups.completions) {
        pack.appendCompletion(group[place][...], of: prompt)
      }
    }
    let inOrder = groups.packed()
    #expect(pack.extent == inOrder.extent)
    let fixture = TransformerFixture(Self.shapes[3])
    let expected = fixture.network.forward(inOrder, fixture.parameters).toArray()
    let found = fixture.network.forward(pack, fixture.parameters).toArray()
    // The outputs stand in the order of the completions.
    var starts: [[Int]] = [[], []]
    var next = 0
    for place in 0..<6 {
      for group in 0..<2 {
        starts[group].append(next)
        next += groups.completions[group][place].count
      }
    }
    next = 0
    for group in 0..<2 {
      for place in 0..<6 {
        let count = groups.completions[group][place].count * 11
        let start = starts[group][place] * 11
        #expect(Array(found[start..<start + count]) == Array(expected[next..<next + count]))
        next += count
      }
    }
  }

  private func bits(_ matrix: Matrix) -> [UInt32] { matrix.toArray().map(\.bitPattern) }
}
