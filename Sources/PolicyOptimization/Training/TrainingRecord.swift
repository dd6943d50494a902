/// What a training run leaves behind.
public struct TrainingRecord: Sendable, Equatable {
  /// Why the run stopped before its budget was used up; nil where it did not.
  public var divergence: Divergence?
  /// The measures of the run, by name; only finite values.
  public var metrics: [String: Double]
  /// The learning curve.
  public var evaluations: [EvaluationRecord]
  /// One row per update, with the columns ``updateColumns``; NaN where a quantity does not apply.
  public var updates: [[Double]]
  /// The names of the columns of ``updates``.
  public var updateColumns: [String]

  /// Memberwise.
  public init(
    divergence: Divergence?, metrics: [String: Double], evaluations: [EvaluationRecord],
    updates: [[Double]], updateColumns: [String]
  ) {
    self.divergence = divergence
    self.metrics = metrics
    self.evaluations = evaluations
    self.updates = updates
    self.updateColumns = updateColumns
  }
}

/// Where and why a run stopped being finite.
public struct Divergence: Error, Sendable, Equatable {
  /// What was not finite.
  public var reason: String
  /// The update in which it was found, from 0.
  public var update: Int
  /// Environment steps until then.
  public var environmentSteps: Int

  /// Memberwise.
  public init(reason: String, update: Int, environmentSteps: Int) {
    self.reason = reason
    self.update = update
    self.environmentSteps = environmentSteps
  }
}

/// The returns of the policy at one point of training.
public struct EvaluationRecord: Sendable, Equatable {
  /// Environment steps of training so far.
  public var environmentSteps: Int
  /// The return of each greedy episode (the most probable action, or the mean).
  public var greedyReturns: [Double]
  /// The return of each episode with sampled actions.
  public var sampledReturns: [Double]

  /// Memberwise.
  public init(environmentSteps: Int, greedyReturns: [Double], sampledReturns: [Double]) {
    self.environmentSteps = environmentSteps
    self.greedyReturns = greedyReturns
    self.sampledReturns = sampledReturns
  }
}

/// How much a run may use and how it is measured.
public struct TrainingBudget: Sendable, Equatable {
  /// Environment steps of training.
  public var environmentSteps: Int
  /// Points of the learning curve, the last at the end.
  public var evaluations: Int
  /// Episodes per policy (greedy and sampled) in each of them but the last.
  public var evaluationEpisodes: Int
  /// Episodes per policy in the last.
  public var finalEpisodes: Int

  /// Memberwise.
  public init(
    environmentSteps: Int, evaluations: Int, evaluationEpisodes: Int, finalEpisodes: Int
  ) {
    self.environmentSteps = environmentSteps
    self.evaluations = evaluations
    self.evaluationEpisodes = evaluationEpisodes
    self.finalEpisodes = finalEpisodes
  }
}

/// The address of a run's random streams.
public struct RunSeed: Sendable, Equatable {
  /// The suite's seed.
  public var suite: UInt64
  /// The run's seed.
  public var run: Int

  /// Memberwise.
  public init(suite: UInt64, run: Int) {
    self.suite = suite
    self.run = run
  }
}
