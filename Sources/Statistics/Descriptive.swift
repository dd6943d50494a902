/// Statistics of one sample.
///
/// The order of the values never changes a bit of the result. Every function throws
/// ``StatisticsError`` if the sample is empty or holds NaN, ±∞ or a magnitude above 10³⁰⁰.
public enum Descriptive {
  /// The arithmetic mean, in the units of the sample.
  ///
  /// A compensated sum in `Double` of the sorted values; exact for a constant sample.
  public static func mean(_ x: [Double]) throws -> Double {
    try SortedSample(x).mean
  }

  /// The standard deviation √(Σ(xᵢ − x̄)² / (n − 1)), in the units of the sample.
  ///
  /// - Returns: at least 0, and 0 only for a constant sample; nil for n = 1.
  public static func standardDeviation(_ x: [Double]) throws -> Double? {
    try SortedSample(x).standardDeviation
  }

  /// The median: the middle value, or the mean of the two middle values.
  public static func median(_ x: [Double]) throws -> Double {
    GSL.median(sorted: try SortedSample(x).values)
  }

  /// The quantile at a probability in [0, 1]: type 7 of Hyndman and Fan, NumPy's and R's default.
  ///
  /// With h = p(n − 1), (1 − (h − ⌊h⌋)) x₍⌊h⌋₎ + (h − ⌊h⌋) x₍⌊h⌋+1₎, counting from 0. The formula of
  /// `gsl_stats_quantile_from_sorted_data`, written out so that no processor fuses it.
  /// Source: R. J. Hyndman and Y. Fan, *Sample quantiles in statistical packages*, The American
  /// Statistician 50 (1996) 361–365.
  ///
  /// - Throws: also ``StatisticsError/outOfRange(what:value:allowed:)`` for `p` outside [0, 1].
  public static func quantile(_ x: [Double], _ p: Double) throws -> Double {
    guard p >= 0, p <= 1 else {
      throw StatisticsError.outOfRange(
        what: "the probability of a quantile", value: p, allowed: "between 0 and 1")
    }
    return try SortedSample(x).quantile(p)
  }

  /// The interquartile mean: the mean without the lowest and the highest ⌊n / 4⌋ values.
  ///
  /// The middle half exactly only if n is a multiple of 4; the mean for n < 4. As in Agarwal et al.
  /// (2021), https://arxiv.org/abs/2108.13264, whose code calls `scipy.stats.trim_mean(x, 0.25)`.
  public static func interquartileMean(_ x: [Double]) throws -> Double {
    try SortedSample(x).interquartileMean
  }

  /// The t interval of the mean: x̄ ± t₍₁₊level₎/₂,ₙ₋₁ · s / √n.
  ///
  /// Exact for normal data. A constant sample gives an interval of width 0.
  ///
  /// - Parameter level: the nominal coverage, in (0, 1).
  /// - Returns: an interval of method `"t"`; nil for n = 1.
  /// - Throws: also ``StatisticsError/outOfRange(what:value:allowed:)`` for a level outside (0, 1).
  public static func meanInterval(_ x: [Double], level: Double = 0.95) throws -> Interval? {
    try Interval.check(level: level)
    let sample = try SortedSample(x)
    guard let deviation = sample.standardDeviation else { return nil }
    let n = Double(sample.count)
    let quantile = try GSL.studentUpperQuantile((1 - level) / 2, degreesOfFreedom: n - 1)
    let half = quantile * deviation / n.squareRoot()
    let mean = sample.mean
    return Interval(lower: mean - half, upper: mean + half, level: level, method: "t")
  }
}
