/// A difference of means in standard deviations, d, and Hedges' g, which takes out d's bias.
///
/// g = J d with J = Γ(ν/2) / (√(ν/2) Γ((ν − 1)/2)), ν the degrees of freedom of the standard
/// deviation; exact for normal data. The interval is of the true d: with t = d √N, N = nₓn_y/(nₓ + n_y)
/// or the number of pairs, it holds the δ/√N for which t is in neither tail of the noncentral t
/// distribution with ν and δ; exact for normal data as well. Sources: L. V. Hedges, Journal of
/// Educational Statistics 6 (1981) 107–128; J. H. Steiger and R. T. Fouladi, *Noncentrality interval
/// estimation and the evaluation of statistical models* (1997).
///
/// | Samples | d | g | degenerate |
/// |---|---|---|---|
/// | no degree of freedom | nil | nil | no |
/// | no spread, or d above the greatest number | nil | nil | yes |
/// | one degree of freedom, where d has no mean | as is | nil | no |
public struct StandardizedDifference: Sendable, Equatable {
  /// Cohen's d, or d_z of pairs.
  public let d: Double?
  /// Hedges' g: nearer to 0 than d.
  public let g: Double?
  /// The interval of the true d, of method `"noncentral t"`; nil where d is. Above |t| = 10⁷ its bounds
  /// grow in proportion to t, which is right to about 10⁻¹⁴ ν of them.
  public let interval: Interval?
  /// Whether there is no spread to measure by.
  public let degenerate: Bool

  private init(d: Double?, g: Double?, interval: Interval?, degenerate: Bool) {
    (self.d, self.g, self.interval, self.degenerate) = (d, g, interval, degenerate)
  }

  /// There is nothing to measure by.
  static func undefined(degenerate: Bool) -> StandardizedDifference {
    StandardizedDifference(d: nil, g: nil, interval: nil, degenerate: degenerate)
  }

  /// Corrects `d` and finds its interval.
  ///
  /// - Parameter size: N above.
  /// - Precondition: `degreesOfFreedom` is positive.
  init(d: Double, degreesOfFreedom: Int, size: Double, level: Double) throws {
    guard d.isFinite else {
      self = .undefined(degenerate: true)
      return
    }
    let root = size.squareRoot()
    // The numerator's own error counts by ν/t² and is lost to rounding so far out, where squares of t
    // would soon overflow.
    let far = max(1, (d * root).magnitude / 1e7)
    let statistic = d * root / far
    let tail = (1 - level) / 2
    let upper = try Self.noncentrality(statistic, degreesOfFreedom, lowerTail: tail)
    // By the mirror image, so that swapping the arms mirrors the interval to the bit.
    let lower = -(try Self.noncentrality(-statistic, degreesOfFreedom, lowerTail: tail))
    let interval = Interval(
      lower: lower * (far / root), upper: upper * (far / root), level: level,
      method: "noncentral t")
    self.init(
      d: d, g: degreesOfFreedom > 1 ? d * Self.correction(degreesOfFreedom) : nil,
      interval: interval, degenerate: false)
  }

  /// J, by r(2) = 1/√π and r(ν + 1) = (ν − 1)/(2 r(ν)) for r(ν) = Γ(ν/2)/Γ((ν − 1)/2).
  ///
  /// Square roots and quotients only: the same bits on every processor, without the cancellation of
  /// two logarithms.
  ///
  /// - Precondition: `degreesOfFreedom` is at least 2.
  package static func correction(_ degreesOfFreedom: Int) -> Double {
    let ratio = (2..<degreesOfFreedom).reduce(1 / Double.pi.squareRoot()) {
      Double($1 - 1) / (2 * $0)
    }
    return ratio / (Double(degreesOfFreedom) / 2).squareRoot()
  }

  /// The noncentrality under which the chance of a value up to `statistic` is `tail`.
  private static func noncentrality(
    _ statistic: Double, _ degreesOfFreedom: Int, lowerTail tail: Double
  ) throws -> Double {
    let nu = Double(degreesOfFreedom)
    // Negative, as the chance falls with the noncentrality and a rising function is asked for.
    let chance = { (noncentrality: Double) in
      -(try GSL.noncentralStudentLowerTail(
        statistic, degreesOfFreedom: nu, noncentrality: noncentrality))
    }
    // About a standard error of the noncentrality, twice as far until the tail is passed.
    var reach = (1 + statistic * statistic / (2 * nu)).squareRoot()
    while try chance(statistic - reach) > -tail { reach *= 2 }
    let low = statistic - reach
    while try chance(statistic + reach) < -tail { reach *= 2 }
    return try RootFinding.crossing(of: chance, level: -tail, from: low, to: statistic + reach)
  }
}
