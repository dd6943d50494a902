import Kernels
import Randomness

extension Transformer {
  /// Where the parameters of a transformer stand in their vector.
  public struct Entries: Sendable, Equatable {
    /// Weights and biases of a linear map.
    public struct Linear: Sendable, Equatable {
      /// `[inputs, outputs]`.
      public let weight: ParameterLayout.Entry
      /// `[1, outputs]`.
      public let bias: ParameterLayout.Entry

      init(_ name: String, inputs: Int, outputs: Int, layout: inout ParameterLayout) {
        weight = layout.append(name + ".weight", rows: inputs, columns: outputs)
        bias = layout.append(name + ".bias", rows: 1, columns: outputs)
      }
    }

    /// Gain and bias of a layer normalisation.
    public struct Normalization: Sendable, Equatable {
      /// `[1, width]`.
      public let gain: ParameterLayout.Entry
      /// `[1, width]`.
      public let bias: ParameterLayout.Entry

      init(_ name: String, width: Int, layout: inout ParameterLayout) {
        gain = layout.append(name + ".gain", rows: 1, columns: width)
        bias = layout.append(name + ".bias", rows: 1, columns: width)
      }
    }

    /// One block of attention and feed-forward network.
    public struct Layer: Sendable, Equatable {
      /// Before attention.
      public let attentionNorm: Normalization
      /// To queries, keys and values.
      public let attentionInput: Linear
      /// From the heads back to the residual stream.
      public let attentionOutput: Linear
      /// Before the feed-forward network.
      public let hiddenNorm: Normalization
      /// To four times the width.
      public let hidden: Linear
      /// Back to the residual stream.
      public let hiddenOutput: Linear

      init(_ name: String, width: Int, layout: inout ParameterLayout) {
        attentionNorm = Normalization(name + ".attention.norm", width: width, layout: &layout)
        attentionInput = Linear(
          name + ".attention.input", inputs: width, outputs: 3 * width, layout: &layout)
        attentionOutput = Linear(
          name + ".attention.output", inputs: width, outputs: width, layout: &layout)
        hiddenNorm = Normalization(name + ".hidden.norm", width: width, layout: &layout)
        hidden = Linear(name + ".hidden", inputs: width, outputs: 4 * width, layout: &layout)
        hiddenOutput = Linear(
          name + ".hidden.output", inputs: 4 * width, outputs: width, layout: &layout)
      }
    }

    /// A vector per token, `[vocabulary, width]`.
    public let tokens: ParameterLayout.Entry
    /// A vector per position, `[context, width]`, where positions are learnt.
    public let positions: ParameterLayout.Entry?
    /// The blocks, input to output.
    public let layers: [Layer]
    /// Before the head.
    public let finalNorm: Normalization
    /// `[width, outputs]`; nil where the token embedding takes its place.
    public let headWeight: ParameterLayout.Entry?
    /// `[1, outputs]`.
    public let headBias: ParameterLayout.Entry

    /// Appends the parameters of a transformer to a layout.
    ///
    /// - Precondition: the shape has no ``Shape/problem()``.
    public init(_ shape: Shape, layout: inout ParameterLayout) {
      if let problem = shape.problem() { preconditionFailure(problem) }
      let width = shape.width
      tokens = layout.append("tokens", rows: shape.vocabulary, columns: width)
      positions =
        shape.positions == .learnt
        ? layout.append("positions", rows: shape.context, columns: width) : nil
      var layers: [Layer] = []
      for index in 0..<shape.layers {
        layers.append(Layer("layer\(index)", width: width, layout: &layout))
      }
      self.layers = layers
      finalNorm = Normalization("final.norm", width: width, layout: &layout)
      headWeight =
        shape.tiedHead ? nil : layout.append("head.weight", rows: width, columns: shape.outputs)
      headBias = layout.append("head.bias", rows: 1, columns: shape.outputs)
    }

    /// Initial parameters, each entry from its own substream of `stream`.
    ///
    /// Weights and embeddings are normal with standard deviation 0.05: GPT-2 has 0.02 at a width of
    /// 768 (Radford et al., *Language models are unsupervised multitask learners*, 2019, section 2.3),
    /// where 1/√width is 0.036; at the widths of 48 to 128 meant here that is 0.09 to 0.14, and 0.02
    /// would start the network flat. As there, the two projections that add to the residual stream are
    /// divided by √(2 · layers); biases are 0, gains 1. With one output the head is zero, so that every
    /// first value or reward is 0.
    public func initialize(_ parameters: ParameterVector, stream: RandomStream) {
      let deviation = 0.05
      let residual = deviation / Double(2 * layers.count).squareRoot()
      func fill(_ entry: ParameterLayout.Entry, _ deviation: Double) {
        let matrix = parameters[entry]
        var numbers = stream.substream(entry.name)
        for index in 0..<matrix.count { matrix[index] = Float(deviation * numbers.normal()) }
      }
      func fill(_ norm: Normalization) {
        parameters[norm.gain].fill(1)
        parameters[norm.bias].fill(0)
      }
      fill(tokens, deviation)
      if let positions { fill(positions, deviation) }
      for layer in layers {
        fill(layer.attentionNorm)
        fill(layer.hiddenNorm)
        fill(layer.attentionInput.weight, deviation)
        fill(layer.attentionOutput.weight, residual)
        fill(layer.hidden.weight, deviation)
        fill(layer.hiddenOutput.weight, residual)
        for map in [layer.attentionInput, layer.attentionOutput, layer.hidden, layer.hiddenOutput] {
          parameters[map.bias].fill(0)
        }
      }
      fill(finalNorm)
      parameters[headBias].fill(0)
      if let headWeight { fill(headWeight, headWeight.columns == 1 ? 0 : deviation) }
    }
  }
}
