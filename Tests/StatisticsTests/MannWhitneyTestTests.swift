import Randomness
import Statistics
import Testing

struct MannWhitneyTestTests {
  @Test func `u and the exact p agree with all splits of the midranks, ties and all`() throws {
    var compared = 0
    for row in try IndependentSamples.read() {
      let test = try MannWhitneyTest.run(row.x, row.y)
      #expect(test.statistic == row.mannWhitney.statistic)
      guard let expected = row.mannWhitney.exact else { continue }
      compared += 1
      #expect(test.exact && isClose(test.pValue, expected))
      #expect(test.pValue >= test.smallestPossible)
    }
    #expect(compared >= 200)
  }

  @Test func `the normal approximation agrees with scipy`() throws {
    var compared = 0
    for row in try IndependentSamples.read() where row.x.count * row.y.count > 1 {
      let test = try MannWhitneyTest.run(row.x, row.y, limit: 1)
      #expect(!test.exact && test.pValue >= test.smallestPossible)
      // scipy has no p for samples that are all equal.
      guard let expected = row.mannWhitney.approximate else {
        #expect(test.pValue == 1)
        continue
      }
      compared += 1
      #expect(isClose(test.pValue, expected))
    }
    #expect(compared >= 200)
  }

  @Test func `the golden samples have their known p`() throws {
    let apart = try MannWhitneyTest.run([1, 2, 3, 4, 5], [6, 7, 8, 9, 10])
    #expect(apart.pValue == 2.0 / 252 && apart.statistic == 0)
    let tied = try MannWhitneyTest.run([1, 2, 2, 4, 5], [2, 7, 8, 9, 10], limit: 1)
    #expect(abs(tied.pValue - 0.0570079425) < 1e-10)
    #expect(!tied.exact)
  }

  /// scipy 1.17.1: mannwhitneyu(x, y, method='exact') of samples without ties.
  @Test func `larger samples are exact up to the limit and approximated above it`() throws {
    let x = (0..<50).map { Double($0 * 7919 % 1009) }
    let y = (0..<50).map { Double($0 * 6007 % 1013) + 150.5 }
    let test = try MannWhitneyTest.run(x, y)
    #expect(test.exact && isClose(test.pValue, 0.006873684607827633))
    let more = try MannWhitneyTest.run(x + [2000], y)
    #expect(!more.exact)
    #expect(try MannWhitneyTest.run(x + [2000], y, limit: 2_550).exact)
  }

  @Test func `swapping the arms or reordering rows does not change a bit of p`() throws {
    for row in try IndependentSamples.read() {
      for limit in [2_500, 1] {
        let test = try MannWhitneyTest.run(row.x, row.y, limit: limit)
        #expect(
          try MannWhitneyTest.run(row.x.reversed(), row.y.reversed(), limit: limit) == test)
        let swapped = try MannWhitneyTest.run(row.y, row.x, limit: limit)
        #expect(swapped.pValue == test.pValue)
        #expect(swapped.statistic + test.statistic == Double(row.x.count * row.y.count))
      }
    }
  }

  @Test func `u over all pairs is the probability of improvement`() throws {
    for row in try IndependentSamples.read() {
      let share =
        try MannWhitneyTest.run(row.x, row.y).statistic / Double(row.x.count * row.y.count)
      #expect(isClose(share, try Comparison.probabilityOfImprovement(row.x, row.y)))
    }
  }

  @Test(arguments: [(3, 3, 0.1), (4, 4, 2.0 / 70), (5, 5, 2.0 / 252), (1, 3, 0.25), (1, 1, 1)])
  func `few runs cannot reach significance`(_ n: Int, _ m: Int, _ smallest: Double) throws {
    let test = try MannWhitneyTest.run(
      Array(repeating: 1, count: n), Array(repeating: 0, count: m))
    #expect(test.smallestPossible == smallest && test.pValue == smallest)
  }

  @Test func `the smallest approximate p is that of constant samples that differ`() throws {
    let test = try MannWhitneyTest.run(
      Array(repeating: 1, count: 60), Array(repeating: 0, count: 60))
    #expect(!test.exact && test.pValue == test.smallestPossible && test.pValue > 0)
    let spread = try MannWhitneyTest.run(
      (0..<60).map { 100 + Double($0) }, (0..<60).map { Double($0) })
    #expect(spread.pValue > spread.smallestPossible)
    #expect(spread.smallestPossible == test.smallestPossible)
  }

  /// autorank's rank_two takes the direction from the data and then one tail, and rejects twice too
  /// often.
  @Test func `anchor defect 8: both directions count, and alike samples keep to their level`()
    throws
  {
    var source = RandomStream(seed: 8, purpose: "alike")
    let (trials, alpha) = (2_000, 0.05)
    var rejections = 0
    for _ in 0..<trials {
      let x = (0..<6).map { _ in source.uniform() }
      let y = (0..<6).map { _ in source.uniform() }
      if try MannWhitneyTest.run(x, y).pValue <= alpha { rejections += 1 }
    }
    // Of the 924 splits, 38 have a p of at most 0.05; one tail by the data would have 86.
    let rate = 38.0 / 924
    let error = (rate * (1 - rate) / Double(trials)).squareRoot()
    #expect(abs(Double(rejections) / Double(trials) - rate) < 4 * error)
  }

  @Test func `samples that are all equal have p one`() throws {
    #expect(try MannWhitneyTest.run([2, 2], [2, 2, 2]).pValue == 1)
    let many = Array(repeating: 0.5, count: 1_000)
    let test = try MannWhitneyTest.run(many, many)
    #expect(test.pValue == 1 && !test.exact && test.statistic == 500_000)
  }

  @Test func `what cannot be tested is refused`() {
    #expect(throws: StatisticsError.emptyInput(of: "the first sample")) {
      try MannWhitneyTest.run([], [1])
    }
    #expect(throws: StatisticsError.notFinite(value: .nan, at: 0, of: "the second sample")) {
      try MannWhitneyTest.run([1], [.nan])
    }
    for limit in [0, 250_001] {
      #expect(
        throws: StatisticsError.outOfRange(
          what: "the limit of pairs of an exact Mann-Whitney test", value: Double(limit),
          allowed: "from 1 to 250000")
      ) { try MannWhitneyTest.run([1], [2], limit: limit) }
    }
  }
}
