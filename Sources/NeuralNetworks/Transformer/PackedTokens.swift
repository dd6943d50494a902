import Kernels

/// Token sequences packed row after row without padding.
///
/// A prompt is a segment of rows; completions continue a prompt and share its rows, and those of the tokens
/// with which another completion of the prompt begins as they do. Rows ("nodes") are what the network
/// computes; output rows are where it is asked.
public struct PackedTokens: Sendable {
  /// A prompt, or a completion.
  struct Segment: Sendable {
    /// The segment that it continues: itself for a prompt.
    let prompt: Int
    /// Whether only its last token is asked.
    let isScored: Bool
    /// The runs of nodes with which it begins, of completions before it.
    let beginning: Range<Int>
    /// Its own nodes, which follow these.
    let nodes: Range<Int>
    let outputs: Range<Int>
  }

  /// Output rows that are those of earlier ones, since they are asked of the same nodes.
  struct OutputCopy: Sendable {
    private let targetRows: RowRange
    private let firstSource: Int32

    init(_ target: Range<Int>, of firstSource: Int) {
      targetRows = RowRange(target)
      self.firstSource = Int32(firstSource)
    }

    var target: Range<Int> { targetRows.rows }

    /// The earlier ones.
    var source: Range<Int> { Int(firstSource)..<Int(firstSource) + targetRows.count }

    /// The same rows where counting begins at `row`.
    func counted(from row: Int) -> OutputCopy {
      OutputCopy(
        target.lowerBound - row..<target.upperBound - row, of: source.lowerBound - row)
    }
  }

  var tokens: [Int32] = []
  var positions: [Int32] = []
  /// The nodes of the output rows that are no copies.
  var outputNodes: [Int32] = []
  var copies: [OutputCopy] = []
  /// Runs of nodes, of the segments' beginnings.
  var runs: [RowRange] = []
  var segments: [Segment] = []

  /// Output rows, in the order of appending.
  public private(set) var outputCount = 0

  /// An empty pack with room for `capacity` rows, and as many output rows, before it must grow.
  public init(capacity: Int) {
    tokens.reserveCapacity(capacity)
    positions.reserveCapacity(capacity)
    outputNodes.reserveCapacity(capacity)
    copies.reserveCapacity(capacity / 4 + 1)
    runs.reserveCapacity(capacity / 4 + 1)
    segments.reserveCapacity(capacity / 4 + 1)
  }

  /// Rows of the trunk.
  public var nodeCount: Int { tokens.count }

  /// Empties the pack; the room stays.
  public mutating func removeAll() {
    tokens.removeAll(keepingCapacity: true)
    positions.removeAll(keepingCapacity: true)
    outputNodes.removeAll(keepingCapacity: true)
    copies.removeAll(keepingCapacity: true)
    runs.removeAll(keepingCapacity: true)
    segments.removeAll(keepingCapacity: true)
    outputCount = 0
  }

  /// Appends a prompt and returns its index, which its completions name. It has no output rows itself.
  ///
  /// - Precondition: there is a token.
  public mutating func appendPrompt(_ tokens: ArraySlice<Int>) -> Int {
    precondition(!tokens.isEmpty, "a prompt has at least one token")
    let start = nodeCount
    appendNodes(tokens, from: 0)
    segments.append(
      Segment(
        prompt: segments.count, isScored: false, beginning: runs.count..<runs.count,
        nodes: start..<nodeCount, outputs: outputCount..<outputCount))
    return segments.count - 1
  }

  /// Appends a completion of `prompt`: all tokens but the last as rows, and for each token the output
  /// row that predicts it; the first is the prompt's last row, which its completions share.
  ///
  /// - Precondition: there is a token, and `prompt` is the index of a prompt.
  public mutating func appendCompletion(_ tokens: ArraySlice<Int>, of prompt: Int) {
    let last = requirePrompt(prompt, tokens).nodes.upperBound - 1
    let sibling = appendRows(tokens.dropLast(), of: prompt, outputs: tokens.count, isScored: false)
    if let sibling {
      appendCopy(count: sibling.shared + 1, of: sibling.outputs)
    } else {
      outputNodes.append(Int32(last))
    }
    outputNodes += segments[segments.count - 1].nodes.lazy.map(Int32.init)
  }

  /// Appends a completion of `prompt` to be scored: all tokens as rows, and one output row, the last
  /// token's.
  ///
  /// - Precondition: there is a token, and `prompt` is the index of a prompt.
  public mutating func appendScored(_ tokens: ArraySlice<Int>, of prompt: Int) {
    _ = requirePrompt(prompt, tokens)
    let sibling = appendRows(tokens, of: prompt, outputs: 1, isScored: true)
    let segment = segments[segments.count - 1]
    if let sibling, sibling.shared == tokens.count, sibling.shared == sibling.count {
      appendCopy(count: 1, of: sibling.outputs)
    } else {
      let last = segment.nodes.isEmpty ? runs[segment.beginning.upperBound - 1].rows : segment.nodes
      outputNodes.append(Int32(last.upperBound - 1))
    }
  }

  private func requirePrompt(_ prompt: Int, _ completion: ArraySlice<Int>) -> Segment {
    precondition(!completion.isEmpty, "a completion has at least one token")
    precondition(
      segments.indices.contains(prompt) && segments[prompt].prompt == prompt,
      "segment \(prompt) is not a prompt")
    return segments[prompt]
  }

  /// Appends a completion's segment, and returns the one whose first rows it shares. What its output rows ask is
  /// left to the caller.
  private mutating func appendRows(
    _ added: ArraySlice<Int>, of prompt: Int, outputs: Int, isScored: Bool
  ) -> Sibling? {
    let sibling = sibling(of: added, prompt, isScored: isScored)
    let (firstRun, start) = (runs.count, nodeCount)
    if let sibling { appendBeginning(sibling) }
    let shared = sibling?.shared ?? 0
    appendNodes(added.dropFirst(shared), from: segments[prompt].nodes.count + shared)
    segments.append(
      Segment(
        prompt: prompt, isScored: isScored, beginning: firstRun..<runs.count,
        nodes: start..<nodeCount, outputs: outputCount..<outputCount + outputs))
    outputCount += outputs
    return sibling
  }

  private mutating func appendNodes(_ added: ArraySlice<Int>, from position: Int) {
    for (index, token) in added.enumerated() {
      positions.append(Int32(position + index))
      tokens.append(Int32(token))
    }
  }

  /// The first output rows of the last segment are those of an earlier one.
  private mutating func appendCopy(count: Int, of earlier: Range<Int>) {
    let first = segments[segments.count - 1].outputs.lowerBound
    copies.append(OutputCopy(first..<first + count, of: earlier.lowerBound))
  }
}
