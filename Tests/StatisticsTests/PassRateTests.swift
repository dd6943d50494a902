import Statistics
import Testing

@Suite struct PassRateTests {
  private struct Case: Decodable {
    let correct: Int
    let others: [Int]
    let k: Int
    let any, all, majority: Double?
  }

  @Test func `all three rates are the averages over every choice of attempts`() throws {
    let cases = try Oracle<Case>.read("passes.json")
    #expect(cases.count >= 200)
    for row in cases {
      let attempts = row.others.reduce(row.correct, +)
      let rates = [
        try PassRate.any(correct: row.correct, attempts: attempts, of: row.k),
        try PassRate.all(correct: row.correct, attempts: attempts, of: row.k),
        try PassRate.majority(correct: row.correct, others: row.others, of: row.k),
      ]
      for (rate, expected) in zip(rates, [row.any, row.all, row.majority]) {
        #expect((rate == nil) == (expected == nil))
        if let rate, let expected { #expect(isClose(rate, expected), "\(row)") }
      }
    }
    #expect(cases.contains { $0.any == nil })
  }

  @Test func `one attempt passes by any name as often as it is correct`() throws {
    for correct in 0...7 {
      let share = Double(correct) / 7
      let other = correct < 7 ? [7 - correct] : []
      #expect(isClose(try #require(try PassRate.any(correct: correct, attempts: 7, of: 1)), share))
      #expect(isClose(try #require(try PassRate.all(correct: correct, attempts: 7, of: 1)), share))
      #expect(
        isClose(try #require(try PassRate.majority(correct: correct, others: other, of: 1)), share))
    }
  }

  @Test func `pass at k is unbiased, not one less the k-th power of the failures`() throws {
    // One of two correct: both attempts are looked at, so one is always found; the power says 3/4.
    #expect(try PassRate.any(correct: 1, attempts: 2, of: 2) == 1)
  }

  @Test func `ties are broken at random, every tied answer alike`() throws {
    #expect(try PassRate.majority(correct: 1, others: [1], of: 2) == 0.5)
    let thirds = try #require(try PassRate.majority(correct: 2, others: [2, 2], of: 6))
    #expect(isClose(thirds, 1.0 / 3))
    #expect(try PassRate.majority(correct: 2, others: [1, 1], of: 4) == 1)
    #expect(try PassRate.majority(correct: 0, others: [3], of: 2) == 0)
    #expect(
      try PassRate.majority(correct: 3, others: [1, 2, 0], of: 4)
        == PassRate.majority(correct: 3, others: [2, 1], of: 4))
  }

  @Test func `too few attempts give nothing, and impossible counts are errors`() throws {
    #expect(try PassRate.any(correct: 3, attempts: 3, of: 4) == nil)
    #expect(try PassRate.all(correct: 3, attempts: 3, of: 4) == nil)
    #expect(try PassRate.majority(correct: 3, others: [], of: 4) == nil)
    #expect(throws: StatisticsError.tooFew(n: 0, needed: 1, for: "attempts at a problem")) {
      try PassRate.any(correct: 0, attempts: 0, of: 1)
    }
    #expect(
      throws: StatisticsError.outOfRange(
        what: "the number of correct attempts", value: 4, allowed: "from 0 to 3")
    ) { try PassRate.all(correct: 4, attempts: 3, of: 1) }
    #expect(
      throws: StatisticsError.outOfRange(
        what: "the count of answer 1", value: -1, allowed: "0 or more")
    ) { try PassRate.majority(correct: 4, others: [1, -1], of: 1) }
    #expect(throws: StatisticsError.tooFew(n: 0, needed: 1, for: "attempts that vote")) {
      try PassRate.majority(correct: 4, others: [1], of: 0)
    }
    #expect(throws: StatisticsError.self) { try PassRate.any(correct: 1, attempts: 3, of: 0) }
    #expect(throws: StatisticsError.self) { try PassRate.majority(correct: 0, others: [], of: 1) }
  }
}
