/// The Bayesian t test of correlated differences.
///
/// With dᵢ = xᵢ − yᵢ for n pairs, their mean d̄ and variance s², the posterior of the true difference
/// under the improper prior 1/σ is d̄ + √(s² (1/n + ρ/(1 − ρ))) · T, T Student's t with n − 1 degrees of
/// freedom, where ρ is how much any two differences are correlated. Sources: C. Nadeau and Y. Bengio,
/// Machine Learning 52 (2003) 239–281; G. Corani and A. Benavoli, Machine Learning 100 (2015) 285–304.
///
/// Runs of different seeds are independent: ρ = 0. Folds of k-fold cross-validation share training
/// data: ρ = 1/k, by the heuristic of Nadeau and Bengio.
public struct CorrelatedTTest: Sendable, Equatable {
  /// d̄, where the posterior is centred.
  public let difference: Double
  /// The scale of the posterior's t, in the units of the scores; nil for one pair or constant
  /// differences.
  public let scale: Double?
  /// nil for one pair; nil for constant differences too, which say nothing of chance: see
  /// ``EquivalenceTest``.
  public let probabilities: PracticalProbabilities?
  /// Whether all differences are equal.
  public let degenerate: Bool

  /// Compares `x` with `y`, pair by pair.
  ///
  /// - Parameters:
  ///   - region: the half-width of the region of practical equivalence, at least 0, in the units of the
  ///     scores.
  ///   - correlation: ρ, in [0, 1).
  /// - Throws: ``StatisticsError`` for samples that are empty, of different sizes or hold NaN, ±∞ or a
  ///   magnitude above 10³⁰⁰, or an argument out of range.
  public static func run(
    _ x: [Double], _ y: [Double], region: Double, correlation: Double = 0
  ) throws -> CorrelatedTTest {
    try PracticalProbabilities.check(region: region)
    guard correlation >= 0, correlation < 1 else {
      throw StatisticsError.outOfRange(
        what: "the correlation of differences", value: correlation,
        allowed: "at least 0 and below 1")
    }
    let means = try MeanDifference(x, y, paired: true)
    guard let independent = means.spread else {
      return CorrelatedTTest(
        difference: means.difference, scale: nil, probabilities: nil, degenerate: means.degenerate)
    }
    let n = Double(x.count)
    let posterior = MeanDifference.Spread(
      standardError: independent.standardError
        * (1 + n * correlation / (1 - correlation)).squareRoot(),
      degreesOfFreedom: independent.degreesOfFreedom)
    let first = try posterior.chance(of: region, above: means.difference)
    let second = try posterior.chance(of: region, above: -means.difference)
    return CorrelatedTTest(
      difference: means.difference, scale: posterior.standardError,
      probabilities: PracticalProbabilities(
        firstBetter: first, equivalent: region == 0 ? 0 : max(0, 1 - first - second),
        secondBetter: second),
      degenerate: false)
  }
}
