import Harness
import Testing

@Suite struct PlainNumberTests {
  @Test(arguments: [
    ("8", 8.0), ("-0.5", -0.5), ("+3", 3), (".5", 0.5), ("5.", 5), ("1e-3", 1e-3), ("1E3", 1000),
    ("2.5e+6", 2.5e6), ("100_000", 100_000), ("1_0.2_5", 10.25), ("010", 10), ("1e999", .infinity),
  ])
  func `decimal numbers`(text: String, value: Double) {
    #expect(PlainNumber.double(text) == value)
  }

  @Test(arguments: [
    "", "_1", "1_", "1__0", "1_.5", "1._5", "1e", "e3", "0x10", "0b1", "1:30", "nan", ".inf", "inf",
    "1 0", "one", "١", "-", ".", "1e1_0",
  ])
  func `anything else is no number`(text: String) {
    #expect(PlainNumber.double(text) == nil)
    #expect(PlainNumber.integer(text, as: Int.self) == nil)
  }

  @Test func `whole numbers are exact, and in range or nil`() {
    #expect(PlainNumber.integer("18446744073709551615", as: UInt64.self) == .max)
    #expect(PlainNumber.integer("18446744073709551616", as: UInt64.self) == nil)
    #expect(PlainNumber.integer("9007199254740993", as: Int.self) == 9_007_199_254_740_993)
    #expect(PlainNumber.integer("1e5", as: Int.self) == 100_000)
    #expect(PlainNumber.integer("-7", as: Int.self) == -7)
    #expect(PlainNumber.integer("-7", as: UInt64.self) == nil)
    #expect(PlainNumber.integer("1.5", as: Int.self) == nil)
  }
}
