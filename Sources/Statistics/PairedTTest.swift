/// Student's t test of paired samples: is the mean difference 0?
///
/// With dᵢ = xᵢ − yᵢ and n pairs, t = d̄ / (s_d / √n) has n − 1 degrees of freedom. Pair runs that
/// share their random numbers, such as runs of one seed. Source: Student, *The probable error of a
/// mean*, Biometrika 6 (1908) 1–25.
///
/// | Differences | p | degenerate |
/// |---|---|---|
/// | a single one | nil | no |
/// | all 0 | 1 | yes |
/// | all equal, not 0 | nil: nothing says how far apart chance could bring them | yes |
///
/// Differences are equal if they are so but for the rounding of decimals, 2⁻⁵² (|x| + |y|) each:
/// otherwise a t of 10¹⁶ would come from noise.
public struct PairedTTest: Sendable, Equatable {
  /// t; nil where the table above applies.
  public let statistic: Double?
  /// n − 1; nil where the table above applies.
  public let degreesOfFreedom: Double?
  /// The two-sided p-value, in [0, 1], from the upper tail so that small ones keep their digits.
  public let pValue: Double?
  /// The mean of x − y.
  public let difference: Double
  /// The interval of the difference, of method `"paired t"`; nil where the table above applies.
  public let interval: Interval?
  /// Whether all differences are equal.
  public let degenerate: Bool

  /// Tests `x` against `y`, paired by position.
  ///
  /// - Parameter level: the nominal coverage of the interval, in (0, 1).
  /// - Throws: ``StatisticsError`` if a sample is empty or holds NaN, ±∞ or a magnitude above 10³⁰⁰,
  ///   they have different numbers of values, or the level is outside (0, 1).
  public static func run(_ x: [Double], _ y: [Double], level: Double = 0.95) throws -> PairedTTest {
    try Interval.check(level: level)
    let means = try MeanDifference(x, y, paired: true)
    let difference = means.difference
    guard let spread = means.spread else {
      return untested(
        difference, pValue: means.degenerate && difference == 0 ? 1 : nil,
        degenerate: means.degenerate)
    }
    let statistic = difference / spread.standardError
    let half = try spread.halfWidth(tail: (1 - level) / 2)
    let tail = try GSL.studentUpperTail(
      statistic.magnitude, degreesOfFreedom: spread.degreesOfFreedom)
    return PairedTTest(
      statistic: statistic, degreesOfFreedom: spread.degreesOfFreedom, pValue: min(1, 2 * tail),
      difference: difference,
      interval: Interval(
        lower: difference - half, upper: difference + half, level: level, method: "paired t"),
      degenerate: false)
  }

  private static func untested(
    _ difference: Double, pValue: Double?, degenerate: Bool
  ) -> PairedTTest {
    PairedTTest(
      statistic: nil, degreesOfFreedom: nil, pValue: pValue, difference: difference, interval: nil,
      degenerate: degenerate)
  }
}
