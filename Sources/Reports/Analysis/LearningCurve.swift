import Results
import Statistics

/// The learning curve of an arm: the mean over seeds at equal shares of the budget. Of control tasks
/// it shows the greedy return; of questions the sampled accuracy, unless the greedy one ranks.
enum LearningCurve {
  /// One point per evaluation of the arm, and one before training where a run was evaluated there;
  /// none where no run left an evaluation.
  ///
  /// At each share of the budget a run counts with its evaluation nearest to it (runs of whole
  /// episodes overshoot by different steps). Where a run has none it counts with the floor: after
  /// the point of divergence, and everywhere for a run without a result.
  static func points(
    of arm: Arm, on task: TaskSummary, runs: [ScoredRun], level: Double
  ) throws -> [CurvePoint] {
    let means = try runs.map { try Self.means(of: $0, task) }
    guard arm.evaluations > 0, means.contains(where: { !$0.isEmpty }) else { return [] }
    let hasStart = means.contains { $0.contains { $0.position == 0 } }
    let floor = task.floorReturn
    return try ((hasStart ? 0 : 1)...arm.evaluations).map { share in
      let position = share * arm.budget / arm.evaluations
      let values = zip(runs, means).map { run, curve in
        hasStopped(run, before: position) ? floor : nearest(to: position, curve) ?? floor
      }
      return CurvePoint(
        position: position, mean: try Descriptive.mean(values),
        interval: try Descriptive.meanInterval(values, level: level).map(IntervalSection.init))
    }
  }

  /// The measured evaluations of a run: the mean return at each.
  static func means(
    of run: ScoredRun, _ task: TaskSummary
  ) throws -> [(position: Int, value: Double)] {
    try (run.result?.evaluations ?? []).compactMap { evaluation in
      let returns = returns(of: evaluation, task)
      return returns.isEmpty ? nil : (evaluation.position, try Descriptive.mean(returns))
    }
  }

  /// The returns of an evaluation that the curve is made from.
  static func returns(of evaluation: CellResult.Evaluation, _ task: TaskSummary) -> [Double] {
    let isSampled = task.asksQuestions && task.headlineMetric != "greedyAccuracy"
    return isSampled ? evaluation.sampledReturns : evaluation.greedyReturns
  }

  private static func hasStopped(_ run: ScoredRun, before position: Int) -> Bool {
    guard case .diverged(_, _, let last)? = run.result?.outcome else { return false }
    return last < position
  }

  private static func nearest(
    to position: Int, _ curve: [(position: Int, value: Double)]
  ) -> Double? {
    var best: (distance: Int, value: Double)?
    for point in curve {
      let distance = abs(point.position - position)
      if best.map({ distance < $0.distance }) ?? true { best = (distance, point.value) }
    }
    return best?.value
  }
}
