import Results
import Statistics

extension HypothesisTrial {
  /// The chance with which a detectable effect would have been detected.
  private static let power = 0.8

  /// The effect that this many runs, as variable as these, would have shown with a probability of 80 %,
  /// in the metric's unit; nil for one seed and where there is no variation to go by.
  ///
  /// Of a claim of a difference: the least true difference, by the power of the two-sided t test. Of
  /// non-inferiority: the least margin that two algorithms without a difference meet, one side of a test
  /// at twice α. Of equivalence: the same where both sides are met, each with probability 90 %. The sign-flip and
  /// the permutation test have about the power of the t test.
  ///
  /// - Parameters:
  ///   - kind: The test that was made.
  ///   - alpha: What the p-value must not exceed.
  func detectableEffect(by kind: HypothesisComparison.Test, alpha: Double) throws -> Double? {
    let isPaired = kind != .permutation
    guard let deviation = try deviation(isPaired: isPaired), deviation > 0 else { return nil }
    let design = isPaired ? SeedDesign.paired(runs) : .unpaired(runs, runs)
    let (power, significance) =
      switch hypothesis.relation {
      case .equivalentTo: ((1 + Self.power) / 2, 2 * alpha)
      case .nonInferiorTo: (Self.power, 2 * alpha)
      default: (Self.power, alpha)
      }
    return try Power.minimumDetectableEffect(of: design, power: power, significance: significance)
      .map { $0 * deviation }
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
