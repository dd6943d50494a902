import Randomness
import Statistics
import Testing

struct PairedTTestTests {
  @Test func `statistic, p and interval agree with scipy`() throws {
    var compared = 0
    for row in try PairedSamples.read() {
      guard let expected = row.t else { continue }
      compared += 1
      let test = try PairedTTest.run(row.x, row.y, level: row.level)
      let interval = try #require(test.interval)
      #expect(isClose(try #require(test.statistic), expected.statistic, scale: 1))
      #expect(isClose(try #require(test.pValue), expected.pValue))
      let scale = max(abs(expected.lower), abs(expected.upper))
      #expect(isClose(interval.lower, expected.lower, scale: scale))
      #expect(isClose(interval.upper, expected.upper, scale: scale))
      #expect(interval.method == "paired t" && interval.level == row.level)
      #expect(test.degreesOfFreedom == Double(row.x.count - 1) && !test.degenerate)
    }
    #expect(compared >= 200)
  }

  @Test func `the golden column has its known test`() throws {
    let test = try PairedTTest.run(Golden.x[2], Golden.y[2])
    #expect(abs(try #require(test.statistic) - 2.2718473370) < 1e-10)
    #expect(abs(try #require(test.pValue) - 0.0855529146) < 1e-10)
    #expect(abs(test.difference - 0.2) < 1e-15)
  }

  @Test func `reordering pairs changes no bit, and swapping the arms mirrors everything but p`()
    throws
  {
    var shuffler = RandomStream(seed: 5, purpose: "pairs")
    for row in try PairedSamples.read() {
      let test = try PairedTTest.run(row.x, row.y)
      var order = Array(row.x.indices)
      shuffler.shuffle(&order)
      #expect(try PairedTTest.run(order.map { row.x[$0] }, order.map { row.y[$0] }) == test)
      let swapped = try PairedTTest.run(row.y, row.x)
      #expect(swapped.pValue == test.pValue && swapped.difference == -test.difference)
      #expect(swapped.statistic == test.statistic.map { -$0 })
      #expect(swapped.interval?.lower == test.interval.map { -$0.upper })
    }
  }

  /// lm-evaluation-harness compares two models on the same documents by an unpaired z, which cannot
  /// see a difference much smaller than the spread of the documents.
  @Test func `anchor defect 9: pairs are not tested as if they were independent`() throws {
    let y = [0.1, 0.9, 0.4, 0.7, 0.2, 0.6]
    let x = zip(y, [0.02, 0.03, 0.02, 0.01, 0.03, 0.02]).map { $0 + $1 }
    #expect(try #require(try PairedTTest.run(x, y).pValue) < 0.001)
    #expect(try #require(try WelchTest.run(x, y).pValue) > 0.8)
  }

  /// lmms-eval takes p as 2 (1 − P(T ≤ t)), which is 0 here.
  @Test func `anchor defect 12: a tiny p does not cancel to zero`() throws {
    let x = [100.0, 101, 102, 100, 101, 102, 100, 101, 102, 100, 101, 102]
    let p = try #require(try PairedTTest.run(x, Array(repeating: 0, count: 12)).pValue)
    // scipy 1.17.1: ttest_rel(x, [0] * 12).pvalue
    #expect(isClose(p, 2.2657173287479952e-24))
  }

  @Test func `one pair is not tested`() throws {
    let test = try PairedTTest.run([3], [1])
    #expect(test.pValue == nil && test.statistic == nil && test.interval == nil)
    #expect(test.degreesOfFreedom == nil && !test.degenerate && test.difference == 2)
  }

  @Test func `equal differences are degenerate, with p one if zero and none if not`() throws {
    let same = try PairedTTest.run([1, 2, 3], [1, 2, 3])
    #expect(same.degenerate && same.pValue == 1 && same.difference == 0)
    let apart = try PairedTTest.run([2, 3, 4], [1, 2, 3])
    #expect(apart.degenerate && apart.pValue == nil && apart.interval == nil)
    #expect(apart.difference == 1)
  }

  @Test func `differences equal but for rounding are degenerate`() throws {
    // 0.3 − 0.1, 0.4 − 0.2 and 0.9 − 0.7 differ in their last bits; t would be 10¹⁶.
    let test = try PairedTTest.run([0.3, 0.4, 0.9], [0.1, 0.2, 0.7])
    #expect(test.degenerate && test.pValue == nil && test.statistic == nil)
    // 0.1 + 0.2 is 0.3 but for rounding.
    let none = try PairedTTest.run([0.1 + 0.2, 1.1 + 2.2], [0.3, 3.3])
    #expect(none.degenerate && none.pValue == 1 && none.difference == 0)
    // A diverged run's score does not make the others equal.
    #expect(try !PairedTTest.run([-1e300, 1, 2], [-1e300, 2, 4]).degenerate)
  }

  @Test func `extreme scales change neither t nor p`() throws {
    let (x, y) = ([1.0, 2, 4, 7], [3.0, 5, 5.5, 8])
    let plain = try PairedTTest.run(x, y)
    for exponent in [-900, 900] {
      let scale = Double(sign: .plus, exponent: exponent, significand: 1)
      let scaled = try PairedTTest.run(x.map { $0 * scale }, y.map { $0 * scale })
      #expect(scaled.pValue == plain.pValue && scaled.statistic == plain.statistic)
    }
  }

  @Test func `what cannot be paired is refused`() {
    #expect(throws: StatisticsError.differentCounts(first: 2, second: 1)) {
      try PairedTTest.run([1, 2], [1])
    }
    #expect(throws: StatisticsError.emptyInput(of: "the first sample")) {
      try PairedTTest.run([], [])
    }
    #expect(throws: StatisticsError.notFinite(value: .nan, at: 1, of: "the second sample")) {
      try PairedTTest.run([1, 2], [1, .nan])
    }
    #expect(
      throws: StatisticsError.outOfRange(
        what: "the confidence level", value: 0, allowed: "between 0 and 1, both excluded")
    ) { try PairedTTest.run([1, 2], [1, 3], level: 0) }
  }
}
