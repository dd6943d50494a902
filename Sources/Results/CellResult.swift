/// What a cell leaves behind: `cell.json`. Everything in it can be regenerated to the bit.
public struct CellResult: Codable, Sendable, Equatable {
  /// What was run.
  public var cell: CellSpecification
  /// How it ended.
  public var outcome: Outcome
  /// The measures of the run, by name; a measure that has no finite value is absent.
  ///
  /// Always present for a completed run: `evaluationReturn` (mean return of the final greedy
  /// episodes), `sampledReturn` (the same, actions sampled), `trainingReturn` (mean of the last 100
  /// training episodes), `areaUnderCurve` (mean over the evaluations of their greedy returns),
  /// `environmentSteps`, `updates`, `peakModelBytes`. Others start with the name of their subject.
  public var metrics: [String: Double]
  /// The learning curve, in the order of the budget.
  public var evaluations: [Evaluation]

  /// Memberwise.
  public init(
    cell: CellSpecification, outcome: Outcome, metrics: [String: Double], evaluations: [Evaluation]
  ) {
    self.cell = cell
    self.outcome = outcome
    self.metrics = metrics
    self.evaluations = evaluations
  }

  /// How a run ended.
  public enum Outcome: Codable, Sendable, Equatable {
    /// The budget was used up.
    case completed
    /// A loss, a parameter or a return stopped being finite: what and where.
    case diverged(reason: String, update: Int, environmentSteps: Int)
  }

  /// The returns of the policy at one point of training.
  public struct Evaluation: Codable, Sendable, Equatable {
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
}
