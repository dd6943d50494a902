import Foundation
import Reports
import Results
import Testing

/// How the table and the sentences of hypotheses put things.
@Suite struct HypothesisWordsTests {
  private typealias Family = HypothesisFamilyTests
  private typealias Verdicts = HypothesisVerdictTests

  @Test func `flips drawn at random are marked, counted ones are not`() throws {
    for (seeds, isExact) in [(20, true), (21, false)] {
      var suite = SyntheticSuite(
        tasks: ["A"], algorithms: ["a", "b"], seeds: seeds, evaluations: 1)
      suite.suite.hypotheses = [Family.claim(.betterThan)]
      let comparison = try Verdicts.section(suite).hypotheses[0].comparisons[0]
      #expect(comparison.test == .signFlip && comparison.isExact == isExact)
      let text = try FlooredRunsTests.markdown(suite)
      let section = try #require(text.components(separatedBy: "## What was asked").first)
      #expect(section.contains("~ From random rearrangements") != isExact)
      #expect(section.contains("~ |") != isExact)
    }
    let margin = try Verdicts.section(Family.suite(Family.claim(.equivalentTo, margin: 8)))
    #expect(margin.hypotheses[0].comparisons[0].isExact == nil)
  }

  @Test func `one run is not called runs`() throws {
    let plural = [1: "1 run holds no `updates`", 2: "2 runs hold no `updates`"]
    for (absent, words) in plural.sorted(by: { $0.key < $1.key }) {
      var suite = Family.suite(
        Family.claim(.greaterThan, "updates", first: "c"), Family.claim(.betterThan, first: "c"))
      for seed in 0..<absent { suite.set("A", "c", seed, .missing) }
      let text = try FlooredRunsTests.markdown(suite).split(whereSeparator: \.isWhitespace)
        .joined(separator: " ")
      #expect(text.contains(words))
      #expect(
        text.contains(
          "provisional, as \(absent) run\(absent == 1 ? " was" : "s were") not found or not readable"
        ))
    }
  }
}
