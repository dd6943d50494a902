import Foundation
import Reports
import Results
import Testing

/// The table that a report begins with.
@Suite struct VerdictBoxTests {
  /// Three algorithms on one task with ten seeds: `a` far above `b` and `c`, which are alike.
  static func suite(tasks: [String] = ["A"], seeds: Int = 10) -> SyntheticSuite {
    var suite = SyntheticSuite(tasks: tasks, algorithms: ["a", "b", "c"], seeds: seeds)
    for task in tasks {
      suite.setScores(task, "a", (0..<seeds).map { 300 + Double($0 * 7 % 10) })
      suite.setScores(task, "b", (0..<seeds).map { 100 + Double($0 * 3 % 10) })
      suite.setScores(task, "c", (0..<seeds).map { 101 + Double($0 * 9 % 10) })
    }
    return suite
  }

  static func box(_ suite: SyntheticSuite) throws -> [String] {
    let lines = try FlooredRunsTests.markdown(suite).split(
      separator: "\n", omittingEmptySubsequences: false)
    return lines.drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }.map {
      $0.split(separator: " ").joined(separator: " ")
    }
  }

  @Test func `a report begins with leader, established, undecided and detectable`() throws {
    let suite = Self.suite()
    let pair = try #require(
      try Report(suite.input).tasks[0].comparisons.first { $0.first == "b" && $0.second == "c" })
    let detectable = try #require(pair.minimumDetectableEffect)
    let rounded = (detectable * 10).rounded() / 10
    let rows = try Self.box(suite)
    #expect(rows.count == 3)
    #expect(
      rows[0] == "| Task | Highest mean [95 % t] | Established | Undecided pairs | Detectable |")
    #expect(rows[2].hasPrefix("| **A** | **a**: 304.5 [302.3, 306.7] | a \\> b, c | "))
    #expect(rows[2].hasSuffix("| 1 of 3, none of them of a | \(rounded) |"))
  }

  @Test func `those that are higher than the same others share a clause`() throws {
    var suite = Self.suite(tasks: ["A", "B"])
    suite.setScores("B", "b", (0..<10).map { 299 + Double($0 * 3 % 10) })
    let rows = try Self.box(suite)
    #expect(rows[3].contains("| a, b \\> c | 1 of 3: a against b |"))
    #expect(rows[2].contains("| a \\> b, c |"))
  }

  @Test func `a leader that is told apart from nothing is said to be`() throws {
    var suite = Self.suite()
    suite.setScores("A", "a", (0..<10).map { $0.isMultiple(of: 2) ? 0 : 450 })
    suite.setScores("A", "c", (0..<10).map { 120 + Double($0 * 9 % 10) })
    #expect(
      try Self.box(suite)[2].contains("| c \\> b | 2 of 3, among them all of a | "))
    for label in ["b", "c"] {
      suite.setScores("A", label, (0..<10).map { 299 + Double($0 * 3 % 10) })
    }
    #expect(try Self.box(suite)[2].contains("| nothing | 3 of 3 | "))
    suite.setScores("A", "a", (0..<10).map { 299 + Double($0 * 3 % 10) })
    #expect(
      try Self.box(suite)[2].contains("| **a**, **b** and **c**: 303.5 | nothing | 3 of 3 | – |"))
  }

  @Test func `too few seeds and other budgets show in the box`() throws {
    #expect(
      try Self.box(Self.suite(seeds: 2))[2].contains(
        "| nothing | all 3: n = 2 cannot reach significance, whatever the scores | – |"))
    var suite = Self.suite()
    suite.suite.arms[2].budget = 200_000
    suite.cells = suite.cells.map { cell in
      var cell = cell
      if case .result(var result) = cell.state {
        result.cell = CellSpecification(
          arm: suite.suite.arms[cell.arm], seed: cell.seed, suiteSeed: 7, resultsVersion: 1)
        cell.state = .result(result)
      }
      return cell
    }
    #expect(try Self.box(suite)[2].contains("| a \\> b, c ‡ |"))
    #expect(
      try FlooredRunsTests.markdown(suite).components(separatedBy: "‡ The two had different").count
        == 4)
  }

  @Test func `the outcomes of declared hypotheses stand below the box`() throws {
    var suite = Self.suite()
    suite.suite.hypotheses = [
      HypothesisFamilyTests.claim(.betterThan, first: "a", second: "b"),
      HypothesisFamilyTests.claim(.worseThan, first: "a", second: "c"),
    ]
    let text = try FlooredRunsTests.markdown(suite)
    let sentence = "Of the 2 hypotheses declared before the run: 1 confirmed and 1 refuted."
    #expect(text.contains("\n\(sentence)\n"))
    suite.suite.hypotheses = nil
    #expect(!(try FlooredRunsTests.markdown(suite)).contains("hypotheses declared"))
  }
}
