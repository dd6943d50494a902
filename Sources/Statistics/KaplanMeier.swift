import Randomness

/// The share of runs that have not reached a threshold, by time, when some never did within their
/// budget.
///
/// Leaving censored runs out would keep the fast ones only. With dᵢ runs that reach it at tᵢ and nᵢ
/// that had not before (and were not censored before),
///
/// S(t) = Π_{tᵢ ≤ t} (1 − dᵢ/nᵢ), with Greenwood's Σ_{tᵢ ≤ t} dᵢ / (nᵢ(nᵢ − dᵢ)) for the variance of ln S,
///
/// and the interval S^{exp(±z √Σ / ln S)}, which stays within (0, 1). A run censored at tᵢ counts among
/// nᵢ. Sources: E. L. Kaplan and P. Meier, JASA 53 (1958) 457–481; J. D. Kalbfleisch and R. L. Prentice,
/// *The statistical analysis of failure time data* (1980).
public struct KaplanMeier: Sendable, Equatable {
  /// One time at which runs reached the threshold.
  public struct Event: Sendable, Equatable, Codable {
    /// t.
    public let steps: Double
    /// n, the runs that had neither reached it before t nor been censored before t.
    public let atRisk: Int
    /// d, the runs that reached it at t.
    public let reached: Int
    /// S(t), the share that has not reached it by t.
    public let remaining: Double
    /// The bounds of S(t); nil where S(t) is 0, for which the formula has no value.
    public let interval: Interval?
  }

  /// By time, ascending; empty where no run reached the threshold.
  public let events: [Event]
  /// How many runs there are, censored ones included.
  public let runs: Int
  /// How many never reached it.
  public let censored: Int
  /// The least t with S(t) ≤ ½; nil where more than half of the runs are left at the last event: then it
  /// is more than the budget.
  public let median: Double?
  /// The times at which the lower and the upper bound of S first are ½ or less: the interval of the
  /// median of R. Brookmeyer and J. Crowley, Biometrics 38 (1982) 29–41. Each nil where that never is:
  /// unbounded. A bound that the formula leaves open at S = 0 counts as 0.
  public let medianBounds: (lower: Double?, upper: Double?)
  /// The nominal coverage of the intervals.
  public let level: Double

  /// The estimate from the runs of one algorithm on one task, in any order.
  ///
  /// - Parameter level: the nominal coverage, in (0, 1), at each time alone.
  /// - Throws: ``StatisticsError`` if there is no run or the level is outside (0, 1).
  public init(_ times: [TimeToThreshold], level: Double = 0.95) throws {
    try Interval.check(level: level)
    guard !times.isEmpty else { throw StatisticsError.emptyInput(of: "the list of runs") }
    let z = try GSL.normalUpperQuantile((1 - level) / 2)
    var (remaining, variance) = (1.0, CompensatedSum())
    events = RiskTable(times).rows.map { row in
      remaining *= Double(row.atRisk - row.reached) / Double(row.atRisk)
      guard row.reached < row.atRisk else {
        return Event(
          steps: row.steps, atRisk: row.atRisk, reached: row.reached, remaining: 0, interval: nil)
      }
      variance.add(
        Double(row.reached) / (Double(row.atRisk) * Double(row.atRisk - row.reached)))
      let hazard = -naturalLogarithm(remaining)
      let factor = GSL.exponentialDecay(z * variance.value.squareRoot() / hazard)
      return Event(
        steps: row.steps, atRisk: row.atRisk, reached: row.reached, remaining: remaining,
        interval: Interval(
          lower: GSL.exponentialDecay(hazard / factor),
          upper: GSL.exponentialDecay(hazard * factor), level: level,
          method: "Greenwood, log-log"))
    }
    runs = times.count
    censored = times.count { !$0.reached }
    self.level = level
    // Rounding of a product of fractions that is exactly ½ must not move the median.
    let isHalf = { (share: Double) in share <= 0.5 * (1 + 1e-12) }
    median = events.first { isHalf($0.remaining) }?.steps
    medianBounds = (
      events.first { isHalf($0.interval?.lower ?? 0) }?.steps,
      events.first { isHalf($0.interval?.upper ?? 0) }?.steps
    )
  }

  /// Whether two estimates are equal in every number.
  public static func == (left: KaplanMeier, right: KaplanMeier) -> Bool {
    left.events == right.events && left.runs == right.runs && left.censored == right.censored
      && left.median == right.median && left.medianBounds == right.medianBounds
      && left.level == right.level
  }
}

/// How many runs are left at each time at which some reach a threshold.
struct RiskTable {
  /// `[time]`, ascending, of the times at which a run reaches the threshold.
  let rows: [(steps: Double, atRisk: Int, reached: Int)]

  init(_ times: [TimeToThreshold]) {
    let all = times.map(\.steps).sorted()
    let reached = times.filter(\.reached).map(\.steps).sorted()
    var rows: [(steps: Double, atRisk: Int, reached: Int)] = []
    var gone = 0
    for steps in reached {
      if rows.last?.steps == steps {
        rows[rows.count - 1].reached += 1
        continue
      }
      while all[gone] < steps { gone += 1 }
      rows.append((steps, all.count - gone, 1))
    }
    self.rows = rows
  }
}
