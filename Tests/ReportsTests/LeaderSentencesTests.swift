import Foundation
import Reports
import Results
import Testing

/// The three sentences below the verdict box.
@Suite struct LeaderSentencesTests {
  /// The list below the verdict box, each entry on one line.
  static func sentences(_ suite: SyntheticSuite) throws -> [String] {
    let text = try FlooredRunsTests.markdown(suite)
    let list =
      text.components(separatedBy: "\n\n").first {
        $0.hasPrefix("- **") && $0.contains("peak model memory")
      } ?? ""
    return list.replacingOccurrences(of: "\n  ", with: " ").split(separator: "\n").map(String.init)
  }

  @Test func `each says who leads and what is established`() throws {
    var suite = StabilitySectionTests.suite(algorithms: ["a", "b", "c"])
    for seed in 0..<10 {
      StabilitySectionTests.set(&suite, "c", seed, [122, 172, 222, 272])
    }
    suite.setScores("A", "a", (0..<10).map { 200 + Double($0 * 7 % 10) })
    suite.setScores("A", "b", (0..<10).map { 300 + Double($0 * 3 % 10) })
    suite.setScores("A", "c", (0..<10).map { 301 + Double($0 * 9 % 10) })
    #expect(
      try Self.sentences(suite) == [
        "- **Highest score (highest mean)**: **c**; established against 1 of 2 others.",
        "- **Most stable (least relative drawdown, see Stability)**: **a** and **c**; established "
          + "against the other.",
        "- **Smallest (least peak model memory)**: **a**; established by count against all others.",
      ])
  }

  @Test func `tasks of which the same is said stand together`() throws {
    let suite = VerdictBoxTests.suite(tasks: ["A", "B"])
    let lines = try Self.sentences(suite)
    #expect(
      lines[0]
        == "- **Highest score (highest mean)**: **a** on all tasks; established against all others "
        + "on all tasks.")
    var other = suite
    other.setScores("B", "b", (0..<10).map { 400 + Double($0) })
    other.setScores("B", "c", (0..<10).map { 400 + Double($0 * 3 % 10) })
    #expect(
      try Self.sentences(other)[0]
        == "- **Highest score (highest mean)**: **a** on A; **b** and **c** on B; established against "
        + "all others on A, the other on B.")
  }

  @Test func `nobody leads where nothing completed or nothing was kept`() throws {
    var suite = StabilitySectionTests.suite()
    for label in ["a", "b"] {
      for seed in 0..<10 { StabilitySectionTests.set(&suite, label, seed, [22, 22, 20, 20]) }
    }
    #expect(try Self.sentences(suite)[1].hasSuffix(": nobody, as no run kept anything."))
    for label in ["a", "b"] {
      for seed in 0..<10 { suite.set("A", label, seed, .failed(reason: "killed")) }
    }
    let lines = try Self.sentences(suite)
    #expect(lines[0].hasSuffix(": nobody, as no run completed."))
    #expect(lines[1].hasSuffix(": nobody, as no run kept anything."))
    #expect(lines[2].hasSuffix(": not known."))
  }

  @Test func `runs that are missing leave nothing established`() throws {
    var suite = StabilitySectionTests.suite()
    suite.setScores("A", "a", (0..<10).map { 400 + Double($0) })
    suite.setScores("A", "b", (0..<10).map { 100 + Double($0) })
    #expect(try Self.sentences(suite).allSatisfy { $0.contains("against the other") })
    suite.set("A", "b", 3, .missing)
    #expect(try Self.sentences(suite).allSatisfy { $0.hasSuffix("against none.") })
  }

  @Test func `one algorithm has no sentences`() throws {
    let suite = SyntheticSuite(tasks: ["A"], algorithms: ["a"], seeds: 2)
    #expect(try Self.sentences(suite).isEmpty)
  }
}
