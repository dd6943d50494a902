import Statistics

extension ScoreTable {
  /// Several tables as one; tasks and algorithms are sorted by name, so that the order of the tables
  /// changes nothing.
  ///
  /// Runs of one algorithm on one task may come from several tables. They then share random numbers
  /// with other arms only if they all have the same root, and have a budget only if it is the same.
  ///
  /// - Parameter tables: each with what messages call it.
  /// - Throws: ``ReportError/repeatedScore(algorithm:task:seed:firstSource:secondSource:)``.
  static func merged(_ tables: [(name: String, table: ScoreTable)]) throws -> ScoreTable {
    if tables.count == 1 { return tables[0].table }
    let tasks = Set(tables.flatMap(\.table.tasks)).sorted()
    let algorithms = Set(tables.flatMap(\.table.algorithms)).sorted()
    var arms: [(arm: Arm, control: ArmControl?)] = []
    for task in tasks {
      for algorithm in algorithms {
        let parts = tables.compactMap { source in
          source.table.arm(task: task, algorithm: algorithm).map { (source.name, $0) }
        }
        if !parts.isEmpty { arms.append((try joined(parts), nil)) }
      }
    }
    return ScoreTable(
      tasks: tasks, algorithms: algorithms, arms: arms,
      scales: scales(of: tasks, in: tables.map(\.table)))
  }

  /// The scale of each task on which all tables that hold the task agree.
  private static func scales(of tasks: [String], in tables: [ScoreTable]) -> [String: ScoreScale] {
    var scales: [String: ScoreScale] = [:]
    for task in tasks {
      let known = tables.filter { $0.tasks.contains(task) }.map { $0.scales[task] }
      if let first = known.first, known.allSatisfy({ $0 == first }) { scales[task] = first }
    }
    return scales
  }

  private static func joined(_ parts: [(name: String, arm: Arm)]) throws -> Arm {
    var joined = parts[0].arm
    guard parts.count > 1 else { return joined }
    var runs: [(seed: Int, score: Double)] = []
    var sources: [Int: String] = [:]
    for (name, arm) in parts {
      for (seed, score) in zip(arm.seeds, arm.scores) {
        if let first = sources.updateValue(name, forKey: seed) {
          throw ReportError.repeatedScore(
            algorithm: arm.algorithm, task: arm.task, seed: seed, firstSource: first,
            secondSource: name)
        }
        runs.append((seed, score))
      }
    }
    runs.sort { $0.seed < $1.seed }
    joined.seeds = runs.map(\.seed)
    joined.scores = runs.map(\.score)
    let others = parts.map(\.arm)
    joined.absentRuns = others.reduce(0) { $0 + $1.absentRuns }
    if others.contains(where: { $0.budget != joined.budget }) { joined.budget = nil }
    if others.contains(where: { $0.sharedRoot != joined.sharedRoot }) { joined.sharedRoot = nil }
    joined.isSequential = others.contains(where: \.isSequential)
    let steps = others.compactMap(\.lastSteps)
    joined.lastSteps = steps.map(\.lowerBound).min().flatMap { least in
      steps.map(\.upperBound).max().map { least...$0 }
    }
    return joined
  }
}
