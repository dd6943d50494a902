/// Posterior probabilities that one algorithm is better by more than a region of practical equivalence.
public struct PracticalProbabilities: Sendable, Equatable {
  /// The first is better by more than the region: P(right) of differences first less second.
  public let firstBetter: Double
  /// They differ by no more than the region: P(rope); 0 where the region has no width.
  public let equivalent: Double
  /// The second is better by more than the region: P(left).
  public let secondBetter: Double

  /// Checks the half-width of a region of practical equivalence.
  ///
  /// - Throws: ``StatisticsError/outOfRange(what:value:allowed:)`` if negative or not finite.
  static func check(region: Double) throws {
    guard region >= 0, region.isFinite else {
      throw StatisticsError.outOfRange(
        what: "the region of practical equivalence", value: region, allowed: "at least 0 and finite"
      )
    }
  }
}
