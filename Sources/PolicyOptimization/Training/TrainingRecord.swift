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
  /// The training log, a row for each update: ``updates`` and what is only summarised.
  package var log: [UpdateRow] = []
  /// Completions of fixed questions; none on control tasks.
  public var samples: [SampleRecord] = []
  /// The trained parameters, where others start from them (``TrainingKind/supervised``).
  public var checkpoint: [UInt8]?
  /// What the run computed, by role, and how long it took.
  public var compute = ComputeRecord()
  /// The peak of the buffers that serve measuring alone and are no part of `peakModelBytes`.
  public var measuringBytes = 0

  /// The peaks of the parts of roles that the ledger counts apart, under the names of
  /// ``MemoryPrediction/parts``.
  public var memoryParts: [String: Int] = [:]

  /// Memberwise.
  package init(
    divergence: Divergence?, metrics: [String: Double], evaluations: [EvaluationRecord],
    updates: [[Double]], updateColumns: [String], log: [UpdateRow] = [],
    samples: [SampleRecord] = [], checkpoint: [UInt8]? = nil,
    compute: ComputeRecord = ComputeRecord(), measuringBytes: Int = 0,
    memoryParts: [String: Int] = [:]
  ) {
    self.log = log
    self.memoryParts = memoryParts
    self.measuringBytes = measuringBytes
    self.compute = compute
    self.samples = samples
    self.checkpoint = checkpoint
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
  /// How much of the budget was used until then.
  public var position: Int

  /// Memberwise.
  public init(reason: String, update: Int, position: Int) {
    self.reason = reason
    self.update = update
    self.position = position
  }
}

/// The returns of the policy at one point of training.
public struct EvaluationRecord: Sendable, Equatable {
  /// How much of the budget was used, in the task's unit.
  public var position: Int
  /// The return of each greedy episode (the most probable action, or the mean); of questions, whether
  /// each item was answered right (1) or not (0).
  public var greedyReturns: [Double]
  /// The return of each episode with sampled actions; of questions, each item's share of right answers.
  public var sampledReturns: [Double]

  /// Memberwise.
  public init(position: Int, greedyReturns: [Double], sampledReturns: [Double]) {
    self.position = position
    self.greedyReturns = greedyReturns
    self.sampledReturns = sampledReturns
  }
}

/// A completion of a fixed question, kept so that a person can read it.
public struct SampleRecord: Sendable, Equatable {
  /// How much of the budget was used.
  public var position: Int
  /// The question, as tokens in words.
  public var question: String
  /// What the policy wrote, sampled.
  public var completion: String
  /// The right answer.
  public var answer: Int
  /// Whether the answer was right.
  public var isCorrect: Bool
  /// Whether the steps were right too.
  public var isVerified: Bool

  /// Memberwise.
  public init(
    position: Int, question: String, completion: String, answer: Int, isCorrect: Bool,
    isVerified: Bool
  ) {
    self.position = position
    self.question = question
    self.completion = completion
    self.answer = answer
    self.isCorrect = isCorrect
    self.isVerified = isVerified
  }
}

/// How much a run may use and how it is measured.
public struct TrainingBudget: Sendable, Equatable {
  /// What training may use, in the task's unit: environment steps; completions of questions; or
  /// demonstrations, where training is supervised.
  public var total: Int
  /// Points of the learning curve, the last at the end.
  public var evaluations: Int
  /// Episodes, or items, per policy (greedy and sampled) in each of them but the last.
  public var evaluationEpisodes: Int
  /// Episodes, or items, per policy in the last.
  public var finalEpisodes: Int

  /// Memberwise.
  public init(
    total: Int, evaluations: Int, evaluationEpisodes: Int, finalEpisodes: Int
  ) {
    self.total = total
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
