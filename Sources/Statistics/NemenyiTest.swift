/// Nemenyi's comparison of all pairs of mean ranks after ``FriedmanTest``.
///
/// Two of k algorithms differ over N blocks if their mean ranks are at least
/// CD = q_{α,k} √(k(k + 1)/(12N)) apart, with q the upper α quantile of the studentised range with
/// infinitely many degrees of freedom (√2 times the factor that Demšar tabulates). Sources:
/// P. Nemenyi, *Distribution-free multiple comparisons* (1963); J. Demšar, JMLR 7 (2006) 1–30.
///
/// The rank of an algorithm depends on which others are compared, so a pair's verdict does too, and
/// with many algorithms it is weak. Tests of each pair with Holm's adjustment do not suffer from this.
public enum NemenyiTest {
  /// How far apart mean ranks must be.
  ///
  /// - Parameters:
  ///   - algorithms: k, at least 2.
  ///   - blocks: N, at least 2.
  ///   - significance: α for all pairs together, in (0, 1).
  /// - Returns: in ranks; above k − 1 no pair can differ.
  /// - Throws: ``StatisticsError`` for a number out of range.
  public static func criticalDifference(
    algorithms: Int, blocks: Int, significance: Double = 0.05
  ) throws -> Double {
    for (number, purpose) in [
      (algorithms, "algorithms to rank"), (blocks, "blocks of a Friedman test"),
    ] where number < 2 {
      throw StatisticsError.tooFew(n: number, needed: 2, for: purpose)
    }
    guard significance > 0, significance < 1 else {
      throw StatisticsError.outOfRange(
        what: "the significance level", value: significance,
        allowed: "between 0 and 1, both excluded")
    }
    return try GSL.rangeUpperQuantile(significance, count: algorithms)
      * standardError(algorithms, blocks)
  }

  /// The p-value of each pair, for all pairs together, in [0, 1]: 1 where the mean ranks are equal.
  ///
  /// - Throws: ``StatisticsError/noFiniteValue(of:arguments:)``.
  public static func pValues(_ friedman: FriedmanTest) throws -> PairTable {
    let ranks = friedman.averageRanks
    let error = standardError(ranks.count, friedman.blocks)
    return try PairTable(count: ranks.count) {
      try GSL.rangeUpperTail(abs(ranks[$0] - ranks[$1]) / error, count: ranks.count)
    }
  }

  private static func standardError(_ algorithms: Int, _ blocks: Int) -> Double {
    let k = Double(algorithms)
    return (k * (k + 1) / (12 * Double(blocks))).squareRoot()
  }
}
