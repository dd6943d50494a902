/// The version of the results: raised whenever the same suite would give other numbers.
public let resultsVersion = 1

/// A suite with every default filled in: what `suite.json` holds and what a report is about.
public struct ResolvedSuite: Codable, Sendable, Equatable {
  /// The suite's name.
  public var suite: String
  /// The root of every random stream.
  public var suiteSeed: UInt64
  /// Run seeds are 0 ..< seeds.
  public var seeds: Int
  /// The tasks, in the suite's order.
  public var tasks: [TaskSummary]
  /// The algorithms' labels, in the suite's order.
  public var algorithms: [AlgorithmSummary]
  /// What each (task, algorithm) pair runs with, in the order of the plan.
  public var arms: [Arm]
  /// The metric that ranks: a key of ``CellResult/metrics``.
  public var headlineMetric: String
  /// ``resultsVersion`` of the program that resolved it.
  public var resultsVersion: Int

  /// Memberwise.
  public init(
    suite: String, suiteSeed: UInt64, seeds: Int, tasks: [TaskSummary],
    algorithms: [AlgorithmSummary], arms: [Arm], headlineMetric: String, resultsVersion: Int
  ) {
    self.suite = suite
    self.suiteSeed = suiteSeed
    self.seeds = seeds
    self.tasks = tasks
    self.algorithms = algorithms
    self.arms = arms
    self.headlineMetric = headlineMetric
    self.resultsVersion = resultsVersion
  }
}

/// What a report needs to know of a task.
public struct TaskSummary: Codable, Sendable, Equatable {
  /// The registered name, such as `CartPole-v1`.
  public var name: String
  /// One sentence: what is controlled, and to what end.
  public var summary: String
  /// Mean return of uniformly random actions: 0 on the normalised scale.
  public var randomScore: Double
  /// Mean return of the scripted policy: 1 on the normalised scale.
  public var scriptedScore: Double
  /// What the scripted policy does.
  public var scriptedPolicy: String
  /// What a diverged, failed or missing run scores.
  public var floorReturn: Double

  /// Memberwise.
  public init(
    name: String, summary: String, randomScore: Double, scriptedScore: Double,
    scriptedPolicy: String, floorReturn: Double
  ) {
    self.name = name
    self.summary = summary
    self.randomScore = randomScore
    self.scriptedScore = scriptedScore
    self.scriptedPolicy = scriptedPolicy
    self.floorReturn = floorReturn
  }
}

/// What a report needs to know of an algorithm's entry in the suite.
public struct AlgorithmSummary: Codable, Sendable, Equatable {
  /// The label in the suite, such as `grpo-noclip`.
  public var label: String
  /// The registered algorithm, such as `grpo`.
  public var method: String
  /// One sentence on the registered algorithm.
  public var summary: String

  /// Memberwise.
  public init(label: String, method: String, summary: String) {
    self.label = label
    self.method = method
    self.summary = summary
  }
}

/// One (task, algorithm) pair with its resolved options; a cell is an arm and a seed.
public struct Arm: Codable, Sendable, Hashable {
  /// The registered task.
  public var task: String
  /// The algorithm's label.
  public var algorithm: String
  /// The registered algorithm.
  public var method: String
  /// Every option of the algorithm, defaults included.
  public var options: [String: JSONValue]
  /// Environment steps the run may use.
  public var environmentSteps: Int
  /// Points of the learning curve: evaluations after equal shares of the budget, the last at its end.
  public var evaluations: Int
  /// Episodes in each of those evaluations, per policy (greedy and sampled).
  public var evaluationEpisodes: Int
  /// Episodes in the evaluation at the end of the budget, per policy.
  public var finalEpisodes: Int

  /// Memberwise.
  public init(
    task: String, algorithm: String, method: String, options: [String: JSONValue],
    environmentSteps: Int, evaluations: Int, evaluationEpisodes: Int, finalEpisodes: Int
  ) {
    self.task = task
    self.algorithm = algorithm
    self.method = method
    self.options = options
    self.environmentSteps = environmentSteps
    self.evaluations = evaluations
    self.evaluationEpisodes = evaluationEpisodes
    self.finalEpisodes = finalEpisodes
  }
}

/// One run: an arm, its seed and the root of its random streams.
///
/// Its identity is the SHA-256 of its canonical JSON, which includes the results version.
public struct CellSpecification: Codable, Sendable, Hashable {
  /// What is run.
  public var arm: Arm
  /// The seed of the run, from 0.
  public var seed: Int
  /// The root of every random stream.
  public var suiteSeed: UInt64
  /// ``Results/resultsVersion`` of the program that resolved the suite.
  public var resultsVersion: Int

  /// Memberwise.
  public init(arm: Arm, seed: Int, suiteSeed: UInt64, resultsVersion: Int) {
    self.arm = arm
    self.seed = seed
    self.suiteSeed = suiteSeed
    self.resultsVersion = resultsVersion
  }

  /// The identity: SHA-256 of the canonical JSON, in hexadecimal.
  public func identity() throws -> String { try CanonicalJSON.hash(self) }
}

extension ResolvedSuite {
  /// Every cell, in the order of the plan: arm by arm, seed by seed. Cell indices on the command
  /// line count in this order, from 0.
  public var cells: [CellSpecification] {
    arms.flatMap { arm in
      (0..<seeds).map { seed in
        CellSpecification(
          arm: arm, seed: seed, suiteSeed: suiteSeed, resultsVersion: resultsVersion)
      }
    }
  }
}
