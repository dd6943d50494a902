/// A number that sums up a score matrix.
///
/// The four of Agarwal et al., *Deep reinforcement learning at the edge of the statistical
/// precipice* (NeurIPS 2021), https://arxiv.org/abs/2108.13264. The order of runs and of tasks never
/// changes a bit of a value.
///
/// Where tasks have different numbers of runs, a case the paper does not treat, every task has the
/// same weight in the mean, the median and the optimality gap, and every *run* has the same weight
/// in the interquartile mean.
public enum Aggregate: String, CaseIterable, Sendable, Codable {
  /// The mean over tasks of the mean over runs.
  case mean
  /// The median over tasks of the mean over runs.
  case median
  /// The mean of all scores of all tasks without the lowest and the highest quarter.
  case interquartileMean
  /// How far the scores fall short of the target 1 on average; scores above 1 count as 1.
  case optimalityGap

  /// A heading for tables: `"Mean"`, `"Median"`, `"IQM"`, `"Optimality gap"`.
  public var title: String {
    switch self {
    case .mean: "Mean"
    case .median: "Median"
    case .interquartileMean: "IQM"
    case .optimalityGap: "Optimality gap"
    }
  }

  /// One sentence that defines it.
  public var definition: String {
    switch self {
    case .mean: "Mean over tasks of the mean score over runs."
    case .median: "Median over tasks of the mean score over runs."
    case .interquartileMean:
      "Mean of the scores of all runs of all tasks without the lowest and the highest quarter."
    case .optimalityGap: "Mean over tasks of 1 − min(score, 1), averaged over runs."
    }
  }

  /// Whether a higher value is better: all but the optimality gap.
  public var higherIsBetter: Bool { self != .optimalityGap }

  /// The aggregate of a score matrix. The interquartile mean of fewer than 4 scores is their mean.
  ///
  /// - Throws: nothing today: a score matrix is checked when made.
  public func value(of scores: ScoreMatrix) throws -> Double {
    switch self {
    case .mean:
      SortedSample(finite: scores.sortedTasks.map(\.mean)).mean
    case .median:
      GSL.median(sorted: SortedSample(finite: scores.sortedTasks.map(\.mean)).values)
    case .interquartileMean:
      SortedSample(finite: scores.runsByTask.flatMap { $0 }).interquartileMean
    case .optimalityGap:
      SortedSample(finite: scores.sortedTasks.map(\.shortfalls.mean)).mean
    }
  }
}

extension SortedSample {
  /// How far each value falls short of 1: 1 − min(x, 1).
  var shortfalls: SortedSample {
    SortedSample(finite: values.map { 1 - min($0, 1) })
  }
}
