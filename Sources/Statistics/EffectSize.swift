/// How large a difference is, in units that need no knowledge of the scores.
public enum EffectSize {
  /// Cliff's δ = P(X > Y) − P(X < Y): how much more often a run of x beats a run of y than it loses.
  ///
  /// Twice the probability of improvement less 1 (``Comparison``); an interval follows likewise from
  /// that of ``BrunnerMunzelTest``. The values of (x, y) and (y, x) add up to exactly 0. Source: N.
  /// Cliff, Psychological Bulletin 114 (1993) 494–509.
  ///
  /// - Returns: in [−1, 1]; 0 for equal samples, ±1 where they do not overlap.
  /// - Throws: ``StatisticsError`` if a sample is empty or holds NaN, ±∞ or a magnitude above 10³⁰⁰.
  public static func cliffsDelta(_ x: [Double], _ y: [Double]) throws -> Double {
    let wins = TaskPair(
      x: try SortedSample(x, name: "the first sample"),
      y: try SortedSample(y, name: "the second sample")
    ).wins
    return wins.won - wins.lost
  }

  /// Hedges' g of two independent samples: the difference of the means in standard deviations.
  ///
  /// d = (x̄ − ȳ)/s with the pooled s² = ((nₓ − 1)s²ₓ + (n_y − 1)s²_y)/ν and ν = nₓ + n_y − 2. It takes the
  /// spreads to be alike; nothing is said by it where they are not.
  ///
  /// - Parameter level: the nominal coverage of the interval, in (0, 1).
  /// - Throws: ``StatisticsError`` if a sample is empty or holds NaN, ±∞ or a magnitude above 10³⁰⁰,
  ///   or the level is outside (0, 1).
  public static func hedgesG(
    _ x: [Double], _ y: [Double], level: Double = 0.95
  ) throws -> StandardizedDifference {
    try Interval.check(level: level)
    let first = try SortedSample(x, name: "the first sample")
    let second = try SortedSample(y, name: "the second sample")
    let degreesOfFreedom = first.count + second.count - 2
    if first.isConstant && second.isConstant {
      return .undefined(degenerate: degreesOfFreedom > 0)
    }
    let deviations = (first.standardDeviation ?? 0, second.standardDeviation ?? 0)
    // Over the larger of the two, so that no square overflows or underflows.
    let larger = max(deviations.0, deviations.1)
    let (a, b) = (deviations.0 / larger, deviations.1 / larger)
    let squares = Double(first.count - 1) * (a * a) + Double(second.count - 1) * (b * b)
    let pooled = larger * (squares / Double(degreesOfFreedom)).squareRoot()
    return try StandardizedDifference(
      d: (first.mean - second.mean) / pooled, degreesOfFreedom: degreesOfFreedom,
      size: Double(first.count) * Double(second.count) / Double(first.count + second.count),
      level: level)
  }

  /// Hedges' g of paired samples: the mean difference in standard deviations *of the differences*.
  ///
  /// d_z = d̄/s_d with ν = n − 1. The more the pairs have in common, the larger it is: it does not
  /// compare with ``hedgesG(_:_:level:)`` of the same scores.
  ///
  /// - Parameter level: the nominal coverage of the interval, in (0, 1).
  /// - Throws: ``StatisticsError`` if a sample is empty or holds NaN, ±∞ or a magnitude above 10³⁰⁰,
  ///   they have different numbers of values, or the level is outside (0, 1).
  public static func pairedHedgesG(
    _ x: [Double], _ y: [Double], level: Double = 0.95
  ) throws -> StandardizedDifference {
    try Interval.check(level: level)
    let pairs = try PairedDifferences(x, y)
    guard let deviation = pairs.standardDeviation, !pairs.areConstant else {
      return .undefined(degenerate: pairs.count > 1)
    }
    return try StandardizedDifference(
      d: pairs.mean / deviation, degreesOfFreedom: pairs.count - 1, size: Double(pairs.count),
      level: level)
  }
}
