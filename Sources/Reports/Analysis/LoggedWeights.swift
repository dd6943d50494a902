import Results

extension TaskSection {
  /// In what the log's KL and entropy differ between the algorithms, each named by `name`; nil where all are means
  /// per action.
  func loggedWeights(_ name: (String) -> String) -> String? {
    func named(where isWeighed: (ArmSection) -> Bool) -> [String] {
      arms.filter(isWeighed).map { name($0.algorithm) }
    }
    let sums = named { $0.sumsCompletions }
    let divided = named { !$0.sumsCompletions && $0.options["aggregation"] == .string("constant") }
    var parts: [String] = []
    if !sums.isEmpty { parts.append("of \(sums.joined(separator: ", ")) sums over a completion") }
    if !divided.isEmpty {
      parts.append(
        "of \(divided.joined(separator: ", ")) sums over a completion divided by the longest possible length"
      )
    }
    guard !parts.isEmpty else { return nil }
    return "KL and entropy weigh tokens as each loss does: means per token, but "
      + parts.joined(separator: ", and ") + "."
  }
}

extension ArmSection {
  /// Whether a completion is one action to its loss.
  fileprivate var sumsCompletions: Bool { options["credit"] == .string("answer") }
}
