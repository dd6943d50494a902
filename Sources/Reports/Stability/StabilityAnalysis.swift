import Results
import Statistics

extension StabilitySection {
  /// The share of the way from the random to the scripted score that counts as learning.
  static let learntShare = 0.1

  /// Measures the runs of a task and compares the algorithms; nil where nothing runs on it.
  ///
  /// - Parameter arms: those of the task, in the suite's order.
  /// - Throws: what the tests throw.
  init?(
    _ task: TaskSummary, _ arms: [(arm: Arm, runs: [ScoredRun])], _ suite: ResolvedSuite,
    _ settings: ComparisonSettings
  ) throws {
    guard !arms.isEmpty else { return nil }
    primary = .relativeDrawdown
    let units = arms.map { suite.budgetUnit(of: $0.arm) }
    positionUnit = units.allSatisfy { $0 == units[0] } ? units[0] : nil
    let gain = Self.learntShare * (task.scriptedScore - task.randomScore).magnitude
    minimumGain = gain > 0 && gain.isFinite ? gain : nil
    let threshold = minimumGain
    self.arms = try arms.map { arm, runs in
      try ArmStability(arm, runs, on: task, minimumGain: threshold, settings)
    }
    let compared = zip(arms, self.arms).filter {
      $0.0.arm.control == nil && !$0.1.relativeDrawdowns.isEmpty
    }
    comparisons = []
    if suite.adaptiveSeeds != nil {
      notCompared = .adaptiveSeeds
    } else if compared.count < 2 {
      notCompared = .fewerThanTwoCurves
    } else {
      let table = Self.table(of: compared.map { ($0.0.arm, $0.0.runs, $0.1) }, on: task, suite)
      comparisons = try PairComparison.all(
        on: task.name, of: table, seed: suite.suiteSeed, settings)
    }
  }

  /// The relative drawdowns as the tests for scores take them.
  private static func table(
    of arms: [(arm: Arm, runs: [ScoredRun], stability: ArmStability)], on task: TaskSummary,
    _ suite: ResolvedSuite
  ) -> ScoreTable {
    ScoreTable(
      tasks: [task.name], algorithms: arms.map(\.arm.algorithm),
      arms: arms.map { arm, runs, stability in
        (
          ScoreTable.Arm(
            task: task.name, algorithm: arm.algorithm, seeds: runs.map(\.seed),
            scores: stability.relativeDrawdowns,
            absentRuns: runs.count { $0.status.isAbsent }, budget: arm.budget,
            budgetUnit: suite.budgetUnit(of: arm), sharedRoot: suite.suiteSeed), nil
        )
      })
  }
}

extension ArmStability {
  fileprivate init(
    _ arm: Arm, _ runs: [ScoredRun], on task: TaskSummary, minimumGain: Double?,
    _ settings: ComparisonSettings
  ) throws {
    let measured = try runs.map {
      try RunStability($0, on: task, minimumGain: minimumGain)
    }
    algorithm = arm.algorithm
    curves = measured.count { $0.values[.maximumDrawdown] != nil }
    let drawdowns = measured.compactMap { $0.values[.relativeDrawdown] }
    relativeDrawdowns = drawdowns.count == runs.count ? drawdowns : []
    var found: [StabilityMetric: StabilityMeasure] = [:]
    for metric in StabilityMetric.perRun {
      let values = measured.compactMap { $0.values[metric] }
      guard !values.isEmpty, metric != .relativeDrawdown || values.count == runs.count else {
        continue
      }
      found[metric] = StabilityMeasure(
        metric: metric, count: values.count, value: try Descriptive.mean(values),
        interval: try Descriptive.meanInterval(values, level: settings.level)
          .map(IntervalSection.init))
    }
    let last = measured.compactMap(\.lastReturn)
    if last.count == runs.count, let across = try Dispersion.acrossRuns(last.map { [$0] })?.first {
      found[.dispersionAcrossRuns] = StabilityMeasure(
        metric: .dispersionAcrossRuns, count: last.count, value: across)
    }
    found[.divergenceRate] = try Self.rate(
      .divergenceRate, runs.map { $0.status == .diverged }, settings)
    if minimumGain != nil, curves > 0 {
      found[.collapseRate] = try Self.rate(
        .collapseRate, measured.map(\.hasCollapsed), settings)
    }
    measures = StabilityMetric.allCases.compactMap { found[$0] }
  }

  private static func rate(
    _ metric: StabilityMetric, _ outcomes: [Bool], _ settings: ComparisonSettings
  ) throws -> StabilityMeasure {
    let rate = try OutcomeRate(outcomes, level: settings.level)
    return StabilityMeasure(
      metric: metric, count: rate.runs, value: rate.rate,
      interval: IntervalSection(rate.interval))
  }
}
