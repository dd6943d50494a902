import Randomness
import Statistics
import Testing

struct WilcoxonTestTests {
  @Test func `w and the exact p agree with all signs of the midranks, ties and zeros and all`()
    throws
  {
    var (compared, tied) = (0, 0)
    for row in try PairedSamples.read() {
      let test = try WilcoxonTest.run(row.x, row.y)
      #expect(test.statistic == row.wilcoxon.statistic)
      guard let expected = row.wilcoxon.exact else { continue }
      compared += 1
      tied += test.zeros > 0 ? 1 : 0
      #expect(test.exact && isClose(test.pValue, expected))
      #expect(test.pValue >= test.smallestPossible)
    }
    #expect(compared >= 200 && tied >= 50)
  }

  @Test func `the normal approximation agrees with scipy`() throws {
    var compared = 0
    for row in try PairedSamples.read() where row.x.count > 1 {
      compared += 1
      let test = try WilcoxonTest.run(row.x, row.y, limit: 1)
      #expect(!test.exact && isClose(test.pValue, row.wilcoxon.approximate))
      #expect(test.pValue >= test.smallestPossible)
    }
    #expect(compared >= 200)
  }

  /// scipy 1.17.1: wilcoxon(d, method='exact') of 60 differences without ties.
  @Test func `sixty pairs are still exact`() throws {
    let differences = (1...60).map { Double($0) * ($0 % 3 == 0 ? -1 : 1) }
    let test = try WilcoxonTest.run(differences, Array(repeating: 0, count: 60))
    #expect(test.exact && isClose(test.pValue, 0.035563173784766366))
  }

  @Test func `zeros are ranked and left out`() throws {
    // Ranks 1.5 and 1.5 of the zeros are taken up, so the others have 3, 4 and 5.
    let test = try WilcoxonTest.run([1, 1, 2, 3, 0], [1, 1, 1, 1, 3])
    #expect(test.zeros == 2 && test.statistic == 7)
    // |W − 6| ≥ 1 holds of the sums 0, 3, 4, 5, 7, 8, 9 and 12: all eight choices of signs.
    #expect(test.pValue == 1)
  }

  @Test func `differences equal but for rounding are ties`() throws {
    // 0.3 − 0.1 and 0.4 − 0.2 differ in the last bit, as do 0.1 + 0.2 and 0.3.
    let test = try WilcoxonTest.run([0.3, 0.2, 0.1 + 0.2], [0.1, 0.4, 0.3])
    #expect(test.zeros == 1 && test.statistic == 2.5 && test.pValue == 1)
  }

  @Test func `reordering pairs changes no bit, and swapping the arms mirrors w`() throws {
    for row in try PairedSamples.read() {
      for limit in [200, 1] {
        let test = try WilcoxonTest.run(row.x, row.y, limit: limit)
        #expect(try WilcoxonTest.run(row.x.reversed(), row.y.reversed(), limit: limit) == test)
        let swapped = try WilcoxonTest.run(row.y, row.x, limit: limit)
        #expect(swapped.pValue == test.pValue && swapped.statistic == row.wilcoxon.negative)
      }
    }
  }

  @Test(arguments: [(1, 1.0), (5, 0.0625), (6, 0.03125), (8, 0.0078125)])
  func `few pairs cannot reach significance`(_ n: Int, _ smallest: Double) throws {
    let test = try WilcoxonTest.run(
      (0..<n).map { Double($0 + 1) }, Array(repeating: 0, count: n))
    #expect(test.smallestPossible == smallest && test.pValue == smallest)
  }

  @Test func `the smallest approximate p is that of equal differences`() throws {
    let zeros = Array(repeating: 0.0, count: 201)
    let test = try WilcoxonTest.run(Array(repeating: 1, count: 201), zeros)
    #expect(!test.exact && test.pValue == test.smallestPossible && test.pValue > 0)
    let spread = try WilcoxonTest.run((0..<201).map { Double($0 + 1) }, zeros)
    #expect(spread.pValue > spread.smallestPossible)
  }

  /// autorank's rank_two takes the direction from the data and then one tail: 0.097 for six pairs
  /// where two tails give 0.033.
  @Test func `anchor defect 8: alike algorithms are not told apart too often`() throws {
    var source = RandomStream(seed: 9, purpose: "alike")
    let (trials, alpha) = (2_000, 0.05)
    var rejections = 0
    for _ in 0..<trials {
      let x = (0..<6).map { _ in source.uniform() }
      let y = (0..<6).map { _ in source.uniform() }
      if try WilcoxonTest.run(x, y).pValue <= alpha { rejections += 1 }
    }
    let rate = 2.0 / 64
    let error = (rate * (1 - rate) / Double(trials)).squareRoot()
    #expect(abs(Double(rejections) / Double(trials) - rate) < 4 * error)
  }

  @Test func `pairs without a difference have p one`() throws {
    for limit in [200, 1] {
      let test = try WilcoxonTest.run([1, 2, 3], [1, 2, 3], limit: limit)
      #expect(test.pValue == 1 && test.zeros == 3 && test.statistic == 0)
    }
  }

  @Test func `what cannot be tested is refused`() {
    #expect(throws: StatisticsError.differentCounts(first: 2, second: 1)) {
      try WilcoxonTest.run([1, 2], [1])
    }
    #expect(throws: StatisticsError.notFinite(value: .nan, at: 0, of: "the first sample")) {
      try WilcoxonTest.run([.nan], [1])
    }
    for limit in [0, 1_001] {
      #expect(
        throws: StatisticsError.outOfRange(
          what: "the limit of pairs of an exact signed-rank test", value: Double(limit),
          allowed: "from 1 to 1000")
      ) { try WilcoxonTest.run([1], [2], limit: limit) }
    }
  }
}
