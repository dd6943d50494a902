import Randomness
import Statistics
import Testing

struct BrunnerMunzelTestTests {
  @Test func `statistic, degrees of freedom, p and interval agree with scipy`() throws {
    var compared = 0
    for row in try IndependentSamples.read() {
      guard let expected = row.brunnerMunzel else { continue }
      compared += 1
      let test = try BrunnerMunzelTest.run(row.x, row.y, level: row.level)
      #expect(isClose(try #require(test.statistic), expected.statistic, scale: 1))
      #expect(isClose(try #require(test.degreesOfFreedom), expected.degreesOfFreedom))
      #expect(isClose(try #require(test.pValue), expected.pValue))
      let interval = try #require(test.interval)
      #expect(isClose(interval.lower, expected.lower, scale: 1))
      #expect(isClose(interval.upper, expected.upper, scale: 1))
      #expect(interval.method == "Brunner-Munzel t" && !test.degenerate)
      #expect(
        test.probability == (try Comparison.probabilityOfImprovement(row.x, row.y)))
    }
    #expect(compared >= 200)
  }

  @Test func `samples that do not overlap are tested by splits, not by an infinite t`() throws {
    let test = try BrunnerMunzelTest.run([6, 7, 8, 9, 10], [1, 2, 3, 4, 5])
    #expect(test.degenerate && test.probability == 1)
    #expect(test.pValue == 2.0 / 252)
    #expect(test.statistic == nil && test.degreesOfFreedom == nil && test.interval == nil)
    let constant = try BrunnerMunzelTest.run([1, 1, 1], [2, 2, 2])
    #expect(constant.degenerate && constant.probability == 0 && constant.pValue == 0.1)
  }

  @Test func `samples that are all equal have p one`() throws {
    let test = try BrunnerMunzelTest.run([2, 2], [2, 2, 2])
    #expect(test.degenerate && test.probability == 0.5 && test.pValue == 1)
  }

  /// The rates of alike normal samples at 0.05: why the guide sends fewer than ten runs to Mann-Whitney.
  @Test(arguments: [(5, 0.055, 0.1), (10, 0.035, 0.065)])
  func `five runs a side are rejected too often, ten are not`(
    _ n: Int, _ least: Double, _ greatest: Double
  ) throws {
    var source = RandomStream(seed: 10, purpose: "alike")
    let trials = 2_000
    var rejections = 0
    for _ in 0..<trials {
      let x = (0..<n).map { _ in source.normal() }
      let y = (0..<n).map { _ in source.normal() }
      if try #require(BrunnerMunzelTest.run(x, y).pValue) <= 0.05 { rejections += 1 }
    }
    let rate = Double(rejections) / Double(trials)
    #expect(rate > least && rate < greatest)
  }

  @Test func `one run a side is not tested`() throws {
    for (x, y) in [([1.0], [1.0, 2]), ([1, 2], [5]), ([1], [1])] {
      let test = try BrunnerMunzelTest.run(x, y)
      #expect(test.pValue == nil && test.statistic == nil && test.interval == nil)
      #expect(!test.degenerate)
    }
  }

  @Test func `swapping the arms mirrors everything but p`() throws {
    for row in try IndependentSamples.read() {
      let test = try BrunnerMunzelTest.run(row.x, row.y)
      let swapped = try BrunnerMunzelTest.run(row.y, row.x)
      #expect(swapped.pValue == test.pValue)
      #expect(swapped.statistic == test.statistic.map { -$0 })
      #expect(swapped.probability + test.probability == 1)
      #expect(try BrunnerMunzelTest.run(row.x.reversed(), row.y.reversed()) == test)
    }
  }

  @Test func `what cannot be tested is refused`() {
    #expect(throws: StatisticsError.emptyInput(of: "the second sample")) {
      try BrunnerMunzelTest.run([1], [])
    }
    #expect(throws: StatisticsError.notFinite(value: .nan, at: 0, of: "the first sample")) {
      try BrunnerMunzelTest.run([.nan], [1])
    }
    #expect(throws: StatisticsError.self) { try BrunnerMunzelTest.run([1, 2], [3, 4], level: 1) }
  }
}
