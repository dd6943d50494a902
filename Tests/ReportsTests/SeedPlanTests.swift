import Foundation
import Reports
import Results
import Statistics
import Testing

@Suite struct SeedPlanTests {
  private static func plan(
    spread: Double, margin: Double, pairs: Int = 1, isPaired: Bool = false
  ) throws -> SeedPlan.Task {
    try SeedPlan(
      spread: spread, isPaired: isPaired, margin: margin, pairs: pairs,
      settings: ComparisonSettings()
    ).tasks[0]
  }

  @Test(arguments: [(0.5, 64), (0.8, 26), (1.0, 17), (1.5, 9), (2.0, 6)])
  func `the seeds needed are those of the tables`(effect: Double, seeds: Int) throws {
    // statsmodels' TTestIndPower, rounded up.
    #expect(try Self.plan(spread: 3, margin: 3 * effect).runsNeeded == seeds)
  }

  @Test func `paired differences need fewer seeds but enough for signs`() throws {
    // TTestPower gives 9.94; at d = 2 it gives 4.22, but five signs alone cannot be significant.
    #expect(try Self.plan(spread: 1, margin: 1, isPaired: true).runsNeeded == 10)
    #expect(try Self.plan(spread: 1, margin: 4, isPaired: true).runsNeeded == 4)
    let plan = try Self.plan(spread: 1, margin: 2, isPaired: true)
    let five = try #require(plan.powers.first { $0.runs == 5 })
    #expect(five.test == .signGap)
    #expect(five.power == (try SignGapTest.power(pairs: 5, effect: 2)))
    #expect(plan.powers.first { $0.runs == 3 }?.test == .permutation)
    #expect(plan.powers.first { $0.runs == 8 }?.test == .signFlip)
  }

  @Test func `five seeds of a single pair suffice where the sign gap has the power`() throws {
    let effect = try #require(try SignGapTest.minimumDetectableEffect(pairs: 5))
    let needed = { (effect: Double, pairs: Int) in
      try Self.plan(spread: 1, margin: effect, pairs: pairs, isPaired: true).runsNeeded
    }
    // Pairs of six do at either effect.
    #expect(try needed(effect + 0.001, 1) == 5 && needed(effect - 0.001, 1) == 6)
    #expect(try needed(effect + 0.001, 2) != 5)
    let text = try SeedPlan(
      spread: 1, isPaired: true, margin: 2, pairs: 1, settings: ComparisonSettings()
    ).text()
    #expect(text.contains("n=5 of a single pair: the sign-gap test and its own power"))
  }

  @Test func `too few seeds to be significant at all have no power`() throws {
    let plan = try Self.plan(spread: 1, margin: 100, pairs: 6)
    #expect(plan.powers.first { $0.runs == 3 }?.power == 0)
    #expect(plan.powers.first { $0.runs == 5 }.map { $0.power > 0.999 } == true)
    #expect(plan.runsNeeded == 5)
  }

  @Test func `a pilot's spread is pooled over its algorithms`() throws {
    let rows = [("a", [1.0, 3, 5]), ("b", [10, 10, 16])].flatMap { algorithm, scores in
      scores.enumerated().map {
        ScoreTable.Row(algorithm: algorithm, task: "T", seed: $0.offset, score: $0.element)
      }
    }
    let plan = try SeedPlan(
      pilot: ScoreTable(rows: rows), margin: 4, settings: ComparisonSettings())
    // Variances 4 and 12 with two degrees of freedom each.
    #expect(abs(plan.tasks[0].spread - 8.0.squareRoot()) < 1e-12)
    #expect(plan.tasks[0].pairedSpread == nil && plan.tasks[0].pairs == 1)
  }

  @Test func `a pilot from a suite is planned by its differences`() throws {
    let suite = SyntheticSuite(tasks: ["A"], algorithms: ["a", "b", "c"], seeds: 5, evaluations: 1)
    let plan = try SeedPlan(
      pilot: ScoreTable(suite.input), margin: 20, settings: ComparisonSettings())
    #expect(plan.tasks[0].pairedSpread != nil && plan.tasks[0].pairs == 3)
    #expect(plan.text().contains("∆ Of differences seed by seed"))
    #expect(try CanonicalJSON.decode(SeedPlan.self, from: plan.json()) == plan)
  }

  @Test func `a pilot without variation is refused`() throws {
    let rows = (0..<4).map { ScoreTable.Row(algorithm: "a", task: "T", seed: $0, score: 1) }
    #expect(
      ScoreTableTests.message {
        _ = try SeedPlan(
          pilot: ScoreTable(rows: rows), margin: 1, settings: ComparisonSettings())
      }
        == "The scores on T do not vary, or no algorithm has two runs there, so nothing can be planned "
        + "from them; assume a spread instead (--spread).")
  }

  @Test func `an effect too small for a million seeds has no number`() throws {
    #expect(try Self.plan(spread: 1e9, margin: 1e-3).runsNeeded == nil)
  }

  @Test func `the figure is an SVG with a curve for each task`() throws {
    let suite = SyntheticSuite(
      tasks: ["A", "B"], algorithms: ["a", "b"], seeds: 6, evaluations: 1)
    let plan = try SeedPlan(
      pilot: ScoreTable(suite.input), margin: 20, settings: ComparisonSettings())
    let svg = String(decoding: try plan.figure(), as: UTF8.self)
    #expect(svg.hasPrefix("<svg") && svg.components(separatedBy: "<polyline").count == 3)
    #expect(svg.contains(">A</text>") && svg.contains(">B</text>"))
  }
}
