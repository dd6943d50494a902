import Foundation
import Randomness
import Reports
import Results
import Testing

/// The files of a report as a whole.
@Suite struct RenderTests {
  /// Three tasks, three algorithms, some runs that did not complete.
  static func suite() -> SyntheticSuite {
    var suite = SyntheticSuite(
      tasks: ["CartPole-v1", "Pendulum|β 漢字", "pendulum/β 漢字"],
      algorithms: ["ppo", "<&> trpo_with_a_label_that_is_too_long_for_figures", "方策"], seeds: 4)
    suite.set("CartPole-v1", "ppo", 1, .missing)
    suite.set("CartPole-v1", "方策", 2, .failed(reason: "ended by \"signal\" | 9"))
    suite.edit("Pendulum|β 漢字", "ppo", 0) {
      $0.outcome = .diverged(reason: "loss <inf>", update: 2, position: 50_000)
    }
    return suite
  }

  @Test func `the files come in a fixed order and none is empty`() throws {
    let files = try render(Self.suite().input)
    #expect(
      files.map(\.path) == [
        "report.md", "report.json", "report.html", "figures/final-scores.svg",
        "figures/learning-curve-CartPole-v1.svg", "figures/seeds-CartPole-v1.svg",
        "figures/pairs-CartPole-v1.svg", "figures/stability-CartPole-v1.svg",
        "figures/learning-curve-Pendulum-----.svg", "figures/seeds-Pendulum-----.svg",
        "figures/pairs-Pendulum-----.svg", "figures/stability-Pendulum-----.svg",
        "figures/learning-curve-pendulum------2.svg", "figures/seeds-pendulum------2.svg",
        "figures/pairs-pendulum------2.svg", "figures/stability-pendulum------2.svg",
        "figures/aggregates.svg", "figures/performance-profiles.svg", "figures/improvement.svg",
        "figures/critical-difference.svg", "tables/scores.csv",
        "tables/runs.csv", "tables/final-scores.csv", "tables/comparisons.csv",
        "tables/aggregates.csv", "tables/comparisons-over-tasks.csv", "tables/metrics.csv",
        "tables/curves.csv", "tables/stability.csv", "tables/stability-comparisons.csv",
        "tables/memory.csv",
        "tables/profiles.csv",
      ])
    #expect(files.allSatisfy { $0.data.count > 20 })
  }

  @Test func `every figure is shown in the report and every image exists`() throws {
    let files = try render(Self.suite().input)
    let text = String(decoding: files[0].data, as: UTF8.self)
    let shown = text.split(separator: "\n").filter { $0.hasPrefix("![") }.compactMap {
      $0.split(separator: "(").last?.dropLast()
    }
    #expect(
      shown.map(String.init).sorted()
        == files.map(\.path).filter { $0.hasSuffix(".svg") }.sorted())
  }

  @Test func `the order of cells changes no byte`() throws {
    var suite = Self.suite()
    let files = try render(suite.input)
    var stream = RandomStream(seed: 1, purpose: "shuffle")
    for _ in 0..<3 {
      stream.shuffle(&suite.cells)
      #expect(try render(suite.input) == files)
    }
  }

  @Test func `another algorithm changes no number of the others on their own`() throws {
    let two = try Report(
      SyntheticSuite(tasks: ["A", "B"], algorithms: ["a", "b"], seeds: 5).input)
    let three = try Report(
      SyntheticSuite(tasks: ["A", "B"], algorithms: ["a", "b", "c"], seeds: 5).input)
    #expect(three.acrossTasks.aggregates.prefix(2).elementsEqual(two.acrossTasks.aggregates))
    #expect(three.acrossTasks.comparisons[0] == two.acrossTasks.comparisons[0])
    #expect(three.tasks[0].comparisons[0].permutationP == two.tasks[0].comparisons[0].permutationP)
  }

  @Test func `one changed bit of a result changes the hash of the results`() throws {
    var suite = Self.suite()
    let before = try Report(suite.input).resultsHash
    suite.edit("CartPole-v1", "ppo", 0) { $0.metrics["updates"] = 48.00000000000001 }
    let changed = try Report(suite.input).resultsHash
    #expect(before.count == 64 && changed.count == 64 && before != changed)
    suite.edit("CartPole-v1", "ppo", 0) { $0.metrics["updates"] = 48 }
    #expect(try Report(suite.input).resultsHash == before)
  }

  @Test func `the json reads back as the report it was written from`() throws {
    let suite = Self.suite()
    let data = try render(suite.input)[1].data
    let report = try Report(suite.input)
    #expect(try CanonicalJSON.decode(Report.self, from: data) == report)
    #expect(try CanonicalJSON.encode(report) == data)
  }

  @Test func `the score table can be compared on its own with the same numbers`() throws {
    let suite = Self.suite()
    let files = try render(suite.input)
    let data = try #require(files.first { $0.path == "tables/scores.csv" }).data
    let read = try ScoreTable(csv: data, name: "scores.csv")
    let fromScores = try compare(read, seed: suite.suite.suiteSeed)
    let report = try Report(suite.input)
    // A file of any origin is sorted by name; a suite keeps its order, and the signs of its pairs.
    for section in report.tasks {
      let task = try #require(fromScores.tasks.first { $0.name == section.name })
      for arm in section.arms {
        #expect(
          task.arms.first { $0.algorithm == arm.algorithm }?.summary == arm.summary)
      }
      for pair in section.comparisons {
        let other = try #require(
          task.comparisons.first { Set([$0.first, $0.second]) == [pair.first, pair.second] })
        #expect(other.permutationP == pair.permutationP && other.holmP == pair.holmP)
      }
    }
    #expect(fromScores.acrossTasks.count == report.acrossTasks.comparisons.count)
  }

  @Test(arguments: [1, 3]) func `small suites are rendered`(seeds: Int) throws {
    let single = SyntheticSuite(tasks: ["A"], algorithms: ["a"], seeds: seeds, evaluations: 1)
    let text = String(decoding: try render(single.input)[0].data, as: UTF8.self)
    #expect(text.contains("**a** alone was run"))
    #expect(text.contains("there is nothing to aggregate"))
    #expect(text.contains("No task has two algorithms to compare."))
  }

  @Test func `the tables of the report line up`() throws {
    let text = String(decoding: try render(Self.suite().input)[0].data, as: UTF8.self)
    var previous: (bars: Int, length: Int)?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        previous = nil
        continue
      }
      let wide = line.count { $0 == "漢" || $0 == "字" || $0 == "方" || $0 == "策" }
      let current = (line.count { $0 == "|" } - line.count { $0 == "\\" }, line.count + wide)
      if let previous { #expect(previous.length == current.1, "\(line)") }
      previous = current
    }
  }

  @Test func `a small report stays as it was recorded`() throws {
    var suite = SyntheticSuite(
      name: "snapshot", tasks: ["CartPole-v1", "Pendulum-v1"], algorithms: ["ppo", "trpo", "vpg"],
      seeds: 5, evaluations: 4)
    suite.set("Pendulum-v1", "vpg", 4, .failed(reason: "ended by signal 9"))
    suite.edit("CartPole-v1", "vpg", 1) {
      $0.outcome = .diverged(
        reason: "policy loss is not finite", update: 2, position: 51_200)
    }
    let text = String(decoding: try render(suite.input)[0].data, as: UTF8.self)
    try expectSnapshot(text, "report.md")
  }
}

/// Compares a text with a recorded one; with `RECORD_SNAPSHOTS` set, or nothing recorded, it records
/// and fails, so that a recording run is never a passing one.
func expectSnapshot(
  _ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Snapshots").appendingPathComponent(name)
  let recorded = try? String(contentsOf: file, encoding: .utf8)
  if let recorded, ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] == nil {
    #expect(text == recorded, sourceLocation: sourceLocation)
  } else {
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
    Issue.record("recorded \(name); run again to compare", sourceLocation: sourceLocation)
  }
}
