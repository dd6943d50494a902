/// The one way reports print numbers: ASCII, no locale, `,` between thousands.
package enum NumberFormat {
  /// A number with a fixed count of decimals: `fixed(-1234.5, decimals: 2)` is `-1,234.50`.
  ///
  /// Rounds half away from zero on the shortest decimal digits. Not finite: `nan`, `inf`, `-inf`.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return value.description }
    var number = DecimalDigits(value)
    number.round(decimals: decimals)
    var text = number.isNegative ? "-" : ""
    for power in stride(from: max(number.exponent - 1, 0), through: 0, by: -1) {
      text.append("\(number.digit(ofPower: power))")
      if power > 0, power.isMultiple(of: 3) { text.append(",") }
    }
    guard decimals > 0 else { return text }
    text.append(".")
    for place in 1...decimals { text.append("\(number.digit(ofPower: -place))") }
    return text
  }

  /// A number with at least this many significant digits, none of its whole part cut:
  /// `significant(0.012345)` is `0.01235`, `significant(123456.7)` is `123,457`.
  ///
  /// Whole numbers have no decimals. Below 0.0001 and from 10¹⁵ on: `1.235e-7`.
  package static func significant(_ value: Double, digits: Int = 4) -> String {
    guard value.isFinite else { return value.description }
    if value.magnitude < 1e15, value == value.rounded() { return fixed(value, decimals: 0) }
    var number = DecimalDigits(value)
    number.round(decimals: digits - number.exponent)
    if number.exponent > -4 && number.exponent <= 15 {
      return fixed(value, decimals: max(0, digits - number.exponent))
    }
    let mantissa = number.digits.map { "\($0)" }
    let fraction = mantissa.dropFirst().joined()
    return (number.isNegative ? "-" : "") + mantissa[0] + (fraction.isEmpty ? "" : "." + fraction)
      + "e\(number.exponent - 1)"
  }

  /// The decimals at which the largest of these magnitudes has `digits` significant digits: one
  /// count for a whole table, so that its columns line up. Between 0 and 8.
  package static func decimals(for values: [Double], digits: Int = 4) -> Int {
    let largest = values.filter(\.isFinite).map(\.magnitude).max() ?? 0
    guard largest > 0 else { return 1 }
    return min(max(digits - max(DecimalDigits(largest).exponent, 0), 0), 8)
  }

  /// A p-value: three significant digits.
  package static func probability(_ value: Double) -> String { significant(value, digits: 3) }

  /// A whole number with `,` between thousands.
  package static func integer(_ value: Int) -> String {
    fixed(Double(value), decimals: 0)
  }

  /// A count in few characters, for axes: `950`, `100k`, `2.5M`.
  package static func compact(_ value: Double) -> String {
    for (unit, suffix) in [(1e9, "G"), (1e6, "M"), (1e3, "k")] where value.magnitude >= unit {
      return exact(value / unit) + suffix
    }
    return exact(value)
  }

  /// Bytes with a binary unit: `512 B`, `12.5 KiB`, `3.20 MiB`.
  package static func bytes(_ value: Double) -> String {
    let unit = byteUnit(value)
    return unit.factor == 1
      ? fixed(value, decimals: 0) + " B"
      : significant(value / unit.factor, digits: 3) + " " + unit.name
  }

  /// The greatest binary unit of which there is at least one, and its bytes.
  static func byteUnit(_ value: Double) -> (factor: Double, name: String) {
    [(0x1p30, "GiB"), (0x1p20, "MiB"), (0x1p10, "KiB")].first { value.magnitude >= $0.0 }
      ?? (1, "B")
  }

  /// The shortest text that reads back as the number, whole numbers without a point: for CSV.
  package static func exact(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
