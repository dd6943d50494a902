import Randomness
import Statistics
import Testing

@Suite struct OrderStatisticIntervalTests {
  private struct Case: Decodable {
    struct Tolerance: Decodable {
      let side: String
      let apart: Int
      let confidence: Double
    }
    struct Quantile: Decodable {
      let lowerRank, upperRank: Int
      let confidence, lower, upper: Double
    }
    let x: [Double]
    let share, probability, level: Double
    let tolerance: [Tolerance]
    let quantile: Quantile
  }

  @Test func `ranks and confidences are those of a search over all ranks`() throws {
    let cases = try Oracle<Case>.read("order_statistics.json")
    #expect(cases.count >= 200)
    for row in cases {
      for expected in row.tolerance {
        let side = try #require(OrderStatisticInterval.Side(rawValue: expected.side))
        let interval = try OrderStatisticInterval.tolerance(
          row.x, share: row.share, level: row.level, side: side)
        let (low, high) = (interval.lowerRank ?? 0, interval.upperRank ?? row.x.count + 1)
        #expect(high - low == expected.apart)
        #expect(isClose(interval.confidence, expected.confidence, scale: 1e-4))
        #expect(interval.reachesLevel == (expected.confidence >= row.level))
        let sorted = row.x.sorted()
        #expect(interval.lower == (side == .upper ? nil : sorted[low - 1]))
        #expect(interval.upper == (side == .lower ? nil : sorted[high - 1]))
      }
      let quantile = try OrderStatisticInterval.quantile(
        row.x, at: row.probability, level: row.level)
      #expect(quantile.lowerRank == row.quantile.lowerRank)
      #expect(quantile.upperRank == row.quantile.upperRank)
      #expect(quantile.lower == row.quantile.lower && quantile.upper == row.quantile.upper)
      #expect(isClose(quantile.confidence, row.quantile.confidence, scale: 1e-4))
    }
  }

  /// rl-evaluation's interval is one order statistic too narrow at either end: with 46 runs its
  /// confidence is 0.69, with 79 it is 0.79. Below 46 it says nothing of what least and greatest are worth.
  @Test
  func `the tolerance interval is not off by one order statistic, and says what few runs give`()
    throws
  {
    for n in [46, 50, 77, 79, 100] {
      let x = (1...n).map(Double.init)
      let interval = try OrderStatisticInterval.tolerance(x, share: 0.9, level: 0.95)
      #expect(interval.reachesLevel, "\(n) runs")
      // And it is no wider than needed: the next narrower one falls short.
      let apart = try #require(interval.upperRank) - (try #require(interval.lowerRank))
      #expect(apart < n)
      let ends = (interval.lower, interval.upper)
      #expect(ends.0 == interval.lowerRank.map(Double.init))
      #expect(ends.1 == interval.upperRank.map(Double.init))
    }
    for (n, worth) in [(5, 0.08), (10, 0.26), (20, 0.61), (45, 0.948)] {
      let x = (1...n).map(Double.init)
      let interval = try OrderStatisticInterval.tolerance(x, share: 0.9, level: 0.95)
      #expect(interval.lower == 1 && interval.upper == Double(n))
      #expect(!interval.reachesLevel && abs(interval.confidence - worth) < 0.005, "\(n) runs")
    }
    let oneSided = { (n: Int) in
      try OrderStatisticInterval.tolerance(
        (1...n).map(Double.init), share: 0.9, level: 0.95, side: .lower
      ).reachesLevel
    }
    #expect(try !oneSided(28) && oneSided(29))
  }

  @Test func `the share held in simulated runs is held as often as said`() throws {
    var stream = RandomStream(seed: 12, purpose: "tolerance")
    var held = 0
    let trials = 2_000
    var confidence = 0.0
    for _ in 0..<trials {
      let x = (0..<60).map { _ in stream.uniform() }
      let interval = try OrderStatisticInterval.tolerance(x, share: 0.9, level: 0.95)
      confidence = interval.confidence
      if try #require(interval.upper) - (try #require(interval.lower)) >= 0.9 { held += 1 }
    }
    // Five standard errors.
    #expect(abs(Double(held) / Double(trials) - confidence) < 0.025)
  }

  @Test func `a single value bounds nothing on both sides`() throws {
    let interval = try OrderStatisticInterval.tolerance([3], share: 0.5)
    #expect(interval.lower == 3 && interval.upper == 3 && interval.confidence == 0)
    let upper = try OrderStatisticInterval.tolerance([3], share: 0.5, side: .upper)
    #expect(upper.upper == 3 && upper.lower == nil && isClose(upper.confidence, 0.5))
    let median = try OrderStatisticInterval.quantile([3])
    #expect(median.confidence == 0 && !median.reachesLevel)
  }

  @Test func `the order of the rows does not change it, and bad input is an error`() throws {
    #expect(
      try OrderStatisticInterval.quantile([3, 1, 2, 5, 4, 7, 6])
        == OrderStatisticInterval.quantile([1, 2, 3, 4, 5, 6, 7]))
    for share in [0, 1, -1, Double.nan] {
      #expect(
        throws: StatisticsError.outOfRange(
          what: "the share to be held", value: share, allowed: "between 0 and 1, both excluded")
      ) { try OrderStatisticInterval.tolerance([1, 2], share: share) }
    }
    #expect(throws: StatisticsError.self) { try OrderStatisticInterval.quantile([1, 2], at: 1) }
    #expect(throws: StatisticsError.emptyInput(of: "the sample")) {
      try OrderStatisticInterval.tolerance([])
    }
    #expect(throws: StatisticsError.notFinite(value: .infinity, at: 1, of: "the sample")) {
      try OrderStatisticInterval.quantile([1, .infinity])
    }
  }
}
