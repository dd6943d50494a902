/// Welch's t test of two independent samples: are the means equal, whatever the variances?
///
/// t = (x̄ − ȳ) / √(s²ₓ/nₓ + s²_y/n_y), with the degrees of freedom of Satterthwaite,
/// ν = (a + b)² / (a²/(nₓ − 1) + b²/(n_y − 1)), a = s²ₓ/nₓ, b = s²_y/n_y. Sources: B. L. Welch,
/// Biometrika 34 (1947) 28–35; F. E. Satterthwaite, Biometrics Bulletin 2 (1946) 110–114.
///
/// | Samples | p | degenerate |
/// |---|---|---|
/// | one has a single value | nil | no |
/// | both constant, equal | 1 | yes |
/// | both constant, different | nil: nothing says how far apart chance could bring them | yes |
///
/// Constant samples usually mean that a seed is not used.
public struct WelchTest: Sendable, Equatable {
  /// t; nil where the table above applies.
  public let statistic: Double?
  /// Satterthwaite's degrees of freedom, not whole in general; nil where the table above applies.
  public let degreesOfFreedom: Double?
  /// The two-sided p-value, in [0, 1], from the upper tail so that small ones keep their digits.
  public let pValue: Double?
  /// x̄ − ȳ.
  public let difference: Double
  /// The interval of the difference, of method `"Welch t"`; nil where the table above applies.
  public let interval: Interval?
  /// Whether both samples are constant.
  public let degenerate: Bool

  /// Tests `x` against `y`.
  ///
  /// - Parameter level: the nominal coverage of the interval, in (0, 1).
  /// - Throws: ``StatisticsError`` if a sample is empty or holds NaN, ±∞ or a magnitude above 10³⁰⁰,
  ///   or the level is outside (0, 1).
  public static func run(_ x: [Double], _ y: [Double], level: Double = 0.95) throws -> WelchTest {
    try Interval.check(level: level)
    let means = try MeanDifference(x, y, paired: false)
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
    return WelchTest(
      statistic: statistic, degreesOfFreedom: spread.degreesOfFreedom, pValue: min(1, 2 * tail),
      difference: difference,
      interval: Interval(
        lower: difference - half, upper: difference + half, level: level, method: "Welch t"),
      degenerate: false)
  }

  private static func untested(
    _ difference: Double, pValue: Double?, degenerate: Bool
  ) -> WelchTest {
    WelchTest(
      statistic: nil, degreesOfFreedom: nil, pValue: pValue, difference: difference, interval: nil,
      degenerate: degenerate)
  }
}
