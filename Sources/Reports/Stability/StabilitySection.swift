/// How steadily the algorithms learnt on one task.
public struct StabilitySection: Codable, Sendable, Equatable {
  /// The measure that ``comparisons`` are made from, declared before any run; all others describe.
  public var primary: StabilityMetric
  /// What positions on the curves count; absent where arms differ.
  public var positionUnit: String?
  /// The rise of a run's return that counts as learning; absent for a task without a scale, and then
  /// there is no collapse rate.
  public var minimumGain: Double?
  /// The algorithms of the task, in the suite's order.
  public var arms: [ArmStability]
  /// Every pair of arms of which ``primary`` is known, controls aside: `lower` is the steadier.
  public var comparisons: [PairComparison]
  /// Why ``comparisons`` is empty; absent where it is not.
  public var notCompared: StabilityGap?
}

/// Why no stability of a task is compared.
public enum StabilityGap: String, Codable, Sendable {
  /// How many seeds there are follows from the scores, so that no test with a fixed number holds.
  case adaptiveSeeds
  /// Fewer than two algorithms have two evaluations or more in each completed run.
  case fewerThanTwoCurves

  /// The reason as a sentence.
  var words: String {
    switch self {
    case .adaptiveSeeds:
      "Not compared: how many seeds there are follows from the scores, and no test that takes their "
        + "number for fixed holds."
    case .fewerThanTwoCurves:
      "Not compared: that takes two algorithms, controls aside, with two evaluations or more in every "
        + "completed run."
    }
  }
}

/// How steadily one algorithm learnt on one task.
public struct ArmStability: Codable, Sendable, Equatable {
  /// The algorithm's label.
  public var algorithm: String
  /// Completed runs with two evaluations or more.
  public var curves: Int
  /// The relative drawdown of each seed's run, 1 for one that did not complete; empty where a
  /// completed run has fewer than two evaluations.
  public var relativeDrawdowns: [Double]
  /// What is known, in the order of ``StabilityMetric``.
  public var measures: [StabilityMeasure]

  /// A measure, if it is known.
  func measure(_ metric: StabilityMetric) -> StabilityMeasure? {
    measures.first { $0.metric == metric }
  }
}

/// One measure of the stability of an arm.
public struct StabilityMeasure: Codable, Sendable, Equatable {
  /// What is measured.
  public var metric: StabilityMetric
  /// The runs that it is made from.
  public var count: Int
  /// The mean over these; of the measures over all runs the measure itself.
  public var value: Double
  /// The t interval of a mean, Wilson's of a rate; absent for the dispersion across runs, and for the
  /// mean of one run.
  public var interval: IntervalSection?
}
