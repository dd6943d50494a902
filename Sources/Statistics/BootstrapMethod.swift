import Randomness

/// How an interval is read from a bootstrap distribution.
///
/// θ̂ is the observed value and q the type-7 quantiles of its resampled values θ*; α = 1 − level.
/// Sources: B. Efron, *Better bootstrap confidence intervals*, JASA 82 (1987) 171–185,
/// https://doi.org/10.1080/01621459.1987.10478410; A. C. Davison and D. V. Hinkley, *Bootstrap methods and
/// their application* (1997), chapter 5.
public enum BootstrapMethod: String, CaseIterable, Sendable, Codable {
  /// [q(α/2), q(1 − α/2)]. Never leaves the range of the data; too narrow with few runs.
  case percentile
  /// [2θ̂ − q(1 − α/2), 2θ̂ − q(α/2)]. As narrow, and mirrored: it can leave the range of the scores.
  case basic
  /// Percentiles at levels corrected for bias and skewness ("BCa"); see ``BiasCorrection``.
  case biasCorrected
  /// [θ̂ − t(1 − α/2) se, θ̂ − t(α/2) se], t the quantiles of (θ* − θ̂)/se*, where se* is the standard
  /// error of the resample itself. Wide enough with few runs, sometimes very wide.
  case studentised

  /// The part of ``Interval/method`` in brackets.
  public var title: String {
    self == .biasCorrected ? "BCa" : rawValue
  }

  /// Whether there is such an interval of an aggregate: the median over tasks has no formula of its
  /// standard error, so no studentised one.
  public func isDefined(for aggregate: Aggregate) -> Bool {
    self != .studentised || aggregate != .median
  }
}

extension Bootstrap {
  /// The interval of an aggregate by a method of choice, from the resamples that the percentile
  /// interval uses.
  ///
  /// Runs all equal within each task give an interval of width 0 by every method. Where the BCa
  /// interval has no value (no resample on one side of the observed value, or no run whose absence
  /// changes it), the percentile interval is returned, and its ``Interval/method`` says so.
  ///
  /// - Parameters:
  ///   - resamples: how many, at least 1.
  ///   - level: the nominal coverage, in (0, 1).
  ///   - stream: as for ``stratified(_:_:resamples:level:stream:)``.
  /// - Returns: nil where every task has one run; of the studentised method also for the median, where
  ///   the observed standard error is 0 although runs differ, and where so many resamples have a
  ///   standard error of 0 that a bound is infinite, as with three runs of one task.
  /// - Throws: ``StatisticsError`` for a bad level or number of resamples.
  public static func stratified(
    _ scores: ScoreMatrix, _ aggregate: Aggregate, method: BootstrapMethod,
    resamples: Int = 20_000, level: Double = 0.95, stream: RandomStream
  ) throws -> Interval? {
    try check(resamples: resamples, level: level)
    guard scores.canBeResampled, method.isDefined(for: aggregate) else { return nil }
    let tasks = scores.sortedTasks.sorted(by: SortedSample.precedes)
    let draws = stream.substream("stratified bootstrap")
    let estimate = try aggregate.value(of: scores)
    let label = "stratified bootstrap (\(method.title))"
    if method == .studentised {
      return StudentisedReplicates(tasks, aggregate, resamples, draws)
        .interval(around: estimate, level: level, method: label)
    }

    let sorted = SortedSample(finite: replicates(tasks, aggregate, resamples, draws))
    let tail = (1 - level) / 2
    let (low, high) = (sorted.quantile(tail), sorted.quantile(1 - tail))
    let percentile = Interval(lower: low, upper: high, level: level, method: label)
    if sorted.isConstant { return percentile }
    switch method {
    case .percentile, .studentised: return percentile
    case .basic:
      return Interval(
        lower: estimate + (estimate - high), upper: estimate + (estimate - low), level: level,
        method: label)
    case .biasCorrected:
      guard let correction = BiasCorrection(sorted, estimate: estimate, of: tasks, aggregate),
        let corrected = correction.probabilities(tail: tail)
      else {
        return Interval(
          lower: low, upper: high, level: level,
          method: "stratified bootstrap (percentile, BCa being undefined)")
      }
      return Interval(
        lower: sorted.quantile(corrected.lower), upper: sorted.quantile(corrected.upper),
        level: level, method: label)
    }
  }
}
