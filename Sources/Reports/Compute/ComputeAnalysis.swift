import Results
import Statistics

extension ComputeSection {
  /// What the runs of a task computed; nil where none is stored with its counts.
  ///
  /// - Parameter arms: those of the task, in the suite's order.
  /// - Throws: what the tests throw.
  init?(
    _ task: TaskSummary, _ arms: [(arm: Arm, runs: [ScoredRun])], _ suite: ResolvedSuite,
    _ settings: ComparisonSettings
  ) throws {
    let counted = arms.map { arm, runs in
      let unit = suite.budgetUnit(of: arm)
      return runs.map { RunCompute($0, unit: unit) }
    }
    let compared = zip(arms, counted).filter { $0.0.arm.control == nil }.flatMap(\.1)
    let greatest = [compared, Array(counted.joined())].lazy.compactMap {
      $0.compactMap { $0?.training }.max()
    }.first
    guard let greatest else { return nil }
    let middle = task.randomScore + (task.scriptedScore - task.randomScore) / 2
    let threshold = task.scriptedScore > task.randomScore && middle.isFinite ? middle : nil
    primary = .training
    self.threshold = threshold
    self.arms = try zip(arms, counted).map { arm, counts in
      var section = try ArmCompute(arm.arm.algorithm, arm.runs, counts, greatest, settings)
      if let threshold, section.known > 0 {
        section.toThreshold = try ComputeToThreshold(
          arm.runs, counts, threshold, greatest, on: task, settings)
      }
      return section
    }
    (ratios, comparisons, notCompared) = ([], [], nil)
    relate(arms)
    try compare(arms, on: task, suite, settings)
  }

  /// Adds the means over the least one.
  private mutating func relate(_ arms: [(arm: Arm, runs: [ScoredRun])]) {
    let means = zip(arms, self.arms).filter { $0.0.arm.control == nil }.compactMap {
      $0.1.measure(.training)?.value
    }
    guard let least = means.min() else { return }
    for index in self.arms.indices {
      guard let training = self.arms[index].measure(.training) else { continue }
      self.arms[index].insert(
        ComputeMeasure(
          metric: .relativeTraining, count: training.count, value: training.value / least))
    }
  }

  /// Takes ratios of what is counted, and tests the other pairs.
  private mutating func compare(
    _ arms: [(arm: Arm, runs: [ScoredRun])], on task: TaskSummary, _ suite: ResolvedSuite,
    _ settings: ComparisonSettings
  ) throws {
    let known = zip(arms, self.arms).filter {
      $0.0.arm.control == nil && !$0.1.training.isEmpty
    }
    var tested: [(ScoreTable.Arm, ScoreTable.Arm)] = []
    for (index, first) in known.enumerated() {
      for second in known[(index + 1)...] {
        if first.1.isCounted, second.1.isCounted {
          ratios.append(
            ComputeRatio(
              first: first.1.algorithm, second: second.1.algorithm,
              value: first.1.training[0] / second.1.training[0],
              budgetsDiffer: first.0.arm.budget != second.0.arm.budget))
        } else {
          tested.append(
            (
              Self.scores(first.0.arm, first.0.runs, first.1.training, suite),
              Self.scores(second.0.arm, second.0.runs, second.1.training, suite)
            ))
        }
      }
    }
    if suite.adaptiveSeeds != nil {
      if !tested.isEmpty { notCompared = .adaptiveSeeds }
      return
    }
    if known.count < 2 { notCompared = .fewerThanTwoKnown }
    let decisions = try PairDecision.all(tested, seed: suite.suiteSeed, settings)
    comparisons = try zip(tested, decisions).map { pair, decision in
      try PairComparison(
        pair.0, pair.1, decision, pairs: tested.count, seed: suite.suiteSeed, settings)
    }
  }

  /// Counts as the tests for scores take them.
  private static func scores(
    _ arm: Arm, _ runs: [ScoredRun], _ training: [Double], _ suite: ResolvedSuite
  ) -> ScoreTable.Arm {
    ScoreTable.Arm(
      task: arm.task, algorithm: arm.algorithm, seeds: runs.map(\.seed), scores: training,
      absentRuns: runs.count { $0.status.isAbsent }, budget: arm.budget,
      budgetUnit: suite.budgetUnit(of: arm), sharedRoot: suite.suiteSeed)
  }
}

extension ArmCompute {
  /// - Parameter greatest: what a run that did not complete counts with, so that stopping early is no
  ///   advantage.
  fileprivate init(
    _ algorithm: String, _ runs: [ScoredRun], _ counts: [RunCompute?], _ greatest: Double,
    _ settings: ComparisonSettings
  ) throws {
    self.algorithm = algorithm
    self.runs = runs.count
    known = counts.count { $0 != nil }
    let training = zip(runs, counts).compactMap { run, count in
      run.status.isWhole ? count?.training : greatest
    }
    self.training = known > 0 && training.count == runs.count ? training : []
    let complete = counts.compactMap(\.self).filter { $0.run.status.isWhole }
    isCounted =
      runs.count > 1 && complete.count == runs.count
      && training.allSatisfy { $0 == training.first }
    measures = []
    let names = Set(complete.flatMap(\.roles.keys))
    for metric in ComputeMetric.allCases where metric != .relativeTraining {
      let values = complete.compactMap { $0.value(metric) }
      let isRole =
        ComputeMetric.trainingRoles.contains(metric) || ComputeMetric.watchingRoles.contains(metric)
      guard !values.isEmpty, !isRole || names.contains(metric) else { continue }
      let isConstant = values.allSatisfy { $0 == values[0] }
      measures.append(
        ComputeMeasure(
          metric: metric, count: values.count,
          value: isConstant ? values[0] : try Descriptive.mean(values),
          interval: isConstant
            ? nil
            : try Descriptive.meanInterval(values, level: settings.level)
              .map(IntervalSection.init)))
    }
  }

  /// Puts a measure in its place.
  fileprivate mutating func insert(_ measure: ComputeMeasure) {
    let order = ComputeMetric.allCases
    measures.append(measure)
    measures.sort {
      (order.firstIndex(of: $0.metric) ?? 0) < (order.firstIndex(of: $1.metric) ?? 0)
    }
  }
}

extension ComputeToThreshold {
  /// Runs without counts that completed take no part; a run that did not complete is censored behind all
  /// others, since it never gets there.
  fileprivate init(
    _ runs: [ScoredRun], _ counts: [RunCompute?], _ threshold: Double, _ greatest: Double,
    on task: TaskSummary, _ settings: ComparisonSettings
  ) throws {
    var times: [TimeToThreshold] = []
    censoredSeeds = []
    for (run, count) in zip(runs, counts) where count != nil || !run.status.isWhole {
      if let needed = try count?.toThreshold(threshold, on: task) {
        times.append(try TimeToThreshold(steps: needed, reached: true))
      } else {
        let last = run.status.isWhole ? count?.training : nil
        times.append(try TimeToThreshold(steps: last ?? greatest, reached: false))
        censoredSeeds.append(run.seed)
      }
    }
    let estimate = try KaplanMeier(times, level: settings.level)
    self.runs = estimate.runs
    reached = estimate.runs - estimate.censored
    median = estimate.median
    (lower, upper) = estimate.medianBounds
    level = estimate.level
  }
}

extension RunStatus {
  /// Whether the run used up its budget.
  var isWhole: Bool { self == .completed || self == .unmeasured }
}
