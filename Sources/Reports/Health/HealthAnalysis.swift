import Results
import Statistics

extension HealthSection {
  /// What the diagnostics of a task's runs say; nil where no run is stored with any.
  ///
  /// A diverged run takes part with what it logged.
  ///
  /// - Parameter arms: those of the task, in the suite's order.
  /// - Throws: `StatisticsError` for values above 10³⁰⁰ in magnitude.
  init?(_ arms: [(arm: Arm, runs: [ScoredRun])], _ settings: ComparisonSettings) throws {
    guard arms.contains(where: { $0.runs.contains(where: \.hasDiagnostics) }) else { return nil }
    self.arms = try arms.map { try ArmHealth($0.arm, $0.runs, settings) }
  }
}

extension ScoredRun {
  /// Whether the run was stored with diagnostics.
  var hasDiagnostics: Bool {
    course != nil
      || result?.metrics.keys.contains {
        $0.hasPrefix(HealthMeasure.prefix) || $0 == ComputeMetric.total
      } ?? false
  }
}

extension ArmHealth {
  fileprivate init(_ arm: Arm, _ runs: [ScoredRun], _ settings: ComparisonSettings) throws {
    algorithm = arm.algorithm
    self.runs = runs.count
    let logged = runs.filter(\.hasDiagnostics)
    known = logged.count
    let courses = logged.compactMap(\.course)
    measures = try HealthMeasure.names.compactMap { name in
      switch name {
      case HealthMeasure.diverged:
        try HealthMeasure(
          name, OutcomeRate(runs.map { $0.status == .diverged }, level: settings.level))
      case HealthMeasure.gradientLikeness: try HealthMeasure(likenessOf: courses)
      default: try HealthMeasure(name, logged, settings)
      }
    }
    course = try CourseQuantity.allCases.compactMap {
      try CourseSection($0, courses, budget: Double(arm.budget))
    }
  }
}

extension HealthMeasure {
  fileprivate init(_ name: String, _ rate: OutcomeRate) {
    self.init(
      metric: name, count: rate.runs, value: rate.rate, interval: IntervalSection(rate.interval))
  }

  /// A logged measure over runs; nil where none has it, and of the time of collapse where fewer than half
  /// of the runs collapsed.
  fileprivate init?(_ name: String, _ runs: [ScoredRun], _ settings: ComparisonSettings) throws {
    let held = runs.filter { $0.result?.metrics[name] != nil }
    let values = held.compactMap { $0.result?.metrics[name] }
    guard !values.isEmpty else { return nil }
    switch name {
    case Self.entropyCollapsed:
      self.init(name, try OutcomeRate(values.map { $0 > 0 }, level: settings.level))
    case Self.entropyCollapseTime:
      let times = try held.map { run in
        try TimeToThreshold(
          steps: run.result?.metrics[name] ?? 0,
          reached: (run.result?.metrics[Self.entropyCollapsed] ?? 0) > 0)
      }
      guard let median = try KaplanMeier(times, level: settings.level).median else { return nil }
      self.init(metric: name, count: values.count, value: median)
    default:
      self.init(metric: name, count: values.count, value: try Descriptive.mean(values))
    }
  }

  /// nil where no share has the norms of two runs that differ.
  fileprivate init?(likenessOf courses: [CellDiagnostics.Course]) throws {
    let norms = courses.compactMap { $0.columns[CourseQuantity.gradientNorm.rawValue] }
    guard norms.count > 1 else { return nil }
    let likeness = try SignalToNoise.acrossRuns(norms.map { $0.map { $0 ?? .nan } })
      .compactMap(\.self)
    guard !likeness.isEmpty else { return nil }
    self.init(
      metric: Self.gradientLikeness, count: norms.count, value: try Descriptive.median(likeness))
  }
}

extension CourseSection {
  /// nil where no share has values of half of the runs.
  fileprivate init?(
    _ quantity: CourseQuantity, _ courses: [CellDiagnostics.Course], budget: Double
  ) throws {
    guard let positions = courses.first?.positions, budget > 0 else { return nil }
    self.init(quantity: quantity, shares: [], medians: [], lower: [], upper: [], counts: [])
    let columns = courses.filter { $0.positions == positions }.compactMap {
      $0.columns[quantity.rawValue]
    }
    for (index, position) in positions.enumerated() {
      let values = columns.compactMap { $0.indices.contains(index) ? $0[index] : nil }
      guard !values.isEmpty, 2 * values.count >= columns.count else { continue }
      shares.append(position / budget)
      medians.append(try Descriptive.median(values))
      lower.append(try Descriptive.quantile(values, 0.25))
      upper.append(try Descriptive.quantile(values, 0.75))
      counts.append(values.count)
    }
    if shares.isEmpty { return nil }
  }
}
