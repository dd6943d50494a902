import Foundation
import Results
import Statistics

/// Whether new scores are worse than the ones before by more than is accepted: what `assay gate` says.
public struct GateOutcome: Codable, Sendable, Equatable {
  /// How intervals and p-values were made.
  public var settings: ComparisonSettings
  /// The loss from which new scores are refused, in units of the score.
  public var minimumEffect: Double
  /// Whether a higher score is better.
  public var higherIsBetter: Bool
  /// Each algorithm on each task that the base holds, in its order.
  public var comparisons: [GateComparison]
  /// What the new scores hold and the base does not: `algorithm on task`. Nothing is said of these.
  public var notInBase: [String]
  /// What follows from all of them.
  public var verdict: GateVerdict
}

/// What a gate says.
public enum GateVerdict: String, Codable, Sendable {
  /// The loss is less than the minimum effect, established.
  case pass
  /// There is a loss, established, and it is at least the minimum effect.
  case regression
  /// Neither is established.
  case undecided

  /// How a command that ends with the verdict ends.
  package var exitStatus: ExitStatus {
    switch self {
    case .pass: .done
    case .regression: .failed
    case .undecided: .inconclusive
    }
  }
}

/// Compares new scores with the ones before, algorithm by algorithm and task by task.
///
/// A regression must be significant, by the test of `assay compare` Holm-adjusted over everything
/// compared, and the loss observed must be at least the minimum effect. All together pass only if each
/// is not worse: the one-sided bound of its loss at 1 − α (Welch's t, or the paired t) is below the
/// minimum effect. All must pass, so that bound needs no adjustment (Berger, *Multiparameter hypothesis
/// testing and acceptance sampling*, 1982). Where neither holds for some, and none is a regression, the
/// gate is undecided.
///
/// - Parameters:
///   - minimumEffect: the loss from which new scores are refused, above 0.
///   - seed: the root of random rearrangements.
/// - Throws: ``ReportError/notInNew(algorithm:task:)`` where the new scores lack an algorithm on a task;
///   what ``compare(_:seed:settings:)`` throws.
public func gate(
  base: ScoreTable, new: ScoreTable, minimumEffect: Double, higherIsBetter: Bool = true,
  seed: UInt64 = 0, settings: ComparisonSettings = ComparisonSettings()
) throws -> GateOutcome {
  precondition(
    minimumEffect > 0 && minimumEffect.isFinite,
    "a gate's minimum effect must be a positive number, not \(minimumEffect)")
  try base.requireFixedSeeds()
  try new.requireFixedSeeds()
  let pairs = try base.arms.map { old in
    guard let arm = new.arm(task: old.task, algorithm: old.algorithm) else {
      throw ReportError.notInNew(algorithm: old.algorithm, task: old.task)
    }
    return (first: arm, second: old)
  }
  let decisions = try PairDecision.all(pairs, seed: seed, settings)
  let rule = GateRule(
    minimumEffect: minimumEffect, sign: higherIsBetter ? 1 : -1, pairs: pairs.count, settings)
  let comparisons = try zip(pairs, decisions).map { try rule.judge($0.first, $0.second, $1) }
  let verdict: GateVerdict =
    comparisons.contains { $0.verdict == .regression }
    ? .regression : comparisons.allSatisfy { $0.verdict == .pass } ? .pass : .undecided
  return GateOutcome(
    settings: settings, minimumEffect: minimumEffect, higherIsBetter: higherIsBetter,
    comparisons: comparisons,
    notInBase: new.arms.filter { base.arm(task: $0.task, algorithm: $0.algorithm) == nil }.map {
      "\($0.algorithm) on \($0.task)"
    }, verdict: verdict)
}
