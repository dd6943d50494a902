import Statistics
import Testing

struct PairTableTests {
  @Test func `a pair has one value, whichever is named first`() throws {
    let table = try PairTable(count: 4, values: [1, 2, 3, 23, 24, 34])
    #expect(
      PairTable.pairs(of: 4).map { "\($0.0)\($0.1)" } == ["01", "02", "03", "12", "13", "23"])
    for (pair, value) in zip(PairTable.pairs(of: 4), table.values) {
      #expect(table[pair.0, pair.1] == value && table[pair.1, pair.0] == value)
    }
  }

  @Test func `one algorithm or none has no pairs`() throws {
    #expect(PairTable.pairs(of: 0).isEmpty && PairTable.pairs(of: 1).isEmpty)
    #expect(try PairTable(count: 1, values: []).values.isEmpty)
  }

  @Test func `another number of values is refused`() {
    #expect(
      throws: StatisticsError.outOfRange(
        what: "the number of values for the pairs of 3 algorithms", value: 2, allowed: "3")
    ) { try PairTable(count: 3, values: [0.1, 0.2]) }
  }
}
