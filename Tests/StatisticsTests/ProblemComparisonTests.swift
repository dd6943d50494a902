import Statistics
import Testing

struct ProblemComparisonTests {
  @Test func `difference, clustered standard error and correlation agree with statsmodels`() throws
  {
    let cases = try Oracle<SharedProblems>.read("problems.json")
    #expect(cases.count >= 200)
    for row in cases {
      let test = try ProblemComparison.run(row.x, row.y)
      #expect(isClose(test.difference, row.difference, scale: 1))
      // Where all differences are equal, statsmodels has the root of a rounding error.
      let standardError = try #require(test.standardError)
      if test.degenerate {
        #expect(standardError == 0 && row.standardError < 1e-6)
      } else {
        #expect(isClose(standardError, row.standardError))
      }
      #expect((test.correlation == nil) == (row.correlation == nil))
      if let correlation = row.correlation {
        #expect(isClose(try #require(test.correlation), correlation, scale: 1))
      }
      let single = row.x.count == 1 && row.y.count == 1
      #expect((test.mcNemar != nil) == single)
      if let mcNemar = test.mcNemar {
        #expect(mcNemar.onlyFirst == row.onlyFirst && mcNemar.onlySecond == row.onlySecond)
      }
    }
  }

  @Test func `two checkpoints are compared by the problems they differ on`() throws {
    let x = [[1.0, 1, 1, 1, 1, 1, 1, 0, 1, 0]]
    let y = [[0.0, 0, 0, 0, 0, 0, 1, 0, 1, 0]]
    let test = try ProblemComparison.run(x, y)
    #expect(test.accuracies == [0.8, 0.2] && test.problems == 10)
    #expect(isClose(test.difference, 0.6))
    #expect(try #require(test.mcNemar).pValue == 0.03125)
    // s_d² = 10/9 · 0.6 · 0.4 over ten problems.
    #expect(isClose(try #require(test.standardError), (0.24 / 9).squareRoot()))
  }

  /// lm-evaluation-harness takes the two accuracies as independent: a z that the spread of the
  /// problems drowns.
  @Test func `anchor defect 9: the same problems are compared pair by pair`() throws {
    let y = (0..<100).map { $0 < 50 ? 1.0 : 0 }
    let x = (0..<100).map { $0 < 58 ? 1.0 : 0 }
    let test = try ProblemComparison.run([x], [y])
    #expect(try #require(test.pValue) < 0.005)
    #expect(try #require(test.mcNemar).pValue == 2.0 / 256)
    #expect(try #require(WelchTest.run(x, y).pValue) > 0.2)
    #expect(try #require(test.correlation) > 0.8)
  }

  /// A problem answered k times is one problem: copies of runs must not shrink the standard error.
  @Test func `runs repeated on the same problems add no problems`() throws {
    let (x, y) = ([1.0, 1, 0, 1, 0, 1], [0.0, 1, 0, 1, 1, 0])
    let once = try ProblemComparison.run([x], [y])
    let often = try ProblemComparison.run(Array(repeating: x, count: 50), [y, y])
    #expect(often.standardError == once.standardError && often.interval == once.interval)
    #expect(often.mcNemar == nil)
  }

  @Test func `the same difference on all problems is degenerate, but mcnemar's test is not`() throws
  {
    let ones = Array(repeating: 1.0, count: 10)
    let zeros = Array(repeating: 0.0, count: 10)
    let test = try ProblemComparison.run([ones], [zeros])
    #expect(test.degenerate && test.pValue == nil && test.interval == nil)
    #expect(test.standardError == 0 && test.correlation == nil)
    #expect(try #require(test.mcNemar).pValue == 2.0 / 1024)
    let same = try ProblemComparison.run([ones, zeros], [zeros, ones])
    #expect(same.degenerate && same.pValue == 1 && same.mcNemar == nil)
  }

  @Test func `one problem has no standard error`() throws {
    let test = try ProblemComparison.run([[1], [0]], [[0]])
    #expect(test.standardError == nil && test.pValue == nil && !test.degenerate)
    #expect(test.difference == 0.5)
  }

  @Test func `neither the order of runs nor of problems changes a bit`() throws {
    for row in try Oracle<SharedProblems>.read("problems.json") {
      let test = try ProblemComparison.run(row.x, row.y)
      let mirrored = { (runs: [[Double]]) in runs.reversed().map { Array($0.reversed()) } }
      #expect(try ProblemComparison.run(mirrored(row.x), mirrored(row.y)) == test)
    }
  }

  @Test func `what does not fit together is refused`() {
    #expect(throws: StatisticsError.emptyInput(of: "the second group of runs")) {
      try ProblemComparison.run([[1]], [])
    }
    #expect(throws: StatisticsError.emptyInput(of: "run 0 of the first group")) {
      try ProblemComparison.run([[]], [[]])
    }
    #expect(throws: StatisticsError.differentCounts(first: 2, second: 1)) {
      try ProblemComparison.run([[1, 0], [1]], [[1, 0]])
    }
    #expect(throws: StatisticsError.differentCounts(first: 2, second: 3)) {
      try ProblemComparison.run([[1, 0]], [[1, 0, 1]])
    }
    #expect(
      throws: StatisticsError.notFinite(value: .nan, at: 1, of: "run 0 of the second group")
    ) { try ProblemComparison.run([[1, 0]], [[1, .nan]]) }
  }
}
