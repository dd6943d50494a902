/// Evaluates the policy after equal shares of the budget.
final class LearningCurve {
  private let budget: TrainingBudget
  private let evaluator: Evaluator
  private(set) var evaluations: [EvaluationRecord] = []

  init(budget: TrainingBudget, evaluator: Evaluator) {
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
    evaluations.append(
      EvaluationRecord(
        position: share(point),
        greedyReturns: evaluator.returns(.greedy, episodes: episodes, point: point),
        sampledReturns: evaluator.returns(.sampled, episodes: episodes, point: point)))
  }
}
