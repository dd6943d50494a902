import Foundation
import Randomness
import Reports
import Results
import Statistics
import Testing

/// Families, tasks and runs without a value, and hypotheses that came after the run.
@Suite struct HypothesisFamilyTests {
  typealias Verdicts = HypothesisVerdictTests

  /// Two tasks, three algorithms, eight seeds: on A, `b` is above `a` at every seed; on B they are alike.
  static func suite(_ hypotheses: Hypothesis...) -> SyntheticSuite {
    var suite = SyntheticSuite(tasks: ["A", "B"], algorithms: ["a", "b", "c"], seeds: 8)
    let noise = [3.0, -1, 2, -4, 1, -3, 4, -2]
    suite.setScores("A", "a", noise.map { 200 + $0 })
    suite.setScores("A", "b", noise.map { 300 + $0 * $0 })
    suite.setScores("B", "a", noise.map { -200 + $0 })
    suite.setScores("B", "b", noise.reversed().map { -200 + $0 })
    suite.suite.hypotheses = hypotheses
    return suite
  }

  static func claim(
    _ relation: Hypothesis.Relation, _ metric: String = "evaluationReturn", margin: Double? = nil,
    first: String = "b", second: String = "a", family: String = "f", alpha: Double = 0.05,
    tasks: [String] = ["A"]
  ) -> Hypothesis {
    Verdicts.claim(
      relation, metric, margin: margin, first: first, second: second, alpha: alpha, family: family,
      tasks: tasks)
  }

  @Test func `holm runs over the claims and tasks of a family`() throws {
    let section = try Verdicts.section(
      Self.suite(
        Self.claim(.betterThan, tasks: ["A", "B"]), Self.claim(.betterThan, first: "c"),
        Self.claim(.betterThan, "sampledReturn", family: "other")))
    #expect(section.families.map(\.name) == ["f", "other"])
    #expect(section.families.map(\.comparisons) == [3, 1])
    let family = section.hypotheses.prefix(2).flatMap(\.comparisons)
    #expect(family.map(\.task) == ["A", "B", "A"])
    #expect(
      try family.map(\.holmP) == MultipleComparisons.holm(family.compactMap(\.pValue)))
    #expect(family[0].holmP == 3 * 2.0 / 256 && family[0].smallestHolmP == 3 * 2.0 / 256)
    let alone = section.hypotheses[2].comparisons[0]
    #expect(alone.holmP == alone.pValue)
  }

  @Test func `a claim on several tasks holds only where it holds on each`() throws {
    let outcomes = try Verdicts.section(
      Self.suite(
        Self.claim(.betterThan), Self.claim(.betterThan, tasks: ["A", "B"]),
        Self.claim(.worseThan, tasks: ["A", "B"]),
        Self.claim(.nonInferiorTo, margin: 50, tasks: ["A", "B"]))
    ).hypotheses.map(\.outcome)
    #expect(outcomes == [.confirmed, .undecided, .refuted, .confirmed])
  }

  @Test func `a run without a result enters with the floor and keeps the claim undecided`() throws {
    var suite = Self.suite(Self.claim(.betterThan))
    suite.set("A", "a", 2, .missing)
    var found = try Verdicts.comparison(suite)
    #expect((found.flooredRuns, found.absentRuns) == (1, 1))
    #expect(ReportNumbersTests.isClose(found.secondMean, 1398.0 / 8))
    #expect(found.verdict == .better && found.outcome == .undecided)
    suite.set("A", "a", 2, .failed(reason: "ended by signal 9"))
    found = try Verdicts.comparison(suite)
    #expect((found.flooredRuns, found.absentRuns) == (1, 0))
    #expect(found.outcome == .confirmed)
  }

  @Test func `a diverged run has the floor of a score, and used what it used`() throws {
    var suite = Self.suite(
      Self.claim(.betterThan), Self.claim(.lessThan, "peakModelBytes"),
      Self.claim(.greaterThan, "updates"))
    suite.edit("A", "b", 0) {
      $0.outcome = .diverged(reason: "loss is not finite", update: 3, position: 10)
      $0.metrics["updates"] = 3
    }
    let found = try Verdicts.section(suite).hypotheses.map { $0.comparisons[0] }
    #expect(found.map(\.flooredRuns) == [1, 0, 0])
    #expect(ReportNumbersTests.isClose(found[0].firstMean, (8 * 300 + 60 - 309) / 8))
    #expect(found[1].test == .count)
    #expect(ReportNumbersTests.isClose(found[2].difference, -45.0 / 8))
  }

  @Test func `a metric without a floor takes the worst that was measured in either arm`() throws {
    var suite = Self.suite(Self.claim(.lessThan, "peakModelBytes"))
    for seed in 0..<8 {
      suite.edit("A", "a", seed) { $0.metrics["peakModelBytes"] = 1000 + Double(seed) }
      suite.edit("A", "b", seed) { $0.metrics["peakModelBytes"] = 100 }
    }
    suite.set("A", "b", 3, .failed(reason: "x"))
    let found = try Verdicts.comparison(suite)
    #expect(found.flooredRuns == 1)
    #expect(ReportNumbersTests.isClose(found.firstMean, 1707.0 / 8))
  }

  @Test func `a metric without a better end cannot stand in for a missing run`() throws {
    var suite = Self.suite(
      Self.claim(.greaterThan, "updates", first: "c"), Self.claim(.betterThan),
      Self.claim(.lessThan, "ood.x.sampledAccuracy"))
    suite.set("A", "c", 3, .failed(reason: "x"))
    let section = try Verdicts.section(suite)
    let found = section.hypotheses[0].comparisons[0]
    #expect(found.unmeasuredRuns == 1 && found.difference == nil && found.test == nil)
    #expect(found.verdict == .undecided && found.outcome == .undecided)
    // It was planned, so it counts in the family all the same.
    #expect(section.families[0].comparisons == 3)
    #expect(section.hypotheses[1].comparisons[0].holmP == 3 * 2.0 / 256)
    // A metric that no run holds is the worst of its range for all.
    #expect(section.hypotheses[2].comparisons[0].flooredRuns == 16)
    #expect(section.hypotheses[2].outcome == .undecided)
  }

  @Test func `controls can be part of a claim`() throws {
    var suite = SyntheticSuite.questions(seeds: 8, arms: [.sft, .grpo, .grpoRandom])
    suite.suite.hypotheses = [
      Self.claim(
        .betterThan, "sampledAccuracy", first: "grpo", second: "sft", tasks: ["arithmetic-3"]),
      Self.claim(
        .equivalentTo, "sampledAccuracy", margin: 0.2, first: "grpo-random", second: "sft",
        tasks: ["arithmetic-3"]),
    ]
    #expect(try Verdicts.section(suite).hypotheses.map(\.outcome) == [.confirmed, .confirmed])
  }

  @Test func `hypotheses that came later say so and change nothing for those declared`() throws {
    let suite = Self.suite(Self.claim(.betterThan))
    let declared = try Verdicts.section(suite)
    var input = suite.input
    input.laterHypotheses = [Self.claim(.worseThan), Self.claim(.betterThan, first: "c")]
    let section = try #require(try Report(input).hypotheses)
    #expect(section.hypotheses.map(\.isDeclared) == [true, false, false])
    #expect(section.families.map(\.isDeclared) == [true, false])
    #expect(section.families.map(\.comparisons) == [1, 2])
    #expect(section.hypotheses[0] == declared.hypotheses[0])
    #expect(try Report(input).resultsHash == Report(suite.input).resultsHash)
  }

  @Test func `a report without hypotheses says nothing of them`() throws {
    let suite = SyntheticSuite(tasks: ["A", "B"], algorithms: ["a", "b"], seeds: 3)
    let files = try render(suite.input)
    for file in files {
      #expect(!String(decoding: file.data, as: UTF8.self).lowercased().contains("hypothes"))
    }
    #expect(files.allSatisfy { !$0.path.contains("hypothes") })
  }

  @Test func `the order of cells changes no byte of a report with hypotheses`() throws {
    var suite = Self.suite(
      Self.claim(.betterThan, tasks: ["A", "B"]), Self.claim(.equivalentTo, margin: 3, tasks: ["B"])
    )
    let files = try render(suite.input)
    var stream = RandomStream(seed: 1, purpose: "shuffle")
    for _ in 0..<3 {
      stream.shuffle(&suite.cells)
      #expect(try render(suite.input) == files)
    }
    let report = try Report(suite.input)
    #expect(try CanonicalJSON.decode(Report.self, from: files[1].data) == report)
  }

  @Test(arguments: [
    (claim(.betterThan, "fun"), "no run holds the metric fun."),
    (claim(.betterThan, "updates"), "updates is better neither high nor low."),
    (claim(.betterThan, first: "z"), "the suite does not run z on A."),
    (claim(.betterThan, tasks: ["Z"]), "the suite does not run b on Z."),
    (claim(.betterThan, tasks: []), "it names no task."),
    (claim(.equivalentTo), "its margin must be a finite number above 0."),
    (claim(.equivalentTo, margin: -1), "its margin must be a finite number above 0."),
    (
      claim(.betterThan, alpha: 0),
      "its alpha is 0.0; it must be above 0, at most 0.2, and the same in a family."
    ),
    (
      claim(.betterThan, alpha: 0.01),
      "its alpha is 0.01; it must be above 0, at most 0.2, and the same in a family."
    ),
  ]) func `a hypothesis that no suite file could hold is an error`(
    hypothesis: Hypothesis, problem: String
  ) {
    let suite = Self.suite(Self.claim(.worseThan), hypothesis)
    #expect(
      ScoreTableTests.message { _ = try Report(suite.input) }
        == "The hypothesis \"\(hypothesis.claim)\" cannot be judged: \(problem)")
  }

  @Test func `a report with hypotheses stays as it was recorded`() throws {
    var suite = Self.suite(
      Self.claim(.betterThan, tasks: ["A", "B"]), Self.claim(.worseThan),
      Self.claim(.equivalentTo, margin: 8, tasks: ["B"]),
      Self.claim(.equivalentTo, margin: 20, family: "margins"),
      Self.claim(.nonInferiorTo, margin: 50, family: "margins"),
      Self.claim(.greaterThan, "updates", first: "c"),
      Self.claim(.betterThan, first: "c", family: "missing"),
      Self.claim(.lessThan, "peakModelBytes", first: "a", second: "b"))
    suite.set("A", "c", 1, .missing)
    var input = suite.input
    input.laterHypotheses = [Self.claim(.betterThan, "sampledReturn", tasks: ["B"])]
    let text = String(decoding: try render(input)[0].data, as: UTF8.self)
    let section = try #require(text.firstRange(of: "## Hypotheses"))
    let next = try #require(text.firstRange(of: "## What was asked"))
    try expectSnapshot(String(text[section.lowerBound..<next.lowerBound]), "hypotheses.md")
  }
}
