import Randomness

/// The permutation test of the difference of two means, two-sided.
///
/// Under the null hypothesis that the algorithms are alike, every split of the pooled runs into
/// groups of nₓ and n_y is equally likely. p is the share of splits whose |x̄ − ȳ| is at least the
/// observed one: of all C(nₓ + n_y, nₓ) splits where they are no more than a limit, otherwise of
/// random splits with the observed one counted among them, (1 + #) / (B + 1). So p is never 0.
/// Sources: R. A. Fisher, *The design of experiments* (1935); B. Phipson and G. K. Smyth,
/// *Permutation p-values should never be zero* (2010), https://doi.org/10.2202/1544-6115.1585.
///
/// Differences equal but for rounding count as equal; see ``PooledDeviations``. p does not change by
/// a bit when the arms are swapped or rows reordered.
public struct PermutationTest: Sendable, Equatable {
  /// The two-sided p-value, in [`smallestPossible`, 1].
  public let pValue: Double
  /// x̄ − ȳ.
  public let difference: Double
  /// Whether every split was looked at.
  public let exact: Bool
  /// How many splits were looked at, the observed one not counted where they are random.
  public let permutations: Int
  /// The least p any data with these numbers of runs could give. Above a threshold, no difference,
  /// however large, can be significant.
  public let smallestPossible: Double

  /// Tests `x` against `y`.
  ///
  /// - Parameters:
  ///   - limit: the most splits to enumerate, at least 1.
  ///   - resamples: how many random splits otherwise, at least 1; each costs min(nₓ, n_y) draws.
  ///   - stream: where random splits come from; its substream `"permutation test"` is used.
  /// - Throws: ``StatisticsError`` if a sample is empty or holds NaN, ±∞ or a magnitude above 10³⁰⁰,
  ///   or a number is below 1.
  public static func run(
    _ x: [Double], _ y: [Double], limit: Int = 1_000_000, resamples: Int = 100_000,
    stream: RandomStream
  ) throws -> PermutationTest {
    for (number, purpose) in [
      (limit, "splits to enumerate"), (resamples, "resamples of a permutation test"),
    ] where number < 1 {
      throw StatisticsError.tooFew(n: number, needed: 1, for: purpose)
    }
    let first = try SortedSample(x, name: "the first sample")
    let second = try SortedSample(y, name: "the second sample")
    let difference = first.mean - second.mean
    let deviations = PooledDeviations(first, second)
    let sizes = (first.count, second.count)

    if let splits = binomial(sizes.0 + sizes.1, min(sizes.0, sizes.1), atMost: limit) {
      return PermutationTest(
        pValue: Double(deviations.extremeSplits()) / Double(splits), difference: difference,
        exact: true, permutations: splits,
        smallestPossible: (sizes.0 == sizes.1 ? 2 : 1) / Double(splits))
    }
    var draws = stream.substream("permutation test")
    let extreme = deviations.extremeSplits(of: resamples, from: &draws)
    return PermutationTest(
      pValue: Double(1 + extreme) / Double(resamples + 1), difference: difference, exact: false,
      permutations: resamples, smallestPossible: 1 / Double(resamples + 1))
  }

  /// The number of ways to choose `k` of `n`, or nil above `limit`.
  private static func binomial(_ n: Int, _ k: Int, atMost limit: Int) -> Int? {
    var ways = 1
    for step in stride(from: 1, through: k, by: 1) {
      // The quotient is the number of ways to choose `step` of `n − k + step`, so whole.
      let (product, overflow) = ways.multipliedReportingOverflow(by: n - k + step)
      ways = product / step
      if overflow || ways > limit { return nil }
    }
    return ways
  }
}
