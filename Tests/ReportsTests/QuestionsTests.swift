import Foundation
import Reports
import Results
import Statistics
import Testing

/// Tasks whose questions are answered: what is said of the answers, and against hand-computed numbers.
@Suite struct QuestionsTests {
  static func section(_ suite: SyntheticSuite) throws -> AccuracySection {
    let report = try Report(suite.input)
    return try #require(report.tasks.last?.accuracy)
  }

  @Test func `gains are means of differences within a seed`() throws {
    var suite = SyntheticSuite.questions(seeds: 3, arms: [.sft, .ppo, .grpo, .grpoRandom])
    suite.setMetric("sft", "sampledAccuracy", [0.5, 0.4, 0.6])
    suite.setMetric("ppo", "sampledAccuracy", [0.7, 0.5, 0.7])
    suite.setMetric("grpo", "sampledAccuracy", [0.75, 0.66, 0.85])
    suite.setMetric("grpo-random", "sampledAccuracy", [0.4, 0.29, 0.5])
    let gains = try Self.section(suite).gains
    #expect(gains.map(\.algorithm) == ["ppo", "grpo", "grpo-random"])
    #expect(gains.map(\.reference) == ["sft", "sft", "sft"])
    #expect(gains.map(\.control) == [nil, nil, .randomReward])
    #expect(gains.map(\.count) == [3, 3, 3])
    // Differences 0.2, 0.1, 0.1: mean 2/15, s = 1/√300, t(0.975, 2) = 4.302652729911.
    let ppo = try #require(gains[0].gain)
    #expect(ReportNumbersTests.isClose(ppo.value, 2.0 / 15))
    let half = 4.302652729911275 / 30
    #expect(ReportNumbersTests.isClose(ppo.interval?.lower, 2.0 / 15 - half))
    #expect(ReportNumbersTests.isClose(ppo.interval?.upper, 2.0 / 15 + half))
    #expect(gains.map(\.verdict) == [.includesZero, .above, .below])
  }

  @Test func `the change of its own reward is taken within a seed too`() throws {
    var suite = SyntheticSuite.questions(seeds: 2, arms: [.sft, .grpoSum, .grpoRandom])
    suite.setMetric("sft", "reward.processSum", [1.5, 2])
    suite.setMetric("grpo-sum", "reward.processSum", [3, 3])
    let gains = try Self.section(suite).gains
    #expect(gains.map(\.reward) == ["processSum", "random"])
    #expect(gains[0].rewardChange?.value == 1.25)
    #expect(gains[1].rewardChange == nil && gains[1].accuracyChange == nil)
    let text = try FlooredRunsTests.markdown(suite)
    #expect(text.contains("**grpo-sum** earns 1.250 more of its own reward (`processSum`)"))
    // A failed run lowers the gain, but earned nothing: only runs that measured both are told of.
    suite.setMetric("sft", "sampledAccuracy", [0.5, 0.5])
    suite.setMetric("grpo-sum", "sampledAccuracy", [0.75, 0.75])
    suite.set("arithmetic-3", "grpo-sum", 1, .failed(reason: "ended by signal 9"))
    let failing = try Self.section(suite).gains[0]
    #expect(failing.gain?.value == -0.125 && failing.accuracyChange?.value == 0.25)
    #expect(failing.rewardChange?.value == 1.5)
    #expect(!(try FlooredRunsTests.markdown(suite).contains("earns 1.500 more")))
  }

  @Test
  func `a run without a score counts with the floor and a reference without one leaves no pair`()
    throws
  {
    var suite = SyntheticSuite.questions(seeds: 3, arms: [.sft, .ppo])
    suite.setMetric("sft", "sampledAccuracy", [0.5, 0.5, 0.5])
    suite.setMetric("ppo", "sampledAccuracy", [0.75, 0.75, 0.75])
    suite.set("arithmetic-3", "ppo", 1, .failed(reason: "ended by signal 9"))
    var gain = try #require(try Self.section(suite).gains.first)
    #expect(
      gain.count == 3 && ReportNumbersTests.isClose(gain.gain?.value, (0.25 - 0.5 + 0.25) / 3))
    suite.set("arithmetic-3", "sft", 1, .missing)
    gain = try #require(try Self.section(suite).gains.first)
    #expect(gain.count == 2 && gain.gain?.value == 0.25)
    let words = try FlooredRunsTests.markdown(suite).split(whereSeparator: \.isWhitespace)
    #expect(words.joined(separator: " ").contains("ppo 0.250 [0.250, 0.250] (n = 2)"))
  }

  @Test func `a failed reference takes all that start from it and the answer says so`() throws {
    var suite = SyntheticSuite.questions(withControl: true, seeds: 3)
    for arm in SyntheticSuite.QuestionArm.allCases where arm != .clean {
      for seed in 0..<3 {
        suite.set("arithmetic-3", arm.rawValue, seed, .failed(reason: "its reference failed"))
      }
    }
    let section = try Self.section(suite)
    #expect(section.gains.allSatisfy { $0.count == 0 && $0.gain == nil && $0.verdict == .unknown })
    let report = try Report(suite.input)
    #expect(report.flooredRuns.count == 15)
    let text = try FlooredRunsTests.markdown(suite)
    #expect(text.contains("| **arithmetic-3** | no run completed, so nothing can be said"))
    #expect(text.contains("none can be stated, as no\n  seed of it completed."))
    #expect(text.contains("| **CartPole-v1**  | **"))
    #expect(!(try render(suite.input).contains { $0.path == "figures/gain-arithmetic-3.svg" }))
  }

  @Test func `accuracies by factor are means over the runs that hold them`() throws {
    var suite = SyntheticSuite.questions(seeds: 2, arms: [.sft, .ppo])
    suite.setMetric("ppo", "sampledAccuracy", [0.75, 0.5])
    suite.setMetric("ppo", "ood.distractors.sampledAccuracy", [0.5, 0.25])
    suite.setMetric("ppo", "ood.distractors.cleanSampledAccuracy", [0.75, 0.625])
    suite.edit("arithmetic-3", "sft", 1) { $0.metrics["ood.range.sampledAccuracy"] = nil }
    let factors = try Self.section(suite).factors
    #expect(
      factors.map(\.factor) == [
        "none", "surface", "structure", "range", "facts", "length", "distractors", "order",
      ])
    #expect(factors.map(\.isPaired) == [false, false, false, false, false, false, true, true])
    #expect(factors[0].arms[1].accuracy.value == 0.625)
    let ppo = factors[6].arms[1]
    #expect(ppo.algorithm == "ppo" && ppo.accuracy.value == 0.375 && ppo.clean?.value == 0.6875)
    #expect(ppo.difference?.value == -0.3125)
    #expect(factors[3].arms.map(\.count) == [1, 2])
    let text = try FlooredRunsTests.markdown(suite)
    #expect(text.contains("0.375 / 0.688 |"))
    #expect(
      text.split(separator: "\n").contains { $0.hasPrefix("| range ") && $0.contains("(n = 1)") })
  }

  @Test func `accuracies by steps and those of shortcuts stand in ascending and fixed order`()
    throws
  {
    var suite = SyntheticSuite.questions(seeds: 2, arms: [.sft, .ppo])
    suite.setMetric("ppo", "steps.10.sampledAccuracy", [0.25, 0.75])
    let section = try Self.section(suite)
    #expect(section.stepCounts.map(\.steps) == [2, 3, 10])
    #expect(section.stepCounts[2].arms.map(\.algorithm) == ["ppo"])
    #expect(section.stepCounts[2].arms[0].accuracy.value == 0.5)
    #expect(
      section.shortcuts.map(\.name)
        == ["baseline.majority", "baseline.sum", "baseline.firstMinusLast"])
    #expect(section.shortcuts.map(\.accuracy) == [0.013, 0.075, 0.011])
    #expect(try FlooredRunsTests.markdown(suite).contains("| *sum of all numbers*"))
  }

  @Test func `curves of questions show the sampled accuracy and start where it was measured`()
    throws
  {
    var suite = SyntheticSuite.questions(withControl: true, seeds: 1, evaluations: 2)
    suite.edit("arithmetic-3", "ppo", 0) {
      $0.evaluations = [
        .init(position: 0, greedyReturns: [1, 1], sampledReturns: [0.25, 0.75]),
        .init(position: 15_100, greedyReturns: [1, 1], sampledReturns: [0.5, 0.75]),
        .init(position: 30_100, greedyReturns: [1, 1], sampledReturns: [0.75, 0.75]),
      ]
    }
    suite.edit("CartPole-v1", "ppo", 0) {
      for index in $0.evaluations.indices { $0.evaluations[index].greedyReturns = [300] }
    }
    let report = try Report(suite.input)
    let curve = try #require(report.tasks[1].arms.first { $0.algorithm == "ppo" }).curve
    #expect(curve.map(\.position) == [0, 15_000, 30_000])
    #expect(curve.map(\.mean) == [0.5, 0.625, 0.75])
    #expect(report.tasks[0].arms[0].curve.map(\.mean) == [300, 300])
    for index in suite.suite.tasks.indices where suite.suite.tasks[index].kind == .arithmetic {
      suite.suite.tasks[index].headlineMetric = "greedyAccuracy"
    }
    let greedy = try Report(suite.input).tasks[1].arms.first { $0.algorithm == "ppo" }
    #expect(greedy?.curve.map(\.mean) == [1, 1, 1])
  }

  @Test func `demonstrations are stated with their errors and their gate`() throws {
    var suite = SyntheticSuite.questions(seeds: 3)
    suite.setMetric("sft", "sampledAccuracy", [0.5, 0.85, 0.1])
    let demonstrations = try Self.section(suite).demonstrations
    #expect(demonstrations.map(\.label) == ["sft", "sft-clean"])
    #expect(demonstrations.map(\.misread) == [0.3, 0] && demonstrations.map(\.slip) == [0.05, 0])
    #expect(demonstrations.map(\.isClean) == [false, true])
    #expect(demonstrations[0].startedBy == ["ppo", "grpo", "grpo-sum", "grpo-random"])
    #expect(demonstrations[0].gate?.lower == 0.2 && demonstrations[0].gate?.upper == 0.8)
    #expect(demonstrations[0].seedsOutsideGate == [1, 2])
    let text = try FlooredRunsTests.markdown(suite)
    #expect(text.contains("- **sft** learnt from 20,000 demonstrations with a declared error"))
    #expect(text.contains("with probability 0.3 (systematic)"))
    #expect(text.contains("**it does not on seeds 1 and 2**"))
    #expect(text.contains("- **sft-clean** learnt from 20,000 clean demonstrations."))
    #expect(text.contains("20,000 demonstrations (sft, sft-clean); 30,000 completions (ppo, grpo"))
  }

  @Test func `measures that are missing are dashes and their tables are left out`() throws {
    var suite = SyntheticSuite.questions(seeds: 2, arms: [.sft, .ppo])
    for arm in ["sft", "ppo"] {
      for seed in 0..<2 {
        suite.edit("arithmetic-3", arm, seed) {
          $0.metrics = ["sampledAccuracy": $0.metrics["sampledAccuracy"] ?? 0]
        }
      }
    }
    let section = try Self.section(suite)
    #expect(section.factors.isEmpty && section.stepCounts.isEmpty && section.shortcuts.isEmpty)
    let files = try render(suite.input)
    let text = String(decoding: files[0].data, as: UTF8.self)
    #expect(text.contains("## Accuracy"))
    #expect(!text.contains("What was optimised") && !text.contains("differ from training"))
    let row = try #require(
      text.components(separatedBy: "pass@8").dropFirst().first?.split(separator: "\n").first {
        $0.hasPrefix("| ppo")
      })
    #expect(row.count { $0 == "–" } == 9)
    #expect(!files.contains { $0.path.contains("factors") })
  }
}
