import Results

/// Everything a report is made of: a suite and what the store holds for its cells.
///
/// A report is a pure function of this value, and not of the order of ``cells``.
public struct ReportInput: Sendable, Equatable {
  /// The suite the cells belong to.
  public var suite: ResolvedSuite
  /// The suite's hash, as printed before the run: lower-case hexadecimal.
  public var suiteHash: String
  /// The stored cells, in any order; a cell of the plan that is not here is missing.
  public var cells: [StoredCell]
  /// The looks that were taken, where seeds are adaptive.
  public var ledger: SequentialLedger?
  /// How many seeds of each of the suite's arms are meant; nil for all.
  public var seeds: [Int]?
  /// Hypotheses that came with a file after the run, beside those of the suite: the report says that they
  /// were not declared before it.
  public var laterHypotheses: [Hypothesis]

  /// Memberwise.
  public init(
    suite: ResolvedSuite, suiteHash: String, cells: [StoredCell],
    laterHypotheses: [Hypothesis] = []
  ) {
    self.suite = suite
    self.suiteHash = suiteHash
    self.cells = cells
    self.laterHypotheses = laterHypotheses
  }
}

/// What the store holds for one cell.
public struct StoredCell: Sendable, Equatable, Codable {
  /// The index of the cell's arm in ``ResolvedSuite/arms``.
  public var arm: Int
  /// The run seed, in `0..<seeds`.
  public var seed: Int
  /// What was found.
  public var state: State
  /// The completions that the run kept, in the order of the file; empty where it kept none.
  public var samples: [CellSample]
  /// What the run's log says of its health and its work; nil where it was stored without.
  public var diagnostics: CellDiagnostics?

  /// Memberwise.
  public init(
    arm: Int, seed: Int, state: State, samples: [CellSample] = [],
    diagnostics: CellDiagnostics? = nil
  ) {
    self.arm = arm
    self.seed = seed
    self.state = state
    self.samples = samples
    self.diagnostics = diagnostics
  }

  /// What was found for a cell. Reasons are printed in the report: they must hold no path, host or
  /// time, or the report would depend on them.
  public enum State: Sendable, Equatable, Codable {
    /// A readable result; the run completed or diverged.
    case result(CellResult)
    /// The run ended without a result.
    case failed(reason: String)
    /// Nothing: the cell has not been run.
    case missing
    /// A result that cannot be trusted.
    case damaged(reason: String)
  }
}
