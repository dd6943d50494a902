import Results
import Statistics

extension Report {
  /// Works out every number of the report.
  ///
  /// - Throws: ``ReportError`` for a suite that contradicts itself or cells that are not its own.
  public init(_ input: ReportInput, settings: ComparisonSettings = ComparisonSettings()) throws {
    try self.init(
      ScoredCells(input), suiteHash: input.suiteHash, later: input.laterHypotheses, settings)
  }

  init(
    _ all: ScoredCells, suiteHash: String, later: [Hypothesis], _ settings: ComparisonSettings
  ) throws {
    let cells = all.unstressed
    let table = ScoreTable(cells)
    let suite = cells.suite
    schema = Self.currentSchema
    self.settings = settings
    resultsHash = cells.resultsHash
    self.suite = SuiteSection(
      name: suite.suite, hash: suiteHash, suiteSeed: "\(suite.suiteSeed)",
      seeds: cells.runs.map(\.count).max() ?? suite.seeds, cells: all.runs.joined().count,
      headlineMetric: suite.sharedHeadlineMetric, resultsVersion: suite.resultsVersion)
    if let ledger = cells.ledger {
      self.settings.significance = ledger.alpha
      self.suite.fewestSeeds = cells.runs.map(\.count).min()
      sequential = ledger
    }
    algorithms = suite.algorithms.enumerated().map { index, algorithm in
      AlgorithmSection(
        label: algorithm.label, method: algorithm.method, summary: algorithm.summary,
        color: Palette.color(index))
    }
    tasks = try suite.tasks.map { task in
      var section = try TaskSection(task, cells, table, settings)
      section.stress = try StressSection(task.name, all, settings)
      return section
    }
    acrossTasks = try AcrossTasksSection(table, seed: suite.suiteSeed, self.settings)
    flooredRuns = zip(all.suite.arms, all.runs).flatMap { arm, runs in
      runs.filter { $0.status != .completed }.map { run in
        FlooredRun(
          task: arm.task, algorithm: arm.algorithm, seed: run.seed, status: run.status,
          reason: run.reason ?? "", score: run.score)
      }
    }
    hypotheses = try HypothesesSection(
      declared: suite.hypotheses ?? [], later: later, cells, settings)
    calibration = try CalibrationExcerpt(tasks.flatMap(\.comparisons), seeds: self.suite.seeds)
  }
}

extension TaskSection {
  fileprivate init(
    _ task: TaskSummary, _ cells: ScoredCells, _ table: ScoreTable, _ settings: ComparisonSettings
  ) throws {
    name = task.name
    summary = task.summary
    randomScore = task.randomScore
    scriptedScore = task.scriptedScore
    scriptedPolicy = task.scriptedPolicy
    floorReturn = task.floorReturn
    headlineMetric = cells.suite.sharedHeadlineMetric == nil ? task.headlineMetric : nil
    let planned = zip(cells.suite.arms, cells.runs).filter { $0.0.task == task.name }
    let ordered = cells.suite.algorithms.flatMap { algorithm in
      planned.filter { $0.0.algorithm == algorithm.label }.map { (arm: $0.0, runs: $0.1) }
    }
    arms = try ordered.map { arm, runs in
      try ArmSection(arm, runs, task, unit: cells.suite.budgetUnit(of: arm), settings)
    }
    accuracy = try AccuracySection(task, ordered, level: settings.level)
    stability = try StabilitySection(task, ordered, cells.suite, settings)
    memory = MemorySection(ordered)
    compute = try ComputeSection(task, ordered, cells.suite, settings)
    health = try HealthSection(ordered, settings)
    comparisons =
      try cells.ledger.map {
        try PairComparison.sequential(on: task.name, of: table, $0, cells.suite, settings)
      }
      ?? PairComparison.all(on: task.name, of: table, seed: cells.suite.suiteSeed, settings)
  }
}

extension ArmSection {
  fileprivate init(
    _ arm: Arm, _ runs: [ScoredRun], _ task: TaskSummary, unit: String,
    _ settings: ComparisonSettings
  ) throws {
    algorithm = arm.algorithm
    control = arm.control
    options = arm.options
    budget = arm.budget
    budgetUnit = unit == BudgetUnit.environmentSteps ? nil : unit
    scores = runs.map(\.score)
    statuses = runs.map(\.status)
    summary = try ScoreSummary(scores, level: settings.level)
    normalizedMean = task.normalize(summary.mean)
    metrics = try Self.metrics(of: runs)
    curve = try LearningCurve.points(
      of: arm, on: task, runs: runs, level: settings.level)
  }

  private static func metrics(of runs: [ScoredRun]) throws -> [MetricSummary] {
    var values: [String: [Double]] = [:]
    for run in runs {
      for (name, value) in run.result?.metrics ?? [:] { values[name, default: []].append(value) }
    }
    return try values.sorted { $0.key < $1.key }.map { name, values in
      MetricSummary(
        name: name, count: values.count, mean: try Descriptive.mean(values),
        standardDeviation: try Descriptive.standardDeviation(values))
    }
  }
}

extension ScoreSummary {
  /// Describes scores.
  ///
  /// - Throws: where there are none, or one is not finite.
  init(_ scores: [Double], level: Double) throws {
    count = scores.count
    mean = try Descriptive.mean(scores)
    interval = try Descriptive.meanInterval(scores, level: level).map(IntervalSection.init)
    standardDeviation = try Descriptive.standardDeviation(scores)
    median = try Descriptive.median(scores)
    interquartileMean = try Descriptive.interquartileMean(scores)
    minimum = scores.reduce(.infinity, Double.minimum)
    maximum = scores.reduce(-.infinity, Double.maximum)
  }
}

extension TaskSummary {
  /// A score on the scale on which the random score is 0 and the scripted score 1; nil where those
  /// two are equal.
  func normalize(_ score: Double) -> Double? {
    scriptedScore == randomScore
      ? nil : (score - randomScore) / (scriptedScore - randomScore)
  }
}

extension ResolvedSuite {
  /// The metric that ranks on every task; nil where tasks have different ones.
  var sharedHeadlineMetric: String? {
    let first = tasks.first?.headlineMetric
    return tasks.allSatisfy { $0.headlineMetric == first } ? first : nil
  }
}
