import Foundation
import Reports
import Results
import Testing

/// Runs that did not complete: listed, scored, never dropped.
@Suite struct FlooredRunsTests {
  static func suite() -> SyntheticSuite {
    var suite = SyntheticSuite(tasks: ["A", "B"], algorithms: ["a", "b"], seeds: 6)
    suite.setScores("A", "a", [401, 402, 403, 404, 405, 406])
    suite.setScores("A", "b", [101, 102, 103, 104, 105, 106])
    return suite
  }

  @Test func `a diverged run scores the floor whatever its metrics say`() throws {
    var suite = Self.suite()
    suite.edit("A", "a", 2) {
      $0.outcome = .diverged(reason: "loss is not finite", update: 3, position: 61_440)
    }
    let report = try Report(suite.input)
    let arm = report.tasks[0].arms[0]
    #expect(arm.scores == [401, 402, 0, 404, 405, 406])
    #expect(arm.count(.diverged) == 1)
    let run = try #require(report.flooredRuns.first)
    #expect(report.flooredRuns.count == 1)
    #expect([run.task, run.algorithm, "\(run.seed)", "\(run.score)"] == ["A", "a", "2", "0.0"])
    #expect(run.status == .diverged)
    #expect(run.reason == "loss is not finite (update 3, 61,440 environment steps)")
    #expect(report.tasks[0].comparisons[0].absentRuns == 0)
  }

  @Test func `a diverged run counts with the floor on the curve from where it stopped`() throws {
    var suite = SyntheticSuite(tasks: ["A"], algorithms: ["a"], seeds: 2, evaluations: 2)
    for seed in 0..<2 {
      suite.edit("A", "a", seed) {
        $0.evaluations[0].greedyReturns = [100]
        $0.evaluations[1].greedyReturns = [200]
      }
    }
    suite.edit("A", "a", 1) {
      $0.outcome = .diverged(reason: "x", update: 9, position: 60_000)
      $0.evaluations.removeLast()
    }
    #expect(try Report(suite.input).tasks[0].arms[0].curve.map(\.mean) == [100, 100])
    suite.edit("A", "a", 0) { $0.evaluations[1].greedyReturns = [300] }
    #expect(try Report(suite.input).tasks[0].arms[0].curve.map(\.mean) == [100, 150])
  }

  @Test func `absent failed and unreadable runs score the floor and keep their reason`() throws {
    var suite = Self.suite()
    suite.set("A", "a", 0, .missing)
    suite.set("A", "a", 1, .failed(reason: "ended by signal 9"))
    suite.set("A", "a", 2, .damaged(reason: "checksum does not match"))
    suite.edit("A", "a", 3) { $0.metrics["evaluationReturn"] = nil }
    suite.cells.remove(at: suite.index("A", "a", 4))
    let report = try Report(suite.input)
    #expect(report.tasks[0].arms[0].scores == [0, 0, 0, 0, 0, 406])
    #expect(
      report.tasks[0].arms[0].statuses == [
        .missing, .failed, .damaged, .unmeasured, .missing, .completed,
      ])
    #expect(
      report.flooredRuns.map(\.reason) == [
        "not run", "ended by signal 9", "checksum does not match",
        "the result holds no evaluationReturn", "not run",
      ])
    #expect(report.tasks[0].comparisons[0].absentRuns == 3)
    #expect(report.tasks[1].comparisons[0].absentRuns == 0)
    #expect(report.acrossTasks.comparisons[0].absentRuns == 3)
  }

  @Test func `a verdict over absent runs is provisional and not called established`() throws {
    var suite = Self.suite()
    let complete = try Report(suite.input).tasks[0].comparisons[0]
    #expect(complete.verdict == .higher && complete.isEstablished)
    suite.set("A", "b", 0, .missing)
    let pair = try Report(suite.input).tasks[0].comparisons[0]
    #expect(pair.verdict == .higher && !pair.isEstablished)
    let text = try Self.markdown(suite)
    #expect(text.contains("**Incomplete:** 1 of 24 runs"))
    #expect(text.contains("| higher † "))
    #expect(
      try VerdictBoxTests.box(suite)[2].contains("| nothing | 1 of 1 provisional † |"))
  }

  @Test func `a result of another cell or version or with a bad number is damaged`() throws {
    var suite = Self.suite()
    suite.edit("A", "a", 0) { $0.cell.seed = 5 }
    suite.edit("A", "a", 1) { $0.cell.resultsVersion = 9 }
    suite.edit("A", "a", 2) { $0.metrics["updates"] = .nan }
    suite.edit("A", "a", 3) { $0.evaluations[0].greedyReturns[0] = .infinity }
    let report = try Report(suite.input)
    #expect(
      report.flooredRuns.map(\.reason) == [
        "the result is of another cell than the suite's",
        "made by results version 9, the suite by version 1",
        "a metric or a return is not a finite number",
        "a metric or a return is not a finite number",
      ])
    #expect(report.flooredRuns.allSatisfy { $0.status == .damaged })
  }

  @Test func `an arm without any result has a score but no curve`() throws {
    var suite = Self.suite()
    for seed in 0..<6 { suite.set("A", "b", seed, .missing) }
    let arm = try Report(suite.input).tasks[0].arms[1]
    #expect(arm.summary.mean == 0 && arm.curve.isEmpty && arm.metrics.isEmpty)
    let text = try Self.markdown(suite)
    #expect(
      text.contains("| A    | b         | 0, 1, 2, 3, 4, 5 | missing | not run |         0 |"))
  }

  @Test func `algorithms with other budgets or without a task are left out and said to be`() throws
  {
    let suite = SyntheticSuite(tasks: ["A", "B"], algorithms: ["a", "b", "c", "d"], seeds: 5) {
      switch ($0, $1) {
      case ("B", "b"): 500_000
      case ("A", "c"): nil
      default: 100_000
      }
    }
    let report = try Report(suite.input)
    #expect(report.acrossTasks.aggregates.map(\.algorithm) == ["a", "d"])
    #expect(report.acrossTasks.leftOut.map(\.name) == ["b", "c"])
    #expect(
      report.acrossTasks.leftOut.map(\.reason) == [
        "on B it had 500,000 environment steps, those compared here 100,000",
        "it was not run on A",
      ])
    #expect(
      report.tasks[1].comparisons.map(\.budgetsDiffer) == [true, false, false, true, true, false])
    let text = try Self.markdown(suite)
    #expect(
      text.contains("- b: on B it had 500,000 environment steps, those compared here 100,000."))
    #expect(text.contains("100,000 (a, c, d); 500,000 (b)"))
    #expect(text.contains("‡ The two had different budgets"))
  }

  @Test func `a task without a scale takes no part in the aggregates`() throws {
    var suite = SyntheticSuite(tasks: ["A", "B", "C"], algorithms: ["a", "b"], seeds: 3)
    suite.suite.tasks[1].scriptedScore = suite.suite.tasks[1].randomScore
    let report = try Report(suite.input)
    #expect(report.acrossTasks.normalizedTasks == ["A", "C"])
    #expect(report.tasks[1].arms[0].normalizedMean == nil)
    #expect(report.acrossTasks.leftOut.map(\.name) == ["B"])
  }

  @Test func `cells and suites that contradict themselves are errors`() throws {
    var suite = Self.suite()
    suite.cells.append(suite.cells[0])
    #expect(
      ScoreTableTests.message { _ = try Report(suite.input) }
        == "The cell A, a, seed 0 was given twice; each cell has one state.")
    suite.cells = [StoredCell(arm: 4, seed: 0, state: .missing)]
    #expect(
      ScoreTableTests.message { _ = try Report(suite.input) }
        == "The stored cell of arm 4, seed 0 is not one of the suite's: arms go from 0 to 3, "
        + "seeds from 0 to 5.")
    suite = Self.suite()
    suite.suite.arms[0].task = "Z"
    #expect(
      ScoreTableTests.message { _ = try Report(suite.input) }
        == "The suite's plan names the task Z, which is not one of its tasks: A, B.")
    suite = Self.suite()
    suite.suite.arms[0].algorithm = "z"
    #expect(
      ScoreTableTests.message { _ = try Report(suite.input) }
        == "The suite's plan names the algorithm z, which is not one of its algorithms: a, b.")
    suite = Self.suite()
    suite.suite.arms[1] = suite.suite.arms[0]
    #expect(
      ScoreTableTests.message { _ = try Report(suite.input) }
        == "The suite lists a on A twice; give the second one a label of its own.")
    suite = Self.suite()
    suite.suite.tasks[0].floorReturn = -.infinity
    #expect(
      ScoreTableTests.message { _ = try Report(suite.input) }
        == "The floor return of the task A is not a finite number.")
    suite.suite.seeds = 0
    #expect(
      ScoreTableTests.message { _ = try Report(suite.input) }
        == "The suite synthetic has no cells: it needs at least one task, one algorithm and one seed."
    )
  }

  static func markdown(_ suite: SyntheticSuite) throws -> String {
    String(decoding: try render(suite.input)[0].data, as: UTF8.self)
  }
}
