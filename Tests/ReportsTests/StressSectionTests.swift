import Foundation
import Reports
import Results
import Testing

/// Where algorithms break, from what cells hold.
@Suite struct StressSectionTests {
  /// `a` as declared and in four settings, `b` in one of them; random actions score 22, the floor is 0.
  ///
  /// As declared `a` scores 422 on average, so that runs must keep 200 of its gain of 400: 222.
  static func suite(seeds: Int = 6) -> SyntheticSuite {
    let settings = ["mild", "rough", "fatal", "same"]
    let labels = ["a", "b"] + settings.map { "a.\($0)" } + ["b.fatal"]
    var suite = SyntheticSuite(tasks: ["A"], algorithms: labels, seeds: seeds, evaluations: 2)
    suite.suite.stress =
      settings.map { setting in
        StressedArm(
          task: "A", algorithm: "a.\(setting)", of: "a", setting: setting,
          changes: [.init(option: "discount", factor: setting == "fatal" ? 16 : 4)])
      } + [
        StressedArm(
          task: "A", algorithm: "b.fatal", of: "b", setting: "fatal",
          changes: [.init(option: "clipRange"), .init(option: "rewardNoise")])
      ]
    let declared = [412.0, 416, 420, 424, 428, 432]
    let scores: [String: [Double]] = [
      "a": declared, "a.same": declared, "a.mild": declared.map { $0 - 60 },
      "a.rough": [430, 221, 430, 221.9, 222.1, 222], "a.fatal": [30, 200, 10, 22, 25, 100],
      "b": [30, 14, 26, 18, 24, 20], "b.fatal": [22, 22, 22, 22, 22, 22],
    ]
    for label in labels {
      suite.setScores("A", label, Array((scores[label] ?? []).prefix(seeds)))
    }
    return suite
  }

  static func section(_ suite: SyntheticSuite) throws -> StressSection {
    try #require(try Report(suite.input).tasks[0].stress)
  }

  static func setting(_ name: String, of suite: SyntheticSuite, _ algorithm: Int = 0) throws
    -> StressedSetting
  {
    try #require(section(suite).algorithms[algorithm].settings.first { $0.setting == name })
  }

  @Test func `a run is broken below half of the declared gain, computed by hand`() throws {
    let suite = Self.suite()
    let section = try Self.section(suite)
    #expect(section.settings == ["mild", "rough", "fatal", "same"])
    #expect(section.algorithms.map(\.algorithm) == ["a", "b"])
    let a = section.algorithms[0]
    #expect(a.start == 22 && a.declared.value == 422 && a.declaredGain.value == 400)
    #expect(a.settings.map(\.broken) == [0, 2, 6, 0])
    #expect(a.settings.map(\.verdict) == [.weakened, .holds, .breaks, .holds])
    let fatal = a.settings[2]
    #expect(fatal.mean.value == 64.5 && fatal.keptShare == 42.5 / 400)
    // Wilson of 6 of 6: n/(n + z²).
    let z = 1.959_963_984_540_054
    #expect(abs((fatal.brokenShare?.interval?.lower ?? 0) - 6 / (6 + z * z)) < 1e-12)
    #expect(fatal.comparison.first == "a.fatal" && fatal.comparison.second == "a")
    #expect(fatal.changes.map(\.option) == ["discount"])
    #expect(fatal.changes.map(\.factor) == [16])
    #expect(fatal.changes.map(\.value) == [.number(0.99)])
  }

  @Test func `most is more than half beyond chance: five of six do not break, four of four do`()
    throws
  {
    var suite = Self.suite()
    suite.setScores("A", "a.fatal", [30, 200, 10, 22, 25, 223])
    #expect(try Self.setting("fatal", of: suite).broken == 5)
    #expect(try Self.setting("fatal", of: suite).verdict == .weakened)
    #expect(try Self.setting("fatal", of: Self.suite(seeds: 4)).verdict == .breaks)
    let three = try Self.setting("fatal", of: Self.suite(seeds: 3))
    #expect(three.broken == 3 && three.verdict != .breaks)
  }

  @Test func `a run that did not complete is broken, and counts with the floor`() throws {
    var suite = Self.suite()
    for seed in 0..<6 {
      suite.edit("A", "a.same", seed) {
        $0.outcome = .diverged(reason: "the loss is not finite", update: 3, position: 100)
      }
    }
    suite.set("A", "a.same", 5, .missing)
    let same = try Self.setting("same", of: suite)
    #expect(same.broken == 6 && same.verdict == .breaks)
    #expect(same.mean.value == 0)
    #expect(same.statuses.count { $0 == .diverged } == 5)
    let report = try Report(suite.input)
    #expect(report.flooredRuns.map(\.algorithm) == [String](repeating: "a.same", count: 6))
    #expect(try Self.markdown(suite).contains("6 of 6 [0.61, 1.00] †"))
  }

  @Test func `an algorithm that gains nothing has nothing to lose`() throws {
    let suite = Self.suite()
    let b = try Self.section(suite).algorithms[1]
    #expect(b.settings.map(\.verdict) == [.unjudged])
    #expect(b.settings[0].broken == nil && b.settings[0].keptShare == nil)
    // One seed has no interval, and establishes no gain.
    let one = try Self.section(Self.suite(seeds: 1)).algorithms[0]
    #expect(one.settings.allSatisfy { $0.verdict == .unjudged })
  }

  @Test func `on questions a run starts where the reference of its seed ends`() throws {
    var suite = SyntheticSuite.questions(arms: [.sft, .ppo])
    let arm = suite.suite.arms.count
    suite.suite.arms.append(suite.suite.arms[arm - 1])
    suite.suite.arms[arm].algorithm = "ppo.bad"
    suite.suite.algorithms.append(
      AlgorithmSummary(label: "ppo.bad", method: "ppo", summary: "A made-up algorithm."))
    suite.suite.stress = [
      StressedArm(
        task: "arithmetic-3", algorithm: "ppo.bad", of: "ppo", setting: "bad",
        changes: [.init(option: "reward")])
    ]
    for seed in 0..<6 {
      var cell = suite.cells[suite.index("arithmetic-3", "ppo", seed)]
      cell.arm = arm
      if case .result(var result) = cell.state {
        result.cell.arm = suite.suite.arms[arm]
        cell.state = .result(result)
      }
      suite.cells.append(cell)
    }
    // The references differ by seed; a run that gains 0.1 over its own keeps half of 0.2.
    let starts = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]
    for (seed, start) in starts.enumerated() {
      for (label, score) in [
        ("sft", start), ("ppo", start + 0.2), ("ppo.bad", start + (seed < 4 ? 0.101 : 0.099)),
      ] {
        suite.edit("arithmetic-3", label, seed) { $0.metrics["sampledAccuracy"] = score }
      }
    }
    let section = try #require(try Report(suite.input).tasks[0].stress)
    let ppo = section.algorithms[0]
    #expect(ppo.reference == "sft")
    #expect(abs(ppo.declaredGain.value - 0.2) < 1e-12)
    #expect(ppo.settings[0].broken == 2)
  }

  @Test func `stressed arms are in no comparison and change nothing of the other arms`() throws {
    let suite = Self.suite()
    var plain = suite
    let kept = [0, 1]
    plain.suite.stress = nil
    plain.suite.arms = kept.map { suite.suite.arms[$0] }
    plain.suite.algorithms = kept.map { suite.suite.algorithms[$0] }
    plain.cells = suite.cells.filter { $0.arm < 2 }
    var report = try Report(suite.input)
    let expected = try Report(plain.input)
    #expect(report.suite.cells == 42 && expected.suite.cells == 12)
    report.tasks[0].stress = nil
    #expect(report.tasks == expected.tasks)
    #expect(report.algorithms == expected.algorithms)
    #expect(report.acrossTasks == expected.acrossTasks)
    #expect(ScoreTable.labels(try ScoreTable(suite.input)) == ["a", "b"])
    #expect(
      ScoreTable.labels(try ScoreTable(suite.input, metric: "sampledReturn")) == ["a", "b"])
  }

  static func file(_ path: String, _ suite: SyntheticSuite) throws -> String {
    let files = try render(suite.input)
    return String(
      decoding: try #require(files.first { $0.path == path }).data, as: UTF8.self)
  }

  static func markdown(_ suite: SyntheticSuite) throws -> String {
    try file("report.md", suite)
  }

  @Test func `the report names where each algorithm breaks first, and what does not apply`() throws
  {
    let text = try Self.markdown(Self.suite()).split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    #expect(
      text.contains(
        "- **a** breaks at **fatal** (6 of 6 [0.61, 1.00] runs broken, mean 64.5 against 422.0 as declared); weakened at `mild`; holds at `rough` and `same`."
      ))
    #expect(
      text.contains(
        "- **b** breaks nowhere (mean 22.0 as declared); not judged at `fatal`; does not apply: `mild`, `rough` and `same`."
      ))
    #expect(text.contains("| discount × 16 = 0.99 |"))
    #expect(text.contains("| clipRange = 0.2, rewardNoise = off |"))
    #expect(!text.contains("| b | mild |"))
    #expect(text.contains("![Where algorithms break on A](figures/stress-A.svg)"))
  }

  @Test func `the order of cells changes no byte, and a suite without stress has no section`()
    throws
  {
    var suite = Self.suite()
    let files = try render(suite.input)
    suite.cells.reverse()
    #expect(try render(suite.input) == files)
    #expect(files.map(\.path).contains("tables/stress.csv"))
    #expect(try Self.file("report.html", suite).contains("Where algorithms break on A"))
    let plain = try render(SyntheticSuite(tasks: ["A"], algorithms: ["a"], seeds: 2).input)
    #expect(!plain.contains { $0.path.contains("stress") })
    #expect(
      !plain.contains { String(decoding: $0.data, as: UTF8.self).contains("\"stress\"") })
  }

  @Test func `the table has every number`() throws {
    let lines = try Self.file("tables/stress.csv", Self.suite()).split(separator: "\n")
    #expect(lines.count == 6)
    #expect(
      lines[0]
        == "task,algorithm,setting,changes,n,diverged,mean,lower,upper,declaredMean,keptShare,broken,brokenLower,brokenUpper,difference,holmP,detectable,verdict"
    )
    #expect(lines[3].hasPrefix("A,a,fatal,discount × 16 = 0.99,6,0,64.5,"))
    #expect(lines[3].hasSuffix(",breaks"))
    #expect(lines[5].contains(",,,,"))
  }

  @Test func `the heat map marks what breaks by more than colour, and what does not apply`() throws
  {
    let figure = try Self.file("figures/stress-A.svg", Self.suite())
    // One cross of two lines and one frame for the one setting that breaks.
    #expect(figure.components(separatedBy: "stroke-width=\"2\"").count == 3)
    #expect(figure.components(separatedBy: "<polyline").count == 2)
    #expect(figure.components(separatedBy: ">–</text>").count == 4)
    #expect(figure.components(separatedBy: ">?</text>").count == 2)
    #expect(figure.contains("n = 6 seeds"))
    for number in ["11", "85", "100", "67"] { #expect(figure.contains(">\(number)</text>")) }
    #expect(figure.contains("a on A, fatal: 64.5"))
    #expect(figure.contains("b, mild: does not apply"))
  }

  @Test func `a suite that lists an arm it does not run is refused`() throws {
    var suite = Self.suite()
    suite.suite.stress?[0].of = "c"
    suite.suite.algorithms.append(
      AlgorithmSummary(label: "c", method: "ppo", summary: "A made-up algorithm."))
    #expect(throws: ReportError.self) { try Report(suite.input) }
  }
}

extension ScoreTable {
  fileprivate static func labels(_ table: ScoreTable) -> [String] { table.arms.map(\.algorithm) }
}
