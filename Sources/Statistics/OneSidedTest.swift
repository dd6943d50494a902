/// Student's t test in one direction: is the mean of `x` above that of `y` by more than a bound?
///
/// p = P(T > (x̄ − ȳ − bound)/s) with s the standard error of the difference, Welch's or that of
/// pairs (see ``WelchTest``), from the upper tail, so that small ones keep their digits. With bound 0
/// it is the test of "better"; below 0, of "not worse by more than"; above 0, of "better by more
/// than". Higher scores are taken to be better; where lower ones are, exchange the samples.
///
/// The direction must be chosen before the scores are seen. Choosing it by the sign of the difference
/// doubles the rate of false claims.
///
/// | Samples | p and lower bound | degenerate |
/// |---|---|---|
/// | one has a single value | nil | no |
/// | both constant, or all differences of pairs equal | nil | yes |
///
/// Why constant samples have no p: see ``EquivalenceTest``.
public struct OneSidedTest: Sendable, Equatable {
  /// p against "x̄ − ȳ is at most the bound", in [0, 1]; nil where the table applies.
  public let pValue: Double?
  /// x̄ − ȳ.
  public let difference: Double
  /// What the difference is claimed to exceed, in the units of the scores.
  public let bound: Double
  /// What the true difference exceeds with confidence `level`: above `bound` where p is below
  /// 1 − level; nil where the table applies.
  public let confidenceBound: Double?
  /// Whether both samples, or the differences of all pairs, are constant.
  public let degenerate: Bool

  /// Tests whether the mean of `x` is above that of `y` by more than `bound`.
  ///
  /// - Parameters:
  ///   - bound: finite, in the units of the scores.
  ///   - paired: whether the values at one index belong together, such as those of one seed.
  ///   - level: the nominal confidence of ``confidenceBound``, in (0, 1).
  /// - Throws: ``StatisticsError`` if a sample is empty or holds NaN, ±∞ or a magnitude above 10³⁰⁰,
  ///   pairs are asked of samples of different sizes, or the bound or level is out of range.
  public static func run(
    _ x: [Double], _ y: [Double], above bound: Double = 0, paired: Bool, level: Double = 0.95
  ) throws -> OneSidedTest {
    try Interval.check(level: level)
    guard bound.isFinite else {
      throw StatisticsError.outOfRange(
        what: "the bound of a one-sided test", value: bound, allowed: "finite")
    }
    let means = try MeanDifference(x, y, paired: paired)
    return OneSidedTest(
      pValue: try means.spread?.chance(of: means.difference, above: bound),
      difference: means.difference, bound: bound,
      confidenceBound: try means.spread.map {
        means.difference - (try $0.halfWidth(tail: 1 - level))
      },
      degenerate: means.degenerate)
  }
}

/// Is `x` not worse than `y` by the margin or more? One side of ``EquivalenceTest``.
///
/// The ``OneSidedTest`` of x̄ − ȳ against −margin: the alternative is "x̄ − ȳ > −margin". Source:
/// G. Piaggio et al., JAMA 308 (2012) 2594–2604, https://doi.org/10.1001/jama.2012.87802.
public enum NonInferiorityTest {
  /// Tests whether the mean of `x` is above that of `y` less the margin.
  ///
  /// - Parameters:
  ///   - margin: how much worse would still be accepted: positive, in the units of the scores.
  ///   - paired: whether the values at one index belong together, such as those of one seed.
  ///   - level: the nominal confidence of the bound, in (0, 1).
  /// - Throws: what ``OneSidedTest/run(_:_:above:paired:level:)`` throws, and
  ///   ``StatisticsError/outOfRange(what:value:allowed:)`` for a margin that is not positive.
  public static func run(
    _ x: [Double], _ y: [Double], margin: Double, paired: Bool, level: Double = 0.95
  ) throws -> OneSidedTest {
    guard margin > 0, margin.isFinite else {
      throw StatisticsError.outOfRange(
        what: "the margin of non-inferiority", value: margin, allowed: "above 0 and finite")
    }
    return try OneSidedTest.run(x, y, above: -margin, paired: paired, level: level)
  }
}
