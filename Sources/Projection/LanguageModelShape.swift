/// The extents of a large decoder-only transformer, of which this project makes none: root-mean-square
/// norms, rotary positions, grouped keys and values, and a gated feed-forward network.
///
/// Grouped-query attention: Ainslie et al., arXiv 2305.13245. Gated feed-forward network: Shazeer, arXiv
/// 2002.05202.
public struct LanguageModelShape: Sendable, Equatable, Codable {
  /// Blocks of attention and feed-forward network.
  public var layers: Int
  /// Numbers per token between the layers.
  public var hidden: Int
  /// Heads of queries; they divide ``hidden``.
  public var heads: Int
  /// Heads of keys and values; they divide ``heads``.
  public var keyValueHeads: Int
  /// Numbers per token inside the feed-forward network.
  public var feedForward: Int
  /// Tokens of the vocabulary.
  public var vocabulary: Int
  /// Whether the head's weights are the token embedding's.
  public var tiedHead: Bool
  /// Whether queries, keys and values have biases.
  public var attentionBias: Bool

  /// A shape with every extent given.
  ///
  /// - Throws: ``ProjectionError`` where no model has it.
  public init(
    layers: Int, hidden: Int, heads: Int, keyValueHeads: Int, feedForward: Int, vocabulary: Int,
    tiedHead: Bool = false, attentionBias: Bool = false
  ) throws(ProjectionError) {
    for (name, value) in [
      ("layers", layers), ("hidden", hidden), ("heads", heads),
      ("key-value-heads", keyValueHeads), ("feed-forward", feedForward),
      ("vocabulary", vocabulary),
    ] {
      try ProjectionError.check(name, value)
    }
    guard hidden.isMultiple(of: heads) else {
      throw .doesNotDivide(part: "heads", heads, whole: "hidden", hidden)
    }
    guard heads.isMultiple(of: keyValueHeads) else {
      throw .doesNotDivide(part: "key-value-heads", keyValueHeads, whole: "heads", heads)
    }
    self.layers = layers
    self.hidden = hidden
    self.heads = heads
    self.keyValueHeads = keyValueHeads
    self.feedForward = feedForward
    self.vocabulary = vocabulary
    self.tiedHead = tiedHead
    self.attentionBias = attentionBias
  }

  /// A shape whose feed-forward network makes up the rest of `parameters`, to the nearest width.
  ///
  /// - Throws: ``ProjectionError``, also where the rest is less than one number a token or more than 16
  ///   times ``hidden``: no published model is so thin or so wide, so the numbers contradict each other.
  public init(
    parameters: Double, layers: Int, hidden: Int, heads: Int, keyValueHeads: Int, vocabulary: Int
  ) throws(ProjectionError) {
    guard parameters.isFinite, parameters >= 1, parameters <= 1e15 else {
      throw .outOfRange(name: "parameters", value: "\(parameters)", allowed: "1 to 1e15")
    }
    var shape = try LanguageModelShape(
      layers: layers, hidden: hidden, heads: heads, keyValueHeads: keyValueHeads, feedForward: 1,
      vocabulary: vocabulary)
    let perWidth = 3 * layers * hidden
    let rest = parameters - Double(shape.parameterCount - perWidth)
    let width = (rest / Double(perWidth)).rounded()
    guard width >= 1, width <= 16 * Double(hidden) else {
      throw .contradictsParameters(
        parameters, least: shape.parameterCount,
        most: shape.parameterCount + perWidth * (16 * hidden - 1))
    }
    shape.feedForward = Int(width)
    self = shape
  }

  /// Numbers of a token's keys, or values, in a layer.
  public var keyValueWidth: Int { hidden / heads * keyValueHeads }

  /// Weights and biases of the layers and the last norm.
  private var trunk: Int {
    let attention = 2 * hidden * hidden + 2 * hidden * keyValueWidth
    let biases = attentionBias ? hidden + 2 * keyValueWidth : 0
    return layers * (attention + biases + 3 * hidden * feedForward + 2 * hidden) + hidden
  }

  /// Weights and biases of the language model.
  public var parameterCount: Int { (tiedHead ? 1 : 2) * vocabulary * hidden + trunk }

  /// The same layers and embedding with one output and its bias, a value or a score, instead of the head.
  public var scoringParameterCount: Int { vocabulary * hidden + trunk + hidden + 1 }
}

extension LanguageModelShape {
  /// A published model that a projection can start from.
  public struct Preset: Sendable {
    /// What it is asked for by.
    public var name: String
    /// The model, and where its extents are published.
    public var source: String
    /// The extents.
    public var shape: LanguageModelShape
  }

  /// Qwen2.5 (arXiv 2412.15115, table 1, and the configurations published with the weights) and Llama 3.1
  /// 70B (arXiv 2407.21783, table 3).
  public static var presets: [Preset] {
    get throws(ProjectionError) {
      let qwen = "arXiv 2412.15115, table 1, and the model's published config.json"
      return [
        Preset(
          name: "0.5B", source: "Qwen2.5-0.5B: \(qwen)",
          shape: try LanguageModelShape(
            layers: 24, hidden: 896, heads: 14, keyValueHeads: 2, feedForward: 4_864,
            vocabulary: 151_936, tiedHead: true, attentionBias: true)),
        Preset(
          name: "1.5B", source: "Qwen2.5-1.5B: \(qwen)",
          shape: try LanguageModelShape(
            layers: 28, hidden: 1_536, heads: 12, keyValueHeads: 2, feedForward: 8_960,
            vocabulary: 151_936, tiedHead: true, attentionBias: true)),
        Preset(
          name: "7B", source: "Qwen2.5-7B: \(qwen)",
          shape: try LanguageModelShape(
            layers: 28, hidden: 3_584, heads: 28, keyValueHeads: 4, feedForward: 18_944,
            vocabulary: 152_064, attentionBias: true)),
        Preset(
          name: "70B", source: "Llama 3.1 70B: arXiv 2407.21783, table 3",
          shape: try LanguageModelShape(
            layers: 80, hidden: 8_192, heads: 64, keyValueHeads: 8, feedForward: 28_672,
            vocabulary: 128_256)),
      ]
    }
  }

  /// The preset of a name.
  ///
  /// - Throws: ``ProjectionError/unknownPreset(_:known:)``.
  public static func preset(named name: String) throws(ProjectionError) -> Preset {
    let presets = try presets
    guard let preset = presets.first(where: { $0.name.lowercased() == name.lowercased() }) else {
      throw .unknownPreset(name, known: presets.map(\.name))
    }
    return preset
  }
}
