/// When a group-sequential test looks at its runs, and how much of its error each look may spend.
///
/// The first look comes after `initial` runs per arm, the next ones after every `step` more, the last
/// at `maximum` (after fewer than `step` where it is not a multiple away). Up to look k the share
/// nₖ / maximum of the error is spent: linear in the runs seen, an error-spending function α(t) = α·t
/// of K. K. G. Lan and D. L. DeMets, *Discrete sequential boundaries for clinical trials* (1983),
/// https://doi.org/10.1093/biomet/70.3.659.
public struct GroupSequentialSchedule: Sendable, Equatable {
  /// The runs per arm at each look, ascending; at least one look.
  public let runs: [Int]

  /// The most runs per arm that are supported.
  public static let greatestMaximum = 10_000

  /// A schedule.
  ///
  /// - Throws: ``StatisticsError`` unless 1 ≤ `initial` ≤ `maximum` ≤ 10,000 and `step` ≥ 1.
  public init(initial: Int, step: Int, maximum: Int) throws {
    for (number, purpose) in [(initial, "runs at the first look"), (step, "runs between looks")]
    where number < 1 {
      throw StatisticsError.tooFew(n: number, needed: 1, for: purpose)
    }
    guard initial <= maximum, maximum <= Self.greatestMaximum else {
      throw StatisticsError.outOfRange(
        what: "the largest number of runs", value: Double(maximum),
        allowed: "at least the \(initial) of the first look, and at most \(Self.greatestMaximum)")
    }
    runs = Array(stride(from: initial, to: maximum, by: step)) + [maximum]
  }

  /// The largest number of runs per arm: that of the last look.
  public var maximum: Int { runs[runs.count - 1] }

  /// The runs per arm that are new at a look.
  ///
  /// - Precondition: `look` is an index of ``runs``.
  func newRuns(at look: Int) -> Int { look == 0 ? runs[0] : runs[look] - runs[look - 1] }

  /// The share of the error that may be spent up to and including a look, in (0, 1].
  ///
  /// - Precondition: `look` is an index of ``runs``.
  public func spentShare(through look: Int) -> Double { Double(runs[look]) / Double(maximum) }
}
