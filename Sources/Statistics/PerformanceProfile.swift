import Randomness

/// The share of runs that score above each of some thresholds.
///
/// F̂(τ) = (1/m) Σ_k #{runs of task k with score > τ} / nₖ: the run-score distribution of Agarwal et al.
/// (2021), https://arxiv.org/abs/2108.13264, section 4.2, with tasks alike where they have different
/// numbers of runs. It never rises with τ. A run that scores exactly τ is not above it.
public struct PerformanceProfile: Sendable, Equatable {
  /// τ, ascending.
  public let thresholds: [Double]
  /// `[threshold]`: F̂ and its band, within [0, 1].
  public let band: CurveBand

  /// The profile with a band by resampling the runs of each task.
  ///
  /// - Parameters:
  ///   - thresholds: τ, finite and strictly ascending, at least one.
  ///   - coverage: whether the band is for each threshold alone or for all together.
  ///   - stream: where the numbers come from; its substream `"curves"` is used.
  /// - Returns: nil where every task has one run. Where the runs of each task lie all on one side of a
  ///   threshold the band has width 0 there, which is not certainty.
  /// - Throws: ``StatisticsError`` for bad thresholds, a bad level or number of resamples.
  public static func bootstrapped(
    _ scores: ScoreMatrix, thresholds: [Double], coverage: CurveBand.Coverage = .pointwise,
    resamples: Int = 2_000, level: Double = 0.95, stream: RandomStream
  ) throws -> PerformanceProfile? {
    let curves = try indicators(scores, thresholds)
    guard
      let band = try Bootstrap.band(
        curves, .mean, coverage: coverage, resamples: resamples, level: level, stream: stream)
    else { return nil }
    return PerformanceProfile(thresholds: thresholds, band: clipped(band))
  }

  /// The profile with the band of Dvoretzky, Kiefer and Wolfowitz, which needs no random numbers and
  /// holds for any number of runs, for all thresholds together.
  ///
  /// F̂ ± √(ln(2/α) / 2N), α = 1 − level, for the N runs of one task (constant by P. Massart, Annals of
  /// Probability 18 (1990) 1269–1283). Runs of different tasks are not drawn from one distribution:
  /// then 2e instead of 2 (J. Bretagnolle, *Statistique de Kolmogorov-Smirnov pour un échantillon non
  /// équiréparti*, 1980; G. R. Shorack and J. A. Wellner, *Empirical processes* (1986), section 25.1).
  ///
  /// - Returns: nil where tasks have different numbers of runs, for which that inequality says nothing.
  /// - Throws: ``StatisticsError`` for bad thresholds or a bad level.
  public static func distributionFree(
    _ scores: ScoreMatrix, thresholds: [Double], level: Double = 0.95
  ) throws -> PerformanceProfile? {
    try Interval.check(level: level)
    let curves = try indicators(scores, thresholds)
    let tasks = scores.runsByTask
    guard tasks.allSatisfy({ $0.count == tasks[0].count }) else { return nil }
    let runs = Double(tasks.count * tasks[0].count)
    let constant = naturalLogarithm(2) + (tasks.count == 1 ? 0 : 1)
    let half = ((constant - naturalLogarithm(1 - level)) / (2 * runs)).squareRoot()
    let estimate = try curves.values(.mean)
    return PerformanceProfile(
      thresholds: thresholds,
      band: clipped(
        CurveBand(
          estimate: estimate, lower: estimate.map { $0 - half }, upper: estimate.map { $0 + half },
          level: level, coverage: .simultaneous,
          method: tasks.count == 1 ? "Dvoretzky-Kiefer-Wolfowitz" : "Bretagnolle")))
  }

  /// 1 at the thresholds that a run is above, otherwise 0.
  private static func indicators(
    _ scores: ScoreMatrix, _ thresholds: [Double]
  ) throws -> ScoreCurves {
    _ = try SortedSample(thresholds, name: "the list of thresholds")
    try Ascending.check(thresholds, "thresholds")
    return try ScoreCurves(
      scores.runsByTask.map { runs in
        runs.map { score in thresholds.map { score > $0 ? 1 : 0 } }
      })
  }

  /// The band within [0, 1], where every share is.
  private static func clipped(_ band: CurveBand) -> CurveBand {
    var band = band
    band.lower = band.lower.map { max(0, $0) }
    band.upper = band.upper.map { min(1, $0) }
    return band
  }
}
