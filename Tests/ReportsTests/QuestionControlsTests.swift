import Foundation
import Reports
import Results
import Statistics
import Testing

/// Arms that are shown but compared with no algorithm, and suites that mix kinds of tasks.
@Suite struct QuestionControlsTests {
  @Test func `supervised arms and random rewards enter no comparison`() throws {
    let suite = SyntheticSuite.questions(withControl: true)
    let report = try Report(suite.input)
    let task = report.tasks[1]
    #expect(
      task.arms.map(\.control) == [.supervised, nil, nil, nil, .randomReward, .supervised])
    #expect(
      task.comparisons.map { "\($0.first) \($0.second)" }
        == ["ppo grpo", "ppo grpo-sum", "grpo grpo-sum"])
    // Six seeds against six: 2 of 924 splits, times three pairs and not the fifteen of six arms.
    #expect(ReportNumbersTests.isClose(task.comparisons[0].smallestHolmP, 6.0 / 924))
    #expect(report.acrossTasks.aggregates.map(\.algorithm) == ["ppo", "grpo"])
    #expect(
      report.acrossTasks.leftOut.map(\.name) == ["sft", "grpo-sum", "grpo-random", "sft-clean"])
    #expect(
      report.acrossTasks.leftOut.map(\.reason) == [
        "on arithmetic-3 it is a control (supervised)", "it was not run on CartPole-v1",
        "on arithmetic-3 it is a control (random reward)",
        "on arithmetic-3 it is a control (supervised)",
      ])
  }

  @Test func `a control is no winner however high its mean`() throws {
    var suite = SyntheticSuite.questions(seeds: 5)
    suite.setMetric("sft-clean", "sampledAccuracy", [1, 1, 1, 1, 1])
    suite.setMetric("grpo-random", "sampledAccuracy", [0.9, 0.9, 0.9, 0.9, 0.9])
    let text = try FlooredRunsTests.markdown(suite)
    let answer = try #require(text.components(separatedBy: "## What was asked").first)
    #expect(answer.contains("| **arithmetic-3** | **grpo**: 0."))
    #expect(!answer.contains("sft-clean"))
    #expect(answer.contains("**it gained 0."))
    let figure = try #require(
      try render(suite.input).first { $0.path == "figures/final-scores.svg" })
    let strong = String(decoding: figure.data, as: UTF8.self).split(separator: "\n").filter {
      $0.contains("class=\"b\"")
    }
    #expect(strong.count == 1 && !strong[0].contains("1.000"))
  }

  @Test(arguments: [
    (0.05, "includes 0"), (0, "it lost accuracy"), (0.2, "**it gained"),
  ])
  func `a negative control is judged by where its interval lies`(shift: Double, words: String)
    throws
  {
    var suite = SyntheticSuite.questions(seeds: 3, arms: [.sft, .grpo, .grpoRandom])
    suite.setMetric("sft", "sampledAccuracy", [0.5, 0.6, 0.55])
    suite.setMetric(
      "grpo-random", "sampledAccuracy", [0.45 + shift, 0.55 + shift, 0.49 + shift])
    #expect(try FlooredRunsTests.markdown(suite).contains(words))
  }

  @Test func `the score table holds what is compared and gives the report's numbers`() throws {
    let suite = SyntheticSuite.questions(withControl: true)
    let files = try render(suite.input)
    let data = try #require(files.first { $0.path == "tables/scores.csv" }).data
    let read = try ScoreTable(csv: data, name: "scores.csv")
    #expect(read.algorithms == ["grpo", "grpo-sum", "ppo"])
    let report = try Report(suite.input)
    let comparison = try compare(read, seed: suite.suite.suiteSeed)
    let task = try #require(comparison.tasks.first { $0.name == report.tasks[1].name })
    #expect(
      Set(task.comparisons.map(\.permutationP))
        == Set(report.tasks[1].comparisons.map(\.permutationP)))
    let stored = try compare(ScoreTable(suite.input), seed: suite.suite.suiteSeed)
    #expect(stored.tasks[1].comparisons == report.tasks[1].comparisons)
    #expect(stored.text().contains("grpo-random: on arithmetic-3 it is a control (random reward)"))
    let runs = try #require(files.first { $0.path == "tables/runs.csv" }).data
    #expect(String(decoding: runs, as: UTF8.self).contains("arithmetic-3,sft-clean,5,"))
    let gains = try #require(files.first { $0.path == "tables/gains.csv" }).data
    #expect(String(decoding: gains, as: UTF8.self).split(separator: "\n").count == 5)
  }

  @Test func `a suite of controls alone is rendered`() throws {
    let suite = SyntheticSuite.questions(seeds: 2, arms: [.sft, .clean])
    let text = try FlooredRunsTests.markdown(suite)
    #expect(text.contains("controls alone were run, which are compared with nothing"))
    #expect(text.contains("No task has two algorithms to compare."))
    let curve = try #require(
      try render(suite.input).first { $0.path == "figures/learning-curve-arithmetic-3.svg" })
    #expect(String(decoding: curve.data, as: UTF8.self).contains(">demonstrations<"))
    #expect(try compare(ScoreTable(suite.input)).tasks[0].comparisons.isEmpty)
  }

  @Test func `one seed of questions has gains without intervals`() throws {
    let suite = SyntheticSuite.questions(withControl: true, seeds: 1)
    let gains = try #require(try Report(suite.input).tasks[1].accuracy?.gains)
    #expect(
      gains.allSatisfy { $0.verdict == .unknown && $0.gain?.interval == nil && $0.count == 1 })
    #expect(try FlooredRunsTests.markdown(suite).contains("one seed gives no interval"))
  }

  @Test func `a mixed suite names the metric of each task and a suite of one kind names it once`()
    throws
  {
    let mixed = try Report(SyntheticSuite.questions(withControl: true).input)
    #expect(mixed.suite.headlineMetric == nil)
    #expect(mixed.tasks.map(\.headlineMetric) == ["evaluationReturn", "sampledAccuracy"])
    let alone = try Report(SyntheticSuite.questions().input)
    #expect(alone.suite.headlineMetric == "sampledAccuracy" && alone.tasks[0].headlineMetric == nil)
    let text = try FlooredRunsTests.markdown(SyntheticSuite.questions(withControl: true))
    #expect(
      text.contains(
        "Measured by the final return (greedy) on CartPole-v1 and the accuracy (sampled) on arithmetic-3,"
      ))
  }

  @Test func `the json of a suite without questions has no key of theirs`() throws {
    let data = try render(
      SyntheticSuite(tasks: ["A", "B"], algorithms: ["a", "b"], seeds: 3).input)[1].data
    let text = String(decoding: data, as: UTF8.self)
    for key in ["accuracy", "budgetUnit", "control"] { #expect(!text.contains("\"\(key)\" :")) }
    #expect(text.components(separatedBy: "\"headlineMetric\" :").count == 2)
  }

  @Test func `a run that diverged on questions says where in completions`() throws {
    var suite = SyntheticSuite.questions(seeds: 2, arms: [.sft, .ppo])
    suite.edit("arithmetic-3", "ppo", 1) {
      $0.outcome = .diverged(reason: "loss is not finite", update: 3, position: 12_288)
    }
    let run = try #require(try Report(suite.input).flooredRuns.first)
    #expect(run.reason == "loss is not finite (update 3, 12,288 completions)" && run.score == 0)
  }

  @Test func `other budgets of questions are told in their unit`() throws {
    var suite = SyntheticSuite.questions(withControl: true, seeds: 2, arms: [.sft, .ppo, .grpo])
    let index = try #require(
      suite.suite.arms.firstIndex { $0.algorithm == "grpo" && $0.task == "arithmetic-3" })
    suite.suite.arms[index].budget = 40_000
    let reasons = try Report(suite.input).acrossTasks.leftOut.map(\.reason)
    #expect(
      reasons.contains("on arithmetic-3 it had 40,000 completions, those compared here 30,000"))
  }
}
