/// The shape of a model as a person describes it: by a preset alone, or by its extents.
public struct ShapeRequest: Sendable, Equatable {
  /// The name of a published model.
  public var preset: String?
  /// Parameters in all, which the feed-forward network's width follows from.
  public var parameters: Double?
  /// Blocks of attention and feed-forward network.
  public var layers: Int?
  /// Numbers per token between the layers.
  public var hidden: Int?
  /// Heads of queries.
  public var heads: Int?
  /// Nil: as many as there are heads.
  public var keyValueHeads: Int?
  /// Numbers per token inside the feed-forward network.
  public var feedForward: Int?
  /// Tokens of the vocabulary.
  public var vocabulary: Int?

  /// Nothing said yet.
  public init() {}

  /// The shape that is meant.
  ///
  /// - Throws: ``ProjectionError`` where something is missing, said twice or contradictory.
  public func shape() throws(ProjectionError) -> LanguageModelShape {
    if let preset {
      let extents: [(String, Bool)] = [
        ("parameters", parameters != nil), ("layers", layers != nil), ("hidden", hidden != nil),
        ("heads", heads != nil), ("key-value-heads", keyValueHeads != nil),
        ("feed-forward", feedForward != nil), ("vocabulary", vocabulary != nil),
      ]
      if let named = extents.first(where: { $0.1 }) { throw .presetHasShape(option: named.0) }
      return try LanguageModelShape.preset(named: preset).shape
    }
    func need(_ value: Int?, _ name: String) throws(ProjectionError) -> Int {
      guard let value else { throw .missing(option: name) }
      try ProjectionError.check(name, value)
      return value
    }
    let layers = try need(layers, "layers")
    let hidden = try need(hidden, "hidden")
    let heads = try need(heads, "heads")
    let vocabulary = try need(vocabulary, "vocabulary")
    guard let feedForward else {
      guard let parameters else { throw .missing(option: "parameters") }
      return try LanguageModelShape(
        parameters: parameters, layers: layers, hidden: hidden, heads: heads,
        keyValueHeads: keyValueHeads ?? heads, vocabulary: vocabulary)
    }
    let shape = try LanguageModelShape(
      layers: layers, hidden: hidden, heads: heads, keyValueHeads: keyValueHeads ?? heads,
      feedForward: feedForward, vocabulary: vocabulary)
    if let parameters {
      let counted = Double(shape.parameterCount)
      guard (parameters - counted).magnitude <= 0.01 * counted else {
        throw .contradictsShape(parameters, counted: shape.parameterCount)
      }
    }
    return shape
  }
}
