import Statistics

/// Two algorithms on one task, independent samples over seeds.
public struct PairComparison: Codable, Sendable, Equatable {
  /// The algorithm that stands first.
  public var first: String
  /// The algorithm that stands second.
  public var second: String
  /// The mean score of ``first`` minus that of ``second``.
  public var difference: Double
  /// Welch's t interval of ``difference``; absent where Welch's test does not exist.
  public var interval: IntervalSection?
  /// Welch's two-sided p; absent where an arm has one score, and where all runs of either arm are
  /// equal and the arms differ; 1 where all runs of both are equal.
  public var welchP: Double?
  /// Welch's degrees of freedom (Satterthwaite); absent without ``interval``.
  public var welchDegreesOfFreedom: Double?
  /// Whether all runs of ``first`` score the same and all runs of ``second`` too: often the ceiling
  /// of a task, sometimes a seed that is not used.
  public var bothConstant: Bool
  /// The two-sided p of the permutation test of the difference of means.
  public var permutationP: Double
  /// Whether every split was counted; otherwise splits were drawn.
  public var permutationIsExact: Bool
  /// How many splits were counted or drawn.
  public var permutations: Int
  /// ``permutationP`` after Holm over all pairs of the task: what the verdict is made from.
  public var holmP: Double
  /// The lowest ``holmP`` that any scores could give with these numbers of seeds and pairs.
  public var smallestHolmP: Double
  /// How often a run of ``first`` beats one of ``second``, ties counting half, in [0, 1].
  public var probabilityOfImprovement: Double
  /// What the test says.
  public var verdict: Verdict
  /// Runs of either algorithm that were not found or not readable, and count with the floor: the
  /// verdict is provisional while this is above 0.
  public var absentRuns: Int
  /// Whether the two algorithms had different budgets.
  public var budgetsDiffer: Bool
  /// When the pair was decided, where seeds are adaptive: then ``permutationP`` is the sequential p,
  /// ``holmP`` the same after Holm, ``verdict`` that of the ledger, and there is no Welch p.
  public var look: SequentialLook?

  /// What a comparison says of the first algorithm.
  public enum Verdict: String, Codable, Sendable {
    /// Its mean is higher, established at the family-wise error rate.
    case higher
    /// Its mean is lower, established at the family-wise error rate.
    case lower
    /// Not established.
    case undecided
    /// No scores could have established anything: too few seeds for this many pairs.
    case unreachable
  }

  /// Whether a difference is established and rests on runs that all took place.
  public var isEstablished: Bool {
    absentRuns == 0 && (verdict == .higher || verdict == .lower)
  }
}

extension PairComparison {
  /// Every pair of a task's arms, in the order of the table; Holm over these.
  ///
  /// The permutation tests are independent-sample tests although runs of one seed share random
  /// numbers. Shared numbers make differences less variable, so the tests err towards undecided.
  static func all(
    on task: String, of table: ScoreTable, seed: UInt64, _ settings: ComparisonSettings
  ) throws -> [PairComparison] {
    let arms = table.arms(on: task)
    var pairs: [PairComparison] = []
    var smallest: [Double] = []
    for (index, first) in arms.enumerated() {
      for second in arms.dropFirst(index + 1) {
        let (pair, smallestP) = try compare(first, second, seed: seed, settings)
        pairs.append(pair)
        smallest.append(smallestP)
      }
    }
    let adjusted = try MultipleComparisons.holm(pairs.map(\.permutationP))
    let reachable = try MultipleComparisons.holm(smallest)
    for index in pairs.indices {
      pairs[index].holmP = adjusted[index]
      pairs[index].smallestHolmP = reachable[index]
      pairs[index].verdict = verdict(pairs[index], settings.significance)
    }
    return pairs
  }

  /// One pair, not yet adjusted, and the smallest p-value its test could have.
  static func compare(
    _ first: ScoreTable.Arm, _ second: ScoreTable.Arm, seed: UInt64,
    _ settings: ComparisonSettings
  ) throws -> (PairComparison, smallestP: Double) {
    let welch = try WelchTest.run(first.scores, second.scores, level: settings.level)
    let permutation = try PermutationTest.run(
      first.scores, second.scores, limit: settings.permutationLimit,
      resamples: settings.permutationResamples,
      stream: Streams.permutation(seed, first.task, first.algorithm, second.algorithm))
    let pair = PairComparison(
      first: first.algorithm, second: second.algorithm, difference: permutation.difference,
      interval: welch.interval.map(IntervalSection.init), welchP: welch.pValue,
      welchDegreesOfFreedom: welch.degreesOfFreedom, bothConstant: welch.degenerate,
      permutationP: permutation.pValue, permutationIsExact: permutation.exact,
      permutations: permutation.permutations, holmP: 1, smallestHolmP: 1,
      probabilityOfImprovement: try Comparison.probabilityOfImprovement(
        first.scores, second.scores),
      verdict: .undecided, absentRuns: first.absentRuns + second.absentRuns,
      budgetsDiffer: first.budget != second.budget)
    return (pair, permutation.smallestPossible)
  }

  private static func verdict(_ pair: PairComparison, _ significance: Double) -> Verdict {
    if pair.holmP <= significance { return pair.difference > 0 ? .higher : .lower }
    return pair.smallestHolmP > significance ? .unreachable : .undecided
  }
}
