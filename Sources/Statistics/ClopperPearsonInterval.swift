extension Interval {
  /// Clopper and Pearson's interval of a share, of method `"Clopper-Pearson"`.
  ///
  /// From the quantile at α/2 of Beta(x, n − x + 1) to the one at 1 − α/2 of Beta(x + 1, n − x), with
  /// α = 1 − level; 0 is the lower bound where none was counted and 1 the upper where all were. It
  /// covers at least its level whatever the share, so it is wider than Wilson's. Source: C. J. Clopper
  /// and E. S. Pearson, Biometrika 26 (1934) 404–413, https://doi.org/10.1093/biomet/26.4.404.
  ///
  /// - Parameters:
  ///   - count: x, how many had the property, 0 to `trials`.
  ///   - trials: n, how many were looked at, at least 1.
  ///   - level: the least coverage, in (0, 1), of both bounds together.
  /// - Throws: ``StatisticsError/tooFew(n:needed:for:)``, ``StatisticsError/outOfRange(what:value:allowed:)``.
  public static func clopperPearson(
    count: Int, trials: Int, level: Double = 0.95
  ) throws -> Interval {
    try check(level: level)
    guard trials >= 1 else { throw StatisticsError.tooFew(n: trials, needed: 1, for: "trials") }
    guard (0...trials).contains(count) else {
      throw StatisticsError.outOfRange(
        what: "the count", value: Double(count), allowed: "from 0 to \(trials)")
    }
    let (x, n, tail) = (Double(count), Double(trials), (1 - level) / 2)
    // Either bound by a lower tail, which keeps its digits: 1 − B swaps the shapes.
    return Interval(
      lower: count == 0 ? 0 : try GSL.betaQuantile(tail, x, n - x + 1),
      upper: count == trials ? 1 : 1 - (try GSL.betaQuantile(tail, n - x, x + 1)),
      level: level, method: "Clopper-Pearson")
  }
}
