import Randomness
import Results
import Statistics

/// The looks at a suite whose seeds are adaptive, taken from the scores of its stored cells.
///
/// Each task is a family of its own: all pairs of its arms but controls, by the metric that ranks on it,
/// runs that diverged with the task's floor, as in the report.
package struct SequentialLooks {
  /// The random deals of each test.
  static let resamples = 20_000

  let suite: ResolvedSuite
  private let rule: AdaptiveSeeds
  private let test: GroupSequentialTest

  /// The looks of a suite; nil where its seeds are not adaptive.
  ///
  /// - Throws: `StatisticsError` for a rule that no grammar lets through.
  package init?(_ suite: ResolvedSuite) throws {
    guard let rule = suite.adaptiveSeeds else { return nil }
    self.suite = suite
    self.rule = rule
    test = try GroupSequentialTest(
      GroupSequentialSchedule(initial: rule.initial, step: rule.step, maximum: suite.seeds),
      resamples: Self.resamples,
      stream: RandomStream(seed: suite.suiteSeed, purpose: "adaptive seeds"))
  }

  /// The ledger before the first look.
  package func opening() throws -> SequentialLedger {
    SequentialLedger(
      suite: try CanonicalJSON.hash(suite), alpha: rule.alpha, resamples: test.resamples,
      runs: test.schedule.runs,
      families: suite.tasks.compactMap { task in
        let arms = suite.arms.filter { $0.task == task.name && $0.control == nil }
        let labels = suite.algorithms.map(\.label).filter { label in
          arms.contains { $0.algorithm == label }
        }
        return labels.count < 2
          ? nil
          : SequentialLedger.Family(
            task: task.name, metric: task.headlineMetric, algorithms: labels)
      })
  }

  /// The least adjusted p that any scores could give by the last look, in a family of so many pairs.
  func smallestAdjustedP(pairs: Int) throws -> Double {
    min(1, Double(pairs) * (try test.smallestPossible().last ?? 1))
  }

  /// The ledger of the first looks at some scores, as many as asked for or fewer where all pairs are
  /// decided before.
  ///
  /// - Throws: `LedgerError.incomplete`.
  func ledger(_ scores: ScoreTable, looks count: Int) throws -> SequentialLedger {
    var ledger = try opening()
    let families = try ledger.families.map { family in
      let arms = family.algorithms.map {
        scores.arm(task: family.task, algorithm: $0)?.scores ?? []
      }
      let seen = try GroupSequentialFamily(arms, alpha: rule.alpha, test: test, looks: count).looks
      return (family: family, arms: arms, looks: seen)
    }
    for (look, runs) in test.schedule.runs.enumerated() {
      let tasks = try families.filter { look < $0.looks.count }.map { family, arms, looks in
        try SequentialLedger.TaskLook(family, arms, looks[look], runs: runs)
      }
      if tasks.isEmpty { break }
      ledger.looks.append(
        SequentialLedger.Look(
          runs: runs, alphaSpent: rule.alpha * test.schedule.spentShare(through: look),
          tasks: tasks))
    }
    return ledger
  }
}

extension SequentialLedger.TaskLook {
  fileprivate init(
    _ family: SequentialLedger.Family, _ arms: [[Double]], _ pairs: [GroupSequentialFamily.Pair],
    runs: Int
  ) throws {
    let seen = arms.indices.filter { arm in pairs.contains { $0.first == arm || $0.second == arm } }
    self.init(
      task: family.task,
      scores: try CanonicalJSON.hash(seen.map { Array(arms[$0].prefix(runs)) }),
      pairs: pairs.map { pair in
        SequentialLedger.Pair(
          first: family.algorithms[pair.first], second: family.algorithms[pair.second],
          difference: pair.difference, pValue: pair.pValue,
          adjustedPValue: pair.adjustedPValue,
          decision: !pair.isDecided ? .open : pair.difference > 0 ? .higher : .lower)
      })
  }
}
