import Statistics
import Testing

@Suite struct WilsonIntervalTests {
  // scipy 1.17.1: binomtest(count, trials).proportion_ci(level, method='wilson').
  @Test(arguments: [
    (0, 20_000, 0.95, 0.0, 0.00019203605610462553),
    (3, 10, 0.95, 0.10779126740630102, 0.6032218525388546),
    (10, 10, 0.95, 0.7224672001371109, 1.0),
    (81, 263, 0.95, 0.2552885198782742, 0.36620957698280004),
    (1, 1, 0.99, 0.13097754328018596, 1.0),
    (500, 1000, 0.9, 0.4740276914784201, 0.5259723085215798),
  ])
  func `the bounds are those of scipy`(
    count: Int, trials: Int, level: Double, lower: Double, upper: Double
  ) throws {
    let interval = try Interval.wilson(count: count, trials: trials, level: level)
    #expect(abs(interval.lower - lower) <= 1e-14 && abs(interval.upper - upper) <= 1e-14)
    #expect(interval.level == level && interval.method == "Wilson")
  }

  @Test func `a share of none or all has an exact bound`() throws {
    for trials in 1...500 {
      #expect(try Interval.wilson(count: 0, trials: trials).lower == 0)
      #expect(try Interval.wilson(count: trials, trials: trials).upper == 1)
    }
  }

  @Test func `counts and levels that make no sense are errors`() {
    #expect(throws: StatisticsError.tooFew(n: 0, needed: 1, for: "trials")) {
      try Interval.wilson(count: 0, trials: 0)
    }
    #expect(
      throws: StatisticsError.outOfRange(
        what: "the count", value: 6, allowed: "from 0 to 5")
    ) { try Interval.wilson(count: 6, trials: 5) }
    #expect(throws: StatisticsError.self) { try Interval.wilson(count: -1, trials: 5) }
    #expect(throws: StatisticsError.self) { try Interval.wilson(count: 1, trials: 5, level: 1) }
    #expect(throws: StatisticsError.self) { try Interval.wilson(count: 1, trials: 5, level: .nan) }
  }
}
