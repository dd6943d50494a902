/// What a run with adaptive seeds has looked at and found: `sequential.json`.
///
/// Each look spends a part of the error that the suite allows, so it is written down before the next
/// seeds are run. A look that stands here is not taken again: it is repeated from the stored cells, which
/// must give the same.
public struct SequentialLedger: Codable, Sendable, Equatable {
  /// The hash of the resolved suite.
  public var suite: String
  /// The family-wise error of each task.
  public var alpha: Double
  /// The random deals of each test.
  public var resamples: Int
  /// The runs per arm at each look that is planned, ascending.
  public var runs: [Int]
  /// The algorithms that are compared, task by task; tasks with fewer than two are absent.
  public var families: [Family]
  /// The looks that were taken, in order.
  public var looks: [Look]

  /// Memberwise.
  public init(
    suite: String, alpha: Double, resamples: Int, runs: [Int], families: [Family],
    looks: [Look] = []
  ) {
    self.suite = suite
    self.alpha = alpha
    self.resamples = resamples
    self.runs = runs
    self.families = families
    self.looks = looks
  }

  /// The algorithms of one task, every pair of which is tested.
  public struct Family: Codable, Sendable, Equatable {
    /// The task's name.
    public var task: String
    /// The metric that is compared: the one that ranks on the task.
    public var metric: String
    /// The algorithms' labels, in the suite's order.
    public var algorithms: [String]

    /// Memberwise.
    public init(task: String, metric: String, algorithms: [String]) {
      self.task = task
      self.metric = metric
      self.algorithms = algorithms
    }
  }

  /// One look, at every task that has an open pair.
  public struct Look: Codable, Sendable, Equatable {
    /// The runs of each arm of an open pair.
    public var runs: Int
    /// How much of ``SequentialLedger/alpha`` is spent on each task by this look and those before.
    public var alphaSpent: Double
    /// The tasks, in the suite's order.
    public var tasks: [TaskLook]

    /// Memberwise.
    public init(runs: Int, alphaSpent: Double, tasks: [TaskLook]) {
      self.runs = runs
      self.alphaSpent = alphaSpent
      self.tasks = tasks
    }
  }

  /// What a look found on one task.
  public struct TaskLook: Codable, Sendable, Equatable {
    /// The task's name.
    public var task: String
    /// SHA-256 over the scores that were looked at, arm by arm and seed by seed.
    public var scores: String
    /// The pairs that were open.
    public var pairs: [Pair]

    /// Memberwise.
    public init(task: String, scores: String, pairs: [Pair]) {
      self.task = task
      self.scores = scores
      self.pairs = pairs
    }
  }

  /// A pair that was open when it was looked at.
  public struct Pair: Codable, Sendable, Equatable {
    /// The label of the first algorithm.
    public var first: String
    /// The label of the second.
    public var second: String
    /// The mean of the first less that of the second, over the runs of the look.
    public var difference: Double
    /// The sequential p-value, two-sided.
    public var pValue: Double
    /// ``pValue`` after Holm's adjustment over all pairs of the task.
    public var adjustedPValue: Double
    /// What is known after the look.
    public var decision: Decision

    /// Memberwise.
    public init(
      first: String, second: String, difference: Double, pValue: Double, adjustedPValue: Double,
      decision: Decision
    ) {
      self.first = first
      self.second = second
      self.difference = difference
      self.pValue = pValue
      self.adjustedPValue = adjustedPValue
      self.decision = decision
    }
  }

  /// What a look says of the first algorithm of a pair.
  public enum Decision: String, Codable, Sendable {
    /// Its mean is higher, established.
    case higher
    /// Its mean is lower, established.
    case lower
    /// Neither: more seeds are needed, or there are no more.
    case open
  }
}
