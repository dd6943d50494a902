import Randomness

/// The sign-flip test of paired samples, two-sided: a permutation test of the mean difference.
///
/// If the algorithms are alike, x and y of a pair could trade places, so each of the 2ⁿ ways to flip
/// the signs of the n differences x − y is equally likely. p is the share of them whose |mean| is at
/// least the observed one: of all where 2ⁿ is no more than a limit, otherwise of random ones with the
/// observed one counted among them, (1 + #) / (B + 1). So p is never 0. Sources: R. A. Fisher, *The
/// design of experiments* (1935), section 21; B. Phipson and G. K. Smyth, *Permutation p-values
/// should never be zero* (2010), https://doi.org/10.2202/1544-6115.1585.
///
/// Sums equal but for rounding count as equal; see ``WholeDifferences``. p does not change by a bit
/// when the arms are swapped or pairs reordered. Pairs without a difference change no p; they count
/// in `flips` and `smallestPossible`. All differences 0 give p = 1.
public struct SignFlipTest: Sendable, Equatable {
  /// The two-sided p-value, in [`smallestPossible`, 1].
  public let pValue: Double
  /// The mean of x − y.
  public let difference: Double
  /// Whether every way to flip was counted.
  public let exact: Bool
  /// How many ways to flip were counted, the observed one not where they are random.
  public let flips: Int
  /// The least p any data with this number of pairs could give, 2 / 2ⁿ where exact. Above a threshold,
  /// no difference, however large, can be significant.
  public let smallestPossible: Double

  /// Tests `x` against `y`, paired by position.
  ///
  /// - Parameters:
  ///   - limit: the most ways to flip to count exactly, at least 1; the cost is only about its square
  ///     root.
  ///   - resamples: how many random ways otherwise, at least 1; each costs one bit per pair.
  ///   - stream: where random ways come from; its substream `"sign-flip test"` is used.
  /// - Throws: ``StatisticsError`` if a sample is empty or holds NaN, ±∞ or a magnitude above 10³⁰⁰,
  ///   they have different numbers of values, or a number is below 1.
  public static func run(
    _ x: [Double], _ y: [Double], limit: Int = 1 << 20, resamples: Int = 100_000,
    stream: RandomStream
  ) throws -> SignFlipTest {
    for (number, purpose) in [
      (limit, "sign flips to enumerate"), (resamples, "resamples of a sign-flip test"),
    ] where number < 1 {
      throw StatisticsError.tooFew(n: number, needed: 1, for: purpose)
    }
    let pairs = try PairedDifferences(x, y)
    let differences = WholeDifferences(pairs)
    if pairs.count < Int.bitWidth - 1 && 1 << pairs.count <= limit {
      let flips = 1 << pairs.count
      return SignFlipTest(
        pValue: Double(differences.extremeFlips()) / Double(flips), difference: pairs.mean,
        exact: true, flips: flips, smallestPossible: 2 / Double(flips))
    }
    var draws = stream.substream("sign-flip test")
    let extreme = differences.extremeFlips(of: resamples, from: &draws)
    return SignFlipTest(
      pValue: Double(1 + extreme) / Double(resamples + 1), difference: pairs.mean, exact: false,
      flips: resamples, smallestPossible: 1 / Double(resamples + 1))
  }
}
