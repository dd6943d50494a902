/// How often one algorithm's run beats another's.
public enum Comparison {
  /// P(X > Y) + ½ P(X = Y) for a random run of each: the share of pairs that `x` wins, a tie being
  /// half a win.
  ///
  /// The Mann-Whitney U over nₓ · n_y; Cliff's δ is twice it less 1. ½ for equal samples; 0 or 1 where
  /// they do not overlap. The values of (x, y) and (y, x) add up to exactly 1.
  ///
  /// - Returns: a probability in [0, 1].
  /// - Throws: ``StatisticsError`` if a sample is empty or holds NaN, ±∞ or a magnitude above 10³⁰⁰.
  public static func probabilityOfImprovement(_ x: [Double], _ y: [Double]) throws -> Double {
    TaskPair(
      x: try SortedSample(x, name: "the first sample"),
      y: try SortedSample(y, name: "the second sample")
    ).wins.probability
  }

  /// The probability that a run of `x` beats a run of `y` on the same task, averaged over tasks.
  ///
  /// Agarwal et al. (2021), https://arxiv.org/abs/2108.13264, section 4.3. Every task has the same
  /// weight. The values of (x, y) and (y, x) add up to exactly 1.
  ///
  /// - Returns: a probability in [0, 1].
  /// - Throws: ``StatisticsError/differentTasks(first:second:)``.
  public static func probabilityOfImprovement(_ x: ScoreMatrix, _ y: ScoreMatrix) throws -> Double {
    let wins = try TaskPair.pairs(x, y).map(\.wins)
    return Wins(
      won: SortedSample(finite: wins.map(\.won)).mean,
      lost: SortedSample(finite: wins.map(\.lost)).mean
    ).probability
  }
}
