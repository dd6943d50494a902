import Results
import Statistics

extension StressSection {
  /// Judges the settings that were meant to break algorithms on a task; nil where there are none.
  ///
  /// - Parameter cells: all cells of the suite.
  /// - Throws: what the tests throw.
  init?(_ task: String, _ cells: ScoredCells, _ settings: ComparisonSettings) throws {
    let listed = (cells.suite.stress ?? []).filter { $0.task == task }
    guard !listed.isEmpty else { return nil }
    self.settings = listed.reduce(into: []) {
      if !$0.contains($1.setting) { $0.append($1.setting) }
    }
    algorithms = try cells.suite.algorithms.compactMap { algorithm in
      let own = listed.filter { $0.of == algorithm.label }
      return try own.isEmpty
        ? nil : StressedAlgorithm(algorithm.label, own, StressedRuns(task, cells), settings)
    }
  }
}

/// The runs of a task's arms, with where each of them started.
struct StressedRuns {
  let suite: ResolvedSuite
  let task: TaskSummary
  private let arms: [(arm: Arm, runs: [ScoredRun])]

  init(_ name: String, _ cells: ScoredCells) throws {
    guard let task = cells.suite.tasks.first(where: { $0.name == name }) else {
      throw ReportError.unknownTask(name, known: cells.suite.tasks.map(\.name))
    }
    suite = cells.suite
    self.task = task
    arms = zip(cells.suite.arms, cells.runs).filter { $0.0.task == name }.map { ($0.0, $0.1) }
  }

  /// An arm and its runs.
  ///
  /// - Throws: ``ReportError/unknownAlgorithm(_:known:)``: a stored suite lists one that it does not run.
  func arm(_ label: String) throws -> (arm: Arm, runs: [ScoredRun]) {
    guard let found = arms.first(where: { $0.arm.algorithm == label }) else {
      throw ReportError.unknownAlgorithm(label, known: arms.map(\.arm.algorithm))
    }
    return found
  }

  /// Where the runs of an arm start, by seed: the random score, or the score of the reference of the seed. A
  /// reference without a score starts at the mean of the others, at the floor where there is none.
  func starts(of label: String) throws -> [Double] {
    let (arm, runs) = try arm(label)
    guard let reference = arm.reference else { return runs.map { _ in task.randomScore } }
    let references = try self.arm(reference.label).runs
    let known = references.filter { $0.status == .completed }
    let mean = try known.isEmpty ? task.floorReturn : Descriptive.mean(known.map(\.score))
    return runs.map { run in known.first { $0.seed == run.seed }?.score ?? mean }
  }

  /// The scores of an arm as the tests take them.
  func scores(of label: String) throws -> ScoreTable.Arm {
    let (arm, runs) = try arm(label)
    return ScoreTable.Arm(
      task: task.name, algorithm: label, seeds: runs.map(\.seed), scores: runs.map(\.score),
      absentRuns: runs.count { $0.status.isAbsent }, budget: arm.budget,
      budgetUnit: suite.budgetUnit(of: arm), sharedRoot: suite.suiteSeed)
  }
}

extension StressedAlgorithm {
  fileprivate init(
    _ label: String, _ listed: [StressedArm], _ runs: StressedRuns, _ settings: ComparisonSettings
  ) throws {
    let (arm, own) = try runs.arm(label)
    let starts = try runs.starts(of: label)
    let gains = zip(own, starts).map { $0.score - $1 }
    algorithm = label
    reference = arm.reference?.label
    start = try Descriptive.mean(starts)
    self.runs = own.count
    declared = try EstimateSection(known: own.map(\.score), level: settings.level)
    declaredGain = try EstimateSection(known: gains, level: settings.level)
    let isJudged = try StressRule.isJudged(
      Descriptive.meanInterval(gains, level: settings.level))
    let comparisons = try Self.comparisons(label, listed, runs, settings)
    let gain = isJudged ? declaredGain.value : nil
    self.settings = try zip(listed, comparisons).map { stressed, comparison in
      try StressedSetting(
        stressed, runs, comparison, declaredGain: gain, settings)
    }
  }

  /// Each setting against the declared one, by the default test; Holm over the settings.
  private static func comparisons(
    _ label: String, _ listed: [StressedArm], _ runs: StressedRuns, _ settings: ComparisonSettings
  ) throws -> [PairComparison] {
    var settings = settings
    settings.baseline = label
    let labels = listed.map(\.algorithm) + [label]
    let table = ScoreTable(
      tasks: [runs.task.name], algorithms: labels,
      arms: try labels.map { (try runs.scores(of: $0), nil) })
    return try PairComparison.all(
      on: runs.task.name, of: table, seed: runs.suite.suiteSeed, settings)
  }
}

extension StressedSetting {
  /// - Parameter declaredGain: the mean gain as declared; nil where nothing is judged.
  fileprivate init(
    _ stressed: StressedArm, _ runs: StressedRuns, _ comparison: PairComparison,
    declaredGain: Double?, _ settings: ComparisonSettings
  ) throws {
    let (arm, own) = try runs.arm(stressed.algorithm)
    let gains = zip(own, try runs.starts(of: stressed.algorithm)).map { $0.score - $1 }
    setting = stressed.setting
    self.arm = stressed.algorithm
    changes = stressed.changes.map {
      Change(option: $0.option, factor: $0.factor, value: arm.options[$0.option])
    }
    scores = own.map(\.score)
    statuses = own.map(\.status)
    mean = try EstimateSection(known: scores, level: settings.level)
    self.comparison = comparison
    verdict = .unjudged
    guard let declaredGain else { return }
    keptShare = try Descriptive.mean(gains) / declaredGain
    let rate = try OutcomeRate(
      zip(own, gains).map { run, gain in
        StressRule.isBroken(
          gain: run.status == .completed ? gain : nil, declaredGain: declaredGain)
      }, level: settings.level)
    broken = rate.count
    brokenShare = EstimateSection(value: rate.rate, interval: IntervalSection(rate.interval))
    verdict = StressRule.verdict(broken: rate, comparison.verdict)
  }
}

extension EstimateSection {
  /// The mean of one value or more and its t interval.
  ///
  /// - Throws: where there is none.
  fileprivate init(known values: [Double], level: Double) throws {
    self.init(
      value: try Descriptive.mean(values),
      interval: try Descriptive.meanInterval(values, level: level).map(IntervalSection.init))
  }
}
