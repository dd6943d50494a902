/// How many of a batch's samples importance ratios leave in effect.
public enum EffectiveSampleSize {
  /// (Σw)²/(n Σw²): the effective sample size of the weights as a share of their number.
  ///
  /// Higher is better: 1 where all ratios are alike, as in the first step on a batch; 1/n where one sample
  /// outweighs all others. Source: L. Kish, *Survey sampling* (1965); A. Kong, *A note on importance
  /// sampling using standardized weights* (1992).
  ///
  /// - Parameter ratios: π/π_old of each sample, not negative.
  /// - Returns: in [1/n, 1]; nil where all ratios are 0.
  /// - Throws: ``StatisticsError`` if there is no ratio, or one is negative, NaN, ±∞ or above 10³⁰⁰.
  public static func share(_ ratios: [Double]) throws -> Double? {
    let sample = try SortedSample(ratios, name: "the ratios")
    guard sample.minimum >= 0 else {
      throw StatisticsError.outOfRange(
        what: "a ratio", value: sample.minimum, allowed: "0 or more")
    }
    guard sample.maximum > 0 else { return nil }
    var (sum, squares) = (CompensatedSum(), CompensatedSum())
    for value in sample.values {
      // Over the greatest, so that no square overflows.
      let weight = value / sample.maximum
      sum.add(weight)
      squares.add(weight * weight)
    }
    return sum.value * sum.value / (Double(sample.count) * squares.value)
  }
}
