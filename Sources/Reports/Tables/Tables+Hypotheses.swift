import Foundation
import Results

extension Tables {
  /// Every comparison of every hypothesis.
  static func hypotheses(_ section: HypothesesSection) -> Data {
    CSV.file(
      [
        "metric", "first", "relation", "second", "margin", "alpha", "family", "declared", "task",
        "n",
        "firstMean", "secondMean", "difference", "lower", "upper", "level", "test", "p", "holmP",
        "smallestHolmP", "detectable", "flooredRuns", "absentRuns", "unmeasuredRuns", "verdict",
        "outcome",
      ],
      section.hypotheses.flatMap { row in
        row.comparisons.map { Self.fields(row.hypothesis, isDeclared: row.isDeclared, $0) }
      })
  }

  private static func fields(
    _ hypothesis: Hypothesis, isDeclared: Bool, _ comparison: HypothesisComparison
  ) -> [String] {
    let numbers: [Double?] = [
      comparison.firstMean, comparison.secondMean, comparison.difference,
      comparison.interval?.lower, comparison.interval?.upper, comparison.interval?.level,
    ]
    let chances: [Double?] = [
      comparison.pValue, comparison.holmP, comparison.smallestHolmP, comparison.detectable,
    ]
    return [
      hypothesis.metric, hypothesis.first, hypothesis.relation.rawValue, hypothesis.second,
      CSV.number(hypothesis.margin), CSV.number(hypothesis.alpha), hypothesis.family,
      "\(isDeclared)", comparison.task, "\(comparison.count)",
    ] + numbers.map(CSV.number) + [comparison.test?.rawValue ?? ""] + chances.map(CSV.number) + [
      "\(comparison.flooredRuns)", "\(comparison.absentRuns)", "\(comparison.unmeasuredRuns)",
      comparison.verdict.rawValue, comparison.outcome.rawValue,
    ]
  }
}
