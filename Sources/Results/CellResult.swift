/// What a cell leaves behind: `cell.json`. Everything in it can be regenerated to the bit.
public struct CellResult: Codable, Sendable, Equatable {
  /// What was run.
  public var cell: CellSpecification
  /// How it ended.
  public var outcome: Outcome
  /// The measures of the run, by name; a measure that has no finite value is absent.
  ///
  /// ``MetricRegistry`` says what each means.
  public var metrics: [String: Double]
  /// The learning curve, in the order of the budget.
  public var evaluations: [Evaluation]
  /// The SHA-256 of the trained parameters, where others start from them; nil otherwise.
  public var checkpoint: String?

  /// Memberwise.
  public init(
    cell: CellSpecification, outcome: Outcome, metrics: [String: Double], evaluations: [Evaluation],
    checkpoint: String? = nil
  ) {
    self.cell = cell
    self.outcome = outcome
    self.metrics = metrics
    self.evaluations = evaluations
    self.checkpoint = checkpoint
  }

  /// How a run ended.
  public enum Outcome: Codable, Sendable, Equatable {
    /// The budget was used up.
    case completed
    /// A loss, a parameter or a return stopped being finite: what and where.
    case diverged(reason: String, update: Int, position: Int)
  }

  /// The returns of the policy at one point of training.
  public struct Evaluation: Codable, Sendable, Equatable {
    /// How much of the budget was used, in the arm's unit.
    public var position: Int
    /// The return of each greedy episode (the most probable action, or the mean); of questions, whether
    /// each item was answered right (1) or not (0).
    public var greedyReturns: [Double]
    /// The return of each episode with sampled actions; of questions, each item's share of right
    /// answers.
    public var sampledReturns: [Double]

    /// Memberwise.
    public init(position: Int, greedyReturns: [Double], sampledReturns: [Double]) {
      self.position = position
      self.greedyReturns = greedyReturns
      self.sampledReturns = sampledReturns
    }
  }
}
