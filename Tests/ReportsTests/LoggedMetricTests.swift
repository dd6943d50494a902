import Foundation
import Reports
import Results
import Testing

/// Comparisons and hypotheses by measures of diagnostics, and by what reports derive.
@Suite struct LoggedMetricTests {
  static func suite(seeds: Int = 8) -> SyntheticSuite {
    var suite = SyntheticSuite(tasks: ["A"], algorithms: ["x", "y"], seeds: seeds)
    for seed in 0..<seeds {
      let own = 0.001 * Double(seed * seed % 7)
      suite.setDiagnostics(
        "A", "x", seed,
        ["health.klSpikes": 0.01 + own, "multiplyAdds": 1e6, "multiplyAdds.solver": 4e5])
      suite.setDiagnostics("A", "y", seed, ["health.klSpikes": 0.2 - own, "multiplyAdds": 2e6])
    }
    return suite
  }

  static func claim(_ metric: String, _ suite: SyntheticSuite) throws -> HypothesisComparison {
    var suite = suite
    suite.suite.hypotheses = [HypothesisVerdictTests.claim(.lessThan, metric)]
    return try HypothesisVerdictTests.comparison(suite)
  }

  @Test func `hypotheses can name health, compute and the relative drawdown`() throws {
    let spikes = try Self.claim("health.klSpikes", Self.suite())
    #expect(spikes.verdict == .better && spikes.pValue == 2.0 / 256)
    let counts = try Self.claim("multiplyAdds", Self.suite())
    #expect(counts.firstMean == 1e6 && counts.secondMean == 2e6 && counts.verdict == .better)
    // A role that did no work counts 0.
    let solver = try Self.claim("multiplyAdds.solver", Self.suite())
    #expect(solver.firstMean == 4e5 && solver.secondMean == 0 && solver.verdict == .worse)
  }

  @Test func `a hypothesis on what runs did not log stays open and says so`() throws {
    var suite = Self.suite()
    suite.cells[suite.index("A", "y", 2)].diagnostics = nil
    let comparison = try Self.claim("health.klSpikes", suite)
    #expect(comparison.unmeasuredRuns == 1 && comparison.difference == nil)
    #expect(comparison.outcome == .undecided && comparison.flooredRuns == 0)
    suite.suite.hypotheses = [HypothesisVerdictTests.claim(.lessThan, "health.klSpikes")]
    let text = try FlooredRunsTests.markdown(suite).replacingOccurrences(of: "\n", with: " ")
      .split(separator: " ").joined(separator: " ")
    #expect(
      text.contains(
        "1 run holds no `health.klSpikes`, they have no such quantity, or were stored by a version that did not log it"
      ))
  }

  @Test func `the relative drawdown is derived for comparisons and hypotheses`() throws {
    let suite = StabilitySectionTests.suite()
    let table = try ScoreTable(suite.input, metric: "relativeDrawdown")
    let section = try StabilitySectionTests.section(suite)
    #expect(table.arms.map(\.scores) == section.arms.map(\.relativeDrawdowns))
    var claimed = suite
    claimed.suite.hypotheses = [
      HypothesisVerdictTests.claim(.betterThan, "relativeDrawdown", first: "a", second: "b")
    ]
    let comparison = try HypothesisVerdictTests.comparison(claimed)
    #expect(comparison.verdict == .better && comparison.firstMean == 0)
    #expect(comparison.pValue == section.comparisons[0].testP)
    var partial = suite
    partial.set("A", "a", 2, .missing)
    let missing = try ScoreTable(partial.input, metric: "relativeDrawdown")
    #expect(missing.arms[0].scores[2] == 1 && missing.arms[0].absentRuns == 1)
    StabilitySectionTests.set(&partial, "b", 4, [122])
    #expect(throws: ReportError.self) {
      try ScoreTable(partial.input, metric: "relativeDrawdown")
    }
  }

  @Test func `runs that did not log a metric are an error that says what to do`() throws {
    let old = StabilitySectionTests.suite()
    let error = try #require(throws: ReportError.self) {
      try ScoreTable(old.input, metric: "health.klTail")
    }
    #expect(error.description.hasPrefix("No run holds the metric health.klTail; the runs hold "))
    #expect(
      error.description.hasSuffix(
        " Versions before it was logged stored none: run the suite again into another folder."))
    let unknown = try #require(throws: ReportError.self) {
      try ScoreTable(old.input, metric: "klTail")
    }
    #expect(!unknown.description.contains("Versions"))
    var mixed = Self.suite()
    mixed.cells[mixed.index("A", "y", 2)].diagnostics = nil
    let missing = try #require(throws: ReportError.self) {
      try ScoreTable(mixed.input, metric: "health.klSpikes")
    }
    #expect(
      missing.description.hasPrefix(
        "The run of y on A with seed 2 holds no health.klSpikes (it was stored by a version that did not log it)"
      ))
  }
}
