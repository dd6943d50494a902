import Statistics

/// Final scores, one per algorithm, task and seed: what every comparison is made from.
///
/// Higher is better. The seed is the unit of replication: an arm's scores are its sample.
public struct ScoreTable: Sendable, Equatable {
  /// One algorithm on one task.
  public struct Arm: Sendable, Equatable {
    /// The task's name.
    public var task: String
    /// The algorithm's label.
    public var algorithm: String
    /// The run seeds, ascending.
    public var seeds: [Int]
    /// The score of each of ``seeds``, finite.
    public var scores: [Double]
    /// How many of ``scores`` stand in for runs that were not found or could not be read.
    public var absentRuns = 0
    /// What each run could use, where it is known.
    public var budget: Int?
    /// What ``budget`` counts.
    public var budgetUnit = BudgetUnit.environmentSteps
    /// The root of the random numbers that runs of one seed share with every arm of the same task and
    /// root; nil where nothing is known of that.
    public var sharedRoot: UInt64?
    /// The first and the last of the steps at which the runs end; nil where steps are not known.
    public var lastSteps: ClosedRange<Double>?
    /// Whether how many runs there are was decided by looking at scores (adaptive seeds).
    public var isSequential = false
  }

  /// One score.
  public struct Row: Sendable, Equatable {
    /// The algorithm's label.
    public var algorithm: String
    /// The task's name.
    public var task: String
    /// The run seed.
    public var seed: Int
    /// The score, finite.
    public var score: Double
    /// The step at which the run ends, where it is known.
    public var step: Double?

    /// Memberwise.
    public init(algorithm: String, task: String, seed: Int, score: Double, step: Double? = nil) {
      self.algorithm = algorithm
      self.task = task
      self.seed = seed
      self.score = score
      self.step = step
    }
  }

  /// The tasks, in the suite's order; of rows and of several sources, sorted by name.
  public let tasks: [String]
  /// The algorithms, in the suite's order; of rows and of several sources, sorted by name.
  public let algorithms: [String]
  /// The arms, task by task, each in the order of ``algorithms``.
  public let arms: [Arm]
  /// The scale on which the scores of a task are pooled with those of others, by task; tasks whose
  /// scale is not known have none.
  public var scales: [String: ScoreScale]

  private struct Key: Hashable {
    var task: String
    var algorithm: String
  }
  private let indices: [Key: Int]
  private let controls: [Key: ArmControl]

  /// A table of arms; arms without scores are left out, and so are controls, which are in no comparison.
  ///
  /// - Precondition: no two arms share a task and an algorithm, and each arm's task and algorithm
  ///   are listed.
  init(
    tasks: [String], algorithms: [String], arms: [(arm: Arm, control: ArmControl?)],
    scales: [String: ScoreScale] = [:]
  ) {
    self.scales = scales
    var found: [Key: Arm] = [:]
    var controls: [Key: ArmControl] = [:]
    for (arm, control) in arms where !arm.scores.isEmpty {
      let key = Key(task: arm.task, algorithm: arm.algorithm)
      controls[key] = control
      if control == nil { found[key] = arm }
    }
    var ordered: [Arm] = []
    var indices: [Key: Int] = [:]
    for task in tasks {
      for algorithm in algorithms {
        let key = Key(task: task, algorithm: algorithm)
        guard let arm = found[key] else { continue }
        indices[key] = ordered.count
        ordered.append(arm)
      }
    }
    self.tasks = tasks
    self.algorithms = algorithms
    self.arms = ordered
    self.indices = indices
    self.controls = controls
  }

  /// A table of rows in any order; tasks and algorithms are sorted by name, so that equal rows give
  /// equal tables.
  ///
  /// - Throws: ``ReportError/scoreNotFinite(algorithm:task:seed:score:)`` and
  ///   ``ReportError/duplicateScore(algorithm:task:seed:)``.
  public init(rows: [Row]) throws {
    var grouped: [Key: [Row]] = [:]
    for row in rows {
      guard row.score.isFinite else {
        throw ReportError.scoreNotFinite(
          algorithm: row.algorithm, task: row.task, seed: row.seed, score: row.score)
      }
      grouped[Key(task: row.task, algorithm: row.algorithm), default: []].append(row)
    }
    let tasks = Set(grouped.keys.map(\.task)).sorted()
    let algorithms = Set(grouped.keys.map(\.algorithm)).sorted()
    var arms: [Arm] = []
    for task in tasks {
      for algorithm in algorithms {
        guard let group = grouped[Key(task: task, algorithm: algorithm)] else { continue }
        let sorted = group.sorted { $0.seed < $1.seed }
        for (row, next) in zip(sorted, sorted.dropFirst()) where row.seed == next.seed {
          throw ReportError.duplicateScore(algorithm: algorithm, task: task, seed: row.seed)
        }
        let steps = sorted.compactMap(\.step)
        arms.append(
          Arm(
            task: task, algorithm: algorithm, seeds: sorted.map(\.seed),
            scores: sorted.map(\.score),
            lastSteps: steps.min().flatMap { least in steps.max().map { least...$0 } }))
      }
    }
    self.init(tasks: tasks, algorithms: algorithms, arms: arms.map { ($0, nil) })
  }

  /// The arm of an algorithm on a task, if it has scores.
  public func arm(task: String, algorithm: String) -> Arm? {
    indices[Key(task: task, algorithm: algorithm)].map { arms[$0] }
  }

  /// Why an algorithm that was run on a task is in no comparison there; nil for others.
  func control(task: String, algorithm: String) -> ArmControl? {
    controls[Key(task: task, algorithm: algorithm)]
  }

  /// The arms on a task, in the order of ``algorithms``.
  public func arms(on task: String) -> [Arm] {
    algorithms.compactMap { arm(task: task, algorithm: $0) }
  }

  /// Checks that no number of runs was decided by looking at scores: tests that take it for fixed find
  /// too much there.
  ///
  /// - Throws: ``ReportError/adaptiveSeeds(task:algorithm:)``.
  func requireFixedSeeds() throws {
    if let arm = arms.first(where: \.isSequential) {
      throw ReportError.adaptiveSeeds(task: arm.task, algorithm: arm.algorithm)
    }
  }

  /// Every score, in the order of ``arms`` and of their seeds.
  public var rows: [Row] {
    arms.flatMap { arm in
      zip(arm.seeds, arm.scores).map { seed, score in
        Row(algorithm: arm.algorithm, task: arm.task, seed: seed, score: score)
      }
    }
  }
}
