/// Two one-sided t tests: are two means closer than a margin?
///
/// With δ the margin, d the difference of the means and s its standard error (Welch's, or that of
/// pairs; see ``WelchTest``), the p-values are P(T > (d + δ)/s) against "d ≤ −δ" and
/// P(T > (δ − d)/s) against "d ≥ δ". Both must be at most α for a claim of equivalence, so the larger
/// is the p-value; it is at most α exactly where the interval of level 1 − 2α lies within (−δ, δ) or
/// touches its ends. Source: D. J. Schuirmann, Journal of Pharmacokinetics and Biopharmaceutics 15
/// (1987) 657–680, https://doi.org/10.1007/BF01068419.
///
/// | Samples | p | degenerate |
/// |---|---|---|
/// | one has a single value | nil | no |
/// | both constant, or all differences of pairs equal | nil | yes |
///
/// Constant samples have no p even where they are equal: no spread was seen, so nothing says how far
/// chance moves the difference, and usually it means that a seed is not used. p = 0 would declare
/// equivalence from that mistake. Whoever knows the metric to be the same for every seed, as counted
/// bytes are, reads ``isWithinMargin`` instead.
public struct EquivalenceTest: Sendable, Equatable {
  /// p against "x is lower than y by the margin or more", in [0, 1]; nil where the table applies.
  public let lowerPValue: Double?
  /// p against "x is higher than y by the margin or more", in [0, 1]; nil where the table applies.
  public let upperPValue: Double?
  /// The larger of the two: p against "the means differ by the margin or more".
  public let pValue: Double?
  /// x̄ − ȳ.
  public let difference: Double
  /// The interval of the difference of level 1 − 2α; nil where the table applies.
  public let interval: Interval?
  /// The margin δ, in the units of the scores.
  public let margin: Double
  /// Whether both samples, or the differences of all pairs, are constant.
  public let degenerate: Bool

  /// Whether the observed difference is closer to 0 than the margin, whatever chance may do: no test.
  public var isWithinMargin: Bool { difference.magnitude < margin }

  /// Tests whether the means of `x` and `y` differ by less than the margin.
  ///
  /// - Parameters:
  ///   - margin: δ, positive, in the units of the scores; chosen before the scores are seen.
  ///   - paired: whether the values at one index belong together, such as those of one seed.
  ///   - level: 1 − α, in (0.5, 1); the interval's level is 1 − 2α.
  /// - Throws: ``StatisticsError`` if a sample is empty or holds NaN, ±∞ or a magnitude above 10³⁰⁰,
  ///   pairs are asked of samples of different sizes, or the margin or level is out of range.
  public static func run(
    _ x: [Double], _ y: [Double], margin: Double, paired: Bool, level: Double = 0.95
  ) throws -> EquivalenceTest {
    guard margin > 0, margin.isFinite else {
      throw StatisticsError.outOfRange(
        what: "the margin of equivalence", value: margin, allowed: "above 0 and finite")
    }
    guard level > 0.5, level < 1 else {
      throw StatisticsError.outOfRange(
        what: "the level of an equivalence test", value: level,
        allowed: "between 0.5 and 1, both excluded")
    }
    let means = try MeanDifference(x, y, paired: paired)
    guard let spread = means.spread else {
      return EquivalenceTest(
        lowerPValue: nil, upperPValue: nil, pValue: nil, difference: means.difference,
        interval: nil, margin: margin, degenerate: means.degenerate)
    }
    let lower = try spread.chance(of: means.difference, above: -margin)
    let upper = try spread.chance(of: -means.difference, above: -margin)
    let half = try spread.halfWidth(tail: 1 - level)
    return EquivalenceTest(
      lowerPValue: lower, upperPValue: upper, pValue: max(lower, upper),
      difference: means.difference,
      interval: Interval(
        lower: means.difference - half, upper: means.difference + half,
        level: 1 - 2 * (1 - level), method: paired ? "paired t" : "Welch t"),
      margin: margin, degenerate: false)
  }
}
