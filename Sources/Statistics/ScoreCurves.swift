/// Curves of one algorithm, run by run and task by task: a score at each of some common points.
///
/// The points are whatever the caller measured at, the same for all runs: evaluations, thresholds.
/// Tasks may have different numbers of runs.
public struct ScoreCurves: Sendable, Equatable {
  /// The scores, `[task][run][point]`: all runs have the same, positive number of points.
  public let runsByTask: [[[Double]]]
  /// How many points each curve has.
  public let points: Int

  /// Curves of these scores, `[task][run][point]`.
  ///
  /// - Throws: ``StatisticsError`` if there is no task, a task has no run, runs differ in their number of
  ///   points or have none, or a score is NaN, ±∞ or above 10³⁰⁰ in magnitude. Nothing is dropped: a
  ///   diverged run needs scores after its end too.
  public init(_ runsByTask: [[[Double]]]) throws {
    guard !runsByTask.isEmpty else { throw StatisticsError.emptyInput(of: "the list of tasks") }
    let points = runsByTask.lazy.flatMap { $0 }.map(\.count).max() ?? 0
    for (task, runs) in runsByTask.enumerated() {
      guard !runs.isEmpty else { throw StatisticsError.emptyInput(of: "task \(task)") }
      for (run, curve) in runs.enumerated() {
        _ = try SortedSample(curve, name: "the curve of run \(run) of task \(task)")
        guard curve.count == points else {
          throw StatisticsError.tooFew(
            n: curve.count, needed: points, for: "points in run \(run) of task \(task)")
        }
      }
    }
    self.runsByTask = runsByTask
    self.points = points
  }

  /// Curves of the runs of one task, `[run][point]`.
  ///
  /// - Throws: as ``init(_:)``.
  public init(runs: [[Double]]) throws {
    try self.init([runs])
  }

  /// The same curves, runs and tasks in an order that depends on their scores alone.
  var sortedTasks: [[[Double]]] {
    let positive = runsByTask.map { $0.map { $0.map { $0 + 0.0 } } }  // −0 + 0 = 0
    return positive.map { $0.sorted { $0.lexicographicallyPrecedes($1) } }
      .sorted { left, right in
        left.lexicographicallyPrecedes(right) { $0.lexicographicallyPrecedes($1) }
      }
  }

  /// The aggregate at each point.
  func values(_ aggregate: Aggregate) throws -> [Double] {
    try (0..<points).map { point in
      try aggregate.value(of: ScoreMatrix(runsByTask.map { $0.map { $0[point] } }))
    }
  }
}

/// A band around a curve.
public struct CurveBand: Sendable, Equatable, Codable {
  /// What a band of some level promises.
  public enum Coverage: String, CaseIterable, Sendable, Codable {
    /// At each point alone the truth lies within, with that confidence; not along the whole curve.
    case pointwise
    /// The whole true curve lies within, with that confidence.
    case simultaneous
  }

  /// `[point]`: the observed curve.
  public var estimate: [Double]
  /// `[point]`: the lower edge.
  public var lower: [Double]
  /// `[point]`: the upper edge.
  public var upper: [Double]
  /// The nominal coverage, in (0, 1).
  public var level: Double
  /// What is covered with it.
  public var coverage: Coverage
  /// How it was made.
  public var method: String
}
