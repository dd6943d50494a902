import Statistics

/// The verdict on one pair of a task: the decision alone, without the numbers that describe it.
///
/// Reports, `assay compare`, `assay gate` and the measurement of their error rates all decide by this.
struct PairDecision {
  /// How the pair was tested.
  var design: PairDesign
  /// The mean of the first less that of the second.
  var difference: Double
  /// The two-sided p of the test.
  var p: Double
  /// Whether every split, or every arrangement of signs, was counted.
  var isExact: Bool
  /// How many were counted or drawn.
  var rearrangements: Int
  /// The lowest p that any scores could give.
  var smallestP: Double
  /// ``p`` after Holm over the pairs of the task.
  var holmP = 1.0
  /// The lowest ``holmP`` that any scores could give.
  var smallestHolmP = 1.0
  /// What follows.
  var verdict = PairComparison.Verdict.undecided

  /// The pairs of a task's arms as indices: every pair in the table's order, or each other algorithm
  /// against the baseline.
  static func pairs(
    of arms: [ScoreTable.Arm], _ settings: ComparisonSettings
  ) -> [(first: Int, second: Int)] {
    if let baseline = settings.baseline {
      guard let second = arms.firstIndex(where: { $0.algorithm == baseline }) else { return [] }
      return arms.indices.filter { $0 != second }.map { ($0, second) }
    }
    return arms.indices.flatMap { first in
      arms.indices.dropFirst(first + 1).map { (first, $0) }
    }
  }

  /// Decides pairs of arms; Holm over these.
  ///
  /// - Parameter seed: the root of random rearrangements.
  static func all(
    _ pairs: [(first: ScoreTable.Arm, second: ScoreTable.Arm)], seed: UInt64,
    _ settings: ComparisonSettings
  ) throws -> [PairDecision] {
    var decisions = try pairs.map { pair in
      try test(
        pair.first, pair.second,
        PairDesign(pair.first, pair.second, pairs: pairs.count, settings), pairs: pairs.count,
        seed: seed, settings)
    }
    let adjusted = try MultipleComparisons.holm(decisions.map(\.p))
    let reachable = try MultipleComparisons.holm(decisions.map(\.smallestP))
    for index in decisions.indices {
      decisions[index].holmP = adjusted[index]
      decisions[index].smallestHolmP = reachable[index]
      decisions[index].decide(at: settings.significance)
    }
    return decisions
  }

  /// One pair by a design, not yet adjusted.
  static func test(
    _ first: ScoreTable.Arm, _ second: ScoreTable.Arm, _ design: PairDesign, pairs: Int,
    seed: UInt64, _ settings: ComparisonSettings
  ) throws -> PairDecision {
    let resamples = settings.resamples(
      runs: min(first.scores.count, second.scores.count), pairs: pairs)
    let stream = Streams.permutation(seed, first.task, first.algorithm, second.algorithm)
    switch design.test {
    case .permutation:
      let test = try PermutationTest.run(
        first.scores, second.scores, limit: settings.permutationLimit, resamples: resamples,
        stream: stream)
      return PairDecision(
        design: design, difference: test.difference, p: test.pValue, isExact: test.exact,
        rearrangements: test.permutations, smallestP: test.smallestPossible)
    case .signFlip:
      let test = try SignFlipTest.run(
        first.scores, second.scores, limit: settings.signFlipLimit, resamples: resamples,
        stream: stream)
      return PairDecision(
        design: design, difference: test.difference, p: test.pValue, isExact: test.exact,
        rearrangements: test.flips, smallestP: test.smallestPossible)
    case .signGap:
      let test = try SignGapTest.run(
        first.scores, second.scores, limit: settings.signFlipLimit, resamples: resamples,
        stream: stream)
      return PairDecision(
        design: design, difference: test.difference, p: test.pValue, isExact: test.exact,
        rearrangements: test.flips, smallestP: test.smallestPossible)
    }
  }

  private mutating func decide(at significance: Double) {
    if holmP <= significance {
      verdict = difference > 0 ? .higher : .lower
    } else {
      verdict = smallestHolmP > significance ? .unreachable : .undecided
    }
  }
}
