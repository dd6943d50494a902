import Results

/// What became of a run.
public enum RunStatus: String, Codable, Sendable, CaseIterable {
  /// The budget was used up and the headline metric has a value.
  case completed
  /// A loss, a parameter or a return stopped being finite.
  case diverged
  /// The run ended without a result.
  case failed
  /// The cell has not been run.
  case missing
  /// The stored result cannot be trusted.
  case damaged
  /// The run completed, but its headline metric has no value.
  case unmeasured

  /// Whether the score stands in for a run that nothing is known of.
  var isAbsent: Bool { self == .missing || self == .damaged }
}

/// A run and the score it enters the statistics with.
struct ScoredRun: Sendable {
  /// The run seed.
  var seed: Int
  /// The headline metric, or the task's floor unless the status is completed.
  var score: Double
  /// What became of it.
  var status: RunStatus
  /// Why it is not completed.
  var reason: String?
  /// The result, where one could be read.
  var result: CellResult?
  /// The completions that it kept.
  var samples: [CellSample] = []
  /// The training log in brief, where the run was stored with one.
  var course: CellDiagnostics.Course?
}

extension ScoredRun {
  /// Adds what is stored beside the result: completions, and diagnostics, whose measures join the result's.
  fileprivate mutating func add(_ cell: StoredCell) {
    samples = cell.samples
    course = cell.diagnostics?.course
    result?.metrics.merge(cell.diagnostics?.metrics ?? [:]) { own, _ in own }
  }
}

/// The cells of a suite in the order of its plan, each with its score.
struct ScoredCells: Sendable {
  /// The suite.
  private(set) var suite: ResolvedSuite
  /// The runs of each arm of the suite, by seed.
  private(set) var runs: [[ScoredRun]]
  /// SHA-256 over the suite's hash and every cell's state, in the order of the plan.
  let resultsHash: String
  /// The looks that were taken, where seeds are adaptive.
  let ledger: SequentialLedger?

  /// Scores the cells of an input.
  ///
  /// - Throws: ``ReportError`` for a suite that contradicts itself or cells that are not its own.
  init(_ input: ReportInput) throws {
    try Self.check(input.suite)
    suite = input.suite
    ledger = input.ledger
    let states = try Self.arrange(input)
    let tasks = Dictionary(
      input.suite.tasks.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    let plan = input.suite.cells
    let seeds = input.suite.seeds
    let scored = zip(plan, states).map { cell, state in
      Self.score(
        state, of: cell, metric: tasks[cell.arm.task]?.headlineMetric ?? "",
        floor: tasks[cell.arm.task]?.floorReturn ?? 0, unit: input.suite.budgetUnit(of: cell.arm))
    }
    var runs = input.suite.arms.indices.map { Array(scored[$0 * seeds..<($0 + 1) * seeds]) }
    for cell in input.cells { runs[cell.arm][cell.seed].add(cell) }
    var hashed = states
    if let meant = input.seeds {
      runs = zip(runs, meant).map { Array($0.prefix($1)) }
      hashed = states.indices.filter { $0 % seeds < meant[$0 / seeds] }.map { states[$0] }
    }
    self.runs = runs
    resultsHash = try CanonicalJSON.hash(HashedResults(suite: input.suiteHash, cells: hashed))
  }

  /// The cells of the arms that run as declared: those under settings meant to break them are no
  /// algorithms of their own, and have a section of their own.
  var unstressed: ScoredCells {
    guard let stress = suite.stress else { return self }
    let stressed = Set(stress.map(\.algorithm))
    var cells = self
    let kept = zip(suite.arms, runs).filter { !stressed.contains($0.0.algorithm) }
    cells.suite.arms = kept.map(\.0)
    cells.runs = kept.map(\.1)
    cells.suite.algorithms.removeAll { stressed.contains($0.label) }
    cells.suite.stress = nil
    return cells
  }

  private struct HashedResults: Encodable {
    var suite: String
    var cells: [StoredCell.State]
  }

  /// The state of every cell, in the order of the plan.
  private static func arrange(_ input: ReportInput) throws -> [StoredCell.State] {
    let (arms, seeds) = (input.suite.arms, input.suite.seeds)
    var states = [StoredCell.State?](repeating: nil, count: arms.count * seeds)
    for cell in input.cells {
      guard arms.indices.contains(cell.arm), (0..<seeds).contains(cell.seed) else {
        throw ReportError.unknownCell(
          arm: cell.arm, seed: cell.seed, arms: arms.count, seeds: seeds)
      }
      let index = cell.arm * seeds + cell.seed
      guard states[index] == nil else {
        throw ReportError.duplicateCell(
          task: arms[cell.arm].task, algorithm: arms[cell.arm].algorithm, seed: cell.seed)
      }
      states[index] = cell.state
    }
    return zip(states, input.suite.cells).map { state, cell in
      checked(state ?? .missing, against: cell)
    }
  }

  /// A result of another cell or with a number that is not finite is damaged.
  private static func checked(
    _ state: StoredCell.State, against cell: CellSpecification
  ) -> StoredCell.State {
    guard case .result(let result) = state else { return state }
    if result.cell.resultsVersion != cell.resultsVersion {
      return .damaged(
        reason: "made by results version \(result.cell.resultsVersion), "
          + "the suite by version \(cell.resultsVersion)")
    }
    guard result.cell == cell else {
      return .damaged(reason: "the result is of another cell than the suite's")
    }
    let returns = result.evaluations.flatMap { $0.greedyReturns + $0.sampledReturns }
    guard result.metrics.values.allSatisfy(\.isFinite), returns.allSatisfy(\.isFinite) else {
      return .damaged(reason: "a metric or a return is not a finite number")
    }
    return state
  }

  private static func score(
    _ state: StoredCell.State, of cell: CellSpecification, metric: String, floor: Double,
    unit: String
  ) -> ScoredRun {
    var run = ScoredRun(seed: cell.seed, score: floor, status: .missing, reason: "not run")
    switch state {
    case .missing: break
    case .failed(let reason): (run.status, run.reason) = (.failed, reason)
    case .damaged(let reason): (run.status, run.reason) = (.damaged, reason)
    case .result(let result):
      run.result = result
      if case .diverged(let reason, let update, let position) = result.outcome {
        run.status = .diverged
        run.reason =
          "\(reason) (update \(update), \(NumberFormat.integer(position)) \(unit))"
      } else if let score = result.metrics[metric] {
        (run.score, run.status, run.reason) = (score, .completed, nil)
      } else {
        run.status = .unmeasured
        run.reason = "the result holds no \(metric)"
      }
    }
    return run
  }

  private static func check(_ suite: ResolvedSuite) throws {
    guard !suite.arms.isEmpty, suite.seeds > 0 else { throw ReportError.emptySuite(suite.suite) }
    let tasks = suite.tasks.map(\.name)
    let algorithms = suite.algorithms.map(\.label)
    var seen: Set<[String]> = []
    for arm in suite.arms {
      guard tasks.contains(arm.task) else {
        throw ReportError.unknownTask(arm.task, known: tasks)
      }
      guard algorithms.contains(arm.algorithm) else {
        throw ReportError.unknownAlgorithm(arm.algorithm, known: algorithms)
      }
      guard seen.insert([arm.task, arm.algorithm]).inserted else {
        throw ReportError.duplicateArm(task: arm.task, algorithm: arm.algorithm)
      }
    }
    for task in suite.tasks {
      for (name, value) in [
        ("random score", task.randomScore), ("scripted score", task.scriptedScore),
        ("floor return", task.floorReturn),
      ] where !value.isFinite {
        throw ReportError.suiteNotFinite(task: task.name, name: name)
      }
    }
  }
}
