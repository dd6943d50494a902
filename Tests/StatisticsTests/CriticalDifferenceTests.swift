import Statistics
import Testing

/// One row of `range.json`: by mpmath where `exact`, otherwise by scipy.
struct RangeCase: Decodable {
  let count: Int
  let tail, quantile: Double
  let exact: Bool
}

/// One row of `groups.json`.
struct GroupsCase: Decodable {
  let ranks, p: [Double]
  let groups: [[Int]]
}

struct CriticalDifferenceTests {
  @Test func `tails of the studentised range agree with mpmath, quantiles with scipy`() throws {
    for row in try Oracle<RangeCase>.read("range.json") {
      if row.exact {
        #expect(isClose(try GSL.rangeUpperTail(row.quantile, count: row.count), row.tail), "\(row)")
      } else {
        let quantile = try GSL.rangeUpperQuantile(row.tail, count: row.count)
        #expect(isClose(quantile, row.quantile), "\(quantile) \(row)")
      }
    }
    #expect(isClose(try GSL.rangeUpperTail(0, count: 5), 1))
  }

  @Test(arguments: [
    (2, 2.7718076487), (3, 3.3144931554), (4, 3.6331595749), (5, 3.8576555104), (6, 4.0300920532),
  ])
  func `demšar's quantiles are known`(_ count: Int, _ expected: Double) throws {
    #expect(abs(try GSL.rangeUpperQuantile(0.05, count: count) - expected) < 1e-10)
  }

  @Test func `the golden critical difference is known`() throws {
    let difference = try NemenyiTest.criticalDifference(algorithms: 4, blocks: 10)
    #expect(abs(difference - 1.4832311854) < 1e-10)
  }

  @Test func `nemenyi's p agree with scikit-posthocs`() throws {
    for row in try Oracle<FriedmanCase>.read("friedman.json") {
      let table = try NemenyiTest.pValues(try FriedmanTest.run(row.scores))
      for (value, expected) in zip(table.values, row.nemenyi) {
        #expect(isClose(value, expected, scale: 1))
      }
    }
  }

  @Test func `ranks the critical difference apart have p below alpha, and no others`() throws {
    for row in try Oracle<FriedmanCase>.read("friedman.json") {
      let test = try FriedmanTest.run(row.scores)
      let table = try NemenyiTest.pValues(test)
      let difference = try NemenyiTest.criticalDifference(
        algorithms: row.ranks.count, blocks: row.scores.count)
      for (first, second) in PairTable.pairs(of: row.ranks.count) {
        let apart = abs(test.averageRanks[first] - test.averageRanks[second]) >= difference
        #expect((table[first, second] <= 0.05) == apart)
      }
    }
  }

  @Test func `groups agree with scikit-posthocs' bars`() throws {
    let cases = try Oracle<GroupsCase>.read("groups.json")
    #expect(cases.count >= 200)
    for row in cases {
      let groups = try CriticalDifference.groups(
        averageRanks: row.ranks, adjusted: try PairTable(count: row.ranks.count, values: row.p))
      #expect(groups == row.groups)
    }
  }

  @Test func `a group need not be neighbours, and overlapping groups are both kept`() throws {
    // 0 and 2 do not differ, 1 between them differs from both; 2 and 3 do not differ.
    let table = try PairTable(count: 4, values: [0.01, 0.5, 0.01, 0.01, 0.01, 0.9])
    let groups = try CriticalDifference.groups(averageRanks: [1, 2, 3, 4], adjusted: table)
    #expect(groups == [[0, 2], [2, 3]])
    let ranked = try CriticalDifference.groups(averageRanks: [4, 3, 2, 1], adjusted: table)
    #expect(ranked == [[3, 2], [2, 0]])
  }

  @Test func `all alike are one group, all apart none`() throws {
    let ranks = [2.0, 1, 3]
    let alike = try PairTable(count: 3, values: [1, 1, 1])
    #expect(try CriticalDifference.groups(averageRanks: ranks, adjusted: alike) == [[1, 0, 2]])
    let apart = try PairTable(count: 3, values: [0.05, 0.05, 0.05])
    #expect(try CriticalDifference.groups(averageRanks: ranks, adjusted: apart) == [])
  }

  @Test func `what cannot be grouped is refused`() throws {
    let table = try PairTable(count: 2, values: [.nan])
    #expect(
      throws: StatisticsError.outOfRange(
        what: "an adjusted p-value", value: .nan, allowed: "between 0 and 1")
    ) { try CriticalDifference.groups(averageRanks: [1, 2], adjusted: table) }
    #expect(
      throws: StatisticsError.outOfRange(
        what: "the number of algorithms with p-values", value: 2,
        allowed: "3, as many as have ranks, and at most 60")
    ) { try CriticalDifference.groups(averageRanks: [1, 2, 3], adjusted: table) }
    #expect(throws: StatisticsError.tooFew(n: 1, needed: 2, for: "algorithms to rank")) {
      try NemenyiTest.criticalDifference(algorithms: 1, blocks: 5)
    }
    #expect(throws: StatisticsError.self) {
      try NemenyiTest.criticalDifference(algorithms: 3, blocks: 5, significance: 1)
    }
  }
}
