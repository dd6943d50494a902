import Results

/// What became of hypotheses.
public struct HypothesesSection: Codable, Sendable, Equatable {
  /// The suite's hypotheses, which were hashed with it before the run, in its order; then those that came
  /// later.
  public var hypotheses: [HypothesisSection]
  /// The families, in the order of their first hypothesis: the suite's, then those that came later.
  public var families: [FamilySection]
}

/// What became of one hypothesis.
public struct HypothesisSection: Codable, Sendable, Equatable {
  /// What is claimed.
  public var hypothesis: Hypothesis
  /// Whether the suite declares it, so that it stood before the run and is part of the suite's hash.
  public var isDeclared: Bool
  /// What the runs say of the claim on all its tasks: confirmed where it is confirmed on each, refuted
  /// where it is refuted on one.
  public var outcome: Outcome
  /// The comparisons, one per task.
  public var comparisons: [HypothesisComparison]

  /// What the runs say of a claim.
  public enum Outcome: String, Codable, Sendable {
    /// It is established.
    case confirmed
    /// Its contrary is established.
    case refuted
    /// Neither is.
    case undecided
  }
}

/// The pair of a hypothesis on one task.
public struct HypothesisComparison: Codable, Sendable, Equatable {
  /// The task.
  public var task: String
  /// Runs of each algorithm.
  public var count: Int
  /// The mean of the first algorithm's values; absent where some run has none.
  public var firstMean: Double?
  /// The mean of the second algorithm's values; absent where some run has none.
  public var secondMean: Double?
  /// The mean of the first less that of the second; absent where some run has no value.
  public var difference: Double?
  /// The paired t interval of ``difference``, of level 1 − α for claims of a difference and 1 − 2α for
  /// claims with a margin, not adjusted; absent for one seed and where ``test`` is absent.
  public var interval: IntervalSection?
  /// Where the p-value comes from; absent where the values cannot be compared.
  public var test: Test?
  /// The p-value of ``test``; absent without one, for counts, and where all differences are equal and
  /// the test is a t test.
  public var pValue: Double?
  /// Whether ``pValue`` counts every rearrangement; otherwise they were drawn. Absent for other tests.
  public var isExact: Bool?
  /// ``pValue`` after Holm over the family: what the verdict is made from.
  public var holmP: Double?
  /// The lowest ``holmP`` that any values could give with this number of runs and comparisons.
  public var smallestHolmP: Double?
  /// The smallest effect that this many runs, as variable as these, would have shown with a probability
  /// of 80 % at the strictest step of Holm: of a claim of a difference a difference, of a claim with a
  /// margin the least margin that two algorithms without any difference would have met. Absent where
  /// there is no variation to go by.
  public var detectable: Double?
  /// Runs of either that enter with the metric's worst value, since they have none of their own.
  public var flooredRuns: Int
  /// Runs of either that were not found or not readable: the verdict is provisional while this is above
  /// 0.
  public var absentRuns: Int
  /// Runs of either that have no value where the metric has no worst one either.
  public var unmeasuredRuns: Int
  /// What the first algorithm is, compared with the second.
  public var verdict: Verdict
  /// What that says of the claim; undecided while the verdict is provisional.
  public var outcome: HypothesisSection.Outcome

  /// Where a p-value comes from.
  public enum Test: String, Codable, Sendable {
    /// The two-sided sign-flip test of the differences of pairs.
    case signFlip
    /// The two-sided sign-gap test of the differences of pairs.
    case signGap
    /// The two-sided permutation test of independent samples.
    case permutation
    /// Two one-sided paired t tests: the means differ by less than the margin.
    case equivalence
    /// The one-sided paired t test: the first is not worse by the margin.
    case nonInferiority
    /// The paired t test, two-sided, of a difference of more than the margin: what is left to establish
    /// where the observed difference exceeds it.
    case beyondMargin
    /// No test: the metric is counted, and equal for all runs of each algorithm.
    case count
  }

  /// What the first algorithm is, compared with the second.
  public enum Verdict: String, Codable, Sendable {
    case better, worse
    /// Higher, of a metric that is better neither high nor low.
    case greater
    /// Lower, of a metric that is better neither high nor low.
    case less
    /// Within the margin.
    case equivalent
    /// Not worse by the margin, or by more.
    case notWorse
    case undecided
    /// Undecided, and no values could have decided it: too few runs for this many comparisons.
    case unreachable
  }
}

/// Claims that share an error rate.
public struct FamilySection: Codable, Sendable, Equatable {
  /// The name.
  public var name: String
  /// Whether its claims were declared in the suite.
  public var isDeclared: Bool
  /// The chance of any false verdict.
  public var alpha: Double
  /// The p-values that Holm's adjustment runs over: one for each claim and task, counts left out.
  public var comparisons: Int
  /// The test of its claims of a difference: the sign-flip test, unless ``smallestSignFlipP`` times
  /// ``comparisons`` exceeds ``alpha``; then the sign-gap test of a single comparison for which half of it
  /// does not, or the permutation test. Absent without such claims.
  public var differenceTest: HypothesisComparison.Test?
  /// The least p of the sign-flip test with this number of runs; absent without claims of a difference.
  public var smallestSignFlipP: Double?
}
