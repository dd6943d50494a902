/// The scale on which a task's scores are pooled with those of others: (score − low) / (high − low).
///
/// The two scores are constants of the task, stored with the results, never taken from the runs that
/// are to be compared: a scale made of the data moves with whoever is in the comparison.
public struct ScoreScale: Sendable, Equatable, Codable {
  /// The score that becomes 0, such as of random actions.
  public let low: Double
  /// The score that becomes 1, such as of a reference policy; below ``low`` where less is better.
  public let high: Double

  /// The scale between two scores.
  ///
  /// - Throws: ``StatisticsError`` if one is NaN, ±∞ or above 10³⁰⁰ in magnitude, or both are equal.
  public init(low: Double, high: Double) throws {
    _ = try SortedSample([low, high], name: "the scale of the scores")
    guard low != high, (high - low).isNormal else {
      throw StatisticsError.outOfRange(
        what: "the score that becomes 1", value: high,
        allowed: "different from the score that becomes 0")
    }
    self.low = low
    self.high = high
  }

  /// Reads a scale; the same is refused as by ``init(low:high:)``.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      low: container.decode(Double.self, forKey: .low),
      high: container.decode(Double.self, forKey: .high))
  }

  /// (score − low) / (high − low): exactly 0 at ``low`` and 1 at ``high``; not clipped.
  public func normalised(_ score: Double) -> Double {
    (score - low) / (high - low)
  }
}

/// Scores of several tasks, each on its own scale.
public enum NormalisedScores {
  /// The matrix of the normalised scores.
  ///
  /// - Parameters:
  ///   - runsByTask: `[task][run]`, in the units of each task.
  ///   - scales: one for each task, in the same order.
  /// - Throws: ``StatisticsError/differentTasks(first:second:)`` if there is not one scale for each
  ///   task, and what ``ScoreMatrix/init(_:)`` throws: a score that is NaN or ±∞ is refused.
  public static func matrix(
    _ runsByTask: [[Double]], scales: [ScoreScale]
  ) throws -> ScoreMatrix {
    guard runsByTask.count == scales.count else {
      throw StatisticsError.differentTasks(first: runsByTask.count, second: scales.count)
    }
    return try ScoreMatrix(
      zip(runsByTask, scales).map { runs, scale in runs.map(scale.normalised) })
  }
}
