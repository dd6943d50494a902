import Statistics

/// One algorithm on one task, before and after.
public struct GateComparison: Codable, Sendable, Equatable {
  /// The task.
  public var task: String
  /// The algorithm.
  public var algorithm: String
  /// How many runs the base has.
  public var baseRuns: Int
  /// How many runs there are now.
  public var newRuns: Int
  /// The mean score of the base.
  public var baseMean: Double
  /// The mean score now.
  public var newMean: Double
  /// ``newMean`` less ``baseMean``.
  public var difference: Double
  /// The t interval of ``difference``, paired or Welch's; absent where none exists.
  public var interval: IntervalSection?
  /// The greatest loss that is not excluded, one-sided at 1 − α; absent where no interval exists.
  public var greatestLoss: Double?
  /// The test of ``testP``.
  public var test: PairTest
  /// Why that test.
  public var testReason: PairTestReason
  /// The two-sided p that there is a difference.
  public var testP: Double
  /// ``testP`` after Holm over everything compared.
  public var holmP: Double
  /// The lowest ``holmP`` that any scores could give with so many runs.
  public var smallestHolmP: Double
  /// The chance that a true loss of the minimum effect is found significant; absent where the scores do
  /// not vary.
  public var powerToFind: Double?
  /// The chance to pass where nothing has changed; absent where the scores do not vary.
  public var powerToPass: Double?
  /// The runs a side at which both chances reach the power of the settings; absent where the scores do
  /// not vary, or it takes more than a million.
  public var runsNeeded: Int?
  /// Runs that were not found or not readable; above 0 nothing is decided.
  public var absentRuns: Int
  /// What follows.
  public var verdict: GateVerdict
}

/// How a gate judges one algorithm on one task.
struct GateRule {
  private let minimumEffect: Double
  private let sign: Double
  private let pairs: Int
  private let settings: ComparisonSettings

  /// - Parameters:
  ///   - sign: 1 where higher scores are better, −1 where lower ones are.
  ///   - pairs: how many comparisons the gate makes.
  init(minimumEffect: Double, sign: Double, pairs: Int, _ settings: ComparisonSettings) {
    self.minimumEffect = minimumEffect
    self.sign = sign
    self.pairs = pairs
    self.settings = settings
  }

  func judge(
    _ new: ScoreTable.Arm, _ base: ScoreTable.Arm, _ decision: PairDecision
  ) throws -> GateComparison {
    let isPaired = decision.design.test.isPaired
    let effect = try PairEffect(new, base, decision.design.test)
    let interval = { (level: Double) in
      isPaired
        ? try effect.interval(level: level)
        : try WelchTest.run(new.scores, base.scores, level: level).interval
    }
    // One bound of an interval at 1 − 2α fails with probability α.
    let oneSided = try interval(1 - 2 * min(settings.significance, 0.499))
    let greatestLoss = oneSided.map { sign > 0 ? -$0.lower : $0.upper }
    let chances = try chances(effect, isPaired: isPaired)
    var comparison = GateComparison(
      task: base.task, algorithm: base.algorithm, baseRuns: base.scores.count,
      newRuns: new.scores.count, baseMean: try Descriptive.mean(base.scores),
      newMean: try Descriptive.mean(new.scores), difference: decision.difference,
      interval: try interval(settings.level).map(IntervalSection.init),
      greatestLoss: greatestLoss, test: decision.design.test,
      testReason: decision.design.reason, testP: decision.p, holmP: decision.holmP,
      smallestHolmP: decision.smallestHolmP, powerToFind: chances.find,
      powerToPass: chances.pass, runsNeeded: chances.runs,
      absentRuns: new.absentRuns + base.absentRuns, verdict: .undecided)
    comparison.verdict = verdict(comparison, areEqual: effect.standardDeviation == 0)
    return comparison
  }

  /// - Parameter areEqual: whether the scores do not vary, so that no interval exists.
  private func verdict(_ comparison: GateComparison, areEqual: Bool) -> GateVerdict {
    guard comparison.absentRuns == 0 else { return .undecided }
    let loss = -sign * comparison.difference
    let isSignificant = comparison.holmP <= settings.significance
    if isSignificant && loss >= minimumEffect { return .regression }
    if let greatest = comparison.greatestLoss {
      return greatest < minimumEffect ? .pass : .undecided
    }
    // Equal run by run, or better beyond chance, though no t interval exists.
    return areEqual && loss == 0 || isSignificant && loss < 0 ? .pass : .undecided
  }

  private func chances(
    _ effect: PairEffect, isPaired: Bool
  ) throws -> (find: Double?, pass: Double?, runs: Int?) {
    guard let deviation = effect.standardDeviation, deviation > 0 else { return (nil, nil, nil) }
    let standardised = minimumEffect / deviation
    // A one-sided test at α has, but for the other tail, the power of a two-sided one at 2α.
    let levels = [
      settings.significance / Double(max(pairs, 1)), 2 * min(settings.significance, 0.499),
    ]
    let needed = try levels.map {
      try Power.seedsNeededIfAny(
        effect: standardised, paired: isPaired, power: settings.power, significance: $0)
    }
    return (
      try effect.power(of: minimumEffect, significance: levels[0]),
      try effect.powerOfInterval(about: minimumEffect, significance: levels[1]),
      needed.contains(nil) ? nil : needed.compactMap(\.self).max()
    )
  }
}
