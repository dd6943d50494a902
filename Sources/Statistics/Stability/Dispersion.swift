/// How far values lie apart, whatever a few of them do.
public enum Dispersion {
  /// The interquartile range q(¾) − q(¼), quantiles of type 7; in the units of the sample.
  ///
  /// Lower is better. Over the episodes of a fixed policy it is the *dispersion across rollouts* of
  /// Chan et al. (2020), https://arxiv.org/abs/1912.05663. 0 for a constant sample and for one value.
  ///
  /// - Throws: ``StatisticsError`` if the sample is empty or holds NaN, ±∞ or a magnitude above 10³⁰⁰.
  public static func interquartileRange(_ x: [Double]) throws -> Double {
    interquartileRange(try SortedSample(x))
  }

  /// The dispersion across runs: the interquartile range over the runs of one task at each point.
  ///
  /// Lower is better; in the units of the score. How far the seed decides. As in Chan et al. (2020),
  /// without their low-pass filter: see `Guides/statistics-stability.md`.
  ///
  /// - Parameter runs: `[run][point]`, all with the same number of points.
  /// - Returns: `[point]`; nil with one run.
  /// - Throws: ``StatisticsError`` as ``ScoreCurves/init(runs:)``.
  public static func acrossRuns(_ runs: [[Double]]) throws -> [Double]? {
    try ScoreCurves(runs: runs).acrossRuns(interquartileRange)
  }

  static func interquartileRange(_ sample: SortedSample) -> Double {
    sample.quantile(0.75) - sample.quantile(0.25)
  }
}
