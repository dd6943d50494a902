/// What the training log and the counters of a run say of its health and its work: `diagnostics.json`.
///
/// Like everything in a cell's folder it repeats to the bit. A cell stored by an earlier version has none; its
/// other files are the same with or without.
public struct CellDiagnostics: Codable, Sendable, Equatable {
  /// Measures by name, as ``CellResult/metrics``; what is undefined is absent.
  public var metrics: [String: Double]
  /// The training log in brief; nil where it has nothing to follow.
  public var course: Course?

  /// Memberwise.
  public init(metrics: [String: Double], course: Course?) {
    self.metrics = metrics
    self.course = course
  }

  /// Columns of the training log over equal shares of the budget.
  public struct Course: Codable, Sendable, Equatable {
    /// How much of the budget was used at the end of each share, in the arm's unit.
    public var positions: [Double]
    /// By name, what the updates in each share come to, to six digits; nil where none has a value.
    public var columns: [String: [Double?]]

    /// Memberwise.
    public init(positions: [Double], columns: [String: [Double?]]) {
      self.positions = positions
      self.columns = columns
    }
  }
}
