extension Interval {
  /// Wilson's score interval of a share, of method `"Wilson"`.
  ///
  /// (x + z²/2 ± z √(x (n − x)/n + z²/4)) / (n + z²), with z the normal quantile at (1 + level)/2. It
  /// holds where few or none were counted: with 0 of n the upper bound is z²/(n + z²). Source: E. B.
  /// Wilson, JASA 22 (1927) 209–212, https://doi.org/10.1080/01621459.1927.10502953.
  ///
  /// - Parameters:
  ///   - count: x, how many had the property, 0 to `trials`.
  ///   - trials: n, how many were looked at, at least 1.
  ///   - level: the nominal coverage, in (0, 1), of both bounds together.
  /// - Throws: ``StatisticsError/tooFew(n:needed:for:)``, ``StatisticsError/outOfRange(what:value:allowed:)``.
  public static func wilson(
    count: Int, trials: Int, level: Double = 0.95
  ) throws -> Interval {
    try check(level: level)
    guard trials >= 1 else { throw StatisticsError.tooFew(n: trials, needed: 1, for: "trials") }
    guard (0...trials).contains(count) else {
      throw StatisticsError.outOfRange(
        what: "the count", value: Double(count), allowed: "from 0 to \(trials)")
    }
    let (x, n) = (Double(count), Double(trials))
    let z = try GSL.normalUpperQuantile((1 - level) / 2)
    let centre = x + z * z / 2
    let half = z * (x * ((n - x) / n) + z * z / 4).squareRoot()
    // At the ends one bound is 0 or 1 exactly; rounding would miss it.
    return Interval(
      lower: count == 0 ? 0 : (centre - half) / (n + z * z),
      upper: count == trials ? 1 : (centre + half) / (n + z * z), level: level, method: "Wilson")
  }
}
