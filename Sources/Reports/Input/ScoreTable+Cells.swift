import Results
import Statistics

extension ScoreTable {
  /// The headline scores of a suite's cells, as the report scores them: a run that diverged, failed
  /// or is missing has the task's floor.
  ///
  /// - Throws: ``ReportError`` for a suite that contradicts itself or cells that are not its own.
  public init(_ input: ReportInput) throws {
    self.init(try ScoredCells(input))
  }

  /// Arms under settings meant to break them stay out.
  init(_ cells: ScoredCells) {
    let cells = cells.unstressed
    let arms = zip(cells.suite.arms, cells.runs).map { arm, runs in
      (
        arm: Arm(
          task: arm.task, algorithm: arm.algorithm, seeds: runs.map(\.seed),
          scores: runs.map(\.score), absentRuns: runs.count { $0.status.isAbsent },
          budget: arm.budget, budgetUnit: cells.suite.budgetUnit(of: arm),
          sharedRoot: cells.suite.suiteSeed,
          isSequential: cells.suite.adaptiveSeeds != nil), control: arm.control
      )
    }
    self.init(
      tasks: cells.suite.tasks.map(\.name), algorithms: cells.suite.algorithms.map(\.label),
      arms: arms,
      scales: ScoreScale.ofTasks(
        cells.suite.tasks.map { ($0.name, $0.randomScore, $0.scriptedScore) }))
  }
}
