import Results

/// Everything a report says, as numbers: `report.json`. `Guides/reports.md` defines each field.
///
/// Absent values (an interval at one seed, a p-value that does not exist) have no key.
public struct Report: Codable, Sendable, Equatable {
  /// The version of this schema.
  public static let currentSchema = 1

  /// ``currentSchema`` of the program that wrote it.
  public var schema: Int
  /// What was asked.
  public var suite: SuiteSection
  /// SHA-256 over the suite's hash and the state of every cell, in the order of the plan.
  public var resultsHash: String
  /// How intervals and p-values were made.
  public var settings: ComparisonSettings
  /// The algorithms, in the suite's order.
  public var algorithms: [AlgorithmSection]
  /// Results and comparisons task by task, in the suite's order.
  public var tasks: [TaskSection]
  /// Aggregates and comparisons over tasks.
  public var acrossTasks: AcrossTasksSection
  /// The runs that count with the floor, in the order of the plan.
  public var flooredRuns: [FlooredRun]
  /// The looks that decided how many seeds each arm has; absent where seeds are not adaptive.
  public var sequential: SequentialLedger?
  /// What became of the suite's hypotheses, and of those that came later; absent where there are none.
  public var hypotheses: HypothesesSection?
  /// How often verdicts like these were wrong where it could be measured; absent where nothing is
  /// compared, and where seeds are adaptive.
  public var calibration: CalibrationExcerpt?

  /// The suite in few words.
  public struct SuiteSection: Codable, Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Its hash.
    public var hash: String
    /// The root of its random streams, in decimal: JSON numbers end at 2⁵³.
    public var suiteSeed: String
    /// Run seeds are 0 ..< seeds.
    public var seeds: Int
    /// The seeds of the arm that has the fewest; absent where seeds are not adaptive.
    public var fewestSeeds: Int?
    /// The cells of its plan.
    public var cells: Int
    /// The metric that ranks; absent where tasks have different ones.
    public var headlineMetric: String?
    /// The results version.
    public var resultsVersion: Int
  }

  /// One algorithm of the suite.
  public struct AlgorithmSection: Codable, Sendable, Equatable {
    /// The label in the suite.
    public var label: String
    /// The registered algorithm.
    public var method: String
    /// One sentence on the registered algorithm.
    public var summary: String
    /// Its colour in every figure, `#RRGGBB`.
    public var color: String
  }

  /// One run that counts with the floor.
  public struct FlooredRun: Codable, Sendable, Equatable {
    /// The task's name.
    public var task: String
    /// The algorithm's label.
    public var algorithm: String
    /// The run seed.
    public var seed: Int
    /// What became of it; never completed.
    public var status: RunStatus
    /// Why.
    public var reason: String
    /// The score it counts with.
    public var score: Double
  }
}

/// The results of one task.
public struct TaskSection: Codable, Sendable, Equatable {
  /// The task's name.
  public var name: String
  /// The task in one sentence.
  public var summary: String
  /// 0 on the normalised scale.
  public var randomScore: Double
  /// 1 on the normalised scale.
  public var scriptedScore: Double
  /// What the scripted policy does.
  public var scriptedPolicy: String
  /// What a run that did not complete scores.
  public var floorReturn: Double
  /// The metric that ranks on the task, where the suite has no one metric.
  public var headlineMetric: String?
  /// The algorithms that the suite runs on the task, in the suite's order.
  public var arms: [ArmSection]
  /// Every pair of ``arms`` but controls.
  public var comparisons: [PairComparison]
  /// What is known of the answers; absent for a task without questions.
  public var accuracy: AccuracySection?
  /// How steadily the runs learnt; absent for a task that nothing runs on.
  public var stability: StabilitySection?
  /// What the algorithms kept in memory; absent where no result says.
  public var memory: MemorySection?
  /// What settings that were meant to break algorithms did to them; absent where the suite has none.
  public var stress: StressSection?
  /// What the algorithms computed; absent where no run is stored with its counts.
  public var compute: ComputeSection?
  /// What the training logs say; absent where no run is stored with diagnostics.
  public var health: HealthSection?
}

/// The results of one algorithm on one task.
public struct ArmSection: Codable, Sendable, Equatable {
  /// The algorithm's label.
  public var algorithm: String
  /// Why it is compared with no other; absent for an algorithm that is.
  public var control: ArmControl?
  /// Every option it ran with.
  public var options: [String: JSONValue]
  /// What each run could use.
  public var budget: Int
  /// What ``budget`` counts; absent for environment steps.
  public var budgetUnit: String?
  /// The final scores by seed: the value at index s is seed s.
  public var scores: [Double]
  /// What became of each seed's run.
  public var statuses: [RunStatus]
  /// Numbers that describe ``scores``.
  public var summary: ScoreSummary
  /// The mean on the scale on which the random score is 0 and the scripted score 1; absent where
  /// those two are equal.
  public var normalizedMean: Double?
  /// The metrics of the results, sorted by name.
  public var metrics: [MetricSummary]
  /// The learning curve; empty where no run left one.
  public var curve: [CurvePoint]

  /// How many of the runs have a status.
  public func count(_ status: RunStatus) -> Int { statuses.count { $0 == status } }
}

/// Numbers that describe the final scores of an arm.
public struct ScoreSummary: Codable, Sendable, Equatable {
  /// How many scores.
  public var count: Int
  /// Their mean.
  public var mean: Double
  /// The t interval of the mean; absent for one score.
  public var interval: IntervalSection?
  /// Their standard deviation, divisor n − 1; absent for one score.
  public var standardDeviation: Double?
  /// Their median.
  public var median: Double
  /// Their mean after the lowest and the highest ⌊n/4⌋ are cut.
  public var interquartileMean: Double
  /// The lowest.
  public var minimum: Double
  /// The highest.
  public var maximum: Double
}

/// A metric over the results of an arm that hold it.
public struct MetricSummary: Codable, Sendable, Equatable {
  /// The key of the metric.
  public var name: String
  /// How many results hold it.
  public var count: Int
  /// Its mean over those.
  public var mean: Double
  /// Its standard deviation over those, divisor n − 1; absent for one.
  public var standardDeviation: Double?
}

/// One point of a learning curve.
public struct CurvePoint: Codable, Sendable, Equatable {
  /// How much of the budget was used: a planned share of it.
  public var position: Int
  /// The mean over seeds of the runs' mean greedy return; of questions, of their sampled accuracy.
  public var mean: Double
  /// Its pointwise t interval over seeds; absent for one seed.
  public var interval: IntervalSection?
}
