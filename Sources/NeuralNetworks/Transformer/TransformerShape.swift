extension Transformer {
  /// How a token's position enters the network.
  public enum Positions: String, Codable, Sendable, CaseIterable {
    /// A learnt vector per position is added to the token's.
    case learnt
    /// Queries and keys are turned by angles in proportion to the position.
    case rotary
  }

  /// The extents of a transformer.
  public struct Shape: Sendable, Hashable, Codable {
    /// The tokens: 0 ..< vocabulary.
    public var vocabulary: Int
    /// Numbers per output row: the vocabulary's size for a policy, 1 for a value or a reward.
    public var outputs: Int
    /// The most tokens of a prompt and a completion together.
    public var context: Int
    /// Numbers per token between the layers.
    public var width: Int
    /// Blocks of attention and feed-forward network.
    public var layers: Int
    /// Attention heads of a layer; they divide the width.
    public var heads: Int
    /// How positions enter.
    public var positions: Positions
    /// Whether the output's weights are the token embedding's.
    public var tiedHead: Bool

    /// A shape; ``problem()`` says whether it is possible.
    public init(
      vocabulary: Int, outputs: Int, context: Int, width: Int, layers: Int, heads: Int,
      positions: Positions, tiedHead: Bool
    ) {
      self.vocabulary = vocabulary
      self.outputs = outputs
      self.context = context
      self.width = width
      self.layers = layers
      self.heads = heads
      self.positions = positions
      self.tiedHead = tiedHead
    }

    /// Why no transformer has this shape, as a sentence; nil if one has.
    public func problem() -> String? {
      let extents = [
        ("vocabulary", vocabulary), ("outputs", outputs), ("context", context), ("width", width),
        ("layers", layers), ("heads", heads),
      ]
      for (name, extent) in extents where extent < 1 {
        return "A transformer's \(name) must be at least 1, not \(extent)."
      }
      if width % heads != 0 {
        return "\(heads) heads do not divide a width of \(width)."
      }
      if positions == .rotary && (width / heads) % 2 != 0 {
        return
          "Rotary positions need heads of an even size; \(heads) heads of a width of \(width) have "
          + "\(width / heads)."
      }
      if tiedHead && outputs != vocabulary {
        return
          "A tied head has as many outputs as the vocabulary has tokens: \(vocabulary), not "
          + "\(outputs)."
      }
      return nil
    }
  }
}
