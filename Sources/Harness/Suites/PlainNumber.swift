/// Numbers as a suite writes them: `8`, `100_000`, `-0.5`, `.5`, `1e-3`, `2.5E+6`.
///
/// YAML 1.1 would read `1e-3` as text, `010` as eight and `1:30` as ninety; here a number is what a
/// person means by it: decimal, with an optional exponent, and `_` between digits.
package enum PlainNumber {
  /// The number that a text writes; nil where it writes none. Out of range gives infinity.
  package static func double(_ text: String) -> Double? {
    guard
      text.wholeMatch(of: /[-+]?([0-9][0-9_]*(\.[0-9_]*)?|\.[0-9][0-9_]*)([eE][-+]?[0-9]+)?/) != nil
    else { return nil }
    return digits(of: text).flatMap(Double.init)
  }

  /// The whole number that a text writes, exactly; nil where it writes none that `Value` holds.
  package static func integer<Value: FixedWidthInteger>(_ text: String, as _: Value.Type) -> Value?
  {
    if text.wholeMatch(of: /[-+]?[0-9][0-9_]*/) != nil {
      return digits(of: text).flatMap { Value($0) }
    }
    return double(text).flatMap { Value(exactly: $0) }
  }

  /// The text without its `_`; nil where one does not stand between two digits.
  private static func digits(of text: String) -> String? {
    let characters = Array(text)
    for (index, character) in characters.enumerated() where character == "_" {
      guard index > 0, index + 1 < characters.count, characters[index - 1].isASCIIDigit,
        characters[index + 1].isASCIIDigit
      else { return nil }
    }
    return text.filter { $0 != "_" }
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
