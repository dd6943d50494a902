/// A confidence interval: its bounds, its nominal level, and how it was made.
public struct Interval: Sendable, Equatable, Codable {
  /// The lower bound, in the units of the statistic.
  public var lower: Double
  /// The upper bound, in the units of the statistic.
  public var upper: Double
  /// The nominal coverage, in (0, 1); 0.95 unless asked otherwise.
  public var level: Double
  /// How it was made, such as `"t"`, `"Wilson"` or `"stratified bootstrap (percentile)"`.
  public var method: String

  /// An interval with these parts; nothing is checked.
  public init(lower: Double, upper: Double, level: Double, method: String) {
    self.lower = lower
    self.upper = upper
    self.level = level
    self.method = method
  }

  /// Checks a nominal level.
  ///
  /// - Throws: ``StatisticsError/outOfRange(what:value:allowed:)`` outside (0, 1) or for NaN.
  static func check(level: Double) throws {
    guard level > 0, level < 1 else {
      throw StatisticsError.outOfRange(
        what: "the confidence level", value: level, allowed: "between 0 and 1, both excluded")
    }
  }
}
