import Foundation
import Randomness
import Reports
import Results
import Statistics
import Testing

/// What is said over tasks beside the aggregates: mean ranks and performance profiles.
@Suite struct RanksAndProfilesTests {
  /// `a` above `b` above `c` on every task.
  static func ordered(tasks: Int, seeds: Int = 2) -> SyntheticSuite {
    let names = (0..<tasks).map { "T\($0)" }
    var suite = SyntheticSuite(
      tasks: names, algorithms: ["a", "b", "c"], seeds: seeds, evaluations: 1)
    for (index, task) in names.enumerated() {
      let scale = SyntheticSuite.scales[index % 5]
      for (label, level) in [("a", 1.0), ("b", 0.5), ("c", 0.25)] {
        suite.setScores(
          task, label,
          (0..<seeds).map { _ in
            scale.random + (level + 0.01 * Double(index)) * (scale.scripted - scale.random)
          })
      }
    }
    return suite
  }

  @Test func `enough tasks tell every pair of an order apart`() throws {
    let ranks = try #require(try Report(Self.ordered(tasks: 12).input).acrossTasks.ranks)
    #expect(ranks.averageRanks == [1, 2, 3] && ranks.tasks.count == 12)
    #expect(ranks.test == .signedRank)
    // All signs of twelve tasks agree: 2/2¹², and Holm's steps end at the first.
    let (least, adjusted) = (2.0 / 4096, 6.0 / 4096)
    #expect(ranks.pairs.count == 3 && ranks.pairs.allSatisfy { $0.p == least })
    #expect(ranks.pairs.allSatisfy { $0.holmP == adjusted } && ranks.smallestHolmP == adjusted)
    #expect(ranks.groups.isEmpty && ranks.tasksNeeded == 7)
    // Demšar (2006), table 5a: q = 2.343 for three classifiers.
    #expect(abs(ranks.criticalDifference - 2.343 * (12.0 / 72).squareRoot()) < 1e-3)
    let friedman = try FriedmanTest.run(Array(repeating: [3, 2, 1], count: 12))
    #expect(ranks.friedmanP == friedman.pValue)
  }

  @Test func `five tasks cannot tell three algorithms apart and it is said`() throws {
    let suite = Self.ordered(tasks: 5)
    let ranks = try #require(try Report(suite.input).acrossTasks.ranks)
    #expect(ranks.smallestHolmP == 0.1875 && ranks.groups == [["a", "b", "c"]])
    let file = try #require(
      try render(suite.input).first { $0.path == "figures/critical-difference.svg" })
    let text = String(decoding: file.data, as: UTF8.self)
    #expect(text.contains("whatever the scores: Holm's p is at least 0.188; it takes 7 tasks."))
    #expect(text.contains("n = 5 tasks are the blocks") && text.contains("Nemenyi's CD 1.48"))
  }

  @Test func `tasks without a scale are ranked by the sign test`() throws {
    let rows = (0..<10).flatMap { task in
      ["a", "b", "c"].enumerated().map { index, label in
        // `a` is above `b` on nine tasks of ten, by differences that grow with the task.
        ScoreTable.Row(
          algorithm: label, task: "T\(task)", seed: 0,
          score: index == 0 ? Double(task == 9 ? -1000 : task + 1) : -Double(index * task))
      }
    }
    let ranks = try #require(try compare(ScoreTable(rows: rows)).ranks)
    #expect(ranks.test == .sign)
    let signs = 2 * 11.0 / 1024
    #expect(ranks.pairs[0].p == signs)
    var table = try ScoreTable(rows: rows)
    for task in table.tasks { table.scales[task] = try ScoreScale(low: 0, high: 1) }
    let scaled = try #require(try compare(table).ranks)
    #expect(scaled.test == .signedRank && scaled.pairs[0].p > ranks.pairs[0].p)
    #expect(scaled.averageRanks == ranks.averageRanks)
  }

  @Test func `too few tasks or algorithms have no ranks and the report says why`() throws {
    for suite in [
      Self.ordered(tasks: 2),
      SyntheticSuite(tasks: ["A", "B", "C"], algorithms: ["a", "b"], seeds: 2),
    ] {
      let report = try Report(suite.input)
      #expect(report.acrossTasks.ranks == nil)
      let text = try FlooredRunsTests.markdown(suite).split(whereSeparator: \.isWhitespace)
        .joined(separator: " ")
      #expect(
        text.contains("No critical-difference diagram: ranks over tasks take 3 algorithms")
          && text.contains("here \(report.algorithms.count) ran on all of"))
    }
    var settings = ComparisonSettings()
    settings.baseline = "a"
    #expect(
      try compare(ScoreTable(Self.ordered(tasks: 5).input), settings: settings).ranks == nil)
  }

  @Test func `a profile is the share of runs above each normalised score`() throws {
    var suite = SyntheticSuite(tasks: ["A", "B"], algorithms: ["a", "b"], seeds: 2)
    // Normalised: 0 and 1 on A, 0.5 and 0.5 on B.
    suite.setScores("A", "a", [22, 500])
    suite.setScores("B", "a", [-292, -292])
    let report = try Report(suite.input)
    let section = try #require(report.acrossTasks.profiles)
    let profile = section.profiles[0]
    let share = { (threshold: Double) in
      section.thresholds.firstIndex(of: threshold).map { profile.shares[$0] }
    }
    #expect(share(-0.02) == 1 && share(0) == 0.75 && share(0.48) == 0.75)
    // A run that scores exactly the threshold is not above it.
    #expect(share(0.5) == 0.25 && share(0.98) == 0.25 && share(1) == 0)
    #expect(section.tasks == ["A", "B"] && section.coverage == "pointwise")
    for index in section.thresholds.indices {
      #expect(profile.lower[index] <= profile.shares[index])
      #expect(profile.upper[index] >= profile.shares[index])
    }
    // A's run at 0 is drawn not at all or twice in a quarter of the resamples each.
    let place = try #require(section.thresholds.firstIndex(of: 0))
    #expect(profile.lower[place] == 0.5 && profile.upper[place] == 1)
  }

  @Test func `one seed and one task have no profiles and the report says why`() throws {
    let single = SyntheticSuite(tasks: ["A", "B"], algorithms: ["a", "b"], seeds: 1)
    #expect(try Report(single.input).acrossTasks.profiles == nil)
    #expect(
      try FlooredRunsTests.markdown(single).contains("No performance profiles: they take two seeds")
    )
    #expect(
      try FlooredRunsTests.markdown(VerdictBoxTests.suite()).contains("and no performance profile;")
    )
  }

  @Test func `profiles and ranks have their tables`() throws {
    let files = try render(Self.ordered(tasks: 5).input)
    let text = { (path: String) in
      files.first { $0.path == path }.map { String(decoding: $0.data, as: UTF8.self) } ?? ""
    }
    #expect(
      text("tables/profiles.csv").hasPrefix(
        "algorithm,threshold,share,lower,upper\na,-0.02,1,1,1\n"))
    let pairs = text("tables/comparisons-over-tasks.csv").split(separator: "\n")
    #expect(pairs[0].hasSuffix(",absentRuns,rankP,rankHolmP"))
    #expect(pairs[1].hasSuffix(",0,0.0625,0.1875"))
  }

  @Test func `absent runs make ranks provisional`() throws {
    var suite = Self.ordered(tasks: 5)
    suite.set("T2", "b", 0, .missing)
    let ranks = try #require(try Report(suite.input).acrossTasks.ranks)
    #expect(ranks.absentRuns == 1)
    let file = try #require(
      try render(suite.input).first { $0.path == "figures/critical-difference.svg" })
    #expect(String(decoding: file.data, as: UTF8.self).contains("Provisional: runs are absent."))
  }
}
