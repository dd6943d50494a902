import Kernels
import NeuralNetworks

/// The widths of a perceptron, input to output.
struct PerceptronShape {
  /// At least an input and an output.
  let sizes: [Int]

  /// Σ inputs · outputs over the layers.
  var weights: Int { zip(sizes, sizes.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } }
  /// Weights and biases.
  var parameters: Int { weights + sizes.dropFirst().reduce(0, +) }
  /// Numbers between the layers, for one row.
  var hidden: Int { sizes.dropFirst().dropLast().reduce(0, +) }
  /// Numbers at the end, for one row.
  var outputs: Int { sizes[sizes.count - 1] }

  /// Numbers of the workspace for passes of `rows` rows: the transposed weights; before and behind each
  /// nonlinearity and the gradient there; the outputs. Forward mode adds a tangent per hidden number and
  /// two rows of outputs.
  func activations(rows: Int, differentiatesForward: Bool) -> Int {
    weights + rows * (hidden * (differentiatesForward ? 4 : 3))
      + rows * outputs * (differentiatesForward ? 3 : 1)
  }
}

extension Transformer.Shape {
  /// Weights and biases: 12w² + 13w a layer (two norms, the maps to queries, keys and values and back,
  /// and a feed-forward network four times as wide), the embeddings, the last norm and the head.
  package var parameterCount: Int {
    vocabulary * width + (positions == .learnt ? context * width : 0)
      + layers * (12 * width * width + 13 * width) + 2 * width
      + (tiedHead ? 0 : width * outputs) + outputs
  }

  /// Numbers of the workspace for passes of `nodes` rows with `outputRows` rows of outputs, but for
  /// ``planBytes(nodes:outputRows:)``.
  ///
  /// A network that is differentiated keeps every layer, and the slope of its nonlinearity; another
  /// keeps one layer for all.
  func activations(
    nodes: Int, outputRows: Int, trains: Bool, differentiatesForward: Bool
  ) -> Int {
    let differentiates = trains || differentiatesForward
    let layer = nodes * ((differentiates ? 16 : 12) * width + 2 * heads + 4)
    var count = (differentiates ? layers : 1) * layer + nodes * width
    count += outputRows * (2 * width + 2 + self.outputs)
    count += attentionScratchCount(rows: nodes, width: width, context: context)
    if differentiates { count += 9 * nodes * width + 2 * outputRows * width }
    if differentiatesForward { count += outputRows * self.outputs }
    return count + (trains ? layers * 12 * width * width : 0) + headTranspose(trains: trains)
      + rotaryTable
  }

  /// Bytes of the plan of a pass: token and position of each row, the row of each output, and a segment
  /// of four rows on average (three ranges, 24 bytes) with its prompt (4), a run of rows that it begins with (8),
  /// outputs that it has in common with another (12), and its block (five ranges, 40).
  func planBytes(nodes: Int, outputRows: Int) -> Int {
    4 * (2 * nodes + outputRows) + (nodes / 4 + 1) * (24 + 4 + 8 + 12 + 40)
  }

  /// Bytes of the keys and values of prompts and of the completions that continue them, over all layers.
  /// A completion's keys are kept in whole vectors of 16.
  func cacheBytes(promptRows: Int, completions: Int, longest: Int) -> Int {
    4 * layers * width * (2 * promptRows + completions * (wholeVectors(longest) + longest))
  }

  /// Bytes of a decoder's other buffers: a block of rows at one layer (126 completions, or a prompt), the
  /// outputs, and its lists.
  func decoderBytes(prompts: Int, promptRows: Int, completions: Int) -> Int {
    let block = 126
    let rows = max(block, min(context, promptRows))
    let numbers =
      rows * (10 * width + 2 * heads)
      + attentionScratchCount(
        rows: rows, width: width, context: context)
      + AttentionCache.scratchCount(heads: heads, context: context)
      + max(prompts, completions) * outputs + headTranspose(trains: false) + rotaryTable
    return 4 * numbers + 8 * (promptRows + block) + TransformerDecoder.rowBytes * block
      + 8 * completions + 16 * prompts
  }

  /// The transpose that a tied head multiplies with, or an untied one's pullback.
  private func headTranspose(trains: Bool) -> Int {
    tiedHead ? width * vocabulary : trains ? outputs * width : 0
  }

  private var rotaryTable: Int { positions == .rotary ? 2 * context * width : 0 }

  private func wholeVectors(_ count: Int) -> Int { (count + 15) / 16 * 16 }
}
