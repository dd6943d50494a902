import Kernels

/// What completions of a prompt have in common with those before them.
extension PackedTokens {
  /// A completion of the same prompt, whose first nodes another one shares.
  struct Sibling {
    /// Its segment.
    let segment: Int
    let outputs: Range<Int>
    /// All of its nodes, its own and those that it shares itself.
    let count: Int
    /// How many of them, from the first on, have the other's tokens.
    let shared: Int
  }

  /// The completion of a prompt that has most tokens in common with `tokens` from the first on, the first of several;
  /// nil where there is none yet.
  func sibling(of tokens: ArraySlice<Int>, _ prompt: Int, isScored: Bool) -> Sibling? {
    var best: Sibling?
    for index in segments.indices.dropFirst(prompt + 1) {
      let segment = segments[index]
      guard segment.prompt == prompt, segment.isScored == isScored else { continue }
      let shared = common(tokens, segment)
      if shared > best?.shared ?? -1 {
        best = Sibling(
          segment: index, outputs: segment.outputs, count: count(segment), shared: shared)
      }
    }
    return best
  }

  /// Appends the runs of a sibling's first nodes, as many as are shared.
  mutating func appendBeginning(_ sibling: Sibling) {
    let segment = segments[sibling.segment]
    var left = sibling.shared
    for place in 0...segment.beginning.count where left > 0 {
      let run = run(place, segment).prefix(left)
      runs.append(RowRange(run))
      left -= run.count
    }
  }

  /// The runs of a segment's nodes: those of its beginning, then its own.
  private func run(_ place: Int, _ segment: Segment) -> Range<Int> {
    place < segment.beginning.count
      ? runs[segment.beginning.lowerBound + place].rows : segment.nodes
  }

  private func count(_ segment: Segment) -> Int {
    (0...segment.beginning.count).reduce(0) { $0 + run($1, segment).count }
  }

  private func common(_ added: ArraySlice<Int>, _ segment: Segment) -> Int {
    var index = added.startIndex
    for place in 0...segment.beginning.count {
      for node in run(place, segment) {
        if index == added.endIndex || tokens[node] != Int32(added[index]) {
          return index - added.startIndex
        }
        index += 1
      }
    }
    return index - added.startIndex
  }
}
