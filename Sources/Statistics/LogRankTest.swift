import Randomness

/// The log-rank test: do two algorithms reach a threshold at the same pace?
///
/// With dᵢ of nᵢ runs of both together reaching it at tᵢ, n₁ᵢ of them of the first algorithm,
/// O − E = Σ (d₁ᵢ − dᵢ n₁ᵢ/nᵢ), V = Σ dᵢ (nᵢ − dᵢ) n₁ᵢ (nᵢ − n₁ᵢ) / (nᵢ² (nᵢ − 1)), and (O − E)²/V is χ² with one
/// degree of freedom for many runs. Source: N. Mantel, Cancer Chemotherapy Reports 50 (1966) 163–170.
///
/// Seeds are few, so there is also a permutation test of O − E: the sum over the runs of the first
/// algorithm of cⱼ − Σ_{tᵢ ≤ tⱼ} dᵢ/nᵢ, cⱼ 1 if run j reached the threshold, otherwise 0. It assumes that
/// both algorithms had the same budget.
public struct LogRankTest: Sendable, Equatable {
  /// (O − E)²/V; nil where V is 0, as where no run reaches the threshold.
  public let statistic: Double?
  /// The two-sided p of χ² with one degree of freedom, from the upper tail; nil with ``statistic``.
  public let asymptoticPValue: Double?
  /// O − E: above 0 where the first algorithm reaches the threshold more often than its share.
  public let excess: Double
  /// The permutation test; its ``PermutationTest/difference`` is of mean scores and has no units.
  public let permutation: PermutationTest

  /// Tests the runs of one algorithm against those of another.
  ///
  /// - Parameters:
  ///   - limit: the most splits to enumerate; otherwise `resamples` random ones.
  ///   - stream: where random splits come from; its substream `"permutation test"` is used.
  /// - Throws: ``StatisticsError`` if one has no run, or a number is below 1.
  public static func run(
    _ x: [TimeToThreshold], _ y: [TimeToThreshold], limit: Int = 1_000_000,
    resamples: Int = 100_000, stream: RandomStream
  ) throws -> LogRankTest {
    for (times, name) in [(x, "the first list of runs"), (y, "the second list of runs")]
    where times.isEmpty { throw StatisticsError.emptyInput(of: name) }
    let rows = RiskTable(x + y).rows
    var (excess, variance) = (CompensatedSum(), CompensatedSum())
    for row in rows {
      let first = Double(x.count { $0.steps >= row.steps })
      let firstReached = Double(x.count { $0.reached && $0.steps == row.steps })
      let (all, reached) = (Double(row.atRisk), Double(row.reached))
      excess.add(firstReached - reached * first / all)
      if row.atRisk > 1 {
        variance.add(reached * (all - reached) / (all - 1) * (first / all) * ((all - first) / all))
      }
    }
    let score = { (time: TimeToThreshold) in
      var sum = CompensatedSum()
      for row in rows where row.steps <= time.steps {
        sum.add(-Double(row.reached) / Double(row.atRisk))
      }
      return (time.reached ? 1 : 0) + sum.value
    }
    let statistic =
      variance.value > 0 ? excess.value * excess.value / variance.value : nil
    return LogRankTest(
      statistic: statistic,
      asymptoticPValue: statistic.map { 2 * GSL.normalBelow(-$0.squareRoot()) },
      excess: excess.value,
      permutation: try PermutationTest.run(
        x.map(score), y.map(score), limit: limit, resamples: resamples, stream: stream))
  }
}
