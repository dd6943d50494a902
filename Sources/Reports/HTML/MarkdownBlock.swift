/// A block of the Markdown that reports are written in, a subset of CommonMark with the tables of
/// GitHub (https://spec.commonmark.org/0.31.2/, https://github.github.com/gfm/).
///
/// Texts are Markdown still, their lines joined by line breaks; ``MarkdownText`` reads them. There is no
/// raw HTML: `<` is a sign like others.
enum MarkdownBlock: Equatable {
  /// `#` to `######` and a title.
  case heading(level: Int, text: String)
  /// Lines of prose.
  case paragraph(String)
  /// An image alone on its line: `![description](path)`.
  case image(description: String, path: String)
  /// Items behind `- `, or `1. `, `2. `…; each holds blocks.
  case list(isOrdered: Bool, items: [[MarkdownBlock]])
  /// What stands behind `>`.
  case quote([MarkdownBlock])
  /// The lines between two fences of three backticks.
  case code([String])
  /// Rows between `|`.
  case table(MarkdownTable)
}

/// A table of Markdown: every row has one text for each title.
struct MarkdownTable: Equatable {
  /// The titles of the columns.
  var titles: [String]
  /// Whether each column is set to the right: `---:`.
  var isRight: [Bool]
  /// The rows.
  var rows: [[String]] = []

  /// An empty table from the two lines of its head; nil where they are none.
  init?(head: Substring, rule: Substring) {
    guard head.first == "|", rule.first == "|" else { return nil }
    titles = Self.cells(head)
    let rules = Self.cells(rule)
    guard titles.count == rules.count, rules.allSatisfy(Self.isRule) else { return nil }
    isRight = rules.map { $0.hasSuffix(":") }
  }

  /// Adds a line; missing cells are empty and surplus ones are dropped, as on code hosts.
  mutating func add(_ line: Substring) {
    let cells = Self.cells(line).prefix(titles.count)
    rows.append(cells + [String](repeating: "", count: titles.count - cells.count))
  }

  private static func isRule(_ cell: String) -> Bool {
    let dashes = cell.hasSuffix(":") ? cell.dropLast() : Substring(cell)
    return !dashes.isEmpty && dashes.allSatisfy { $0 == "-" }
  }

  /// The cells of `| a | b |`, without the spaces around them; `\|` is a `|` within a cell.
  private static func cells(_ line: Substring) -> [String] {
    var cells: [String] = []
    var cell = ""
    var isEscaped = false
    for character in line.dropFirst() {
      if isEscaped {
        cell += character == "|" ? "|" : "\\" + String(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "|" {
        cells.append(cell)
        cell = ""
      } else {
        cell.append(character)
      }
    }
    if isEscaped { cell += "\\" }
    let isClosed = cell.allSatisfy { $0 == " " }
    return (isClosed ? cells : cells + [cell]).map(trimmed)
  }

  private static func trimmed(_ cell: String) -> String {
    var cell = Substring(cell)
    while cell.first == " " { cell.removeFirst() }
    while cell.last == " " { cell.removeLast() }
    return String(cell)
  }
}
