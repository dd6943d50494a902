/// The Brunner-Munzel test of two independent samples: is a run of one as likely to beat a run of the
/// other as to lose, whatever their spreads?
///
/// With p̂ = P(X > Y) + ½P(X = Y) (``Comparison``), and s²ₓ the variance over runs of x of the share
/// of y's runs that each beats, s²_y likewise: t = (p̂ − ½) / √(s²ₓ/nₓ + s²_y/n_y), with
/// Satterthwaite's degrees of freedom. Unlike ``MannWhitneyTest`` it does not ask that the
/// distributions be alike, only that neither wins more often. Source: E. Brunner and U. Munzel,
/// Biometrical Journal 42 (2000) 17–25, with the t approximation of section 3.
///
/// | Samples | p | statistic, interval | degenerate |
/// |---|---|---|---|
/// | one has a single value | nil | nil | no |
/// | they do not overlap, or all values are equal | that of ``MannWhitneyTest``, by splits | nil | yes |
///
/// Where the samples do not overlap no run says how far chance moves p̂, so that t would be infinite
/// and p 0, or 0/0. The approximation is for about ten runs a side or more.
public struct BrunnerMunzelTest: Sendable, Equatable {
  /// t, positive where x wins more often; nil where the table above applies.
  public let statistic: Double?
  /// Satterthwaite's degrees of freedom; nil where the table above applies.
  public let degreesOfFreedom: Double?
  /// The two-sided p-value, in [0, 1].
  public let pValue: Double?
  /// p̂, the probability that a run of x beats one of y.
  public let probability: Double
  /// The interval of p̂, of method `"Brunner-Munzel t"`, cut at 0 and 1; nil where the table applies.
  public let interval: Interval?
  /// Whether no run of either sample is placed differently from the others, so that p is by splits.
  public let degenerate: Bool

  /// Tests `x` against `y`.
  ///
  /// - Parameter level: the nominal coverage of the interval, in (0, 1).
  /// - Throws: ``StatisticsError`` if a sample is empty or holds NaN, ±∞ or a magnitude above 10³⁰⁰,
  ///   or the level is outside (0, 1).
  public static func run(
    _ x: [Double], _ y: [Double], level: Double = 0.95
  ) throws -> BrunnerMunzelTest {
    try Interval.check(level: level)
    let pair = TaskPair(
      x: try SortedSample(x, name: "the first sample"),
      y: try SortedSample(y, name: "the second sample"))
    let probability = pair.wins.probability
    // The placements of whole numbers of wins: shares of 2 · (the other's count).
    let mirrored = TaskPair(x: pair.y, y: pair.x)
    guard let first = pair.placements.standardDeviation,
      let second = mirrored.placements.standardDeviation
    else { return untested(probability, pValue: nil, degenerate: false) }
    if first == 0 && second == 0 {
      return untested(
        probability, pValue: try MannWhitneyTest.run(x, y).pValue, degenerate: true)
    }
    let (a, b) = (first * first / Double(pair.x.count), second * second / Double(pair.y.count))
    let standardError = (a + b).squareRoot()
    let degreesOfFreedom =
      (a + b) * (a + b) / (a * a / Double(pair.x.count - 1) + b * b / Double(pair.y.count - 1))
    let statistic = (probability - mirrored.wins.probability) / 2 / standardError
    let half =
      standardError
      * (try GSL.studentUpperQuantile((1 - level) / 2, degreesOfFreedom: degreesOfFreedom))
    let tail = try GSL.studentUpperTail(statistic.magnitude, degreesOfFreedom: degreesOfFreedom)
    return BrunnerMunzelTest(
      statistic: statistic, degreesOfFreedom: degreesOfFreedom, pValue: min(1, 2 * tail),
      probability: probability,
      interval: Interval(
        lower: max(0, probability - half), upper: min(1, probability + half), level: level,
        method: "Brunner-Munzel t"),
      degenerate: false)
  }

  private static func untested(
    _ probability: Double, pValue: Double?, degenerate: Bool
  ) -> BrunnerMunzelTest {
    BrunnerMunzelTest(
      statistic: nil, degreesOfFreedom: nil, pValue: pValue, probability: probability,
      interval: nil, degenerate: degenerate)
  }
}

extension TaskPair {
  /// For each run of `x`, the share of `y` that it beats, a tie being half a win; ascending.
  fileprivate var placements: SortedSample {
    SortedSample(finite: doubledPlacements.map { Double($0) / Double(2 * y.count) })
  }
}
