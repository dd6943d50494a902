/// The Mann-Whitney test of two independent samples, two-sided: does one tend to be larger?
///
/// U = #{x > y} + ½ #{x = y} over all pairs. If the algorithms are alike, every split of the pooled
/// ranks is equally likely, and p is the share of splits whose U is at least as far from its mean
/// nₓn_y/2 as the observed one. Up to a stated number of pairs that share is exact, ties or not;
/// above it p = 2 P(Z > (|U − nₓn_y/2| − ½)/σ) with Z normal and
/// σ² = nₓn_y/12 · (N + 1 − Σ(t³ − t)/(N(N − 1))), t the sizes of the ties. Sources: H. B. Mann and
/// D. R. Whitney, Ann. Math. Stat. 18 (1947) 50–60; E. L. Lehmann, *Nonparametrics* (1975), section 1.4.
///
/// With ties and nₓ ≠ n_y the distribution is not symmetric; distance from the mean counts, as in
/// ``PermutationTest``, not twice the smaller tail. p does not change when the arms are swapped.
/// Samples that are all equal give p = 1.
public struct MannWhitneyTest: Sendable, Equatable {
  /// U, the pairs that x wins, a tie being half a win; in [0, nₓn_y].
  public let statistic: Double
  /// The two-sided p-value, in (0, 1].
  public let pValue: Double
  /// Whether p is exact rather than of the normal approximation.
  public let exact: Bool
  /// The least p any data with these numbers of runs could give, by the same method.
  public let smallestPossible: Double

  /// The most pairs whose distribution can be asked for; with more, counts could overflow.
  public static let greatestLimit = 250_000

  /// Tests `x` against `y`.
  ///
  /// - Parameter limit: the most pairs nₓ · n_y for which p is exact, 1 to ``greatestLimit``; 2500 is
  ///   50 runs a side, and takes some hundredths of a second.
  /// - Throws: ``StatisticsError`` if a sample is empty or holds NaN, ±∞ or a magnitude above 10³⁰⁰,
  ///   or the limit is out of range.
  public static func run(
    _ x: [Double], _ y: [Double], limit: Int = 2_500
  ) throws -> MannWhitneyTest {
    guard (1...greatestLimit).contains(limit) else {
      throw StatisticsError.outOfRange(
        what: "the limit of pairs of an exact Mann-Whitney test", value: Double(limit),
        allowed: "from 1 to \(greatestLimit)")
    }
    let first = try SortedSample(x, name: "the first sample")
    let second = try SortedSample(y, name: "the second sample")
    let doubled = TaskPair(x: first, y: second).doubledWins
    let pairs = first.count * second.count
    let distance = abs(doubled - pairs)
    let ranks = Midranks(SortedSample(finite: first.values + second.values))
    let size = min(first.count, second.count)
    let exact = pairs <= limit
    return MannWhitneyTest(
      statistic: Double(doubled) / 2,
      pValue: exact
        ? RankSumDistribution(ranks, size: size).share(atLeast: distance)
        : try approximate(ranks, size: size, distance: distance),
      exact: exact,
      smallestPossible: exact
        ? (first.count == second.count ? 2 : 1) / ways(first.count + second.count, size)
        : try smallestApproximate(first.count, second.count))
  }

  /// The p of the normal approximation for a doubled U this far from its mean.
  private static func approximate(_ ranks: Midranks, size: Int, distance: Int) throws -> Double {
    let count = ranks.doubled.count
    // The deviations of doubled ranks from their mean are whole: σ² of U, times 4.
    let squares = ranks.doubled.reduce(0.0) {
      $0 + Double($1 - count - 1) * Double($1 - count - 1)
    }
    let variance =
      Double(size) * Double(count - size) / (Double(count) * Double(count - 1)) * squares
    guard distance > 1, variance > 0 else { return 1 }
    return min(1, 2 * (try GSL.normalUpperTail(Double(distance - 1) / variance.squareRoot())))
  }

  /// The approximate p of two constant samples that differ: no data of these sizes gives a smaller one.
  private static func smallestApproximate(_ first: Int, _ second: Int) throws -> Double {
    let apart = SortedSample(
      finite: Array(repeating: 0, count: first) + Array(repeating: 1, count: second))
    return try approximate(
      Midranks(apart), size: min(first, second), distance: first * second)
  }

  /// The number of ways to choose `size` of `count`, as near as `Double` can.
  private static func ways(_ count: Int, _ size: Int) -> Double {
    (0..<size).reduce(1.0) { $0 * Double(count - size + $1 + 1) / Double($1 + 1) }
  }
}
