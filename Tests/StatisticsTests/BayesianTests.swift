import Randomness
import Statistics
import Testing

/// One row of `bayes.json`: first better, equivalent, second better, by baycomp.
struct BayesCase: Decodable {
  let x, y, correlatedT, signedRank: [Double]
  let region, correlation: Double
}

struct BayesianTests {
  let stream = RandomStream(seed: 31, purpose: "bayesian tests")

  @Test func `the correlated t test agrees with baycomp`() throws {
    let cases = try Oracle<BayesCase>.read("bayes.json")
    #expect(cases.count >= 200)
    for row in cases {
      let test = try CorrelatedTTest.run(
        row.x, row.y, region: row.region, correlation: row.correlation)
      let probabilities = try #require(test.probabilities)
      // baycomp's tails are one less a distribution function.
      #expect(isClose(probabilities.firstBetter, row.correlatedT[0], scale: 1e-4))
      #expect(isClose(probabilities.equivalent, row.correlatedT[1], scale: 1e-4))
      #expect(isClose(probabilities.secondBetter, row.correlatedT[2], scale: 1e-4))
    }
  }

  @Test func `without correlation or region it is the one-sided paired test`() throws {
    for row in try Oracle<BayesCase>.read("bayes.json").prefix(50) {
      let bayes = try #require(try CorrelatedTTest.run(row.x, row.y, region: 0).probabilities)
      let test = try OneSidedTest.run(row.x, row.y, paired: true)
      #expect(isClose(1 - bayes.firstBetter, try #require(test.pValue), scale: 1e-3))
      #expect(bayes.equivalent == 0)
    }
  }

  @Test func `the signed-rank test agrees with baycomp within the error of the draws`() throws {
    let draws = 4_000
    for (index, row) in try Oracle<BayesCase>.read("bayes.json").enumerated() {
      let test = try BayesianSignedRank.run(
        row.x, row.y, region: row.region, draws: draws, stream: stream.substream("case", index))
      let found = [test.firstBetter, test.equivalent, test.secondBetter]
      for (p, expected) in zip(found, row.signedRank) {
        // Both are drawn: twice the variance.
        let error = (2 * expected * (1 - expected) / Double(draws)).squareRoot()
        #expect(abs(p - expected) < 5 * error + 5 / Double(draws), "\(found) \(row)")
      }
      #expect(abs(found.reduce(0, +) - 1) < 1e-12)
    }
  }

  @Test func `reordering pairs does not change a bit, and swapping mirrors`() throws {
    for row in try Oracle<BayesCase>.read("bayes.json").prefix(40) {
      let run = { (x: [Double], y: [Double]) in
        try BayesianSignedRank.run(x, y, region: row.region, draws: 300, stream: stream)
      }
      #expect(try run(row.x.reversed(), row.y.reversed()) == run(row.x, row.y))
      let forward = try CorrelatedTTest.run(row.x, row.y, region: row.region)
      let backward = try CorrelatedTTest.run(row.y, row.x, region: row.region)
      #expect(
        isClose(
          try #require(forward.probabilities).firstBetter,
          try #require(backward.probabilities).secondBetter, scale: 1e-3))
    }
  }

  @Test func `no difference at all is one half each, or equivalent where a region is given`() throws
  {
    for scores in [[0.0, 0, 0], [0.3, 0.1, 0.7]] {
      let without = try BayesianSignedRank.run(scores, scores, region: 0, draws: 50, stream: stream)
      #expect(without.firstBetter == 0.5 && without.secondBetter == 0.5)
      let with = try BayesianSignedRank.run(scores, scores, region: 0.01, draws: 50, stream: stream)
      #expect(with.equivalent == 1)
    }
  }

  @Test func `differences on the edge of the region but for rounding count half`() throws {
    // 0.3 − 0.2 and 0.1 differ in the last bit.
    let near = try BayesianSignedRank.run(
      [0.3, 0.8], [0.2, 0.7], region: 0.1, draws: 200, stream: stream)
    let exact = try BayesianSignedRank.run(
      [0.75, 1.25], [0.5, 1], region: 0.25, draws: 200, stream: stream)
    #expect(near == exact)
  }

  @Test func `one pair and constant differences have no posterior`() throws {
    let single = try CorrelatedTTest.run([1], [0], region: 0.1)
    #expect(single.probabilities == nil && single.scale == nil && !single.degenerate)
    let constant = try CorrelatedTTest.run([0.1, 0.2, 0.3], [0.15, 0.25, 0.35], region: 0.1)
    #expect(constant.probabilities == nil && constant.degenerate)
    #expect(abs(constant.difference + 0.05) < 1e-15)
  }

  @Test func `correlation widens the posterior`() throws {
    let (x, y) = ([0.5, 0.6, 0.8], [0.4, 0.45, 0.5])
    let independent = try #require(try CorrelatedTTest.run(x, y, region: 0).scale)
    let correlated = try #require(try CorrelatedTTest.run(x, y, region: 0, correlation: 0.5).scale)
    #expect(isClose(correlated, 2 * independent))
  }

  @Test func `what cannot be compared is refused`() {
    for region in [-0.1, .nan, .infinity] {
      let error = StatisticsError.outOfRange(
        what: "the region of practical equivalence", value: region, allowed: "at least 0 and finite"
      )
      #expect(throws: error) { try CorrelatedTTest.run([1, 2], [1, 2], region: region) }
      #expect(throws: error) {
        try BayesianSignedRank.run([1, 2], [1, 2], region: region, stream: stream)
      }
    }
    #expect(
      throws: StatisticsError.outOfRange(
        what: "the correlation of differences", value: 1, allowed: "at least 0 and below 1")
    ) { try CorrelatedTTest.run([1, 2], [1, 2], region: 0, correlation: 1) }
    #expect(
      throws: StatisticsError.tooFew(n: 0, needed: 1, for: "draws of a signed-rank test")
    ) { try BayesianSignedRank.run([1, 2], [1, 2], region: 0, draws: 0, stream: stream) }
    #expect(throws: StatisticsError.emptyInput(of: "the first sample")) {
      try BayesianSignedRank.run([], [], region: 0, stream: stream)
    }
    #expect(
      throws: StatisticsError.differentCounts(first: 2, second: 1)
    ) { try CorrelatedTTest.run([1, 2], [1], region: 0) }
  }
}
