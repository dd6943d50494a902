import Results
import Statistics

extension HypothesisTrial {
  /// The chance with which a detectable effect would have been detected.
  private static let power = 0.8

  /// The effect that this many runs, as variable as these, would have shown with a probability of 80 %,
  /// in the metric's unit; nil for one seed and where there is no variation to go by.
  ///
  /// Of a claim of a difference: the least true difference, by ``PairTest/power(of:effect:significance:)``.
  /// Of non-inferiority: the least margin that two algorithms without a difference meet, one side of a
  /// test at twice α. Of equivalence: the same where both sides are met, each with probability 90 %.
  ///
  /// - Parameters:
  ///   - kind: The test that was made.
  ///   - alpha: What the p-value must not exceed.
  func detectableEffect(by kind: HypothesisComparison.Test, alpha: Double) throws -> Double? {
    let isPaired = kind != .permutation
    guard let deviation = try deviation(isPaired: isPaired), deviation > 0 else { return nil }
    let (power, significance) =
      switch hypothesis.relation {
      case .equivalentTo: ((1 + Self.power) / 2, 2 * alpha)
      case .nonInferiorTo: (Self.power, 2 * alpha)
      default: (Self.power, alpha)
      }
    // The t tests of claims with a margin have the power of the t test that stands for sign flips.
    return try (kind.pairTest ?? .signFlip).minimumDetectableEffect(
      of: (runs, runs), power: power, significance: significance
    ).map { $0 * deviation }
  }

  /// The standard deviation of the differences of pairs, or the pooled one of both samples; 0 where the
  /// paired differences are equal but for rounding.
  private func deviation(isPaired: Bool) throws -> Double? {
    if isPaired {
      return try PairedTTest.run(pair.first, pair.second).degenerate
        ? 0 : try Descriptive.standardDeviation(pair.differences)
    }
    guard let first = try Descriptive.standardDeviation(pair.first),
      let second = try Descriptive.standardDeviation(pair.second)
    else { return nil }
    // Over the larger of the two, so that no square overflows.
    let larger = max(first, second)
    guard larger > 0 else { return 0 }
    let (a, b) = (first / larger, second / larger)
    return larger * ((a * a + b * b) / 2).squareRoot()
  }
}
