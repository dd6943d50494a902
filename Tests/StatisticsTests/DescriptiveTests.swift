import Randomness
import Statistics
import Testing

struct DescriptiveTests {
  @Test func `mean, deviation, quantiles and trimmed mean agree with numpy and scipy`() throws {
    let cases = try Oracle<TwoSamples>.read("samples.json")
    #expect(cases.count >= 200)
    for row in cases {
      let scale = row.magnitude
      #expect(isClose(try Descriptive.mean(row.x), row.mean, scale: 1e-3 * scale))
      let trimmed = try Descriptive.interquartileMean(row.x)
      #expect(isClose(trimmed, row.interquartileMean, scale: 1e-3 * scale))
      let deviation = try Descriptive.standardDeviation(row.x)
      #expect((deviation == nil) == (row.standardDeviation == nil))
      if let deviation, let expected = row.standardDeviation {
        #expect(isClose(deviation, expected, scale: 1e-3 * scale))
      }
      for (probability, expected) in zip(TwoSamples.probabilities, row.quantiles) {
        #expect(isClose(try Descriptive.quantile(row.x, probability), expected, scale: scale))
      }
      #expect(isClose(try Descriptive.median(row.x), row.quantiles[4], scale: scale))
    }
  }

  @Test func `the t interval agrees with scipy`() throws {
    let cases = try Oracle<TwoSamples>.read("samples.json").filter { $0.meanInterval != nil }
    #expect(cases.count >= 200)
    for row in cases {
      let interval = try #require(try Descriptive.meanInterval(row.x, level: row.level))
      let expected = try #require(row.meanInterval)
      let scale = max(abs(expected[0]), abs(expected[1]))
      #expect(isClose(interval.lower, expected[0], scale: scale))
      #expect(isClose(interval.upper, expected[1], scale: scale))
      #expect(interval.level == row.level)
      #expect(interval.method == "t")
    }
  }

  @Test func `the order of the rows does not change a bit`() throws {
    var stream = RandomStream(seed: 7, purpose: "row order")
    for n in [2, 3, 10, 101] {
      // Magnitudes from 2⁻³⁰ to 2³⁰: a plain sum would depend on the order.
      var x = (0..<n).map { _ in
        stream.uniform(from: -1, to: 1)
          * Double(sign: .plus, exponent: stream.integer(below: 61) - 30, significand: 1)
      }
      x[0] = -0.0
      let first = try summary(x)
      for _ in 0..<20 {
        stream.shuffle(&x)
        #expect(try summary(x) == first)
      }
    }
    #expect(try summary([0, -0.0]) == summary([-0.0, 0]))
  }

  private func summary(_ x: [Double]) throws -> [UInt64] {
    let interval = try #require(try Descriptive.meanInterval(x))
    let deviation = try #require(try Descriptive.standardDeviation(x))
    return [
      try Descriptive.mean(x), deviation, try Descriptive.median(x),
      try Descriptive.quantile(x, 0), try Descriptive.quantile(x, 0.3),
      try Descriptive.interquartileMean(x), interval.lower, interval.upper,
    ].map(\.bitPattern)
  }

  @Test func `the mean is right where a plain sum loses digits`() throws {
    #expect(try Descriptive.mean([1e16, 1, -1e16, 1]) == 0.5)
    #expect(try Descriptive.mean([0.1, 0.2, 0.3]) == 0.2)
    #expect(try Descriptive.mean(Array(repeating: 0.1, count: 100_000)) == 0.1)
  }

  @Test func `statistics move with a shift and grow with a scale`() throws {
    var stream = RandomStream(seed: 3, purpose: "equivariance")
    for n in 2...12 {
      let x = (0..<n).map { _ in stream.uniform(from: -1, to: 1) }
      for statistic in [
        Descriptive.mean, Descriptive.median, Descriptive.interquartileMean,
        { try Descriptive.quantile($0, 0.2) },
      ] {
        let value = try statistic(x)
        #expect(isClose(try statistic(x.map { $0 + 5 }), value + 5))
        #expect(isClose(try statistic(x.map { $0 * 3 }), value * 3, scale: 0.01))
        #expect(try statistic(x.map { $0 * 0.5 }) == value * 0.5)
      }
      let deviation = try #require(try Descriptive.standardDeviation(x))
      #expect(isClose(try Descriptive.standardDeviation(x.map { $0 * -3 }) ?? 0, 3 * deviation))
      #expect(isClose(try Descriptive.standardDeviation(x.map { $0 + 5 }) ?? 0, deviation))
    }
  }

  @Test func `iqm of four values is their middle mean`() throws {
    #expect(try Descriptive.interquartileMean([9, 1, 2, 4]) == 3)
    #expect(try Descriptive.interquartileMean([9, 1, 2]) == 4)
    #expect(try Descriptive.interquartileMean([100, 1, 2, 3, 4, 5, 6, -50]) == 3.5)
  }

  @Test func `the deviation divides by one less than the number of values`() throws {
    #expect(try Descriptive.standardDeviation([1, 3]) == 2.0.squareRoot())
    #expect(try Descriptive.standardDeviation([1, 2, 3, 4, 5]) == 2.5.squareRoot())
  }

  @Test func `one value has a mean but neither deviation nor interval`() throws {
    #expect(try Descriptive.mean([4]) == 4)
    #expect(try Descriptive.median([4]) == 4)
    #expect(try Descriptive.quantile([4], 0.9) == 4)
    #expect(try Descriptive.interquartileMean([4]) == 4)
    #expect(try Descriptive.standardDeviation([4]) == nil)
    #expect(try Descriptive.meanInterval([4]) == nil)
  }

  @Test func `a constant sample has deviation zero and an interval of width zero`() throws {
    for n in [2, 3, 7, 49] {
      let x = Array(repeating: 0.1, count: n)
      #expect(try Descriptive.standardDeviation(x) == 0)
      let interval = try #require(try Descriptive.meanInterval(x))
      #expect(interval.lower == 0.1 && interval.upper == 0.1)
    }
  }

  @Test func `very large and very small values neither overflow nor vanish`() throws {
    for scale in [1e300, 1e-300] {
      let deviation = try #require(try Descriptive.standardDeviation([-scale, scale]))
      #expect(isClose(deviation, scale * 2.0.squareRoot()))
      #expect(try Descriptive.mean([-scale, scale]) == 0)
    }
    #expect(try Descriptive.mean(Array(repeating: 1e300, count: 1000)) == 1e300)
    let least = try #require(try Descriptive.standardDeviation([0, Double.leastNonzeroMagnitude]))
    #expect(least >= 0)
  }

  @Test func `nothing is computed from an empty or a non-finite sample`() {
    #expect(throws: StatisticsError.emptyInput(of: "the sample")) { try Descriptive.mean([]) }
    #expect(throws: StatisticsError.emptyInput(of: "the sample")) {
      try Descriptive.meanInterval([])
    }
    for value in [Double.nan, .infinity, -.infinity] {
      let expected = StatisticsError.notFinite(value: value, at: 1, of: "the sample")
      for statistic in [
        Descriptive.mean, Descriptive.median, Descriptive.interquartileMean,
        { try Descriptive.quantile($0, 0.5) },
      ] {
        #expect(throws: expected) { try statistic([1, value, 2]) }
      }
      #expect(throws: expected) { try Descriptive.standardDeviation([1, value]) }
      #expect(throws: expected) { try Descriptive.meanInterval([1, value]) }
    }
  }

  @Test func `probabilities and levels outside their range are refused`() {
    for probability in [-0.1, 1.1, .nan] {
      #expect(
        throws: StatisticsError.outOfRange(
          what: "the probability of a quantile", value: probability, allowed: "between 0 and 1")
      ) { try Descriptive.quantile([1, 2], probability) }
    }
    for level in [0, 1, -1, 95, .nan] {
      #expect(
        throws: StatisticsError.outOfRange(
          what: "the confidence level", value: level, allowed: "between 0 and 1, both excluded")
      ) { try Descriptive.meanInterval([1, 2], level: level) }
    }
  }
}
