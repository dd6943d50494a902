/// How intervals and p-values are made; the same for every report, and written into it.
public struct ComparisonSettings: Codable, Sendable, Equatable {
  /// The confidence level of intervals.
  public var level = 0.95
  /// The family-wise error rate of the verdicts on one task.
  public var significance = 0.05
  /// Bootstrap resamples per interval.
  public var bootstrapResamples = 10_000
  /// Permutation tests go through every split of the scores up to this many, and draw above it.
  public var permutationLimit = 1_000_000
  /// Sign-flip tests count every arrangement of signs up to this many, and draw above it; the cost is
  /// about the square root.
  public var signFlipLimit = 1 << 30
  /// Random rearrangements drawn where there are more.
  public var permutationResamples = 50_000
  /// Which pairs are tested seed by seed.
  public var pairing = Pairing.auto
  /// The algorithm that all others are compared with; nil for every pair.
  public var baseline: String?
  /// The power at which the smallest detectable effect is stated.
  public var power = 0.8

  /// The settings of every report.
  public init() {}

  /// How many random rearrangements a pair of arms gets, of `pairs` pairs.
  ///
  /// ``permutationResamples`` as long as they take up to 50 million draws; above a thousand runs a side
  /// fewer, but enough for the lowest p after Holm to be at most an eighth of the level.
  package func resamples(runs: Int, pairs: Int) -> Int {
    let affordable = 50_000_000 / max(runs, 1)
    let needed = max(1_999, Int(min((8 * Double(pairs) / significance).rounded(.up), 1e9)))
    return min(permutationResamples, max(affordable, needed))
  }
}
