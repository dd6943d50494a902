import Statistics

/// Two algorithms on one task, compared over seeds.
public struct PairComparison: Codable, Sendable, Equatable {
  /// The algorithm that stands first.
  public var first: String
  /// The algorithm that stands second.
  public var second: String
  /// How many runs of ``first``.
  public var firstRuns: Int
  /// How many runs of ``second``.
  public var secondRuns: Int
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
  /// The test that the verdict is made from; chosen before a score is looked at.
  public var test: PairTest
  /// Why that test.
  public var testReason: PairTestReason
  /// The two-sided p of ``test``: ``permutationP`` where that is the permutation test.
  public var testP: Double
  /// Whether ``testP`` counts every rearrangement; otherwise they were drawn.
  public var testIsExact: Bool
  /// How many rearrangements ``testP`` counts.
  public var rearrangements: Int
  /// ``testP`` after Holm over the pairs of the task: what the verdict is made from.
  public var holmP: Double
  /// The lowest ``holmP`` that any scores could give with these numbers of seeds and pairs.
  public var smallestHolmP: Double
  /// The paired t interval of ``difference``; absent unless ``test`` is paired, for one seed, and where
  /// all differences are equal.
  public var pairedInterval: IntervalSection?
  /// The least true difference, in units of the score, that would be found with the power of the
  /// settings, at the level that Holm's first step asks for; absent where it cannot be told.
  public var minimumDetectableEffect: Double?
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

  /// The interval of ``difference`` that goes with ``test``.
  public var effectInterval: IntervalSection? {
    test.isPaired ? pairedInterval : interval
  }
}

extension PairComparison {
  /// The pairs of a task's arms, in the order of the table; Holm over these. With a baseline, each other
  /// algorithm stands first and the baseline second.
  static func all(
    on task: String, of table: ScoreTable, seed: UInt64, _ settings: ComparisonSettings
  ) throws -> [PairComparison] {
    let arms = table.arms(on: task)
    let pairs = PairDecision.pairs(of: arms, settings).map { (arms[$0.first], arms[$0.second]) }
    let decisions = try PairDecision.all(pairs, seed: seed, settings)
    return try zip(pairs, decisions).map { pair, decision in
      try PairComparison(
        pair.0, pair.1, decision, pairs: pairs.count, seed: seed, settings)
    }
  }

  /// A decided pair with the numbers that describe it.
  init(
    _ first: ScoreTable.Arm, _ second: ScoreTable.Arm, _ decision: PairDecision, pairs: Int,
    seed: UInt64, _ settings: ComparisonSettings
  ) throws {
    let welch = try WelchTest.run(first.scores, second.scores, level: settings.level)
    let independent =
      decision.design.test == .permutation
      ? decision
      : try PairDecision.test(
        first, second, PairDesign(independent: .asked), pairs: pairs, seed: seed, settings)
    let effect = try PairEffect(first, second, decision.design.test)
    self.init(
      first: first.algorithm, second: second.algorithm, firstRuns: first.scores.count,
      secondRuns: second.scores.count, difference: independent.difference,
      interval: welch.interval.map(IntervalSection.init), welchP: welch.pValue,
      welchDegreesOfFreedom: welch.degreesOfFreedom, bothConstant: welch.degenerate,
      permutationP: independent.p, permutationIsExact: independent.isExact,
      permutations: independent.rearrangements, test: decision.design.test,
      testReason: decision.design.reason, testP: decision.p, testIsExact: decision.isExact,
      rearrangements: decision.rearrangements, holmP: decision.holmP,
      smallestHolmP: decision.smallestHolmP,
      pairedInterval: try decision.design.test.isPaired
        ? effect.interval(level: settings.level).map(IntervalSection.init) : nil,
      minimumDetectableEffect: decision.verdict == .unreachable
        ? nil : try effect.detectable(pairs: pairs, settings),
      probabilityOfImprovement: try Comparison.probabilityOfImprovement(
        first.scores, second.scores),
      verdict: decision.verdict, absentRuns: first.absentRuns + second.absentRuns,
      budgetsDiffer: first.budget != second.budget)
  }
}
