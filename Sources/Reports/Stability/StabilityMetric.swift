/// A measure of how steadily an algorithm learns on a task.
public enum StabilityMetric: String, Codable, Sendable, CaseIterable {
  /// The share of its best that a run lost at its worst: what algorithms are compared by.
  case relativeDrawdown
  /// The furthest that a run fell below its best so far.
  case maximumDrawdown
  /// The mean of the drawdown's upper 5 %.
  case longTermRisk
  /// The mean of the lower 5 % of the changes between evaluations.
  case shortTermRisk
  /// The interquartile range of the changes between evaluations.
  case dispersionAcrossTime
  /// The interquartile range over runs of their last evaluation.
  case dispersionAcrossRuns
  /// The interquartile range of the final policy's episodes.
  case dispersionAcrossRollouts
  /// The share of runs that diverged.
  case divergenceRate
  /// The share of runs that learnt and lost more than half of it for good.
  case collapseRate

  /// The measures that every run has one of; the others are of all runs of an algorithm.
  static let perRun: [StabilityMetric] = [
    .relativeDrawdown, .maximumDrawdown, .longTermRisk, .shortTermRisk, .dispersionAcrossTime,
    .dispersionAcrossRollouts,
  ]

  /// Whether a higher value is better.
  public var higherIsBetter: Bool { self == .shortTermRisk }

  /// The name in a table.
  var title: String {
    switch self {
    case .relativeDrawdown: "relative drawdown"
    case .maximumDrawdown: "maximum drawdown"
    case .longTermRisk: "long-term risk"
    case .shortTermRisk: "short-term risk"
    case .dispersionAcrossTime: "dispersion across time"
    case .dispersionAcrossRuns: "dispersion across runs"
    case .dispersionAcrossRollouts: "dispersion across rollouts"
    case .divergenceRate: "diverged"
    case .collapseRate: "collapsed"
    }
  }

  /// What its numbers count, on a task whose scores and positions count these.
  func unit(score: String, position: String) -> String {
    switch self {
    case .relativeDrawdown: "share of the best"
    case .divergenceRate, .collapseRate: "runs"
    case .shortTermRisk, .dispersionAcrossTime: "\(score) per \(position)"
    case .maximumDrawdown, .longTermRisk, .dispersionAcrossRuns, .dispersionAcrossRollouts: score
    }
  }
}
