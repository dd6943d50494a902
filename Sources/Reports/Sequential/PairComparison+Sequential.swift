import Results

/// The look that a verdict of adaptive seeds rests on.
public struct SequentialLook: Codable, Sendable, Equatable {
  /// Its number, from 1: the one that decided the pair, or the last one that was taken; 0 before the
  /// first.
  public var look: Int
  /// The runs of either arm that it saw.
  public var runs: Int
  /// How much of the family-wise error is spent by then.
  public var alphaSpent: Double
}

extension PairComparison {
  /// Every pair of a task's arms, with the verdicts of a ledger in place of those of a fixed number of
  /// seeds, over the runs that each pair's last look saw.
  ///
  /// Tests that take the number of runs for fixed claim too much where it depends on the scores, so
  /// Welch's p is left out; its interval stays as a description.
  static func sequential(
    on task: String, of table: ScoreTable, _ ledger: SequentialLedger, _ suite: ResolvedSuite,
    _ settings: ComparisonSettings
  ) throws -> [PairComparison] {
    let arms = table.arms(on: task)
    let pairs = arms.indices.flatMap { first in
      arms[(first + 1)...].map { (arms[first], $0) }
    }
    guard !pairs.isEmpty else { return [] }
    let smallest = try SequentialLooks(suite)?.smallestAdjustedP(pairs: pairs.count) ?? 0
    return try pairs.map { first, second in
      let (look, found) = ledger.last(task, first.algorithm, second.algorithm)
      let runs = found == nil ? first.scores.count : look.runs
      let arms = (first.first(runs), second.first(runs))
      let settings = settings.withoutPermutations
      let untested = try PairDecision.test(
        arms.0, arms.1, PairDesign(independent: .adaptiveSeeds), pairs: pairs.count,
        seed: suite.suiteSeed, settings)
      var pair = try PairComparison(
        arms.0, arms.1, untested, pairs: pairs.count, seed: suite.suiteSeed, settings)
      pair.welchP = nil
      pair.minimumDetectableEffect = nil
      pair.testP = found?.pValue ?? 1
      pair.permutationP = pair.testP
      (pair.testIsExact, pair.permutationIsExact) = (false, false)
      (pair.rearrangements, pair.permutations) = (ledger.resamples, ledger.resamples)
      pair.holmP = found?.adjustedPValue ?? 1
      pair.smallestHolmP = smallest
      pair.look = look
      pair.verdict =
        switch found?.decision {
        case .higher: .higher
        case .lower: .lower
        default: smallest > ledger.alpha ? .unreachable : .undecided
        }
      return pair
    }
  }
}

extension PairComparison {
  /// Whether its p rests on random rearrangements where a test of all might be expected.
  var isFromRandomRearrangements: Bool { !testIsExact && look == nil }
}

extension ScoreTable.Arm {
  /// The arm with its first runs only.
  fileprivate func first(_ runs: Int) -> Self {
    var arm = self
    arm.seeds = Array(seeds.prefix(runs))
    arm.scores = Array(scores.prefix(runs))
    return arm
  }
}

extension SequentialLedger {
  /// The last look at a pair and what it found; the look of number 0 before the first.
  fileprivate func last(
    _ task: String, _ first: String, _ second: String
  ) -> (SequentialLook, Pair?) {
    for (index, look) in looks.enumerated().reversed() {
      let pairs = look.tasks.first { $0.task == task }?.pairs ?? []
      if let pair = pairs.first(where: { $0.first == first && $0.second == second }) {
        return (
          SequentialLook(look: index + 1, runs: look.runs, alphaSpent: look.alphaSpent), pair
        )
      }
    }
    return (SequentialLook(look: 0, runs: 0, alphaSpent: 0), nil)
  }
}

extension ComparisonSettings {
  /// The settings with a permutation test of one split: its p is not used.
  fileprivate var withoutPermutations: Self {
    var settings = self
    (settings.permutationLimit, settings.permutationResamples) = (1, 1)
    return settings
  }
}
