import Randomness

/// Intervals by resampling the runs of each task; percentile intervals unless asked otherwise
/// (``BootstrapMethod``).
///
/// A resample draws, within each task and independently of the others, as many runs as the task has,
/// with replacement. Source: Agarwal et al. (2021), https://arxiv.org/abs/2108.13264, section 4.1,
/// whose code is rliable; B. Efron, *Bootstrap methods: another look at the jackknife* (1979).
///
/// Runs are sorted within their task and tasks among themselves before anything is drawn, so the
/// interval does not depend on the order of either. The draws depend on the stream's address alone.
///
/// Percentile intervals cover less than their level with few runs; `Guides/statistics.md` has the
/// measured table.
public enum Bootstrap {
  static let method = "stratified bootstrap (percentile)"

  /// The percentile interval of an aggregate: type-7 quantiles of its value over the resamples.
  ///
  /// Where no resample can differ (all runs of each task equal) it has width 0. Tasks with one run
  /// are kept as they are, which understates the spread.
  ///
  /// - Parameters:
  ///   - resamples: how many, at least 1.
  ///   - level: the nominal coverage, in (0, 1).
  ///   - stream: where the numbers come from; its substream `"stratified bootstrap"` is used.
  /// - Returns: nil where every task has one run.
  /// - Throws: ``StatisticsError`` for a bad level or number of resamples.
  public static func stratified(
    _ scores: ScoreMatrix, _ aggregate: Aggregate, resamples: Int = 20_000, level: Double = 0.95,
    stream: RandomStream
  ) throws -> Interval? {
    try stratified(
      scores, aggregate, method: .percentile, resamples: resamples, level: level, stream: stream)
  }

  /// The interval of the probability that a run of `x` beats a run of `y`, averaged over tasks.
  ///
  /// The runs of `x` and of `y` are resampled independently of each other.
  ///
  /// - Parameters:
  ///   - x: one algorithm's scores.
  ///   - y: the other's, on the same tasks in the same order.
  ///   - resamples: how many, at least 1.
  ///   - level: the nominal coverage, in (0, 1).
  ///   - stream: where the numbers come from; its substream `"probability of improvement"` is used.
  /// - Returns: nil where every task has one run in both matrices.
  /// - Throws: ``StatisticsError`` for different numbers of tasks, a bad level or number of resamples.
  public static func probabilityOfImprovement(
    _ x: ScoreMatrix, _ y: ScoreMatrix, resamples: Int = 5_000, level: Double = 0.95,
    stream: RandomStream
  ) throws -> Interval? {
    try check(resamples: resamples, level: level)
    let pairs = try TaskPair.pairs(x, y)
    guard x.canBeResampled || y.canBeResampled else { return nil }
    let replicates = PairedTaskReplicates(pairs).probabilities(
      resamples, stream.substream("probability of improvement"))
    return percentile(replicates, level: level)
  }

  /// The aggregate's value over each of `resamples` resamples of these tasks, drawn in this order.
  static func replicates(
    _ tasks: [SortedSample], _ aggregate: Aggregate, _ resamples: Int, _ draws: RandomStream
  ) -> [Double] {
    switch aggregate {
    case .mean: TaskMeanReplicates(tasks).means(resamples, draws)
    case .median: TaskMeanReplicates(tasks).medians(resamples, draws)
    case .interquartileMean: PooledReplicates(tasks).interquartileMeans(resamples, draws)
    case .optimalityGap: TaskMeanReplicates(tasks.map(\.shortfalls)).means(resamples, draws)
    }
  }

  static func check(resamples: Int, level: Double) throws {
    try Interval.check(level: level)
    guard resamples >= 1 else {
      throw StatisticsError.tooFew(n: resamples, needed: 1, for: "resamples of a bootstrap")
    }
  }

  private static func percentile(_ replicates: [Double], level: Double) -> Interval {
    let sorted = SortedSample(finite: replicates)
    let tail = (1 - level) / 2
    return Interval(
      lower: sorted.quantile(tail), upper: sorted.quantile(1 - tail), level: level, method: method)
  }
}
