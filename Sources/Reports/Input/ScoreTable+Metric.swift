import Results

extension ScoreTable {
  /// The scores of a suite's cells by another metric than the one that ranks: one that runs hold, or one
  /// that reports derive from them.
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
    let values = try zip(cells.suite.arms, cells.runs).map { arm, runs in
      let task = cells.suite.tasks.first { $0.name == arm.task }
      return try runs.map { run in try task.flatMap { try run.value(of: metric, on: $0) } }
    }
    guard values.joined().contains(where: { $0 != nil }) else {
      let held = cells.runs.joined().flatMap { $0.result?.metrics.keys.map(\.self) ?? [] }
      throw ReportError.unknownMetric(metric, known: Set(held).sorted())
    }
    let tasks = cells.suite.tasks.map(\.name).filter { task in
      zip(cells.suite.arms, values).contains { arm, values in
        arm.task == task && values.contains { $0 != nil }
      }
    }
    var arms: [(arm: Arm, control: ArmControl?)] = []
    for (index, arm) in cells.suite.arms.enumerated() where tasks.contains(arm.task) {
      let runs = cells.runs[index]
      let scores = try zip(runs, values[index]).map { run, value in
        guard let value else {
          throw ReportError.metricMissing(
            metric, algorithm: arm.algorithm, task: arm.task, seed: run.seed,
            reason: run.whyUnmeasured(metric))
        }
        return value
      }
      arms.append(
        (
          Arm(
            task: arm.task, algorithm: arm.algorithm, seeds: runs.map(\.seed), scores: scores,
            absentRuns: runs.count { $0.status.isAbsent }, budget: arm.budget,
            budgetUnit: cells.suite.budgetUnit(of: arm),
            sharedRoot: cells.suite.suiteSeed,
            isSequential: cells.suite.adaptiveSeeds != nil), arm.control
        ))
    }
    self.init(
      tasks: tasks, algorithms: cells.suite.algorithms.map(\.label), arms: arms)
  }
}
