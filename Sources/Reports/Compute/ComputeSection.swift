/// What the algorithms computed on one task: multiply-adds, counted by each run.
public struct ComputeSection: Codable, Sendable, Equatable {
  /// The measure that ``ratios`` and ``comparisons`` are made from, declared before any run; lower is
  /// better.
  public var primary: ComputeMetric
  /// The score of an evaluation that ``ArmCompute/toThreshold`` waits for: halfway between the random
  /// and the scripted score; absent for a task without a scale.
  public var threshold: Double?
  /// The algorithms of the task, in the suite's order.
  public var arms: [ArmCompute]
  /// The pairs, controls aside, of which either algorithm computed the same for every seed: their
  /// difference is counted, and chance has no part in it.
  public var ratios: [ComputeRatio]
  /// The other pairs of which ``ArmCompute/training`` is known: `lower` computed less. Holm over these.
  public var comparisons: [PairComparison]
  /// Why pairs without a counted ratio are not compared; absent where they are, or there are none.
  public var notCompared: ComputeGap?

  /// The section's entry of an algorithm.
  func arm(_ label: String) -> ArmCompute? { arms.first { $0.algorithm == label } }
}

/// Why no compute of a task is tested.
public enum ComputeGap: String, Codable, Sendable {
  /// How many seeds there are follows from the scores, so that no test with a fixed number holds.
  case adaptiveSeeds
  /// Of fewer than two algorithms is known what every completed run computed.
  case fewerThanTwoKnown

  /// The reason as a sentence.
  var words: String {
    switch self {
    case .adaptiveSeeds: StabilityGap.adaptiveSeeds.words
    case .fewerThanTwoKnown:
      "Not compared: that takes two algorithms, controls aside, of which every completed run is stored "
        + "with its counts."
    }
  }
}

/// What one algorithm computed on one task.
public struct ArmCompute: Codable, Sendable, Equatable {
  /// The algorithm's label.
  public var algorithm: String
  /// Its runs.
  public var runs: Int
  /// Those that are stored with their counts.
  public var known: Int
  /// The multiply-adds of training of each seed's run; of one that did not complete the greatest that any
  /// algorithm that is compared counted on the task. Empty where a completed run is stored without,
  /// and where no run is stored with counts.
  public var training: [Double]
  /// What is known, in the order of ``ComputeMetric``: means over the completed runs with counts.
  public var measures: [ComputeMeasure]
  /// What it took to learn; absent without a threshold, and where no run has counts.
  public var toThreshold: ComputeToThreshold?
  /// Whether every run completed, two or more, and all of them counted the same.
  public var isCounted: Bool

  /// A measure, if it is known.
  func measure(_ metric: ComputeMetric) -> ComputeMeasure? {
    measures.first { $0.metric == metric }
  }
}

/// One measure of what an arm computed.
public struct ComputeMeasure: Codable, Sendable, Equatable {
  /// What is counted.
  public var metric: ComputeMetric
  /// The runs that it is the mean of.
  public var count: Int
  /// The mean, in multiply-adds; of ``ComputeMetric/relativeTraining`` a ratio.
  public var value: Double
  /// Its t interval; absent for one run, where all runs agree, and for a ratio.
  public var interval: IntervalSection?
}

/// The multiply-adds of training until an evaluation reaches the threshold, by Kaplan and Meier.
public struct ComputeToThreshold: Codable, Sendable, Equatable {
  /// Runs with counts, and runs that did not complete.
  public var runs: Int
  /// Those that reached it.
  public var reached: Int
  /// The seeds of those that did not: their times are censored.
  public var censoredSeeds: [Int]
  /// What half of the runs need at most; absent where less than half reach it.
  public var median: Double?
  /// The lower end of the median's interval (Brookmeyer and Crowley); absent where unbounded.
  public var lower: Double?
  /// The upper end; absent where unbounded.
  public var upper: Double?
  /// The level of the interval.
  public var level: Double
}

/// How much more one algorithm computes than another, where that does not depend on the seed.
public struct ComputeRatio: Codable, Sendable, Equatable {
  /// The algorithm that stands first.
  public var first: String
  /// The algorithm that stands second.
  public var second: String
  /// The multiply-adds of training of the first over those of the second.
  public var value: Double
  /// Whether the two had different budgets.
  public var budgetsDiffer: Bool
}
