/// Token sequences packed row after row without padding.
///
/// A prompt is a segment of rows; completions continue a prompt and share its rows. Rows ("nodes") are
/// what the network computes; output rows are where it is asked.
public struct PackedTokens: Sendable {
  /// A prompt, or what is computed of a completion.
  struct Segment: Sendable {
    /// The segment that it continues: itself for a prompt.
    let prompt: Int
    let nodes: Range<Int>
    let outputs: Range<Int>
  }

  var tokens: [Int32] = []
  var positions: [Int32] = []
  var outputNodes: [Int32] = []
  var segments: [Segment] = []

  /// An empty pack with room for `capacity` rows, and as many output rows, before it must grow.
  public init(capacity: Int) {
    tokens.reserveCapacity(capacity)
    positions.reserveCapacity(capacity)
    outputNodes.reserveCapacity(capacity)
    segments.reserveCapacity(capacity / 4 + 1)
  }

  /// Rows of the trunk.
  public var nodeCount: Int { tokens.count }

  /// Output rows, in the order of appending.
  public var outputCount: Int { outputNodes.count }

  /// Empties the pack; the room stays.
  public mutating func removeAll() {
    tokens.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    outputNodes.removeAll(keepingCapacity: true)
    segments.removeAll(keepingCapacity: true)
  }

  /// Appends a prompt and returns its index, which its completions name. It has no output rows itself.
  ///
  /// - Precondition: there is a token.
  public mutating func appendPrompt(_ tokens: ArraySlice<Int>) -> Int {
    precondition(!tokens.isEmpty, "a prompt has at least one token")
    appendSegment(tokens, prompt: segments.count, outputs: 0)
    return segments.count - 1
  }

  /// Appends a completion of `prompt`: all tokens but the last as rows, and for each token the output
  /// row that predicts it; the first is the prompt's last row, which its completions share.
  ///
  /// - Precondition: there is a token, and `prompt` is the index of a prompt.
  public mutating func appendCompletion(_ tokens: ArraySlice<Int>, of prompt: Int) {
    precondition(!tokens.isEmpty, "a completion has at least one token")
    let last = requirePrompt(prompt).nodes.upperBound - 1
    let first = nodeCount
    outputNodes.append(Int32(last))
    for index in 0..<tokens.count - 1 { outputNodes.append(Int32(first + index)) }
    appendSegment(tokens.dropLast(), prompt: prompt, outputs: tokens.count)
  }

  /// Appends a completion of `prompt` to be scored: all tokens as rows, and one output row, the last
  /// token's.
  ///
  /// - Precondition: there is a token, and `prompt` is the index of a prompt.
  public mutating func appendScored(_ tokens: ArraySlice<Int>, of prompt: Int) {
    precondition(!tokens.isEmpty, "a completion has at least one token")
    _ = requirePrompt(prompt)
    outputNodes.append(Int32(nodeCount + tokens.count - 1))
    appendSegment(tokens, prompt: prompt, outputs: 1)
  }

  private func requirePrompt(_ prompt: Int) -> Segment {
    precondition(
      segments.indices.contains(prompt) && segments[prompt].prompt == prompt,
      "segment \(prompt) is not a prompt")
    return segments[prompt]
  }

  private mutating func appendSegment(_ added: ArraySlice<Int>, prompt: Int, outputs: Int) {
    let start = nodeCount
    let position = prompt == segments.count ? 0 : segments[prompt].nodes.count
    for token in added {
      positions.append(Int32(position + nodeCount - start))
      tokens.append(Int32(token))
    }
    segments.append(
      Segment(
        prompt: prompt, nodes: start..<nodeCount,
        outputs: outputCount - outputs..<outputCount))
  }
}
