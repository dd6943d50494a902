import Results

extension ScoreTable {
  /// The scores of a suite's cells by another metric than the one that ranks.
  ///
  /// A task none of whose runs holds the metric is left out. There is no lowest score to count a run
  /// with that does not hold it, so such a run among others is an error, never left out. The metric
  /// that ranks on every task gives ``init(_:)``.
  ///
  /// - Throws: ``ReportError/unknownMetric(_:known:)``,
  ///   ``ReportError/metricMissing(_:algorithm:task:seed:reason:)``, and what ``init(_:)`` throws.
  public init(_ input: ReportInput, metric: String) throws {
    let cells = try ScoredCells(input).unstressed
    if cells.suite.sharedHeadlineMetric == metric {
      self.init(cells)
      return
    }
    let held = Set(cells.runs.flatMap { $0 }.flatMap { $0.result?.metrics.keys.map(\.self) ?? [] })
    guard held.contains(metric) else {
      throw ReportError.unknownMetric(metric, known: held.sorted())
    }
    let tasks = cells.suite.tasks.map(\.name).filter { task in
      zip(cells.suite.arms, cells.runs).contains { arm, runs in
        arm.task == task && runs.contains { $0.result?.metrics[metric] != nil }
      }
    }
    var arms: [(arm: Arm, control: ArmControl?)] = []
    for (arm, runs) in zip(cells.suite.arms, cells.runs) where tasks.contains(arm.task) {
      let scores = try runs.map { run in
        guard let value = run.result?.metrics[metric] else {
          throw ReportError.metricMissing(
            metric, algorithm: arm.algorithm, task: arm.task, seed: run.seed,
            reason: run.reason ?? "it was not measured")
        }
        return value
      }
      arms.append(
        (
          Arm(
            task: arm.task, algorithm: arm.algorithm, seeds: runs.map(\.seed), scores: scores,
            budget: arm.budget, budgetUnit: cells.suite.budgetUnit(of: arm),
            sharedRoot: cells.suite.suiteSeed,
            isSequential: cells.suite.adaptiveSeeds != nil), arm.control
        ))
    }
    self.init(
      tasks: tasks, algorithms: cells.suite.algorithms.map(\.label), arms: arms)
  }
}
