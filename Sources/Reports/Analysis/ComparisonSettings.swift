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
  /// Random splits drawn where there are more.
  public var permutationResamples = 50_000

  /// The settings of every report.
  public init() {}
}
