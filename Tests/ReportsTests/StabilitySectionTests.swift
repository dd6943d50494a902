import Foundation
import Randomness
import Reports
import Results
import Statistics
import Testing

/// How steadily runs learnt, from what cells hold.
@Suite struct StabilitySectionTests {
  /// `a` rises evenly, `b` loses much of its return on the way; random actions score 22.
  static func suite(seeds: Int = 10, algorithms: [String] = ["a", "b"]) -> SyntheticSuite {
    var suite = SyntheticSuite(
      tasks: ["A"], algorithms: algorithms, seeds: seeds, evaluations: 4)
    for seed in 0..<seeds {
      set(&suite, "a", seed, [122, 172, 222, 272 + Double(seed)])
      set(&suite, "b", seed, [122, 222, 72 + Double(seed), 172])
    }
    return suite
  }

  static func set(
    _ suite: inout SyntheticSuite, _ algorithm: String, _ seed: Int, _ returns: [Double]
  ) {
    suite.edit("A", algorithm, seed) { result in
      result.evaluations = returns.enumerated().map { index, value in
        .init(
          position: 25_000 * (index + 1), greedyReturns: [value - 3, value, value, value + 3],
          sampledReturns: [])
      }
    }
  }

  static func section(_ suite: SyntheticSuite) throws -> StabilitySection {
    try #require(try Report(suite.input).tasks[0].stability)
  }

  static func measure(
    _ metric: StabilityMetric, _ arm: ArmStability
  ) -> StabilityMeasure? {
    arm.measures.first { $0.metric == metric }
  }

  @Test func `the measures of a run are those computed by hand`() throws {
    let suite = Self.suite(seeds: 1)
    let arm = try Self.section(suite).arms[1]
    let value = { (metric: StabilityMetric) in Self.measure(metric, arm)?.value }
    // Best 222, 200 above random; lowest after it 72.
    #expect(arm.relativeDrawdowns == [0.75])
    #expect(value(.maximumDrawdown) == 150)
    #expect(value(.longTermRisk) == 150)
    // Changes of 100, -150 and 100 in 25,000 steps each.
    #expect(ReportNumbersTests.isClose(value(.shortTermRisk), -0.006, 1e-15))
    #expect(ReportNumbersTests.isClose(value(.dispersionAcrossTime), 0.005, 1e-15))
    // The last four episodes are 169, 172, 172 and 175.
    #expect(value(.dispersionAcrossRollouts) == 1.5)
    #expect(value(.dispersionAcrossRuns) == nil)
    #expect(value(.divergenceRate) == 0 && value(.collapseRate) == 0)
  }

  @Test func `relative drawdowns are tested as scores are and lower is steadier`() throws {
    let section = try Self.section(Self.suite())
    let pair = try #require(section.comparisons.first)
    #expect(section.primary == .relativeDrawdown && section.comparisons.count == 1)
    #expect((pair.first, pair.second, pair.verdict) == ("a", "b", .lower))
    #expect(pair.test == .signFlip && pair.testP == 2.0 / 1024 && pair.holmP == pair.testP)
    let drawdowns = (0..<10).map { (150 - Double($0)) / 200 }
    #expect(section.arms.map(\.relativeDrawdowns) == [Array(repeating: 0, count: 10), drawdowns])
    let test = try SignFlipTest.run(
      section.arms[0].relativeDrawdowns, drawdowns, stream: .init(seed: 1, purpose: "test"))
    #expect(test.pValue == pair.testP)
    #expect(ReportNumbersTests.isClose(pair.difference, test.difference, 1e-15))
    #expect(
      Self.measure(.dispersionAcrossRuns, section.arms[0])?.value
        == (try Dispersion.interquartileRange((0..<10).map { 272 + Double($0) })))
  }

  @Test func `holm runs over the pairs of a task`() throws {
    var suite = Self.suite(algorithms: ["a", "b", "c"])
    for seed in 0..<10 { Self.set(&suite, "c", seed, [122, 222, 62 + Double(seed), 172]) }
    let pairs = try Self.section(suite).comparisons
    #expect(pairs.map(\.testP) == Array(repeating: 2.0 / 1024, count: 3))
    #expect(pairs.map(\.holmP) == Array(repeating: 6.0 / 1024, count: 3))
  }

  @Test func `a run that did not complete has the worst relative drawdown and no other`() throws {
    var suite = Self.suite(seeds: 4)
    suite.edit("A", "a", 1) {
      $0.outcome = .diverged(reason: "loss is not finite", update: 3, position: 61_440)
    }
    suite.set("A", "a", 2, .missing)
    let section = try Self.section(suite)
    let arm = section.arms[0]
    #expect(arm.relativeDrawdowns == [0, 1, 1, 0] && arm.curves == 2)
    #expect(Self.measure(.relativeDrawdown, arm)?.count == 4)
    #expect(Self.measure(.maximumDrawdown, arm)?.count == 2)
    // The last returns are 272, the floor twice, and 275.
    #expect(
      Self.measure(.dispersionAcrossRuns, arm)?.value
        == (try Dispersion.interquartileRange([272, 0, 0, 275])))
    let rate = try #require(Self.measure(.divergenceRate, arm))
    let wilson = try Interval.wilson(count: 1, trials: 4)
    #expect(rate.value == 0.25 && rate.count == 4)
    #expect(rate.interval?.lower == wilson.lower && rate.interval?.upper == wilson.upper)
    #expect(section.comparisons[0].absentRuns == 1 && !section.comparisons[0].isEstablished)
    let text = try FlooredRunsTests.markdown(suite)
    #expect(text.contains("1 of 4 [0.05, 0.70]") && text.contains("(n = 2)"))
  }

  @Test func `a run that was never better than random actions kept nothing`() throws {
    var suite = Self.suite(seeds: 2)
    Self.set(&suite, "a", 0, [22, 22, 22, 22])
    // Below random actions at the end, of a best of 122: more than all is all.
    Self.set(&suite, "a", 1, [122, 122, 10, 10])
    #expect(try Self.section(suite).arms[0].relativeDrawdowns == [1, 1])
  }

  @Test func `collapse takes a rise of a tenth of the task's scale and the loss of half`() throws {
    var suite = Self.suite(seeds: 3)
    Self.set(&suite, "a", 0, [22, 122, 122, 71])
    Self.set(&suite, "a", 1, [22, 122, 122, 73])
    Self.set(&suite, "a", 2, [22, 69, 69, 22])
    let section = try Self.section(suite)
    #expect(section.minimumGain == 0.1 * 478)
    #expect(Self.measure(.collapseRate, section.arms[0])?.value == 1.0 / 3)
    suite.suite.tasks[0].scriptedScore = 22
    let without = try Self.section(suite)
    #expect(without.minimumGain == nil)
    #expect(Self.measure(.collapseRate, without.arms[0]) == nil)
  }

  @Test func `an algorithm without a curve is shown, and compared with none`() throws {
    var suite = Self.suite(seeds: 3)
    Self.set(&suite, "a", 1, [122])
    let section = try Self.section(suite)
    #expect(section.arms[0].relativeDrawdowns.isEmpty && section.arms[0].curves == 2)
    #expect(Self.measure(.relativeDrawdown, section.arms[0]) == nil)
    #expect(Self.measure(.dispersionAcrossRollouts, section.arms[0])?.count == 3)
    #expect(section.comparisons.isEmpty && section.notCompared == .fewerThanTwoCurves)
    let text = try FlooredRunsTests.markdown(suite)
    #expect(text.contains("Of a not every completed run has two evaluations"))
    #expect(text.contains("Not compared: that takes two algorithms"))
  }

  @Test func `evaluations that do not ascend make no curve`() throws {
    var suite = Self.suite(seeds: 2)
    suite.edit("A", "b", 0) { $0.evaluations[2].position = $0.evaluations[1].position }
    let section = try Self.section(suite)
    #expect(section.arms.map(\.curves) == [2, 1])
    #expect(section.notCompared == .fewerThanTwoCurves)
  }

  @Test func `no evaluation at all leaves the rates`() throws {
    var suite = Self.suite(seeds: 2)
    for label in ["a", "b"] {
      for seed in 0..<2 { suite.edit("A", label, seed) { $0.evaluations = [] } }
    }
    let files = try render(suite.input)
    #expect(!files.contains { $0.path.hasPrefix("figures/stability") })
    #expect(try Self.section(suite).arms[0].measures.map(\.metric) == [.divergenceRate])
  }

  @Test func `one seed gives no interval and no verdict`() throws {
    let section = try Self.section(Self.suite(seeds: 1))
    #expect(Self.measure(.relativeDrawdown, section.arms[0])?.interval == nil)
    #expect(section.comparisons.map(\.verdict) == [.unreachable])
  }

  @Test func `controls are shown and enter no comparison`() throws {
    var suite = Self.suite(algorithms: ["a", "b", "c"])
    suite.suite.arms[2].options["reward"] = .string("random")
    for seed in 0..<10 {
      let arm = suite.suite.arms[2]
      suite.edit("A", "c", seed) { $0.cell.arm = arm }
    }
    let section = try Self.section(suite)
    #expect(section.arms.map(\.algorithm) == ["a", "b", "c"])
    #expect(section.comparisons.map { [$0.first, $0.second] } == [["a", "b"]])
  }

  @Test func `adaptive seeds leave stability untested and the report says so`() throws {
    var suite = Self.suite()
    suite.suite.adaptiveSeeds = AdaptiveSeeds(initial: 6, step: 3, alpha: 0.05)
    let section = try Self.section(suite)
    #expect(section.comparisons.isEmpty && section.notCompared == .adaptiveSeeds)
    #expect(
      try FlooredRunsTests.markdown(suite).contains("Not compared: how many seeds there are"))
  }

  @Test func `marks of the figure say the numbers of the table`() throws {
    var suite = Self.suite(seeds: 4)
    suite.set("A", "a", 2, .missing)
    let tips = try ToolTipTests.tips(render(suite.input), "stability-A.svg")
    #expect(tips.count == 2 * 5)
    #expect(tips[0] == "a on A: 0.250 [\u{2212}0.546, 1.046] (95 % t), n = 4")
    #expect(tips[3] == "a on A, seed 2: 1.000 (missing)")
  }

  @Test func `the tables hold every measure and every pair`() throws {
    let files = try render(Self.suite().input)
    let lines = { (name: String) in
      files.first { $0.path == "tables/" + name }.map {
        String(decoding: $0.data, as: UTF8.self).split(separator: "\n").map(String.init)
      } ?? []
    }
    #expect(lines("stability.csv").count == 1 + 2 * 9)
    #expect(lines("stability.csv")[1] == "A,a,relativeDrawdown,true,false,10,0,0,0")
    #expect(lines("stability-comparisons.csv").count == 2)
    #expect(lines("stability-comparisons.csv")[1].hasPrefix("A,a,b,-0.7275,"))
    #expect(lines("comparisons.csv").count == 2)
  }
}
