import Results

/// What the training logs say of the runs' health on one task; it describes, and nothing of it is tested.
public struct HealthSection: Codable, Sendable, Equatable {
  /// The algorithms of the task, in the suite's order.
  public var arms: [ArmHealth]

  /// The measures that some algorithm has, in the order of a table.
  var names: [String] {
    HealthMeasure.names.filter { name in arms.contains { $0.measure(name) != nil } }
  }
}

/// What the training logs of one algorithm say on one task.
public struct ArmHealth: Codable, Sendable, Equatable {
  /// The algorithm's label.
  public var algorithm: String
  /// Its runs.
  public var runs: Int
  /// Those that are stored with diagnostics, diverged ones among them.
  public var known: Int
  /// What is known, in the order of ``HealthMeasure/names``.
  public var measures: [HealthMeasure]
  /// The course of training, in the order of ``CourseQuantity``; empty where no run is stored with one.
  public var course: [CourseSection]

  /// A measure, if it is known.
  func measure(_ name: String) -> HealthMeasure? { measures.first { $0.metric == name } }
}

/// One measure of the health of an arm's training.
public struct HealthMeasure: Codable, Sendable, Equatable {
  /// A metric of the registry, ``diverged`` or ``gradientLikeness``.
  public var metric: String
  /// The runs that it is made from.
  public var count: Int
  /// The mean over these; of ``diverged`` and ``entropyCollapsed`` the share; of
  /// ``entropyCollapseTime`` the median by Kaplan and Meier.
  public var value: Double
  /// Wilson's interval of a share; absent for others.
  public var interval: IntervalSection?

  /// The share of all runs that diverged.
  static let diverged = "diverged"
  /// How alike gradient norms are over seeds: the median over the shares of the budget of |x̄|/s.
  static let gradientLikeness = "gradientLikeness"
  static let entropyCollapsed = "health.entropyCollapsed"
  static let entropyCollapseTime = "health.entropyCollapseTime"
  /// What metrics of health begin with.
  static let prefix = "health."

  /// Every measure, in the order of a table.
  static let names = [diverged] + logged + [gradientLikeness]
  /// Those that runs hold.
  static let logged = MetricRegistry.all.map(\.name).filter { $0.hasPrefix(prefix) }
}

/// A quantity of the training log over the budget, over the runs of an arm.
public struct CourseSection: Codable, Sendable, Equatable {
  /// What.
  public var quantity: CourseQuantity
  /// The shares of the budget, in (0, 1], at which at least half of the runs with a course have a value.
  public var shares: [Double]
  /// The median over runs at each of ``shares``.
  public var medians: [Double]
  /// The lower quartile (type 7) at each.
  public var lower: [Double]
  /// The upper quartile at each.
  public var upper: [Double]
  /// The runs that have a value at each.
  public var counts: [Int]
}

/// A column of the training log that reports follow over training.
public enum CourseQuantity: String, Codable, Sendable, CaseIterable {
  /// The largest KL(π_old‖π) of an update in the share.
  case klOld
  /// The mean entropy.
  case entropy
  /// The smallest effective sample size.
  case effectiveSampleSize
  /// The mean gradient norm.
  case gradientNorm
  /// The mean explained variance.
  case explainedVariance
  /// The mean length of completions.
  case completionLength

  /// The title of a panel, with the unit.
  var title: String {
    switch self {
    case .klOld: "largest KL(π_old‖π) of an update, nats"
    case .entropy: "entropy, nats"
    case .effectiveSampleSize: "smallest effective sample size, share"
    case .gradientNorm: "gradient norm"
    case .explainedVariance: "explained variance of returns"
    case .completionLength: "completion length, tokens"
    }
  }
}
