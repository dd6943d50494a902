/// What to expect in the worst (or best) cases: the conditional value at risk.
///
/// Source: R. T. Rockafellar and S. Uryasev, *Optimization of conditional value-at-risk*, Journal of Risk
/// 2 (2000) 21–41; as a measure of reliability S. C. Y. Chan et al., *Measuring the reliability of
/// reinforcement learning algorithms* (2020), https://arxiv.org/abs/1912.05663.
///
/// With fewer than 1 + 1/tail values, 21 for a tail of 0.05, it is the least value (and its ties) alone.
public enum TailRisk {
  /// The mean of the values up to the quantile at `tail`, in the units of the sample.
  ///
  /// mean{xᵢ : xᵢ ≤ q(tail)} with q the quantile of type 7 (``Descriptive/quantile(_:_:)``): the
  /// ⌊tail · (n − 1)⌋ + 1 lowest values and what ties with the last of them, so at least one. Values tie
  /// within 10⁻¹² of the greatest magnitude, so that rounding decides nothing, and tail · (n − 1) counts
  /// as whole within 10⁻⁹ of a whole number. A constant sample gives its value.
  ///
  /// - Parameter tail: the share of the cases that are looked at, in (0, 1).
  /// - Throws: ``StatisticsError`` if the sample is empty or holds NaN, ±∞ or a magnitude above 10³⁰⁰, or
  ///   the tail is outside (0, 1).
  public static func lower(_ x: [Double], tail: Double = 0.05) throws -> Double {
    try check(tail)
    return lower(try SortedSample(x), tail)
  }

  /// The mean of the values from the quantile at 1 − `tail` on: less ``lower(_:tail:)`` of −x.
  ///
  /// - Throws: as ``lower(_:tail:)``.
  public static func upper(_ x: [Double], tail: Double = 0.05) throws -> Double {
    try check(tail)
    return upper(try SortedSample(x), tail)
  }

  /// The risk across runs: ``lower(_:tail:)`` over the runs of one task at each point of their curves.
  ///
  /// Higher is better; in the units of the score. What a user gets who is unlucky with the seed.
  ///
  /// - Parameter runs: `[run][point]`, all with the same number of points.
  /// - Returns: `[point]`; nil with one run.
  /// - Throws: ``StatisticsError`` as ``ScoreCurves/init(runs:)``, or for a tail outside (0, 1).
  public static func acrossRuns(_ runs: [[Double]], tail: Double = 0.05) throws -> [Double]? {
    try check(tail)
    return try ScoreCurves(runs: runs).acrossRuns { lower($0, tail) }
  }

  static func lower(_ sample: SortedSample, _ tail: Double) -> Double {
    let last = sample.values[Int(tail * Double(sample.count - 1) + 1e-9)]
    let tie = last + 1e-12 * sample.magnitude
    return SortedSample(finite: Array(sample.values.prefix { $0 <= tie })).mean
  }

  static func upper(_ sample: SortedSample, _ tail: Double) -> Double {
    // 0 − 0 is 0, where −0 would have another sign.
    0 - lower(SortedSample(finite: sample.values.map { -$0 }), tail)
  }

  static func check(_ tail: Double) throws {
    guard tail > 0, tail < 1 else {
      throw StatisticsError.outOfRange(
        what: "the tail", value: tail, allowed: "between 0 and 1, both excluded")
    }
  }
}

extension ScoreCurves {
  /// A statistic over the runs of the first task at each point; nil where it has one run.
  func acrossRuns(_ statistic: (SortedSample) -> Double) -> [Double]? {
    let runs = runsByTask[0]
    guard runs.count > 1 else { return nil }
    return (0..<points).map { point in statistic(SortedSample(finite: runs.map { $0[point] })) }
  }
}
