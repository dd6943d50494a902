import Randomness

/// The sign-gap test of paired samples, two-sided: sign flips, and where all differences have one sign
/// also how far they keep from 0.
///
/// The sign-flip test has no p below 2/2ⁿ, which it gives to any n differences of one sign, though they
/// say more where the smallest is not close to 0. With |d|₍₁₎ ≤ … ≤ |d|₍ₙ₎, k = max(2, ⌈n/2⌉) (the lower
/// median) and r = |d|₍₁₎/|d|₍ₖ₎, differences of one sign get
///
///     p = 2/2ⁿ · max(½, (1 − r)ᵏ⁻¹)
///
/// and others the p of ``SignFlipTest``.
///
/// **What holds.** If the differences are independent, symmetric about 0 and unimodal, P(p ≤ α) ≤ α for
/// every α: the signs are independent of the magnitudes, and given |d|₍ₖ₎ = y the k − 1 smaller
/// magnitudes have densities that do not increase on [0, y], so that each is above ry with a chance of at
/// most 1 − r. Uniform differences meet it with equality. If they are symmetric only, P(p ≤ α) ≤ 2α, as p
/// is at least half that of the sign-flip test; that is what the ½ is for.
///
/// The k-th magnitude rather than the largest is taken since the density of a few small differences
/// is nearly flat whatever the family: there the test is close to its level, and outliers have no say.
/// Refining a discrete test by a second statistic: A. Cohen and H. B. Sackrowitz, *An evaluation of some
/// tests of trend in contingency tables*, JASA 87 (1992) 470–475; unimodality for small samples:
/// N. M. Blachman and R. E. Machol, *Confidence intervals based on one or more observations*, IEEE
/// Transactions on Information Theory 33 (1987) 373–382. The choice of statistic is ours.
///
/// Differences within rounding of 0 are 0 and have no sign; see ``PairedDifferences``. A single one
/// has p = 1, all 0 too, all equal and not 0 the smallest p. No bit of p changes when the arms are swapped
/// or pairs reordered.
public struct SignGapTest: Sendable, Equatable {
  /// The two-sided p-value, in [`smallestPossible`, 1].
  public let pValue: Double
  /// The mean of x − y.
  public let difference: Double
  /// Whether all differences have one sign, so that p is not that of the sign-flip test.
  public let isUnanimous: Bool
  /// r, in (0, 1]; nil unless ``isUnanimous``, and for a single pair.
  public let gap: Double?
  /// Whether p comes from all ways to flip signs; false where these were drawn.
  public let exact: Bool
  /// How many ways to flip were counted, the observed one not where they are random.
  public let flips: Int
  /// The least p any data with this number of pairs could give: 1/2ⁿ, and 1 for a single pair.
  public let smallestPossible: Double

  /// Tests `x` against `y`, paired by position.
  ///
  /// - Parameters:
  ///   - limit: the most ways to flip to count exactly, at least 1.
  ///   - resamples: how many random ways otherwise, at least 1.
  ///   - stream: where random ways come from.
  /// - Throws: ``StatisticsError`` if a sample is empty or holds NaN, ±∞ or a magnitude above 10³⁰⁰,
  ///   they have different numbers of values, or a number is below 1.
  public static func run(
    _ x: [Double], _ y: [Double], limit: Int = 1 << 20, resamples: Int = 100_000,
    stream: RandomStream
  ) throws -> SignGapTest {
    let flips = try SignFlipTest.run(x, y, limit: limit, resamples: resamples, stream: stream)
    let differences = try PairedDifferences(x, y).members.map(\.value)
    let smallest = smallestP(pairs: differences.count)
    let isUnanimous = differences.allSatisfy { $0 > 0 } || differences.allSatisfy { $0 < 0 }
    guard isUnanimous, differences.count > 1 else {
      return SignGapTest(
        pValue: flips.pValue, difference: flips.difference, isUnanimous: isUnanimous, gap: nil,
        exact: flips.exact, flips: flips.flips, smallestPossible: smallest)
    }
    let magnitudes = differences.map(\.magnitude).sorted()
    let gap = magnitudes[0] / magnitudes[compared(pairs: magnitudes.count) - 1]
    return SignGapTest(
      pValue: 2 * smallest
        * max(0.5, power(1 - gap, compared(pairs: magnitudes.count) - 1)),
      difference: flips.difference, isUnanimous: true, gap: gap, exact: true, flips: flips.flips,
      smallestPossible: smallest)
  }

  /// The least p of this many pairs: 1/2ⁿ, and 1 for one. It is never 0.
  package static func smallestP(pairs: Int) -> Double {
    guard pairs > 1 else { return 1 }
    return max(
      Double(sign: .plus, exponent: max(-pairs, -1074), significand: 1), .leastNonzeroMagnitude)
  }

  /// k: which magnitude, counted from the smallest, the smallest is compared with.
  static func compared(pairs: Int) -> Int { max(2, (pairs + 1) / 2) }

  /// baseⁿ for n ≥ 0, by multiplication: the same bits everywhere.
  static func power(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1.0) { product, _ in product * base }
  }
}
