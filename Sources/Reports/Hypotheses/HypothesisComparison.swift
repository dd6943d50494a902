import Results
import Statistics

extension HypothesisComparison {
  /// A comparison of which nothing is known yet but its runs.
  init(_ trial: HypothesisTrial) {
    self.init(
      task: trial.task.name, count: trial.runs, flooredRuns: trial.pair.flooredRuns,
      absentRuns: trial.pair.absentRuns, unmeasuredRuns: trial.pair.unmeasuredRuns,
      verdict: .undecided, outcome: .undecided)
  }

  /// Takes over what the values say by themselves.
  mutating func setCount(of trial: HypothesisTrial) throws {
    try setMeans(of: trial)
    test = .count
    verdict = try trial.countedVerdict()
    try setOutcome(of: trial)
  }

  /// Takes over what a test says.
  ///
  /// - Parameter strictest: α over the number of comparisons: what p must not exceed at Holm's first
  ///   step.
  mutating func set(
    _ result: TrialTest, of trial: HypothesisTrial, holmP: Double, smallestHolmP: Double,
    strictest: Double
  ) throws {
    try setMeans(of: trial)
    let alpha = trial.hypothesis.alpha
    test = result.kind
    pValue = result.pValue
    isExact = result.isExact
    self.holmP = holmP
    self.smallestHolmP = smallestHolmP
    interval = try trial.interval(for: result.kind).map(IntervalSection.init)
    detectable = try trial.detectableEffect(by: result.kind, alpha: strictest)
    verdict =
      holmP <= alpha ? result.finding : smallestHolmP > alpha ? .unreachable : .undecided
    try setOutcome(of: trial)
  }

  private mutating func setMeans(of trial: HypothesisTrial) throws {
    firstMean = try Descriptive.mean(trial.pair.first)
    secondMean = try Descriptive.mean(trial.pair.second)
    difference = try trial.difference()
  }

  private mutating func setOutcome(of trial: HypothesisTrial) throws {
    guard absentRuns == 0, verdict != .undecided, verdict != .unreachable else { return }
    let difference = try trial.difference()
    let holds =
      switch trial.hypothesis.relation {
      case .betterThan: verdict == .better
      case .worseThan: verdict == .worse
      case .greaterThan: difference > 0
      case .lessThan: difference < 0
      case .equivalentTo: verdict == .equivalent
      case .nonInferiorTo: verdict != .worse
      }
    outcome = holds ? .confirmed : .refuted
  }
}

extension HypothesisComparison.Test {
  /// The same test of a pair's scores; nil for one that is not of a difference.
  var pairTest: PairTest? {
    switch self {
    case .signFlip: .signFlip
    case .signGap: .signGap
    case .permutation: .permutation
    case .equivalence, .nonInferiority, .beyondMargin, .count: nil
    }
  }
}

extension HypothesisTrial {
  /// The interval of the difference that goes with a test: for claims with a margin that of level
  /// 1 − 2α, which lies within the margins where p ≤ α.
  fileprivate func interval(for kind: HypothesisComparison.Test) throws -> Interval? {
    let level = 1 - (hypothesis.relation.needsMargin ? 2 : 1) * hypothesis.alpha
    return kind == .permutation
      ? try WelchTest.run(pair.first, pair.second, level: level).interval
      : try PairedTTest.run(pair.first, pair.second, level: level).interval
  }
}
