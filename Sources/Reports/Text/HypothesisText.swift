import Results

/// A comparison of a hypothesis in words.
struct HypothesisText {
  private let hypothesis: Hypothesis
  private let comparison: HypothesisComparison

  /// The words for a comparison of a hypothesis.
  init(_ hypothesis: Hypothesis, _ comparison: HypothesisComparison) {
    self.hypothesis = hypothesis
    self.comparison = comparison
  }

  private var decimals: Int {
    let isShare = MetricRegistry.description(of: hypothesis.metric)?.range != nil
    return isShare
      ? 3
      : NumberFormat.decimals(
        for: [comparison.firstMean, comparison.secondMean].compactMap(\.self))
  }

  /// The difference and its interval, with the signs of what weakens it.
  var estimate: String {
    guard let difference = comparison.difference else { return "–" }
    return MarkdownReport.estimate(difference, comparison.interval, decimals: decimals)
      + (comparison.flooredRuns > 0 ? " \\*" : "")
  }

  /// The test.
  var test: String {
    switch comparison.test {
    case .signFlip: "sign flips"
    case .signGap: "sign gap"
    case .permutation: "permutation"
    case .equivalence: "equivalence, paired t"
    case .nonInferiority: "non-inferiority, paired t"
    case .beyondMargin: "beyond the margin, paired t"
    case .count: "counted"
    case nil: "–"
    }
  }

  /// The p of the test, marked where it comes from random rearrangements.
  var p: String {
    MarkdownReport.p(comparison.pValue) + (comparison.isExact == false ? "~" : "")
  }

  /// What could have been detected.
  var detectable: String {
    comparison.detectable.map { NumberFormat.significant($0, digits: 3) } ?? "–"
  }

  /// What the first algorithm is, for the table.
  var verdict: String { word + (comparison.absentRuns > 0 ? " †" : "") }

  private var word: String {
    let isZero = hypothesis.margin == nil && comparison.verdict == .equivalent
    return switch comparison.verdict {
    case .notWorse: "not worse"
    case .unreachable: "undecided: cannot reach significance at this n"
    case .equivalent where isZero: "equal"
    default: comparison.verdict.rawValue
    }
  }

  /// What the runs show, as a clause.
  var sentence: String {
    let (first, second) = (Markdown.escape(hypothesis.first), Markdown.escape(hypothesis.second))
    guard comparison.difference != nil else {
      let reason =
        MetricRegistry.isDiagnostic(hypothesis.metric)
        ? "they have no such quantity, or were stored by a version that did not log it"
        : "which has no worst value to count them with"
      return
        "\(comparison.unmeasuredRuns) run\(comparison.unmeasuredRuns == 1 ? " holds" : "s hold") no `\(hypothesis.metric)`, \(reason)"
    }
    let numbers =
      "difference \(estimate)"
      + (comparison.holmP.map { ", Holm p \(NumberFormat.probability($0))" } ?? ", counted")
      + ", n = \(comparison.count)"
    if comparison.absentRuns > 0 {
      return
        "provisional, as \(comparison.absentRuns) run\(comparison.absentRuns == 1 ? " was" : "s were") not "
        + "found or not readable (\(numbers))"
    }
    switch comparison.verdict {
    case .better, .worse, .greater, .less:
      let beyond = comparison.test == .beyondMargin ? " by more than the margin" : ""
      return "\(first) is \(comparison.verdict.rawValue) than \(second)\(beyond) (\(numbers))"
    case .equivalent:
      return hypothesis.margin == nil
        ? "\(first) and \(second) are equal (\(numbers))"
        : "\(first) and \(second) differ by less than the margin (\(numbers))"
    case .notWorse: return "\(first) is not worse than \(second) by the margin (\(numbers))"
    case .unreachable:
      return "this n cannot reach significance, whatever the values (\(numbers))"
    case .undecided:
      let detectable = comparison.detectable.map { _ in
        hypothesis.relation.needsMargin
          ? "; a margin of \(self.detectable) could have been met"
          : "; a difference of \(self.detectable) could have been detected"
      }
      return "nothing is established (\(numbers)\(detectable ?? ""))"
    }
  }
}

extension Hypothesis {
  /// The claim with its margin.
  var claimWithMargin: String {
    claim + (margin.map { ", margin \(NumberFormat.exact($0))" } ?? "")
  }

  /// The claim as a sentence would have it.
  var words: String {
    "\(first) is \(relation.words) \(second) in \(metric)"
      + (margin.map { " (margin \(NumberFormat.exact($0)))" } ?? "")
  }
}

extension Hypothesis.Relation {
  /// The relation in words.
  fileprivate var words: String {
    switch self {
    case .betterThan: "better than"
    case .worseThan: "worse than"
    case .greaterThan: "greater than"
    case .lessThan: "less than"
    case .equivalentTo: "equivalent to"
    case .nonInferiorTo: "non-inferior to"
    }
  }
}
