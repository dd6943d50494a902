import Results

extension ScoredRun {
  /// The value of a metric: what the result or its diagnostics hold, or what is derived from them.
  ///
  /// The relative drawdown is derived from the evaluations, 1 for a run that did not complete. A role that
  /// did no work is not stored: it counts 0 in a run that is stored with its counts.
  ///
  /// - Returns: nil where the run does not say.
  /// - Throws: `StatisticsError` for returns above 10³⁰⁰ in magnitude.
  func value(of metric: String, on task: TaskSummary) throws -> Double? {
    if metric == StabilityMetric.relativeDrawdown.rawValue {
      return try RunStability(self, on: task, minimumGain: nil).values[.relativeDrawdown]
    }
    guard let metrics = result?.metrics else { return nil }
    let roles = ComputeMetric.trainingRoles + ComputeMetric.watchingRoles
    let isRole = metrics[ComputeMetric.total] != nil && roles.contains { $0.key == metric }
    return metrics[metric] ?? (isRole ? 0 : nil)
  }

  /// Why the run has no value of a metric, in a few words.
  func whyUnmeasured(_ metric: String) -> String {
    if let reason { return reason }
    return MetricRegistry.isDiagnostic(metric) && !hasDiagnostics
      ? "it was stored by a version that did not log it" : "it was not measured"
  }
}
