/// An interval between two values of the sample, with the confidence that it really has.
///
/// No distribution is assumed, so only some confidences can be had; with few runs not even the least
/// and the greatest value together reach the one asked for. Then they are given, ``reachesLevel`` is
/// false and ``confidence`` says what they are worth.
///
/// With x₍₁₎ ≤ … ≤ x₍ₙ₎ and ranks r < s, a share Beta(s − r, n − s + r + 1) of a continuous population
/// lies between x₍ᵣ₎ and x₍ₛ₎, and #{xᵢ ≤ quantile at p} is Binomial(n, p). Ties make it conservative.
/// Source: S. S. Wilks, *Determination of sample sizes for setting tolerance limits*, Annals of
/// Mathematical Statistics 12 (1941) 91–96, https://doi.org/10.1214/aoms/1177731788.
public struct OrderStatisticInterval: Sendable, Equatable {
  /// The ends that are bounded.
  public enum Side: String, CaseIterable, Sendable, Codable {
    /// From below and from above.
    case both
    /// From below only.
    case lower
    /// From above only.
    case upper
  }

  /// x₍ᵣ₎; nil where only the other side is bounded.
  public let lower: Double?
  /// x₍ₛ₎; nil where only the other side is bounded.
  public let upper: Double?
  /// r, counted from 1; nil with ``lower``.
  public let lowerRank: Int?
  /// s, counted from 1; nil with ``upper``.
  public let upperRank: Int?
  /// The confidence asked for, in (0, 1).
  public let level: Double
  /// The confidence that the interval has where no two values can tie, in [0, 1].
  public let confidence: Double
  /// How it was made: `"tolerance"` or `"quantile"`.
  public let method: String

  /// Whether the confidence is at least the one asked for.
  public var reachesLevel: Bool { confidence >= level }

  /// The shortest such interval, by ranks, that holds at least a share of the population.
  ///
  /// Where the ranks left over are odd in number, the lower end gives away the fewer.
  ///
  /// - Parameters:
  ///   - x: one value per run.
  ///   - share: the least share of all runs, past and future, that it is to hold, in (0, 1).
  ///   - level: the confidence of that, in (0, 1).
  ///   - side: which ends are bounded.
  /// - Returns: with 90 % held at 95 % two-sided, the level is reached from 46 runs on, one-sided from
  ///   29 on. A single value bounded on both sides holds nothing: confidence 0.
  /// - Throws: ``StatisticsError`` if the sample is empty or holds NaN, ±∞ or a magnitude above 10³⁰⁰,
  ///   or the share or the level is outside (0, 1).
  public static func tolerance(
    _ x: [Double], share: Double = 0.9, level: Double = 0.95, side: Side = .both
  ) throws -> OrderStatisticInterval {
    try Interval.check(level: level)
    try check(share, "the share to be held")
    let sample = try SortedSample(x)
    let n = sample.count
    // Between ranks that lie d apart, one-sided to beyond the last, a share Beta(d, n − d + 1) lies.
    let confidence = { (apart: Int) in
      apart == 0 ? 0 : try GSL.betaUpperTail(share, Double(apart), Double(n - apart + 1))
    }
    var apart = side == .both ? n - 1 : n
    var reached = try confidence(apart)
    while apart > 1 {
      let closer = try confidence(apart - 1)
      guard closer >= level else { break }
      (apart, reached) = (apart - 1, closer)
    }
    let spare = n - apart
    return OrderStatisticInterval(
      sample,
      lowerRank: side == .upper ? nil : side == .lower ? spare + 1 : (spare - 1) / 2 + 1,
      upperRank: side == .lower ? nil : side == .upper ? apart : (spare - 1) / 2 + 1 + apart,
      level: level, confidence: reached, method: "tolerance")
  }

  /// The interval of the population's quantile at `probability`, two-sided.
  ///
  /// r is the greatest rank with P(Binomial(n, p) < r) ≤ α/2 and s the least with P(Binomial(n, p) ≥ s)
  /// ≤ α/2, α = 1 − level; where there is none, the end of the sample. At ½ it is the sign test's
  /// interval of the median, which needs 6 runs at 95 %.
  ///
  /// - Throws: ``StatisticsError`` if the sample is empty or holds NaN, ±∞ or a magnitude above 10³⁰⁰,
  ///   or the probability or the level is outside (0, 1).
  public static func quantile(
    _ x: [Double], at probability: Double = 0.5, level: Double = 0.95
  ) throws -> OrderStatisticInterval {
    try Interval.check(level: level)
    try check(probability, "the probability of a quantile")
    let sample = try SortedSample(x)
    let n = sample.count
    let tail = (1 - level) / 2
    // P(Binomial(n, p) ≥ k) = P(Beta(k, n − k + 1) ≤ p).
    let below = { (rank: Int) in  // P(Binomial < rank)
      try GSL.betaUpperTail(probability, Double(rank), Double(n - rank + 1))
    }
    let atLeast = { (rank: Int) in  // P(Binomial ≥ rank), with the roles of p and 1 − p swapped
      try GSL.betaUpperTail(1 - probability, Double(n - rank + 1), Double(rank))
    }
    var (low, high) = (1, n)
    while low < n, try below(low + 1) <= tail { low += 1 }
    while high > 1, try atLeast(high - 1) <= tail { high -= 1 }
    return OrderStatisticInterval(
      sample, lowerRank: low, upperRank: high, level: level,
      confidence: max(0, 1 - (try below(low)) - (try atLeast(high))), method: "quantile")
  }

  private init(
    _ sample: SortedSample, lowerRank: Int?, upperRank: Int?, level: Double, confidence: Double,
    method: String
  ) {
    lower = lowerRank.map { sample.values[$0 - 1] }
    upper = upperRank.map { sample.values[$0 - 1] }
    self.lowerRank = lowerRank
    self.upperRank = upperRank
    self.level = level
    self.confidence = confidence
    self.method = method
  }

  private static func check(_ value: Double, _ name: String) throws {
    guard value > 0, value < 1 else {
      throw StatisticsError.outOfRange(
        what: name, value: value, allowed: "between 0 and 1, both excluded")
    }
  }
}
