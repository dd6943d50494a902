/// A suite with every default filled in: what `suite.json` holds and what a report is about.
public struct ResolvedSuite: Codable, Sendable, Equatable {
  /// The suite's name.
  public var suite: String
  /// The root of every random stream.
  public var suiteSeed: UInt64
  /// Run seeds are 0 ..< seeds.
  public var seeds: Int
  /// Where the scores decide how many of ``seeds`` an arm gets; nil where every arm gets all.
  public var adaptiveSeeds: AdaptiveSeeds?
  /// The tasks, in the suite's order.
  public var tasks: [TaskSummary]
  /// The algorithms' labels, in the suite's order.
  public var algorithms: [AlgorithmSummary]
  /// What each (task, algorithm) pair runs with, in the order of the plan.
  public var arms: [Arm]
  /// The ``ResultsVersion`` of its arms in the program that resolved it.
  public var resultsVersion: Int
  /// What the suite claims, in its order; nil where it claims nothing, and then not written, so that
  /// such suites keep their bytes and hashes. No cell depends on it.
  public var hypotheses: [Hypothesis]?
  /// The arms that are others under a setting meant to break them; nil where there are none, and then not
  /// written. They are among ``arms`` and ``algorithms``, and no cell depends on this list.
  public var stress: [StressedArm]?

  /// Memberwise.
  public init(
    suite: String, suiteSeed: UInt64, seeds: Int, tasks: [TaskSummary],
    algorithms: [AlgorithmSummary], arms: [Arm], resultsVersion: Int,
    hypotheses: [Hypothesis]? = nil
  ) {
    self.suite = suite
    self.suiteSeed = suiteSeed
    self.seeds = seeds
    self.tasks = tasks
    self.algorithms = algorithms
    self.arms = arms
    self.resultsVersion = resultsVersion
    self.hypotheses = hypotheses
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
  /// The ``ResultsVersion`` that last changed its numbers, as the program that resolved the suite knew it.
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
  /// The supervised cell, of the same task and seed, that a cell starts from; nil where it starts from
  /// none, or the suite does not have it.
  public func referenceCell(of cell: CellSpecification) -> CellSpecification? {
    referenceArm(of: cell.arm).map { self.cell(of: arms[$0], seed: cell.seed) }
  }

  /// The index of the arm that an arm starts from.
  func referenceArm(of arm: Arm) -> Int? {
    guard let reference = arm.reference else { return nil }
    return arms.firstIndex { other in
      other.task == arm.task && other.algorithm == reference.label && other.reference == nil
        && other.options == reference.options && other.budget == reference.budget
    }
  }

  /// The index of the cell that the cell of an index starts from, both in the order of ``cells``.
  public func referenceIndex(of index: Int) -> Int? {
    referenceArm(of: arms[index / seeds]).map { $0 * seeds + index % seeds }
  }

  /// Every cell, in the order of the plan: arm by arm, seed by seed. Cell indices on the command
  /// line count in this order, from 0.
  public var cells: [CellSpecification] {
    arms.flatMap { arm in (0..<seeds).map { cell(of: arm, seed: $0) } }
  }

  /// The cell of one of the suite's arms and a seed.
  public func cell(of arm: Arm, seed: Int) -> CellSpecification {
    CellSpecification(
      arm: arm, seed: seed, suiteSeed: suiteSeed,
      resultsVersion: ResultsVersion.version(of: arm, in: resultsVersion))
  }
}
