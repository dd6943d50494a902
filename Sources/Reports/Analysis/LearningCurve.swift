import Results
import Statistics

/// The learning curve of an arm: mean greedy return over seeds at equal shares of the budget.
enum LearningCurve {
  /// One point per evaluation of the arm; none where no run left an evaluation.
  ///
  /// At each share of the budget a run counts with its evaluation nearest to it (runs of whole
  /// episodes overshoot by different steps). Where a run has none it counts with the floor: after
  /// the point of divergence, and everywhere for a run without a result.
  static func points(
    of arm: Arm, runs: [ScoredRun], floor: Double, level: Double
  ) throws -> [CurvePoint] {
    guard arm.evaluations > 0, runs.contains(where: { !(evaluations(of: $0).isEmpty) }) else {
      return []
    }
    let means = try runs.map { run in
      try evaluations(of: run).map {
        (steps: $0.position, value: try Descriptive.mean($0.greedyReturns))
      }
    }
    return try (1...arm.evaluations).map { share in
      let steps = share * arm.budget / arm.evaluations
      let values = zip(runs, means).map { run, curve in
        hasStopped(run, before: steps) ? floor : nearest(to: steps, curve) ?? floor
      }
      return CurvePoint(
        environmentSteps: steps, mean: try Descriptive.mean(values),
        interval: try Descriptive.meanInterval(values, level: level).map(IntervalSection.init))
    }
  }

  private static func evaluations(of run: ScoredRun) -> [CellResult.Evaluation] {
    run.result?.evaluations.filter { !$0.greedyReturns.isEmpty } ?? []
  }

  private static func hasStopped(_ run: ScoredRun, before steps: Int) -> Bool {
    guard case .diverged(_, _, let last)? = run.result?.outcome else { return false }
    return last < steps
  }

  private static func nearest(
    to steps: Int, _ curve: [(steps: Int, value: Double)]
  ) -> Double? {
    var best: (distance: Int, value: Double)?
    for point in curve {
      let distance = abs(point.steps - steps)
      if best.map({ distance < $0.distance }) ?? true { best = (distance, point.value) }
    }
    return best?.value
  }
}
