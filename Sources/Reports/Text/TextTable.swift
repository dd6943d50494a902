/// A table whose columns line up, as Markdown or as plain text.
package struct TextTable {
  /// How a column is set.
  package enum Alignment: Sendable {
    case left
    case right
  }

  private let header: [String]
  private let alignments: [Alignment]
  private var rows: [[String]] = []

  /// An empty table with one alignment per column.
  package init(_ columns: [(title: String, alignment: Alignment)]) {
    header = columns.map(\.title)
    alignments = columns.map(\.alignment)
  }

  /// Adds a row; line breaks in a cell become spaces.
  ///
  /// - Precondition: one cell per column.
  package mutating func add(_ cells: [String]) {
    precondition(
      cells.count == header.count,
      "a row of \(cells.count) cells was added to a table of \(header.count) columns")
    rows.append(cells.map { String($0.map { $0.isNewline ? " " : $0 }) })
  }

  /// As a Markdown table that also reads well as plain text; `|` in cells is escaped.
  package func markdown() -> String {
    let escape = { (cells: [String]) in cells.map { Markdown.escapeCell($0) } }
    let titles = escape(header)
    let body = rows.map(escape)
    let widths = Self.widths([titles] + body).map { max($0, 3) }
    let rule = zip(widths, alignments).map { width, alignment in
      String(repeating: "-", count: width - (alignment == .right ? 1 : 0))
        + (alignment == .right ? ":" : "")
    }
    let line = { (cells: [String]) in "| " + cells.joined(separator: " | ") + " |\n" }
    return line(pad(titles, widths)) + line(rule) + body.map { line(pad($0, widths)) }.joined()
  }

  /// As plain text for a terminal: two spaces between columns, a rule under the titles.
  package func plain() -> String {
    let widths = Self.widths([header] + rows)
    let rule = widths.map { String(repeating: "-", count: $0) }
    return ([pad(header, widths), rule] + rows.map { pad($0, widths) }).map { cells in
      var line = cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }

  private func pad(_ cells: [String], _ widths: [Int]) -> [String] {
    zip(cells, zip(widths, alignments)).map { cell, column in
      let space = String(repeating: " ", count: max(0, column.0 - DisplayWidth.of(cell)))
      return column.1 == .left ? cell + space : space + cell
    }
  }

  private static func widths(_ lines: [[String]]) -> [Int] {
    guard let first = lines.first else { return [] }
    return first.indices.map { column in lines.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
  }
}

/// How many columns of a terminal a text takes.
enum DisplayWidth {
  /// One per character, two for East Asian wide characters and emoji.
  static func of(_ text: String) -> Int {
    text.reduce(0) { $0 + (isWide($1) ? 2 : 1) }
  }

  /// Whether a character is twice as wide as a Latin letter (the main blocks of Unicode's East
  /// Asian Width, https://www.unicode.org/reports/tr11/).
  static func isWide(_ character: Character) -> Bool {
    guard let value = character.unicodeScalars.first?.value else { return false }
    return switch value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
