/// Friedman's test: do k algorithms rank alike over N blocks, such as tasks?
///
/// In each block the algorithms are ranked, the highest score 1, equal scores sharing the mean of
/// their ranks. With R̄ⱼ the mean rank of algorithm j,
/// χ² = 12N/(k(k + 1)) · Σ(R̄ⱼ − (k + 1)/2)² / (1 − Σ(t³ − t)/(N k(k² − 1))), t over the sizes of all
/// ties; and Iman's and Davenport's F = (N − 1)χ²/(N(k − 1) − χ²) with k − 1 and (k − 1)(N − 1)
/// degrees of freedom, which is closer to its level with few blocks and is the one to read. Sources:
/// M. Friedman, JASA 32 (1937) 675–701; R. L. Iman and J. M. Davenport, Communications in Statistics A
/// 9 (1980) 571–595; J. Demšar, JMLR 7 (2006) 1–30.
///
/// Blocks must be independent: tasks are; the seeds of one task, with the same algorithms, are blocks
/// only for a claim about that task.
///
/// | Blocks | χ², its p | F | p of F | degenerate |
/// |---|---|---|---|---|
/// | all algorithms equal in every block | nil, 1 | nil | 1 | yes |
/// | every block ranks the algorithms alike | N(k − 1), from χ² | nil, for it is ∞ | (Πt!/k!)ᴺ⁻¹, its exact chance | no |
public struct FriedmanTest: Sendable, Equatable {
  /// The mean rank of each algorithm, 1 the best, in the order given; their mean is (k + 1)/2.
  public let averageRanks: [Double]
  /// How many blocks there are.
  public let blocks: Int
  /// χ², corrected for ties; nil where the table applies.
  public let chiSquare: Double?
  /// P(χ² with k − 1 degrees of freedom is at least as great), in [0, 1].
  public let chiSquarePValue: Double
  /// Iman's and Davenport's F; nil where the table applies.
  public let statistic: Double?
  /// The p-value to read: that of F, or as the table says.
  public let pValue: Double
  /// Whether all algorithms are equal in every block.
  public let degenerate: Bool

  /// Tests whether the algorithms rank alike.
  ///
  /// - Parameter scores: `[block][algorithm]`, higher is better; at least two of each.
  /// - Throws: ``StatisticsError`` for too few blocks or algorithms, blocks of different sizes, NaN, ±∞
  ///   or a magnitude above 10³⁰⁰.
  public static func run(_ scores: [[Double]]) throws -> FriedmanTest {
    let ranks = try BlockRanks(scores)
    let (n, k) = (Double(ranks.blocks), Double(ranks.algorithms))
    let allTied = ranks.tieTerm >= k * (k * k - 1) * n
    guard !allTied else {
      return FriedmanTest(
        averageRanks: ranks.averages, blocks: ranks.blocks, chiSquare: nil, chiSquarePValue: 1,
        statistic: nil, pValue: 1, degenerate: true)
    }
    // In halves of ranks, so that sums are whole and full agreement is seen exactly.
    let centre = Double(ranks.blocks * (ranks.algorithms + 1))
    let deviations = ranks.doubledSums.reduce(0.0) { sum, value in
      sum + (Double(value) - centre) * (Double(value) - centre)
    }
    let spread = n * (k * (k * k - 1) * n - ranks.tieTerm) / (k - 1)
    let chiSquare = 3 * deviations * n / spread
    let chiSquarePValue = try GSL.chiSquareUpperTail(chiSquare, degreesOfFreedom: k - 1)
    // 3 · deviations = (k − 1) · spread exactly where all blocks agree.
    guard 3 * deviations < (k - 1) * spread else {
      return FriedmanTest(
        averageRanks: ranks.averages, blocks: ranks.blocks, chiSquare: chiSquare,
        chiSquarePValue: chiSquarePValue, statistic: nil, pValue: ranks.chanceOfAgreement,
        degenerate: false)
    }
    let statistic = (n - 1) * chiSquare / (n * (k - 1) - chiSquare)
    return FriedmanTest(
      averageRanks: ranks.averages, blocks: ranks.blocks, chiSquare: chiSquare,
      chiSquarePValue: chiSquarePValue, statistic: statistic,
      pValue: try GSL.fUpperTail(statistic, k - 1, (k - 1) * (n - 1)), degenerate: false)
  }
}
