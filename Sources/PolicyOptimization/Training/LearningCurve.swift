/// Measures a policy.
protocol PolicyEvaluator: AnyObject {
  /// The return of each of the first `episodes` episodes (or items) of a point of the curve, greedy and
  /// sampled.
  ///
  /// - Parameters:
  ///   - position: how much of the budget the point stands for.
  ///   - isLast: whether the curve ends with it, so that all measures are due.
  func returns(
    episodes: Int, point: Int, position: Int, isLast: Bool
  ) -> (greedy: [Double], sampled: [Double])

  /// The measures of a run that came to its end, by name.
  func metrics(_ evaluations: [EvaluationRecord]) -> [String: Double]

  /// What can be read of the run.
  var samples: [SampleRecord] { get }
}

/// Evaluates the policy after equal shares of the budget.
final class LearningCurve {
  private let budget: TrainingBudget
  private let evaluator: any PolicyEvaluator
  private(set) var evaluations: [EvaluationRecord] = []

  init(budget: TrainingBudget, evaluator: any PolicyEvaluator) {
    self.budget = budget
    self.evaluator = evaluator
  }

  /// Makes the evaluations that are due once `used` of the budget is used up, but the last.
  func advance(to used: Int) {
    while evaluations.count < budget.evaluations - 1
      && used >= share(evaluations.count)
    {
      evaluate(episodes: budget.evaluationEpisodes)
    }
  }

  /// Makes those that are left, the last with its own number of episodes.
  func finish() {
    while evaluations.count < budget.evaluations {
      evaluate(
        episodes: evaluations.count == budget.evaluations - 1
          ? budget.finalEpisodes : budget.evaluationEpisodes)
    }
  }

  /// How much of the budget is used when a point is due: the nominal position on the curve, so that the
  /// curves of all runs share their grid. The evaluation follows the first update that reaches it.
  private func share(_ point: Int) -> Int {
    budget.total * (point + 1) / budget.evaluations
  }

  private func evaluate(episodes: Int) {
    let point = evaluations.count
    let (greedy, sampled) = evaluator.returns(
      episodes: episodes, point: point, position: share(point),
      isLast: point == budget.evaluations - 1)
    evaluations.append(
      EvaluationRecord(
        position: share(point), greedyReturns: greedy, sampledReturns: sampled))
  }
}
