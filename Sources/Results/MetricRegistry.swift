/// A measure that a cell may hold: a key of ``CellResult/metrics``.
package struct MetricDescription: Sendable, Equatable {
  /// The key.
  package var name: String
  /// What it measures, in one sentence.
  package var summary: String
  /// What its numbers count.
  package var unit: String
  /// Whether a higher value is better; nil where neither is.
  package var higherIsBetter: Bool?
  /// Whether a suite can name it as its headline `metric`.
  package var isHeadline: Bool
}

/// The measures that every completed run holds. Others may follow an algorithm; their names start with
/// the name of their subject.
package enum MetricRegistry {
  /// Every measure, in the order they are listed.
  package static let all = [
    MetricDescription(
      name: "evaluationReturn",
      summary:
        "The mean return of the greedy episodes (the most probable action, or the mean) at the end of training.",
      unit: "return per episode", higherIsBetter: true, isHeadline: true),
    MetricDescription(
      name: "sampledReturn",
      summary: "The mean return of the episodes with sampled actions at the end of training.",
      unit: "return per episode", higherIsBetter: true, isHeadline: true),
    MetricDescription(
      name: "trainingReturn",
      summary: "The mean return of the last 100 episodes of training.",
      unit: "return per episode", higherIsBetter: true, isHeadline: true),
    MetricDescription(
      name: "areaUnderCurve",
      summary:
        "The mean over the evaluations of their mean greedy return: high for runs that learn early.",
      unit: "return per episode", higherIsBetter: true, isHeadline: true),
    MetricDescription(
      name: "environmentSteps", summary: "The steps of training that were made.",
      unit: "environment steps", higherIsBetter: nil, isHeadline: false),
    MetricDescription(
      name: "updates", summary: "The updates of the policy that were made.",
      unit: "updates", higherIsBetter: nil, isHeadline: false),
    MetricDescription(
      name: "peakModelBytes",
      summary:
        "The largest sum of the buffers of training that were held at one time, counted exactly.",
      unit: "bytes", higherIsBetter: false, isHeadline: false),
  ]
}
