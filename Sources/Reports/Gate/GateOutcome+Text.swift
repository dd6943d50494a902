import Foundation
import Results

extension GateOutcome {
  /// The outcome as canonical JSON.
  public func json() throws -> Data { try CanonicalJSON.encode(self) }

  /// The outcome as text for a terminal: a line for each comparison, then the verdict.
  public func text() -> String {
    let decimals = NumberFormat.decimals(
      for: comparisons.flatMap { [$0.baseMean, $0.newMean] } + [minimumEffect])
    let effect = NumberFormat.exact(minimumEffect)
    var table = TextTable([
      ("Task", .left), ("Algorithm", .left), ("n", .right), ("Base", .right), ("New", .right),
      ("Difference [\(FigureText.percent(settings.level)) t]", .right), ("Test", .left),
      ("Holm p", .right), ("Finds \(effect)", .right), ("Passes equal", .right),
      ("n needed", .right), ("Verdict", .left),
    ])
    let fixed = { (value: Double) in NumberFormat.fixed(value, decimals: decimals) }
    for row in comparisons {
      table.add([
        row.task, row.algorithm,
        row.baseRuns == row.newRuns ? "\(row.newRuns)" : "\(row.baseRuns), \(row.newRuns)",
        fixed(row.baseMean), fixed(row.newMean),
        MarkdownReport.estimate(row.difference, row.interval, decimals: decimals),
        row.test.name, MarkdownReport.p(row.holmP), Self.chance(row.powerToFind),
        Self.chance(row.powerToPass), row.runsNeeded.map(NumberFormat.integer) ?? "–",
        words(row),
      ])
    }
    var text = table.plain() + "\n"
    for line in ComparisonTable.tests(comparisons.map { ($0.test, $0.testReason) }) {
      text += line + "\n"
    }
    text +=
      "Finds: the chance that a true loss of \(effect) is significant. Passes equal: the chance to pass "
      + "where nothing\nhas changed. n needed: the runs a side at which both are "
      + "\(NumberFormat.exact(settings.power)).\n"
    for name in notInBase { text += "Not in the base, so not judged: \(name).\n" }
    return text + "\n" + conclusion + "\n"
  }

  private static func chance(_ value: Double?) -> String {
    value.map { NumberFormat.fixed($0, decimals: 2) } ?? "–"
  }

  private func words(_ row: GateComparison) -> String {
    if row.absentRuns > 0 { return "undecided: \(row.absentRuns) runs are not there" }
    switch row.verdict {
    case .pass: return "pass"
    case .regression: return "regression"
    case .undecided:
      return row.smallestHolmP > settings.significance
        ? "undecided: cannot reach significance at this n" : "undecided"
    }
  }

  private var conclusion: String {
    let effect = NumberFormat.exact(minimumEffect)
    let alpha = NumberFormat.exact(settings.significance)
    let count = comparisons.count { $0.verdict == verdict }
    switch verdict {
    case .pass: return "PASS: no loss of \(effect) or more, at \(alpha)."
    case .regression:
      return "REGRESSION: \(count) of \(comparisons.count) worse by \(effect) or more, at \(alpha)."
    case .undecided:
      return "UNDECIDED: \(count) of \(comparisons.count) neither worse by \(effect) or more nor "
        + "shown not to be, at \(alpha); more seeds would help."
    }
  }
}
