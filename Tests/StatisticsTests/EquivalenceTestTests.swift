import Statistics
import Testing

/// One row of `equivalence.json`.
struct EquivalenceCase: Decodable {
  let x, y, interval: [Double]
  let paired: Bool
  let margin, alpha, lower, upper, greater: Double

  /// What the rounding of the values does to a p-value: their size over the standard error.
  var slack: Double { 1e-10 + 1e-15 * ((x + y).map(\.magnitude).max() ?? 0) }
}

struct EquivalenceTestTests {
  /// Two accuracies of five seeds, with a margin of three points.
  let x = [0.81, 0.79, 0.80, 0.82, 0.78]
  let y = [0.80, 0.81, 0.79, 0.80, 0.82]

  @Test func `both one-sided p and the interval agree with statsmodels and scipy`() throws {
    let cases = try Oracle<EquivalenceCase>.read("equivalence.json")
    #expect(cases.count >= 200)
    for row in cases {
      let test = try EquivalenceTest.run(
        row.x, row.y, margin: row.margin, paired: row.paired, level: 1 - row.alpha)
      let interval = try #require(test.interval)
      #expect(isClose(try #require(test.lowerPValue), row.lower, scale: row.slack / 1e-10))
      #expect(isClose(try #require(test.upperPValue), row.upper, scale: row.slack / 1e-10))
      #expect(test.pValue == [test.lowerPValue, test.upperPValue].compactMap(\.self).max())
      #expect(isClose(interval.lower, row.interval[0], scale: 1))
      #expect(isClose(interval.upper, row.interval[1], scale: 1))
      #expect(interval.method == (row.paired ? "paired t" : "Welch t"))
      #expect(abs(interval.level - (1 - 2 * row.alpha)) < 1e-15)
    }
  }

  @Test func `the golden samples have their known p`() throws {
    let test = try EquivalenceTest.run(x, y, margin: 0.03, paired: false)
    #expect(abs(try #require(test.pValue) - 0.0097749172) < 1e-10)
    #expect(test.isWithinMargin && !test.degenerate && test.margin == 0.03)
  }

  @Test func `p is below alpha just where the interval lies within the margin`() throws {
    var equivalent = 0
    for row in try Oracle<EquivalenceCase>.read("equivalence.json") {
      let test = try EquivalenceTest.run(
        row.x, row.y, margin: row.margin, paired: row.paired, level: 1 - row.alpha)
      let interval = try #require(test.interval)
      let within = interval.lower > -row.margin && interval.upper < row.margin
      #expect((try #require(test.pValue) < row.alpha) == within)
      equivalent += within ? 1 : 0
    }
    #expect(equivalent > 10)
  }

  @Test func `swapping the samples swaps the sides`() throws {
    for row in try Oracle<EquivalenceCase>.read("equivalence.json") {
      let forward = try EquivalenceTest.run(row.x, row.y, margin: row.margin, paired: row.paired)
      let backward = try EquivalenceTest.run(row.y, row.x, margin: row.margin, paired: row.paired)
      #expect(
        isClose(
          try #require(forward.lowerPValue), try #require(backward.upperPValue), scale: 1e-3))
      #expect(isClose(try #require(forward.pValue), try #require(backward.pValue), scale: 1e-3))
    }
  }

  @Test func `reordering rows, or pairs together, does not change a bit`() throws {
    let order = [3, 0, 4, 2, 1]
    let (shuffledX, shuffledY) = (order.map { x[$0] }, order.map { y[$0] })
    for paired in [true, false] {
      #expect(
        try EquivalenceTest.run(shuffledX, shuffledY, margin: 0.03, paired: paired)
          == EquivalenceTest.run(x, y, margin: 0.03, paired: paired))
    }
  }

  /// p = 0 here would declare two algorithms equivalent because a seed is not used.
  @Test func `constant samples have no p, equal or not, and say so`() throws {
    for (x, y) in [([0.5, 0.5], [0.5, 0.5]), ([0.5, 0.5], [0.6, 0.6])] {
      for paired in [true, false] {
        let test = try EquivalenceTest.run(x, y, margin: 0.2, paired: paired)
        #expect(test.pValue == nil && test.lowerPValue == nil && test.upperPValue == nil)
        #expect(test.interval == nil && test.degenerate && test.isWithinMargin)
      }
    }
    #expect(try !EquivalenceTest.run([1, 1], [2, 2], margin: 1, paired: true).isWithinMargin)
    #expect(try EquivalenceTest.run([1, 1], [1, 2], margin: 1, paired: false).pValue != nil)
  }

  @Test func `differences equal but for rounding are constant`() throws {
    let x = [0.1, 0.2, 0.3, 0.7]
    let y = x.map { $0 + 0.05 }
    #expect(Set(zip(x, y).map { $0 - $1 }).count > 1)
    let test = try EquivalenceTest.run(x, y, margin: 0.1, paired: true)
    #expect(test.degenerate && test.pValue == nil)
    #expect(try OneSidedTest.run(x, y, paired: true).pValue == nil)
    #expect(
      try EquivalenceTest.run([0.1, 0.2], [0.1, 0.1999], margin: 1, paired: true).pValue != nil)
  }

  @Test func `one run a side is not tested`() throws {
    for (x, y, paired) in [([1.0], [1.0, 2], false), ([1], [1], true), ([1], [5], false)] {
      let test = try EquivalenceTest.run(x, y, margin: 1, paired: paired)
      #expect(test.pValue == nil && test.interval == nil && !test.degenerate)
    }
  }

  @Test func `a tiny p keeps its digits`() throws {
    // ν = 10 and t = 40 on the nearer side.
    let sample = [-2.0, -1, 0, 0, 1, 2]
    let deviation = try #require(try Descriptive.standardDeviation(sample))
    let margin = 40 * deviation * (2.0 / 6).squareRoot()
    let test = try EquivalenceTest.run(sample, sample, margin: margin, paired: false)
    #expect(isClose(try #require(test.pValue), 1.1404288715428773e-12))
  }

  @Test func `what cannot be tested is refused`() {
    for margin in [0, -1, .nan, .infinity] {
      #expect(
        throws: StatisticsError.outOfRange(
          what: "the margin of equivalence", value: margin, allowed: "above 0 and finite")
      ) { try EquivalenceTest.run(x, y, margin: margin, paired: false) }
    }
    #expect(
      throws: StatisticsError.outOfRange(
        what: "the level of an equivalence test", value: 0.5,
        allowed: "between 0.5 and 1, both excluded")
    ) { try EquivalenceTest.run(x, y, margin: 1, paired: false, level: 0.5) }
    #expect(
      throws: StatisticsError.differentCounts(first: 5, second: 2)
    ) { try EquivalenceTest.run(x, [1, 2], margin: 1, paired: true) }
    #expect(throws: StatisticsError.notFinite(value: .nan, at: 1, of: "the second sample")) {
      try EquivalenceTest.run([1, 2], [1, .nan], margin: 1, paired: true)
    }
    #expect(throws: StatisticsError.emptyInput(of: "the first sample")) {
      try EquivalenceTest.run([], [], margin: 1, paired: true)
    }
  }
}
