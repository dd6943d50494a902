import Foundation
import Reports
import Results
import Statistics
import Testing

/// Numbers of a report against oracle values, hand-computed ones, and the statistics themselves.
@Suite struct ReportNumbersTests {
  /// Two algorithms, three tasks whose normalised score is the score, five seeds.
  ///
  /// Oracle: rliable 3ccd9f4 for the aggregates, SciPy 1.17.1 for the tests.
  static func oracleSuite() -> SyntheticSuite {
    let x = [
      [0.10, 0.20, 0.30, 0.25, 0.15], [0.50, 0.40, 0.60, 0.55, 0.45],
      [0.90, 0.80, 0.70, 1.20, 0.95],
    ]
    let y = [
      [0.12, 0.18, 0.35, 0.22, 0.11], [0.52, 0.40, 0.58, 0.50, 0.47],
      [0.60, 0.75, 0.65, 0.70, 0.85],
    ]
    let tasks = ["first", "second", "third"]
    var suite = SyntheticSuite(tasks: tasks, algorithms: ["x", "y"], seeds: 5)
    for (index, task) in tasks.enumerated() {
      suite.suite.tasks[index].randomScore = 0
      suite.suite.tasks[index].scriptedScore = 1
      suite.setScores(task, "x", x[index])
      suite.setScores(task, "y", y[index])
    }
    return suite
  }

  static func isClose(_ a: Double?, _ b: Double, _ tolerance: Double = 1e-9) -> Bool {
    a.map { abs($0 - b) <= tolerance } ?? false
  }

  @Test func `aggregates over tasks are those of the oracle`() throws {
    let section = try Report(Self.oracleSuite().input).acrossTasks
    #expect(section.aggregates.map(\.algorithm) == ["x", "y"])
    #expect(section.normalizedTasks == ["first", "second", "third"])
    #expect(Self.isClose(section.aggregates[0].interquartileMean.value, 0.5055555556))
    #expect(Self.isClose(section.aggregates[0].mean.value, 0.5366666667))
    #expect(Self.isClose(section.aggregates[0].median.value, 0.5))
    #expect(Self.isClose(section.aggregates[0].optimalityGap.value, 0.4766666667))
    #expect(Self.isClose(section.comparisons[0].probabilityOfImprovement, 0.6333333333))
    for row in section.aggregates {
      for estimate in [row.median, row.interquartileMean, row.mean, row.optimalityGap] {
        let interval = try #require(estimate.interval)
        #expect(interval.lower < estimate.value && estimate.value < interval.upper)
        #expect(interval.method == "stratified bootstrap (percentile)")
      }
    }
  }

  @Test func `the tests of a pair are those of the oracle`() throws {
    let report = try Report(Self.oracleSuite().input)
    let pair = report.tasks[2].comparisons[0]
    #expect((pair.first, pair.second) == ("x", "y"))
    #expect(Self.isClose(pair.difference, 0.2))
    #expect(Self.isClose(pair.welchP, 0.0793001667))
    #expect(Self.isClose(pair.welchDegreesOfFreedom, 5.9519806808))
    #expect(Self.isClose(pair.interval?.lower, -0.0319421907))
    #expect(Self.isClose(pair.interval?.upper, 0.4319421907))
    #expect(Self.isClose(pair.permutationP, 0.0714285714))
    #expect(pair.permutationIsExact && pair.permutations == 252)
    // Five seeds that agree by about as much: half of the 2/32 of sign flips.
    #expect(pair.test == .signGap && pair.holmP == 1.0 / 32 && pair.smallestHolmP == 1.0 / 32)
    #expect(Self.isClose(pair.probabilityOfImprovement, 0.86))
    #expect(pair.verdict == .higher)
  }

  @Test func `an arm is described by the statistics of its scores`() throws {
    let arm = try Report(Self.oracleSuite().input).tasks[2].arms[0]
    let scores = [0.90, 0.80, 0.70, 1.20, 0.95]
    #expect(arm.scores == scores)
    #expect(arm.summary.mean == (try Descriptive.mean(scores)))
    #expect(arm.summary.standardDeviation == (try Descriptive.standardDeviation(scores)))
    #expect(arm.summary.median == 0.9)
    #expect(Self.isClose(arm.summary.interquartileMean, 2.65 / 3))
    #expect((arm.summary.minimum, arm.summary.maximum) == (0.7, 1.2))
    let interval = try Descriptive.meanInterval(scores, level: 0.95)
    #expect(arm.summary.interval?.lower == interval?.lower)
    #expect(arm.summary.interval?.upper == interval?.upper)
    #expect(
      arm.metrics.map(\.name) == ["evaluationReturn", "peakModelBytes", "sampledReturn", "updates"])
    #expect(arm.metrics[1].mean == 150_000)
    #expect(arm.metrics[1].standardDeviation == 0)
  }

  @Test func `normalised means put random at zero and scripted at one`() throws {
    var suite = SyntheticSuite(tasks: ["A"], algorithms: ["a", "b", "c"], seeds: 2)
    suite.setScores("A", "a", [22, 22])
    suite.setScores("A", "b", [500, 500])
    suite.setScores("A", "c", [261, 261])
    let arms = try Report(suite.input).tasks[0].arms
    #expect(arms.map(\.normalizedMean) == [0, 1, 0.5])
  }

  @Test func `holm runs over the pairs of one task`() throws {
    var suite = SyntheticSuite(tasks: ["A", "B"], algorithms: ["a", "b", "c"], seeds: 5)
    suite.setScores("A", "a", [1, 2, 3, 4, 5])
    suite.setScores("A", "b", [11, 12, 13, 14, 15])
    suite.setScores("A", "c", [11, 12, 13, 14, 16])
    let report = try Report(suite.input)
    let pairs = report.tasks[0].comparisons
    #expect(pairs.map(\.first) == ["a", "a", "b"])
    #expect(pairs.map(\.second) == ["b", "c", "c"])
    #expect(pairs[0].permutationP == 2.0 / 252)
    #expect(pairs[1].permutationP == 2.0 / 252)
    let adjusted = try MultipleComparisons.holm(pairs.map(\.permutationP))
    #expect(pairs.map(\.holmP) == adjusted)
    #expect(Self.isClose(pairs[0].holmP, 6.0 / 252))
    #expect(pairs.map(\.verdict) == [.lower, .lower, .undecided])
    #expect(pairs.map(\.probabilityOfImprovement)[0] == 0)
  }

  @Test func `too few seeds for the number of pairs cannot reach significance`() throws {
    var suite = SyntheticSuite(tasks: ["A"], algorithms: ["a", "b", "c"], seeds: 4)
    suite.setScores("A", "a", [1, 2, 3, 4])
    suite.setScores("A", "b", [101, 102, 103, 104])
    suite.setScores("A", "c", [1001, 1002, 1003, 1004])
    // 2/70 for each of three pairs: Holm gives 0.0857 at best.
    let three = try Report(suite.input).tasks[0].comparisons
    #expect(three.map(\.verdict) == [.unreachable, .unreachable, .unreachable])
    #expect(Self.isClose(three[0].smallestHolmP, 6.0 / 70))
    var two = SyntheticSuite(tasks: ["A"], algorithms: ["a", "b"], seeds: 4)
    two.setScores("A", "a", [101, 102, 103, 104])
    two.setScores("A", "b", [1, 2, 3, 4])
    #expect(try Report(two.input).tasks[0].comparisons[0].verdict == .higher)
  }

  @Test func `one seed gives numbers without intervals and no verdicts`() throws {
    let report = try Report(
      SyntheticSuite(tasks: ["A", "B"], algorithms: ["a", "b"], seeds: 1).input)
    let arm = report.tasks[0].arms[0]
    #expect(arm.summary.interval == nil && arm.summary.standardDeviation == nil)
    #expect(arm.curve.allSatisfy { $0.interval == nil })
    let pair = report.tasks[0].comparisons[0]
    #expect(pair.interval == nil && pair.welchP == nil && pair.permutationP == 1)
    #expect(pair.verdict == .unreachable)
    #expect(report.acrossTasks.aggregates[0].mean.interval == nil)
    #expect(report.acrossTasks.comparisons[0].interval == nil)
  }

  @Test func `arms that are all equal are told apart only where they differ`() throws {
    var suite = SyntheticSuite(tasks: ["A"], algorithms: ["a", "b", "c"], seeds: 6)
    suite.setScores("A", "a", Array(repeating: 500, count: 6))
    suite.setScores("A", "b", Array(repeating: 500, count: 6))
    suite.setScores("A", "c", Array(repeating: 400, count: 6))
    let pairs = try Report(suite.input).tasks[0].comparisons
    #expect(pairs.map(\.verdict) == [.undecided, .higher, .higher])
    #expect(pairs.map(\.bothConstant) == [true, true, true])
    #expect(pairs[0].welchP == 1 && pairs[1].welchP == nil)
    #expect(pairs[0].probabilityOfImprovement == 0.5)
  }

  @Test func `learning curves are the mean over seeds at shares of the budget`() throws {
    var suite = SyntheticSuite(tasks: ["A"], algorithms: ["a"], seeds: 2, evaluations: 2)
    suite.edit("A", "a", 0) {
      $0.evaluations = [
        .init(position: 50_200, greedyReturns: [10, 20], sampledReturns: []),
        .init(position: 100_400, greedyReturns: [30, 50], sampledReturns: []),
      ]
    }
    suite.edit("A", "a", 1) {
      $0.evaluations = [
        .init(position: 49_900, greedyReturns: [25], sampledReturns: []),
        .init(position: 99_900, greedyReturns: [60], sampledReturns: []),
      ]
    }
    let curve = try Report(suite.input).tasks[0].arms[0].curve
    #expect(curve.map(\.position) == [50_000, 100_000])
    #expect(curve.map(\.mean) == [20, 50])
    let interval = try Descriptive.meanInterval([15, 25], level: 0.95)
    #expect(curve[0].interval?.lower == interval?.lower)
  }
}
