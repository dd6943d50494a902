import Results
import Statistics

/// One hypothesis on one task, before the adjustment over its family.
struct HypothesisTrial {
  /// The position of the hypothesis among those that are judged together.
  let index: Int
  let hypothesis: Hypothesis
  let metric: MetricDescription
  let task: TaskSummary
  let pair: MetricPair
  /// Runs of each algorithm.
  let runs: Int

  /// Gathers the values.
  ///
  /// - Throws: ``ReportError/hypothesis(claim:problem:)`` for a hypothesis that the suite's grammar
  ///   would not have let through.
  init(_ index: Int, _ hypothesis: Hypothesis, on name: String, _ cells: ScoredCells) throws {
    func fail(_ problem: HypothesisProblem) -> ReportError {
      .hypothesis(claim: hypothesis.claim, problem: problem)
    }
    guard let metric = MetricRegistry.description(of: hypothesis.metric) else {
      throw fail(.unknownMetric(hypothesis.metric))
    }
    if hypothesis.relation.needsDirection, metric.higherIsBetter == nil {
      throw fail(.noDirection(metric: metric.name))
    }
    if hypothesis.relation.needsMargin {
      guard let margin = hypothesis.margin, margin > 0, margin.isFinite else {
        throw fail(.badMargin)
      }
    }
    guard hypothesis.alpha > 0, hypothesis.alpha <= Hypothesis.largestAlpha else {
      throw fail(.badAlpha(hypothesis.alpha))
    }
    func runs(of label: String) throws -> [ScoredRun] {
      let arm = cells.suite.arms.firstIndex { $0.task == name && $0.algorithm == label }
      guard let arm else { throw fail(.notRun(algorithm: label, task: name)) }
      return cells.runs[arm]
    }
    let first = try runs(of: hypothesis.first)
    let second = try runs(of: hypothesis.second)
    guard let task = cells.suite.tasks.first(where: { $0.name == name }) else {
      throw fail(.notRun(algorithm: hypothesis.first, task: name))
    }
    self.index = index
    self.hypothesis = hypothesis
    self.metric = metric
    self.task = task
    pair = try MetricPair(metric, on: task, first, second)
    self.runs = first.count
  }

  /// Whether chance has no part in the comparison, so that it needs no test and is in no family.
  var isCounted: Bool {
    metric.isCounted && pair.isConstant && pair.unmeasuredRuns + pair.flooredRuns == 0
  }

  /// Whether there are values to compare.
  var isMeasured: Bool { pair.unmeasuredRuns == 0 }

  /// The mean of the first algorithm less that of the second.
  func difference() throws -> Double {
    try Descriptive.mean(pair.first) - Descriptive.mean(pair.second)
  }
}

/// What the test of a trial gives.
struct TrialTest: Equatable {
  /// Which test it was.
  var kind: HypothesisComparison.Test
  /// Its p-value; nil where it has none.
  var pValue: Double?
  /// The least p-value that any values could have given.
  var smallestP: Double
  /// The verdict where the p-value is small enough.
  var finding: HypothesisComparison.Verdict
  /// Of tests of a difference, whether every rearrangement was counted; nil for others.
  var isExact: Bool?
  /// Of tests of a difference, the least p of the sign-flip test with as many runs; nil for others.
  var smallestSignFlipP: Double?
}

extension HypothesisTrial {
  /// The test of the claim.
  ///
  /// - Parameter family: The number of comparisons in the family.
  func test(seed: UInt64, family: Int, _ settings: ComparisonSettings) throws -> TrialTest {
    guard let margin = hypothesis.margin, hypothesis.relation.needsMargin else {
      return try testOfDifference(seed: seed, family: family, settings)
    }
    return try testWithMargin(margin)
  }

  /// A paired test, since runs of a seed share random numbers: ``PairDesign/paired(seeds:pairs:significance:)``;
  /// where none can be significant, the permutation test of independent samples, which sharing makes
  /// conservative. The choice depends on the numbers of runs and comparisons alone.
  private func testOfDifference(
    seed: UInt64, family: Int, _ settings: ComparisonSettings
  ) throws -> TrialTest {
    let finding = side(of: try difference())
    let stream = Streams.signFlip(
      seed, metric.name, task.name, hypothesis.first, hypothesis.second)
    let signFlip = try SignFlipTest.run(
      pair.first, pair.second, resamples: settings.permutationResamples, stream: stream)
    if Double(family) * signFlip.smallestPossible <= hypothesis.alpha {
      return TrialTest(
        kind: .signFlip, pValue: signFlip.pValue, smallestP: signFlip.smallestPossible,
        finding: finding, isExact: signFlip.exact, smallestSignFlipP: signFlip.smallestPossible)
    }
    if PairDesign.paired(seeds: runs, pairs: family, significance: hypothesis.alpha) == .signGap {
      let gap = try SignGapTest.run(
        pair.first, pair.second, resamples: settings.permutationResamples, stream: stream)
      return TrialTest(
        kind: .signGap, pValue: gap.pValue, smallestP: gap.smallestPossible, finding: finding,
        isExact: gap.exact, smallestSignFlipP: signFlip.smallestPossible)
    }
    let permutation = try PermutationTest.run(
      pair.first, pair.second, limit: settings.permutationLimit,
      resamples: settings.permutationResamples,
      stream: Streams.permutation(seed, task.name, hypothesis.first, hypothesis.second))
    return TrialTest(
      kind: .permutation, pValue: permutation.pValue, smallestP: permutation.smallestPossible,
      finding: finding, isExact: permutation.exact, smallestSignFlipP: signFlip.smallestPossible)
  }

  /// The test that the observed difference leaves open: within the margin, whether the true one is;
  /// beyond it, whether the true one is. At most one of the two claims is true, so that taking one by
  /// the data does not raise the rate of errors; the second has a side chosen by the data, and counts
  /// twice.
  private func testWithMargin(_ margin: Double) throws -> TrialTest {
    let (x, y) = (pair.first, pair.second)
    let difference = try difference()
    let smallest = x.count > 1 ? 0.0 : 1
    let advantage = metric.higherIsBetter == false ? -difference : difference
    if hypothesis.relation == .nonInferiorTo, advantage > -margin {
      let (better, worse) = metric.higherIsBetter == false ? (y, x) : (x, y)
      let test = try NonInferiorityTest.run(better, worse, margin: margin, paired: true)
      return TrialTest(
        kind: .nonInferiority, pValue: test.pValue, smallestP: smallest, finding: .notWorse)
    }
    if difference.magnitude < margin {
      let test = try EquivalenceTest.run(x, y, margin: margin, paired: true)
      return TrialTest(
        kind: .equivalence, pValue: test.pValue, smallestP: smallest, finding: .equivalent)
    }
    let (higher, lower) = difference > 0 ? (x, y) : (y, x)
    let test = try OneSidedTest.run(higher, lower, above: margin, paired: true)
    return TrialTest(
      kind: .beyondMargin, pValue: test.pValue.map { min(1, 2 * $0) }, smallestP: smallest,
      finding: side(of: difference))
  }

  /// What the first algorithm is where the difference of the means is established.
  func side(of difference: Double) -> HypothesisComparison.Verdict {
    switch metric.higherIsBetter {
    case nil: difference > 0 ? .greater : .less
    case true?: difference > 0 ? .better : .worse
    case false?: difference < 0 ? .better : .worse
    }
  }

  /// The verdict of a counted metric, which needs no test.
  func countedVerdict() throws -> HypothesisComparison.Verdict {
    let difference = try difference()
    if let margin = hypothesis.margin, hypothesis.relation.needsMargin {
      if difference.magnitude < margin { return .equivalent }
    } else if difference == 0 {
      return .equivalent
    }
    return side(of: difference)
  }
}
