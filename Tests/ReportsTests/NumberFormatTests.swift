import Reports
import Testing

@Suite struct NumberFormatTests {
  static let fixedCases: [(Double, Int, String)] = [
    (0.0, 1, "0.0"), (-0.0, 1, "0.0"), (0.125, 2, "0.13"), (-0.125, 2, "-0.13"),
    (1234.5, 0, "1,235"), (999.95, 1, "1,000.0"), (0.04, 1, "0.0"), (-0.04, 1, "0.0"),
    (0.05, 1, "0.1"), (1_234_567.891, 2, "1,234,567.89"),
    (1e21, 0, "1,000,000,000,000,000,000,000"),
    (.leastNonzeroMagnitude, 3, "0.000"), (9.999, 2, "10.00"), (100, 2, "100.00"),
    (.infinity, 2, "inf"),
  ]

  @Test(arguments: fixedCases)
  func `fixed decimals round half away from zero on the shortest digits`(
    value: Double, decimals: Int, text: String
  ) {
    #expect(NumberFormat.fixed(value, decimals: decimals) == text)
  }

  static let significantCases: [(Double, String)] = [
    (0.012345, "0.01235"), (123456.7, "123,457"), (12.3456, "12.35"), (0.99999, "1.000"),
    (500.0, "500"), (0.0, "0"), (-85.0, "-85"), (1.2345e-7, "1.235e-7"), (0.00012344, "0.0001234"),
    (0.000099996, "0.0001000"), (2.5e17, "2.5e17"), (1e-9, "1e-9"), (.nan, "nan"),
  ]

  @Test(arguments: significantCases)
  func `significant digits never cut the whole part`(value: Double, text: String) {
    #expect(NumberFormat.significant(value) == text)
  }

  static let decimalsCases: [([Double], Int)] = [
    ([500.0, 22], 1), ([1234.5], 0), ([0.5], 4), ([12.0], 2), ([-1200], 0), ([0.0], 1),
    ([], 1), ([0.00012], 4), ([99.99, .nan], 2),
  ]

  @Test(arguments: decimalsCases)
  func `one count of decimals serves a whole table`(values: [Double], decimals: Int) {
    #expect(NumberFormat.decimals(for: values) == decimals)
  }

  @Test func `bytes counts and axis labels have units`() {
    #expect(NumberFormat.bytes(512) == "512 B")
    #expect(NumberFormat.bytes(150_000) == "146 KiB")
    #expect(NumberFormat.bytes(0x1p20 * 3.25) == "3.25 MiB")
    #expect(NumberFormat.bytes(0x1p31) == "2 GiB")
    #expect(NumberFormat.integer(1_000_000) == "1,000,000")
    #expect(NumberFormat.compact(250_000) == "250k")
    #expect(NumberFormat.compact(2_500_000) == "2.5M")
    #expect(NumberFormat.compact(-1500) == "-1.5k")
    #expect(NumberFormat.compact(0) == "0")
  }

  @Test(arguments: [
    0.1, 1.0 / 3, .leastNonzeroMagnitude, 1.7976931348623157e308, -0.0, 500, 1e16, 123_456_789.25,
  ])
  func `exact text reads back to the same number`(value: Double) {
    #expect(Double(NumberFormat.exact(value))?.bitPattern == value.bitPattern)
  }

  @Test func `tables line up in wide scripts and escape bars`() {
    var table = TextTable([("Name", .left), ("n", .right)])
    table.add(["a|b", "1"])
    table.add(["漢字", "10"])
    #expect(
      table.markdown() == """
        | Name |   n |
        | ---- | --: |
        | a\\|b |   1 |
        | 漢字 |  10 |

        """)
    #expect(table.plain() == "Name   n\n----  --\na|b    1\n漢字  10\n")
  }
}
