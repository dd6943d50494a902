import Randomness
import Statistics
import Testing

@Suite struct SurvivalTests {
  private struct Case: Decodable {
    struct Estimate: Decodable {
      struct Event: Decodable {
        let steps: Double
        let atRisk, reached: Int
        let remaining: Double
        let bounds: [Double]?
      }
      let events: [Event]
      let median: Double?
      let medianBounds: [Double?]
    }
    let x, y: [TimeToThreshold]
    let level: Double
    let kaplanMeier: Estimate
    let statistic, pValue, permutation: Double?
  }

  let stream = RandomStream(seed: 31, purpose: "survival tests")

  @Test func `kaplan-meier's estimate, interval and median agree with lifelines`() throws {
    let cases = try Oracle<Case>.read("survival.json")
    #expect(cases.count >= 200)
    for row in cases {
      let estimate = try KaplanMeier(row.x, level: row.level)
      let expected = row.kaplanMeier
      #expect(estimate.events.count == expected.events.count)
      for (event, other) in zip(estimate.events, expected.events) {
        #expect(event.steps == other.steps && event.atRisk == other.atRisk)
        #expect(event.reached == other.reached)
        #expect(isClose(event.remaining, other.remaining))
        #expect((event.interval == nil) == (other.bounds == nil))
        guard let interval = event.interval, let bounds = other.bounds else { continue }
        #expect(isClose(interval.lower, bounds[0], scale: 1e-6))
        #expect(isClose(interval.upper, bounds[1]))
      }
      #expect(estimate.median == expected.median)
      #expect(estimate.medianBounds.lower == expected.medianBounds[0])
      #expect(estimate.medianBounds.upper == expected.medianBounds[1])
      #expect(estimate.runs == row.x.count)
      #expect(estimate.censored == row.x.count { !$0.reached })
    }
    #expect(cases.contains { $0.kaplanMeier.median == nil })
  }

  @Test func `the log-rank test agrees with lifelines, its permutation with all splits`() throws {
    var (tested, permuted) = (0, 0)
    for row in try Oracle<Case>.read("survival.json") {
      let test = try LogRankTest.run(row.x, row.y, resamples: 10, stream: stream)
      if let statistic = row.statistic, let p = row.pValue, statistic > 1e-20 {
        tested += 1
        #expect(isClose(try #require(test.statistic), statistic, scale: 1e-6))
        #expect(isClose(try #require(test.asymptoticPValue), p))
      }
      if let expected = row.permutation {
        permuted += 1
        #expect(test.permutation.exact && isClose(test.permutation.pValue, expected))
      }
    }
    #expect(tested >= 150 && permuted >= 100)
  }

  @Test func `runs that never get there lengthen the median instead of leaving`() throws {
    let fast = try [10.0, 20, 30].map { try TimeToThreshold(steps: $0, reached: true) }
    let never = try TimeToThreshold(steps: 100, reached: false)
    #expect(try KaplanMeier(fast).median == 20)
    #expect(try KaplanMeier(fast + [never, never]).median == 30)
    #expect(try KaplanMeier(fast + [never, never, never, never]).median == nil)
    #expect(try KaplanMeier([never]).events.isEmpty)
    // Half are left from the second on, exactly, whatever the rounding of ¾ · ⅔.
    #expect(try KaplanMeier(fast + [never]).median == 20)
  }

  @Test func `arms that cannot be told apart give p 1, and rows may come in any order`() throws {
    let never = [try TimeToThreshold(steps: 5, reached: false)]
    let test = try LogRankTest.run(never + never, never, stream: stream)
    #expect(test.statistic == nil && test.asymptoticPValue == nil && test.excess == 0)
    #expect(test.permutation.pValue == 1)
    let x = try [1.0, 2, 2, 7].map { try TimeToThreshold(steps: $0, reached: $0 < 7) }
    let y = try [3.0, 4, 7, 7].map { try TimeToThreshold(steps: $0, reached: $0 < 7) }
    #expect(
      try LogRankTest.run(x, y, stream: stream)
        == LogRankTest.run(x.reversed(), y.reversed(), stream: stream))
    #expect(try KaplanMeier(x) == KaplanMeier(x.reversed()))
    #expect(
      try LogRankTest.run(x, y, stream: stream).permutation.pValue
        == LogRankTest.run(y, x, stream: stream).permutation.pValue)
  }

  @Test func `impossible times, levels and empty lists are errors`() throws {
    for steps in [-1, Double.nan, .infinity] {
      #expect(throws: StatisticsError.self) { try TimeToThreshold(steps: steps, reached: true) }
    }
    #expect(throws: StatisticsError.emptyInput(of: "the list of runs")) { try KaplanMeier([]) }
    let one = [try TimeToThreshold(steps: 1, reached: true)]
    #expect(throws: StatisticsError.self) { try KaplanMeier(one, level: 0) }
    #expect(throws: StatisticsError.emptyInput(of: "the second list of runs")) {
      try LogRankTest.run(one, [], stream: stream)
    }
  }
}
