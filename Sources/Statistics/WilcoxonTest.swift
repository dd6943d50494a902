/// Wilcoxon's signed-rank test of paired samples, two-sided: are the differences symmetric about 0?
///
/// The magnitudes of the differences x − y are ranked, ties sharing their mean rank. W is the sum of
/// the ranks of the positive ones. If the algorithms are alike, every choice of signs is equally
/// likely; p is the share whose W is at least as far from its mean as the observed one. Up to a stated
/// number of pairs that share is exact, ties or not; above it
/// p = 2 P(Z > (|W − W̄| − ½)/σ), with σ² = Σ rank² / 4 over the differences that are not 0.
/// Source: F. Wilcoxon, Biometrics Bulletin 1 (1945) 80–83.
///
/// Differences of 0 take part in the ranking and are then left out, after J. W. Pratt, JASA 54 (1959)
/// 655–667: dropping them before, as Wilcoxon did and `scipy.stats.wilcoxon` does by default, can turn
/// a difference into none by making a 0 larger. Differences and ties are equal if they are so but for
/// the rounding of decimals; see ``PairedDifferences``. All differences 0 give p = 1.
public struct WilcoxonTest: Sendable, Equatable {
  /// W, the sum of the ranks of the positive differences.
  public let statistic: Double
  /// The two-sided p-value, in (0, 1].
  public let pValue: Double
  /// How many differences are 0.
  public let zeros: Int
  /// Whether p is exact rather than of the normal approximation.
  public let exact: Bool
  /// The least p any data with this number of pairs could give, by the same method; 2 / 2ⁿ if exact.
  public let smallestPossible: Double

  /// The most pairs whose distribution can be asked for; with more, 2⁻ⁿ would underflow.
  public static let greatestLimit = 1_000

  /// Tests `x` against `y`, paired by position.
  ///
  /// - Parameter limit: the most pairs for which p is exact, 1 to ``greatestLimit``.
  /// - Throws: ``StatisticsError`` if a sample is empty or holds NaN, ±∞ or a magnitude above 10³⁰⁰,
  ///   they have different numbers of values, or the limit is out of range.
  public static func run(_ x: [Double], _ y: [Double], limit: Int = 200) throws -> WilcoxonTest {
    guard (1...greatestLimit).contains(limit) else {
      throw StatisticsError.outOfRange(
        what: "the limit of pairs of an exact signed-rank test", value: Double(limit),
        allowed: "from 1 to \(greatestLimit)")
    }
    let pairs = try PairedDifferences(x, y)
    let ranks = SignedRanks(pairs)
    let exact = pairs.count <= limit
    return WilcoxonTest(
      statistic: Double(ranks.positive) / 2,
      pValue: exact ? ranks.exact : try ranks.approximate, zeros: ranks.zeros, exact: exact,
      smallestPossible: exact
        ? min(1, 2 * Double(sign: .plus, exponent: -pairs.count, significand: 1))
        : try SignedRanks(allTied: pairs.count).approximate)
  }
}

/// The doubled midranks of the magnitudes of differences, by their sign.
private struct SignedRanks {
  /// Of the differences that are not 0.
  private let ranks: [Int]
  /// The sum over the positive and over the negative differences.
  private(set) var positive = 0
  private var negative = 0
  let zeros: Int

  init(_ pairs: PairedDifferences) {
    let ascending = pairs.members.sorted {
      ($0.value.magnitude, $0.rounding) < ($1.value.magnitude, $1.rounding)
    }
    let all = Midranks(ascending: ascending) { left, right in
      right.value.magnitude - left.value.magnitude
        <= (left.value == 0 || right.value == 0 ? 0 : left.rounding + right.rounding)
    }
    zeros = ascending.count { $0.value == 0 }
    ranks = Array(all.doubled[zeros...])
    for (member, rank) in zip(ascending, all.doubled) {
      if member.value > 0 { positive += rank }
      if member.value < 0 { negative += rank }
    }
  }

  /// Differences of one magnitude and sign, which have the least p of the normal approximation.
  init(allTied count: Int) {
    zeros = 0
    ranks = Array(repeating: count + 1, count: count)
    positive = count * (count + 1)
  }

  /// The share of signs with so uneven sums. The chances of each sum are built up rank by rank.
  var exact: Double {
    let least = min(positive, negative)
    guard positive != negative else { return 1 }
    var chances = Array(repeating: 0.0, count: least + 1)
    chances[0] = 1
    for rank in ranks {
      for sum in stride(from: least, through: 0, by: -1) {
        chances[sum] = (chances[sum] + (sum >= rank ? chances[sum - rank] : 0)) / 2
      }
    }
    // The distribution is symmetric, so both tails are alike.
    var tail = CompensatedSum()
    for chance in chances { tail.add(chance) }
    return 2 * tail.value
  }

  /// The p of the normal approximation with continuity correction.
  var approximate: Double {
    get throws {
      let distance = abs(positive - negative)
      guard distance > 2 else { return 1 }
      // Over doubled ranks: |W − W̄| is distance / 4, and σ² is Σ rank² / 16.
      let squares = ranks.reduce(0.0) { $0 + Double($1) * Double($1) }
      return min(1, 2 * (try GSL.normalUpperTail(Double(distance - 2) / squares.squareRoot())))
    }
  }
}
