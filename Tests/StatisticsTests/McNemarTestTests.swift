import Statistics
import Testing

struct McNemarTestTests {
  @Test func `p and mid-p agree with statsmodels and the sum of binomial chances`() throws {
    let cases = try Oracle<DiscordantProblems>.read("mcnemar.json")
    #expect(cases.count >= 200)
    for row in cases {
      let test = try McNemarTest.run(onlyFirst: row.b, onlySecond: row.c)
      // Below 10⁻³⁰⁰ numbers lose digits.
      #expect(isClose(test.pValue, row.pValue, scale: 1e-300))
      #expect(isClose(test.midP, row.midP, scale: 1e-300))
      #expect(test.midP <= test.pValue)
      #expect(test.pValue >= test.smallestPossible * (1 - 1e-11))
      let swapped = try McNemarTest.run(onlyFirst: row.c, onlySecond: row.b)
      #expect(swapped.pValue == test.pValue && swapped.midP == test.midP)
    }
  }

  @Test func `the golden counts have their known p`() throws {
    let test = try McNemarTest.run(onlyFirst: 12, onlySecond: 3)
    #expect(isClose(test.pValue, 0.03515625))
    // 2 (P(0) + P(1) + P(2)) + P(3), over 2¹⁵.
    #expect(isClose(test.midP, (2.0 * (1 + 15 + 105) + 455) / 32_768))
    #expect(test.smallestPossible == 2.0 / 32_768)
  }

  @Test func `fewer than six problems apart cannot be significant`() throws {
    #expect(try McNemarTest.run(onlyFirst: 5, onlySecond: 0).pValue == 0.0625)
    #expect(try McNemarTest.run(onlyFirst: 6, onlySecond: 0).pValue == 0.03125)
  }

  @Test func `no discordant problem gives p one`() throws {
    let test = try McNemarTest.run(onlyFirst: 0, onlySecond: 0)
    #expect(test.pValue == 1 && test.midP == 1 && test.smallestPossible == 1)
  }

  @Test func `equal counts give p one and a mid-p of one less half the chance of a tie`() throws {
    let test = try McNemarTest.run(onlyFirst: 2, onlySecond: 2)
    #expect(test.pValue == 1 && isClose(test.midP, 1 - 3.0 / 16))
  }

  @Test func `p of many problems neither underflows nor leaves its range`() throws {
    let test = try McNemarTest.run(onlyFirst: 1_000_000, onlySecond: 1_002_000)
    #expect(test.pValue > 0.15 && test.pValue < 0.16 && test.smallestPossible > 0)
    #expect(try McNemarTest.run(onlyFirst: 900, onlySecond: 0).pValue > 0)
  }

  @Test func `counts that make no sense are refused`() {
    #expect(
      throws: StatisticsError.outOfRange(
        what: "the number of problems that only the second solves", value: -1,
        allowed: "from 0 to 1000000000")
    ) { try McNemarTest.run(onlyFirst: 0, onlySecond: -1) }
    #expect(throws: StatisticsError.self) {
      try McNemarTest.run(onlyFirst: 1_000_000_001, onlySecond: 0)
    }
  }
}
