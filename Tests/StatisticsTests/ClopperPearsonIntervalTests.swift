import Statistics
import Testing

@Suite struct ClopperPearsonIntervalTests {
  private struct Case: Decodable {
    let count, trials: Int
    let level, lower, upper: Double
  }

  @Test func `the bounds are those of scipy and statsmodels`() throws {
    let cases = try Oracle<Case>.read("clopper_pearson.json")
    #expect(cases.count >= 200)
    for row in cases {
      let interval = try Interval.clopperPearson(
        count: row.count, trials: row.trials, level: row.level)
      #expect(isClose(interval.lower, row.lower), "\(row)")
      #expect(isClose(interval.upper, row.upper), "\(row)")
      #expect(interval.level == row.level && interval.method == "Clopper-Pearson")
    }
  }

  @Test func `none and all have an exact bound on one side`() throws {
    for trials in [1, 2, 20, 500] {
      #expect(try Interval.clopperPearson(count: 0, trials: trials).lower == 0)
      #expect(try Interval.clopperPearson(count: trials, trials: trials).upper == 1)
    }
    let none = try Interval.clopperPearson(count: 0, trials: 20)
    #expect(abs(none.upper - 0.1684334710) < 1e-10)
  }

  @Test func `it holds wilson's interval's centre and mirrors with the count`() throws {
    for count in 0...20 {
      let interval = try Interval.clopperPearson(count: count, trials: 20)
      let mirrored = try Interval.clopperPearson(count: 20 - count, trials: 20)
      #expect(abs(interval.lower - (1 - mirrored.upper)) < 1e-14)
      #expect(interval.lower <= Double(count) / 20 && interval.upper >= Double(count) / 20)
    }
  }

  @Test func `counts and levels that make no sense are errors`() {
    #expect(throws: StatisticsError.tooFew(n: 0, needed: 1, for: "trials")) {
      try Interval.clopperPearson(count: 0, trials: 0)
    }
    #expect(
      throws: StatisticsError.outOfRange(what: "the count", value: 6, allowed: "from 0 to 5")
    ) { try Interval.clopperPearson(count: 6, trials: 5) }
    #expect(throws: StatisticsError.self) {
      try Interval.clopperPearson(count: 1, trials: 5, level: 1)
    }
  }
}
