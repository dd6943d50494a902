import Randomness
import Statistics
import Testing

struct WelchTestTests {
  @Test func `statistic, degrees of freedom, p and interval agree with scipy`() throws {
    var compared = 0
    for row in try Oracle<TwoSamples>.read("samples.json") {
      guard let expected = row.welch else { continue }
      compared += 1
      let test = try WelchTest.run(row.x, row.y, level: row.level)
      let interval = try #require(test.interval)
      #expect(isClose(try #require(test.statistic), expected.statistic, scale: 1))
      #expect(isClose(try #require(test.degreesOfFreedom), expected.degreesOfFreedom))
      #expect(isClose(try #require(test.pValue), expected.pValue))
      let scale = max(abs(expected.lower), abs(expected.upper))
      #expect(isClose(interval.lower, expected.lower, scale: scale))
      #expect(isClose(interval.upper, expected.upper, scale: scale))
      #expect(interval.method == "Welch t")
      #expect(!test.degenerate)
    }
    #expect(compared >= 200)
  }

  @Test func `the golden column has its known test`() throws {
    let test = try WelchTest.run(Golden.x[2], Golden.y[2])
    #expect(abs(try #require(test.statistic) - 2.1140656903) < 1e-10)
    #expect(abs(try #require(test.degreesOfFreedom) - 5.9519806808) < 1e-10)
    #expect(abs(try #require(test.pValue) - 0.0793001667) < 1e-10)
    #expect(abs(try #require(test.interval).lower - -0.0319421907) < 1e-10)
    #expect(abs(try #require(test.interval).upper - 0.4319421907) < 1e-10)
    #expect(abs(test.difference - 0.2) < 1e-15)
  }

  @Test func `a tiny p keeps its digits`() throws {
    // Equal variances and sizes of six make ν = 10; the shift makes t = 40. One less the lower tail
    // would leave four digits.
    let x = [-2.0, -1, 0, 0, 1, 2]
    let deviation = try #require(try Descriptive.standardDeviation(x))
    let shift = 40 * deviation * (2.0 / 6).squareRoot()
    let test = try WelchTest.run(x.map { $0 + shift }, x)
    #expect(isClose(try #require(test.pValue), 2 * 1.1404288715428773e-12))
  }

  /// References by mpmath 1.3.0, `betainc(n/2, 1/2, 0, n/(n + t*t), regularized=True) / 2` with 30
  /// digits. GSL's own function is wrong in the eighth digit of the second.
  @Test(arguments: [
    (40, 10, 1.1404288715428773e-12), (12, 30.5, 2.1994854075764789e-13),
    (3.9, 35, 0.00020825828449253207), (4, 35, 0.00015610085508729385),
    (20, 60, 1.5890288511698601e-28), (8, 36.5, 7.6010552735998727e-10),
    (40, 1000, 5.2394260775866805e-210),
  ])
  func `the upper tail of student's t is right far out`(
    _ t: Double, _ degreesOfFreedom: Double, _ expected: Double
  ) throws {
    #expect(isClose(try GSL.studentUpperTail(t, degreesOfFreedom: degreesOfFreedom), expected))
  }

  @Test func `swapping the arms mirrors everything but p`() throws {
    for row in try Oracle<TwoSamples>.read("samples.json") {
      let forward = try WelchTest.run(row.x, row.y)
      let backward = try WelchTest.run(row.y, row.x)
      #expect(forward.pValue == backward.pValue)
      #expect(forward.difference == -backward.difference)
      #expect(forward.interval?.lower == backward.interval.map { -$0.upper })
      #expect(try WelchTest.run(row.x.reversed(), row.y.reversed()) == forward)
    }
  }

  @Test func `p is below one less the level just where the interval excludes zero`() throws {
    for row in try Oracle<TwoSamples>.read("samples.json") {
      let test = try WelchTest.run(row.x, row.y, level: row.level)
      guard let p = test.pValue, let interval = test.interval else { continue }
      #expect((p < 1 - row.level) == (interval.lower > 0 || interval.upper < 0))
    }
  }

  @Test func `one run a side is not tested`() throws {
    for (x, y) in [([1.0], [1.0, 2]), ([1, 2], [5]), ([1], [1])] {
      let test = try WelchTest.run(x, y)
      #expect(test.pValue == nil && test.statistic == nil && test.interval == nil)
      #expect(!test.degenerate)
    }
    #expect(try WelchTest.run([1], [5]).difference == -4)
  }

  @Test func `constant arms are degenerate, with p one if equal and none if not`() throws {
    let same = try WelchTest.run([0.1, 0.1, 0.1], [0.1, 0.1])
    #expect(same.degenerate && same.pValue == 1 && same.difference == 0)
    let apart = try WelchTest.run([0.1, 0.1, 0.1], [0.2, 0.2])
    #expect(apart.degenerate && apart.pValue == nil && apart.interval == nil)
    let half = try WelchTest.run([1, 1, 1], [1, 2])
    #expect(!half.degenerate && half.pValue != nil)
    #expect(half.degreesOfFreedom == 1)
  }

  @Test func `extreme scales change neither t nor p`() throws {
    let (x, y) = ([1.0, 2, 4], [3.0, 5, 5.5, 8])
    let plain = try WelchTest.run(x, y)
    for exponent in [-900, 900] {
      let scale = Double(sign: .plus, exponent: exponent, significand: 1)
      let scaled = try WelchTest.run(x.map { $0 * scale }, y.map { $0 * scale })
      #expect(scaled.pValue == plain.pValue && scaled.statistic == plain.statistic)
    }
  }

  @Test func `empty and non-finite arms are refused by name`() {
    #expect(throws: StatisticsError.emptyInput(of: "the first sample")) {
      try WelchTest.run([], [1, 2])
    }
    #expect(throws: StatisticsError.notFinite(value: .infinity, at: 1, of: "the second sample")) {
      try WelchTest.run([1, 2], [1, .infinity])
    }
    #expect(
      throws: StatisticsError.outOfRange(
        what: "the confidence level", value: 1, allowed: "between 0 and 1, both excluded")
    ) { try WelchTest.run([1, 2], [1, 3], level: 1) }
  }
}
