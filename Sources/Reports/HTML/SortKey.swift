/// What a cell of a table is sorted by, where its text alone does not say it.
enum SortKey {
  private static let units: [(name: String, factor: Double)] = [
    (" KiB", 0x1p10), (" MiB", 0x1p20), (" GiB", 0x1p30),
  ]

  /// The number that a cell begins with, such as 1234.5 for `1,234.5 [1,200, 1,269]`, as JavaScript
  /// reads it, bytes for amounts of memory; empty for a cell that says there is no number.
  ///
  /// Nil where the cell's text is that number already, is a dash, or begins with none. A number ends
  /// at a space, a comma, `~`, `%`, or the end: `7e45ab` begins with none.
  static func of(_ cell: String) -> String? {
    switch cell {
    case "nan": return ""
    case "inf": return "Infinity"
    case "-inf": return "-Infinity"
    default: break
    }
    let (text, length) = number(cell)
    let rest = cell.dropFirst(length)
    guard let value = Double(text), rest.first.map({ " ,~%".contains($0) }) ?? true else {
      return nil
    }
    let factor = units.first { rest.hasPrefix($0.name) }?.factor ?? 1
    if rest.isEmpty, text == cell { return nil }
    return NumberFormat.exact(value * factor)
  }

  /// The longest number that a text begins with, without the commas between its thousands, and how
  /// many characters of the text it takes.
  private static func number(_ text: String) -> (String, length: Int) {
    let characters = Array(text)
    let isDigit = { (index: Int) in
      index >= 0 && index < characters.count && ("0"..."9").contains(characters[index])
    }
    var index = characters.first == "-" ? 1 : 0
    var hasPoint = false
    while index < characters.count {
      let isThousands =
        characters[index] == "," && !hasPoint && (1...3).allSatisfy { isDigit(index + $0) }
        && !isDigit(index + 4)
      let isPoint = characters[index] == "." && !hasPoint && isDigit(index + 1)
      guard isDigit(index) || isThousands || isPoint else { break }
      hasPoint = hasPoint || isPoint
      index += 1
    }
    if index < characters.count, characters[index] == "e" {
      let sign = index + 1 < characters.count && characters[index + 1] == "-" ? 1 : 0
      var end = index + 1 + sign
      while isDigit(end) { end += 1 }
      if isDigit(end - 1) { index = end }
    }
    return (String(characters[..<index].filter { $0 != "," }), index)
  }
}
