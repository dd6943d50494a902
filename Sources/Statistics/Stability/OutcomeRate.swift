/// How often something happens to a run, such as that it diverges or collapses.
public struct OutcomeRate: Sendable, Equatable, Codable {
  /// The runs to which it happened.
  public let count: Int
  /// All runs, those that diverged, failed or are missing included.
  public let runs: Int
  /// Wilson's interval of the rate.
  public let interval: Interval

  /// The share of runs, in [0, 1]; of what goes wrong, lower is better.
  public var rate: Double { Double(count) / Double(runs) }

  /// Counts the runs to which it happened.
  ///
  /// - Parameters:
  ///   - outcomes: of each run whether it happened.
  ///   - level: the nominal coverage of the interval, in (0, 1).
  /// - Throws: ``StatisticsError`` if there is no run, or the level is outside (0, 1).
  public init(_ outcomes: [Bool], level: Double = 0.95) throws {
    guard !outcomes.isEmpty else { throw StatisticsError.emptyInput(of: "the list of runs") }
    count = outcomes.count { $0 }
    runs = outcomes.count
    interval = try Interval.wilson(count: count, trials: runs, level: level)
  }
}
