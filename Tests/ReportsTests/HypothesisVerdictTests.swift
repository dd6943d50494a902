import Foundation
import Reports
import Results
import Statistics
import Testing

/// What reports say of declared hypotheses: tests, verdicts, outcomes.
@Suite struct HypothesisVerdictTests {
  /// Two algorithms on one task, with these scores by seed and these hypotheses.
  static func suite(
    _ x: [Double], _ y: [Double], _ hypotheses: Hypothesis..., metric: String = "evaluationReturn"
  ) -> SyntheticSuite {
    var suite = SyntheticSuite(tasks: ["A"], algorithms: ["x", "y"], seeds: x.count)
    for (label, values) in [("x", x), ("y", y)] {
      for (seed, value) in values.enumerated() {
        suite.edit("A", label, seed) { $0.metrics[metric] = value }
      }
    }
    suite.suite.hypotheses = hypotheses
    return suite
  }

  static func claim(
    _ relation: Hypothesis.Relation, _ metric: String = "evaluationReturn", margin: Double? = nil,
    first: String = "x", second: String = "y", alpha: Double = 0.05, family: String = "f",
    tasks: [String] = ["A"]
  ) -> Hypothesis {
    Hypothesis(
      metric: metric, first: first, relation: relation, second: second, margin: margin,
      alpha: alpha, family: family, tasks: tasks)
  }

  static func section(_ suite: SyntheticSuite) throws -> HypothesesSection {
    try #require(try Report(suite.input).hypotheses)
  }

  static func comparison(_ suite: SyntheticSuite) throws -> HypothesisComparison {
    try #require(try section(suite).hypotheses.first?.comparisons.first)
  }

  static let eight = (
    x: [0.62, 0.71, 0.55, 0.8, 0.67, 0.74, 0.59, 0.7],
    y: [0.5, 0.66, 0.43, 0.71, 0.6, 0.58, 0.56, 0.61]
  )

  @Test func `a difference is tested by sign flips of the pairs where they can reach alpha`()
    throws
  {
    let (x, y) = Self.eight
    let found = try Self.comparison(Self.suite(x, y, Self.claim(.betterThan)))
    #expect(found.test == .signFlip && found.count == 8)
    #expect(found.pValue == 2.0 / 256 && found.holmP == 2.0 / 256)
    #expect(found.smallestHolmP == 2.0 / 256)
    #expect(found.verdict == .better && found.outcome == .confirmed)
    // SciPy 1.17.1: ttest_rel(x, y) and its confidence_interval(0.95).
    #expect(ReportNumbersTests.isClose(found.difference, 0.09125))
    #expect(ReportNumbersTests.isClose(found.interval?.lower, 0.05622324607))
    #expect(ReportNumbersTests.isClose(found.interval?.upper, 0.1262767539))
    #expect(found.interval?.method == "paired t" && found.interval?.level == 0.95)
    // statsmodels 0.15.0 (its root to 10⁻⁷): TTestPower().solve_power(nobs=8, alpha=0.05, power=0.8), times the standard
    // deviation of the differences.
    #expect(ReportNumbersTests.isClose(found.detectable, 0.04843438956, 1e-7))
  }

  @Test func `a single difference of five runs is tested by the sign gap`() throws {
    let (x, y) = (Array(Self.eight.x.prefix(5)), Array(Self.eight.y.prefix(5)))
    let suite = Self.suite(x, y, Self.claim(.betterThan))
    let found = try Self.comparison(suite)
    // 0.05 to 0.12: the smallest is more than half of the median, 0.09.
    #expect(found.test == .signGap && found.pValue == 1.0 / 32 && found.isExact == true)
    #expect(found.verdict == .better && found.outcome == .confirmed)
    #expect(found.smallestHolmP == 1.0 / 32 && found.interval?.method == "paired t")
    let family = try Self.section(suite).families[0]
    #expect(family.differenceTest == .signGap && family.smallestSignFlipP == 2.0 / 32)
    let deviation = try #require(
      try Descriptive.standardDeviation([0.12, 0.05, 0.12, 0.09, 0.07]))
    let effect = try #require(try SignGapTest.minimumDetectableEffect(pairs: 5))
    #expect(ReportNumbersTests.isClose(found.detectable, effect * deviation))
    let text = try FlooredRunsTests.markdown(suite).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    #expect(text.contains("| sign gap |"))
    #expect(
      text.contains(
        "by their signs and how far they keep from 0, which assumes them symmetric with one mode"))
  }

  @Test func `a difference is tested by permutation where pairs cannot reach alpha`() throws {
    let (x, y) = (Array(Self.eight.x.prefix(4)), Array(Self.eight.y.prefix(4)))
    let suite = Self.suite(x, y, Self.claim(.betterThan))
    let found = try Self.comparison(suite)
    let pair = try Report(suite.input).tasks[0].comparisons[0]
    #expect(found.test == .permutation && found.pValue == pair.permutationP)
    #expect(found.interval == pair.interval)
    #expect(ReportNumbersTests.isClose(found.smallestHolmP, 2.0 / 70))
    let family = try Self.section(suite).families[0]
    #expect(family.differenceTest == .permutation && family.smallestSignFlipP == 2.0 / 16)
    #expect(family.comparisons == 1 && family.alpha == 0.05 && family.isDeclared)
    // SciPy 1.17.1: the effect with a power of 0.8 by stats.nct of two samples of 4, times the pooled
    // standard deviation.
    #expect(ReportNumbersTests.isClose(found.detectable, 0.2875033854, 1e-8))
  }

  @Test func `which test is used depends on the numbers of runs and comparisons alone`() throws {
    let six = [1.0, 2, 3, 4, 5, 6]
    for values in [six, six.reversed()] {
      let one = Self.suite(six, values, Self.claim(.betterThan))
      #expect(try Self.section(one).families[0].differenceTest == .signFlip)
      let two = Self.suite(
        six, values, Self.claim(.betterThan), Self.claim(.betterThan, "sampledReturn"))
      #expect(try Self.section(two).families[0].differenceTest == .permutation)
      let apart = Self.suite(
        six, values, Self.claim(.betterThan), Self.claim(.betterThan, "sampledReturn", family: "g"))
      #expect(try Self.section(apart).families.map(\.differenceTest) == [.signFlip, .signFlip])
    }
  }

  @Test(
    arguments: [
      (Hypothesis.Relation.betterThan, HypothesisSection.Outcome.confirmed, .refuted),
      (.worseThan, .refuted, .confirmed), (.greaterThan, .confirmed, .refuted),
      (.lessThan, .refuted, .confirmed),
    ] as [(Hypothesis.Relation, HypothesisSection.Outcome, HypothesisSection.Outcome)])
  func `a difference confirms one direction and refutes the other`(
    relation: Hypothesis.Relation, above: HypothesisSection.Outcome,
    below: HypothesisSection.Outcome
  ) throws {
    let (x, y) = Self.eight
    let higher = try Self.section(Self.suite(x, y, Self.claim(relation))).hypotheses[0]
    #expect(higher.outcome == above && higher.comparisons[0].verdict == .better)
    let lower = try Self.section(Self.suite(y, x, Self.claim(relation))).hypotheses[0]
    #expect(lower.outcome == below && lower.comparisons[0].verdict == .worse)
    let same = try Self.section(Self.suite(x, x.reversed(), Self.claim(relation))).hypotheses[0]
    #expect(same.outcome == .undecided && same.comparisons[0].verdict == .undecided)
  }

  @Test func `less is better of a metric that says so, and neither of one that does not`() throws {
    let (x, y) = Self.eight
    let bytes = Self.suite(y, x, Self.claim(.lessThan, "peakModelBytes"), metric: "peakModelBytes")
    #expect(try Self.comparison(bytes).verdict == .better)
    #expect(try Self.comparison(bytes).outcome == .confirmed)
    let updates = Self.suite(y, x, Self.claim(.greaterThan, "updates"), metric: "updates")
    #expect(try Self.comparison(updates).verdict == .less)
    #expect(try Self.comparison(updates).outcome == .refuted)
  }

  @Test func `equivalence is tested by two one-sided paired t tests`() throws {
    let x = [0.81, 0.79, 0.80, 0.82, 0.78]
    let y = [0.80, 0.81, 0.79, 0.80, 0.82]
    let found = try Self.comparison(Self.suite(x, y, Self.claim(.equivalentTo, margin: 0.04)))
    // statsmodels 0.15.0: ttost_paired(x, y, -0.04, 0.04).
    #expect(found.test == .equivalence)
    #expect(ReportNumbersTests.isClose(found.pValue, 0.01633896167))
    #expect(found.verdict == .equivalent && found.outcome == .confirmed)
    #expect(ReportNumbersTests.isClose(found.interval?.level, 0.9))
    let narrow = try Self.comparison(Self.suite(x, y, Self.claim(.equivalentTo, margin: 0.02)))
    #expect(narrow.verdict == .undecided && narrow.outcome == .undecided)
    #expect(narrow.smallestHolmP == 0)
    // statsmodels 0.15.0: TTestPower().solve_power(nobs=5, alpha=0.1, power=0.9), times the standard
    // deviation of the differences; the other tail adds less than 10⁻⁶.
    #expect(narrow.detectable == found.detectable)
    #expect(ReportNumbersTests.isClose(found.detectable, 0.04040918711, 1e-6))
  }

  @Test func `a difference beyond the margin refutes equivalence and says in which direction`()
    throws
  {
    let (x, y) = Self.eight
    let found = try Self.comparison(Self.suite(y, x, Self.claim(.equivalentTo, margin: 0.01)))
    #expect(found.test == .beyondMargin && found.verdict == .worse && found.outcome == .refuted)
    // SciPy 1.17.1: ttest_1samp(x - y, 0.01).pvalue.
    #expect(ReportNumbersTests.isClose(found.pValue, 0.0009209583137))
    // A difference that is established, though not to exceed the margin, refutes nothing.
    let wide = try Self.comparison(Self.suite(x, y, Self.claim(.equivalentTo, margin: 0.09)))
    #expect(wide.test == .beyondMargin && wide.outcome == .undecided)
  }

  @Test func `non-inferiority takes the metric's direction`() throws {
    let (x, y) = Self.eight
    let higher = try Self.comparison(Self.suite(x, y, Self.claim(.nonInferiorTo, margin: 0.01)))
    #expect(higher.test == .nonInferiority && higher.verdict == .notWorse)
    #expect(higher.outcome == .confirmed)
    let lower = try Self.comparison(Self.suite(y, x, Self.claim(.nonInferiorTo, margin: 0.01)))
    #expect(lower.test == .beyondMargin && lower.verdict == .worse && lower.outcome == .refuted)
    let bytes = try Self.comparison(
      Self.suite(
        y, x, Self.claim(.nonInferiorTo, "peakModelBytes", margin: 0.01), metric: "peakModelBytes"))
    #expect(bytes.verdict == .notWorse && bytes.outcome == .confirmed)
    let more = try Self.comparison(
      Self.suite(
        x, y, Self.claim(.nonInferiorTo, "peakModelBytes", margin: 0.01), metric: "peakModelBytes"))
    #expect(more.verdict == .worse && more.outcome == .refuted)
  }

  @Test func `counted bytes need no test and are in no family`() throws {
    let (x, y) = (Array(repeating: 1024.0, count: 3), Array(repeating: 2048.0, count: 3))
    let suite = Self.suite(
      x, y, Self.claim(.lessThan, "peakModelBytes"),
      Self.claim(.equivalentTo, "peakModelBytes", margin: 2000),
      Self.claim(.nonInferiorTo, "peakModelBytes", margin: 1, first: "y", second: "x"),
      metric: "peakModelBytes")
    let section = try Self.section(suite)
    #expect(section.hypotheses.map(\.outcome) == [.confirmed, .confirmed, .refuted])
    #expect(section.families[0].comparisons == 0)
    for comparison in section.hypotheses.map({ $0.comparisons[0] }) {
      #expect(comparison.test == .count && comparison.pValue == nil && comparison.holmP == nil)
    }
    let equal = Self.suite(x, x, Self.claim(.lessThan, "peakModelBytes"), metric: "peakModelBytes")
    #expect(try Self.comparison(equal).outcome == .refuted)
  }

  @Test func `too few runs are said to be unable to reach significance`() throws {
    let three = try Self.comparison(Self.suite([7, 8, 9], [1, 2, 3], Self.claim(.betterThan)))
    #expect(three.verdict == .unreachable && three.outcome == .undecided)
    #expect(ReportNumbersTests.isClose(three.smallestHolmP, 0.1))
    let one = try Self.comparison(Self.suite([7], [7], Self.claim(.equivalentTo, margin: 1)))
    #expect(one.verdict == .unreachable && one.pValue == nil && one.interval == nil)
    #expect(one.detectable == nil)
  }

  @Test func `runs that are all alike have no t test and leave claims with a margin open`() throws {
    let same = Array(repeating: 500.0, count: 8)
    let found = try Self.comparison(Self.suite(same, same, Self.claim(.equivalentTo, margin: 5)))
    #expect(found.pValue == nil && found.holmP == 1 && found.verdict == .undecided)
    #expect(found.interval == nil && found.detectable == nil)
    let other = try Self.comparison(
      Self.suite(same, same.map { $0 - 400 }, Self.claim(.betterThan)))
    #expect(other.verdict == .better && other.pValue == 2.0 / 256 && other.detectable == nil)
  }
}
