import Kernels
import NeuralNetworks
import PolicyOptimization
import Tasks
import Testing

/// The closed forms of multiply-adds against counts product by product.
@Suite struct NetworkWorkTests {
  @Test func `a perceptron's passes are counted product by product`() {
    let work = NetworkWork(perceptron: [4, 5, 3], rows: 7)
    // 4·5 + 5·3 a row; back, every weight's gradient and the gradient of all inputs but the first.
    #expect(work.forward == 7 * 35)
    #expect(work.pullback == 7 * (35 + 15))
    #expect(work.pushforward == 7 * (35 + 15))
    #expect(work.scalars == 7 * 15)
    #expect(work.scalarProduct == 7 * 35)
    #expect(NetworkWork(perceptron: [4, 5, 3], rows: 0) == NetworkWork())
  }

  /// Two questions, of 3 and 2 tokens; completions of 4, 1 and 2 tokens.
  private static func pack() -> PackedTokens {
    var packed = PackedTokens(capacity: 4)
    let first = packed.appendPrompt([1, 2, 3])
    packed.appendCompletion([4, 5, 6, 7], of: first)
    packed.appendCompletion([4], of: first)
    let second = packed.appendPrompt([1, 2])
    packed.appendCompletion([3, 4], of: second)
    return packed
  }

  @Test func `the extent of a pack is what a count by hand gives`() {
    let extent = Self.pack().extent
    // Prompts of 3 and 2 rows, completions of 3, 0 and 1: their last tokens are not read. The first token of both
    // completions of a question is drawn from the same output.
    #expect(extent.nodes == 9 && extent.outputs == 6)
    #expect(extent.asked == 1 + 3 + 1 + 1)
    #expect(extent.pairs == (1 + 2 + 3) + (4 + 5 + 6) + (1 + 2) + 3)
    #expect(extent.askedPairs == 3 + (4 + 5 + 6) + 2 + 3)
    #expect(PackedTokens(capacity: 0).extent == PackedTokens.Extent())
    var scored = PackedTokens(capacity: 4)
    let prompt = scored.appendPrompt([1, 2])
    scored.appendScored([3, 4, 5], of: prompt)
    #expect(scored.extent.nodes == 5 && scored.extent.outputs == 1 && scored.extent.asked == 4)
  }

  @Test(arguments: [1, 2, 3])
  func `a transformer's passes are counted product by product`(_ layers: Int) {
    let shape = Transformer.Shape(
      vocabulary: 11, outputs: 5, context: 16, width: 6, layers: layers, heads: 3,
      positions: .rotary, tiedHead: false)
    // Each row's keys, and whether it is asked behind the last layer.
    let rows: [(keys: Int, isAsked: Bool)] = [
      (1, false), (2, false), (3, true), (4, true), (5, true), (6, true), (1, false), (2, true),
      (3, true),
    ]
    var (linear, pairs) = (0, 0)
    for layer in 0..<layers {
      for row in rows {
        linear += 6 * 18
        guard layer < layers - 1 || row.isAsked else { continue }
        linear += 6 * 6 + 6 * 24 + 24 * 6
        // A head's query with a key, or its weight with a value: 2 numbers each, 3 heads.
        pairs += row.keys * 2 * 3
      }
    }
    let head = 6 * 6 * 5
    let work = NetworkWork(shape, Self.pack().extent)
    #expect(work.forward == linear + 2 * pairs + head)
    #expect(work.pullback == 2 * (linear + head) + 5 * pairs)
    #expect(work.pushforward == work.pullback)
  }

  @Test func `writing with a cache computes what reading the whole would, each token once`() {
    let shape = Transformer.Shape(
      vocabulary: 11, outputs: 11, context: 64, width: 8, layers: 3, heads: 2,
      positions: .learnt, tiedHead: true)
    let (prompt, tokens) = (5, 4)
    var expected = NetworkWork.reading(shape, tokens: prompt)
    for token in 0..<tokens - 1 {
      expected += 3 * 12 * 64 + 8 * 11 + 3 * 2 * 8 * (prompt + token + 1)
    }
    let written =
      NetworkWork.reading(shape, tokens: prompt)
      + NetworkWork.writing(shape, prompt: prompt, tokens: tokens)
    #expect(written == expected)
    #expect(NetworkWork.writing(shape, prompt: 9, tokens: 1) == 0)
    // The pack of the same tokens differs by the outputs alone: a cache gives the prompt's too.
    var packed = PackedTokens(capacity: 4)
    let first = packed.appendPrompt([Int](repeating: 1, count: prompt)[...])
    packed.appendCompletion([Int](repeating: 2, count: tokens)[...], of: first)
    #expect(NetworkWork(shape, packed.extent).forward == written)
  }
}
