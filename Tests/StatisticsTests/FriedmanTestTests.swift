import Statistics
import Testing

/// One row of `friedman.json`.
struct FriedmanCase: Decodable {
  let scores: [[Double]]
  let ranks, nemenyi: [Double]
  let chiSquare, chiSquarePValue, statistic, pValue: Double
}

struct FriedmanTestTests {
  @Test func `ranks, both statistics and their p agree with scipy, ties included`() throws {
    let cases = try Oracle<FriedmanCase>.read("friedman.json")
    #expect(cases.count >= 200)
    for row in cases {
      let test = try FriedmanTest.run(row.scores)
      #expect(isClose(try #require(test.chiSquare), row.chiSquare))
      #expect(isClose(test.chiSquarePValue, row.chiSquarePValue))
      #expect(isClose(try #require(test.statistic), row.statistic))
      #expect(isClose(test.pValue, row.pValue))
      #expect(!test.degenerate && test.blocks == row.scores.count)
      for (rank, expected) in zip(test.averageRanks, row.ranks) { #expect(isClose(rank, expected)) }
    }
  }

  @Test func `the golden blocks have their known chi-square`() throws {
    let columns = [[1.0, 2, 3, 4, 5, 6], [2, 3, 3, 5, 6, 7], [3, 1, 4, 6, 8, 8]]
    let test = try FriedmanTest.run((0..<6).map { block in columns.map { $0[block] } })
    #expect(abs(try #require(test.chiSquare) - 6.3478260870) < 1e-10)
    #expect(abs(test.chiSquarePValue - 0.0418395572) < 1e-10)
  }

  @Test func `the highest score has rank one and ties share theirs`() throws {
    let test = try FriedmanTest.run([[5, 1, 3], [2, 2, 1]])
    #expect(test.averageRanks == [1.25, 2.25, 2.5])
  }

  @Test func `reordering blocks does not change a bit, nor algorithms the p`() throws {
    for row in try Oracle<FriedmanCase>.read("friedman.json").prefix(60) {
      let test = try FriedmanTest.run(row.scores)
      #expect(try FriedmanTest.run(row.scores.reversed()) == test)
      let mirrored = try FriedmanTest.run(row.scores.map { $0.reversed() })
      #expect(mirrored.pValue == test.pValue)
      #expect(mirrored.averageRanks == test.averageRanks.reversed())
    }
  }

  @Test func `full agreement has its exact chance for a p instead of zero`() throws {
    // Three orders of three after the first block: (1/6)³; with one tie in each, (1/3)³.
    let strict = try FriedmanTest.run([[3, 2, 1], [9, 5, 4], [2, 1, 0], [8, 7, 6]])
    #expect(strict.statistic == nil && strict.chiSquare == 8)
    #expect(isClose(strict.pValue, 1.0 / 216))
    let tied = try FriedmanTest.run([[3, 1, 1], [9, 5, 5], [2, 0, 0], [8, 6, 6]])
    #expect(tied.statistic == nil && isClose(tied.pValue, 1.0 / 27))
    #expect(isClose(try #require(tied.chiSquare), 8))
  }

  @Test func `full agreement is seen at every size`() throws {
    for algorithms in 2...9 {
      for blocks in 2...30 {
        let scores = (0..<blocks).map { block in
          (0..<algorithms).map { Double($0 / (1 + algorithms % 2)) + Double(block) }
        }
        let test = try FriedmanTest.run(scores)
        #expect(test.statistic == nil && test.pValue > 0 && test.pValue <= 1)
      }
    }
  }

  @Test func `all scores equal are degenerate, with p one`() throws {
    let test = try FriedmanTest.run([[1, 1, 1], [4, 4, 4]])
    #expect(test.degenerate && test.pValue == 1 && test.chiSquarePValue == 1)
    #expect(test.chiSquare == nil && test.statistic == nil && test.averageRanks == [2, 2, 2])
  }

  @Test func `what cannot be ranked is refused`() {
    #expect(throws: StatisticsError.tooFew(n: 1, needed: 2, for: "blocks of a Friedman test")) {
      try FriedmanTest.run([[1, 2]])
    }
    #expect(throws: StatisticsError.tooFew(n: 1, needed: 2, for: "algorithms to rank")) {
      try FriedmanTest.run([[1], [2]])
    }
    #expect(
      throws: StatisticsError.outOfRange(
        what: "the number of scores in block 1", value: 3, allowed: "2, that of block 0")
    ) { try FriedmanTest.run([[1, 2], [1, 2, 3]]) }
    #expect(throws: StatisticsError.notFinite(value: .nan, at: 1, of: "block 1")) {
      try FriedmanTest.run([[1, 2], [1, .nan]])
    }
  }
}
