/// How much of what varies between seeds, or batches, is signal.
public enum SignalToNoise {
  /// The gradient's signal-to-noise ratio (‖ḡ‖² − tr S/n)/tr S, from n independent estimates of one gradient.
  ///
  /// ḡ is their mean and S their covariance (divided by n − 1), so that the numerator estimates the square
  /// of the true gradient's norm without bias. Higher is better; no unit. Its inverse is the *simple noise
  /// scale*, in estimates: so many must be averaged until signal and noise are alike. Source: S. McCandlish
  /// et al., *An empirical model of large-batch training* (2018), https://arxiv.org/abs/1812.06162,
  /// section 2.2 and appendix A.
  ///
  /// - Parameter estimates: `[estimate][parameter]`, of one gradient at the same parameters.
  /// - Returns: at least −1/n; near or below 0 where no signal can be seen; nil with one estimate or
  ///   where all are equal.
  /// - Throws: ``StatisticsError`` if there is none, they have different numbers of parameters or none, or
  ///   hold NaN, ±∞ or a magnitude above 10³⁰⁰.
  public static func gradient(_ estimates: [[Double]]) throws -> Double? {
    let curves = try ScoreCurves(runs: estimates)
    guard estimates.count > 1 else { return nil }
    let magnitude = estimates.lazy.flatMap { $0 }.map(\.magnitude).max() ?? 0
    guard magnitude > 0 else { return nil }
    var (signal, noise) = (CompensatedSum(), CompensatedSum())
    for parameter in 0..<curves.points {
      // Over the greatest magnitude, so that no square overflows.
      let sample = SortedSample(finite: estimates.map { $0[parameter] / magnitude })
      let (mean, deviation) = (sample.mean, sample.standardDeviation ?? 0)
      signal.add(mean * mean)
      noise.add(deviation * deviation)
    }
    guard noise.value > 0 else { return nil }
    return signal.value / noise.value - 1 / Double(estimates.count)
  }

  /// |x̄|/s over seeds, at each update: of gradient norms how alike they are in size from seed to seed.
  ///
  /// Higher is better; no unit. Norms say nothing of directions: see ``gradient(_:)``.
  ///
  /// - Parameter runs: `[run][update]`, runs may differ in length; NaN is a gap, and so is what lies behind
  ///   a run's end.
  /// - Returns: `[update]`, as many as the longest run has; nil where fewer than two runs measured, or all
  ///   measured the same.
  /// - Throws: ``StatisticsError`` if there is no run, or one holds ±∞ or a magnitude above 10³⁰⁰.
  public static func acrossRuns(_ runs: [[Double]]) throws -> [Double?] {
    guard !runs.isEmpty else { throw StatisticsError.emptyInput(of: "the list of runs") }
    let series = try runs.map { try UpdateSeries($0) }
    return (0..<(runs.map(\.count).max() ?? 0)).map { update in
      let values = series.compactMap { series -> Double? in
        guard update < series.values.count, !series.values[update].isNaN else { return nil }
        return series.values[update]
      }
      guard values.count > 1 else { return nil }
      let sample = SortedSample(finite: values)
      guard let deviation = sample.standardDeviation, deviation > 0 else { return nil }
      return sample.mean.magnitude / deviation
    }
  }
}
