import Results
import Statistics

/// How steadily one run learnt.
struct RunStability {
  /// The measures of ``StabilityMetric/perRun`` that the run has.
  private(set) var values: [StabilityMetric: Double] = [:]
  /// Whether it learnt and lost it again; false for a run without a curve.
  private(set) var hasCollapsed = false
  /// The mean return at the last evaluation, the floor for a run that did not complete; nil where a
  /// completed run left no evaluation.
  private(set) var lastReturn: Double?

  /// The measures of a run.
  ///
  /// A run that did not complete has a relative drawdown of 1, the worst there is, and no other measure:
  /// its curve ends early, and what is short falls less. Of a completed run with fewer than two
  /// evaluations, or evaluations that do not ascend, only the last return and its episodes are known.
  ///
  /// - Parameter minimumGain: the rise that counts as learning; nil where the task has no scale.
  /// - Throws: `StatisticsError` for returns above 10³⁰⁰ in magnitude.
  init(_ run: ScoredRun, on task: TaskSummary, minimumGain: Double?) throws {
    guard run.status == .completed else {
      values[.relativeDrawdown] = 1
      lastReturn = task.floorReturn
      return
    }
    let points = try LearningCurve.means(of: run, task)
    lastReturn = points.last?.value
    if let last = run.result?.evaluations.last {
      let episodes = LearningCurve.returns(of: last, task)
      if !episodes.isEmpty {
        values[.dispersionAcrossRollouts] = try Dispersion.interquartileRange(episodes)
      }
    }
    let ascends = zip(points, points.dropFirst()).allSatisfy { $0.position < $1.position }
    guard points.count > 1, ascends else { return }
    let curve = try Statistics.LearningCurve(
      steps: points.map { Double($0.position) }, scores: points.map(\.value))
    values[.relativeDrawdown] = Self.relativeDrawdown(curve, above: task.randomScore)
    values[.maximumDrawdown] = curve.maximumDrawdown
    values[.longTermRisk] = try curve.longTermRisk()
    values[.shortTermRisk] = try curve.shortTermRisk()
    values[.dispersionAcrossTime] = try curve.dispersionAcrossTime()
    if let minimumGain { hasCollapsed = try curve.hasCollapsed(minimumGain: minimumGain) }
  }

  /// min(1, maxᵢ dᵢ / (max y − r)): the share of its best return, above the return r of random actions,
  /// that the run lost at its worst; in [0, 1], lower is better.
  ///
  /// Assay's own measure. The drawdown alone is least for a run that never learns, as it has nothing to
  /// lose; over the learnt range it punishes a run that has learnt before it is first evaluated. 1 for a
  /// run that was never better than random actions: there is nothing that it kept.
  static func relativeDrawdown(
    _ curve: Statistics.LearningCurve, above random: Double
  ) -> Double {
    let best = curve.scores.reduce(-.infinity, Double.maximum) - random
    return best > 0 ? min(1, curve.maximumDrawdown / best) : 1
  }
}
