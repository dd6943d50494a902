import Randomness
import Statistics
import Testing

struct OneSidedTestTests {
  @Test func `p of greater agrees with scipy`() throws {
    for row in try Oracle<EquivalenceCase>.read("equivalence.json") {
      let test = try OneSidedTest.run(row.x, row.y, paired: row.paired)
      #expect(isClose(try #require(test.pValue), row.greater, scale: row.slack / 1e-10))
    }
  }

  @Test func `non-inferiority is the lower side of equivalence`() throws {
    for row in try Oracle<EquivalenceCase>.read("equivalence.json") {
      let test = try NonInferiorityTest.run(
        row.x, row.y, margin: row.margin, paired: row.paired, level: 1 - row.alpha)
      #expect(isClose(try #require(test.pValue), row.lower, scale: row.slack / 1e-10))
      #expect(isClose(try #require(test.confidenceBound), row.interval[0], scale: 1))
      #expect(test.bound == -row.margin)
      let shown = try #require(test.confidenceBound) > -row.margin
      #expect((try #require(test.pValue) < row.alpha) == shown)
    }
  }

  @Test func `the p of a claim and of its opposite add up to one`() throws {
    for row in try Oracle<EquivalenceCase>.read("equivalence.json") {
      let better = try #require(try OneSidedTest.run(row.x, row.y, paired: row.paired).pValue)
      let worse = try #require(try OneSidedTest.run(row.y, row.x, paired: row.paired).pValue)
      #expect(abs(better + worse - 1) < 1e-12)
    }
  }

  @Test func `half of the two-sided p in the direction seen, and above one half in the other`()
    throws
  {
    let (x, y) = (Golden.x[2], Golden.y[2])
    let two = try #require(try WelchTest.run(x, y).pValue)
    #expect(try #require(try OneSidedTest.run(x, y, paired: false).pValue) == two / 2)
    #expect(try #require(try OneSidedTest.run(y, x, paired: false).pValue) == 1 - two / 2)
  }

  @Test func `a bound above zero asks for more than better`() throws {
    let (x, y) = (Golden.x[2], Golden.y[2])
    let better = try #require(try OneSidedTest.run(x, y, paired: false).pValue)
    let muchBetter = try #require(try OneSidedTest.run(x, y, above: 0.1, paired: false).pValue)
    #expect(better < muchBetter)
    #expect(
      try OneSidedTest.run(x, y, above: 0.2, paired: false).pValue.map { abs($0 - 0.5) < 1e-12 }
        == true)
  }

  @Test func `alike algorithms are called better no more often than promised`() throws {
    var source = RandomStream(seed: 5, purpose: "alike, one-sided")
    let (trials, alpha) = (2_000, 0.05)
    var claims = 0
    for _ in 0..<trials {
      let x = (0..<6).map { _ in source.normal() }
      let y = (0..<6).map { _ in source.normal() }
      if let p = try OneSidedTest.run(x, y, paired: false).pValue, p <= alpha { claims += 1 }
    }
    let error = (alpha * (1 - alpha) / Double(trials)).squareRoot()
    #expect(abs(Double(claims) / Double(trials) - alpha) < 4 * error)
  }

  @Test func `what has no spread has no p`() throws {
    let constant = try OneSidedTest.run([1, 1], [0, 0], paired: false)
    #expect(constant.pValue == nil && constant.confidenceBound == nil && constant.degenerate)
    #expect(constant.difference == 1)
    let single = try NonInferiorityTest.run([1], [0], margin: 1, paired: true)
    #expect(single.pValue == nil && !single.degenerate)
  }

  @Test func `what cannot be tested is refused`() {
    #expect(
      throws: StatisticsError.outOfRange(
        what: "the bound of a one-sided test", value: .infinity, allowed: "finite")
    ) { try OneSidedTest.run([1, 2], [1, 2], above: .infinity, paired: false) }
    for margin in [0, -0.5, .nan] {
      #expect(
        throws: StatisticsError.outOfRange(
          what: "the margin of non-inferiority", value: margin, allowed: "above 0 and finite")
      ) { try NonInferiorityTest.run([1, 2], [1, 2], margin: margin, paired: false) }
    }
    #expect(
      throws: StatisticsError.outOfRange(
        what: "the confidence level", value: 1, allowed: "between 0 and 1, both excluded")
    ) { try OneSidedTest.run([1, 2], [1, 3], paired: false, level: 1) }
  }
}
