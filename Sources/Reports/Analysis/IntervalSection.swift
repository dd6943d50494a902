import Statistics

/// An interval as reports write it.
public struct IntervalSection: Codable, Sendable, Equatable {
  /// The lower end.
  public var lower: Double
  /// The upper end.
  public var upper: Double
  /// The confidence level, such as 0.95.
  public var level: Double
  /// How it was made.
  public var method: String

  /// The interval as reports write it.
  init(_ interval: Interval) {
    lower = interval.lower
    upper = interval.upper
    level = interval.level
    method = interval.method
  }
}
