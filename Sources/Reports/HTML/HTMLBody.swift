import Foundation

/// The blocks of a report as HTML that is well-formed XML too.
struct HTMLBody {
  /// An entry of the table of contents.
  struct Entry: Equatable {
    var level: Int
    var id: String
    /// The title, escaped.
    var title: String
  }

  /// The headings of level 2 and 3 in their order.
  private(set) var contents: [Entry] = []
  /// The style sheets of the figures, each once.
  private(set) var styleSheets: [String] = []
  /// The elements, one a line or more.
  private(set) var html = ""
  private let figures: [String: Data]
  private var shownFigures = 0
  private var takenIDs: Set<String> = []

  /// An empty body that knows these figures by their paths.
  init(figures: [String: Data]) { self.figures = figures }

  /// Adds blocks.
  mutating func add(_ blocks: [MarkdownBlock]) {
    for block in blocks { add(block) }
  }

  private mutating func add(_ block: MarkdownBlock) {
    switch block {
    case .heading(let level, let text): addHeading(level, MarkdownText.read(text))
    case .paragraph(let text): html += "<p>\(Self.inline(text))</p>\n"
    case .image(let description, let path): addImage(description, path: path)
    case .list(let isOrdered, let items): addList(items, name: isOrdered ? "ol" : "ul")
    case .quote(let blocks):
      html += "<blockquote>\n"
      add(blocks)
      html += "</blockquote>\n"
    case .code(let lines):
      let text = lines.map(SVGDocument.escape).joined(separator: "\n")
      html += "<pre><code>\(text)</code></pre>\n"
    case .table(let table): addTable(table)
    }
  }

  private mutating func addHeading(_ level: Int, _ title: [MarkdownText]) {
    let id = anchor(MarkdownText.words(title))
    if level == 2 || level == 3 {
      contents.append(
        Entry(level: level, id: id, title: SVGDocument.escape(MarkdownText.words(title))))
    }
    html += "<h\(level) id=\"\(id)\">\(MarkdownText.html(title))</h\(level)>\n"
  }

  /// The name that code hosts give a heading too: lower case, letters, digits, `-` and `_`, spaces as
  /// `-`; equal ones told apart by a number.
  private mutating func anchor(_ title: String) -> String {
    let plain = String(
      title.lowercased().compactMap { character -> Character? in
        if character == " " { return "-" }
        return character.isLetter || character.isNumber || "-_".contains(character)
          ? character : nil
      })
    var candidate = plain
    var number = 0
    while !takenIDs.insert(candidate).inserted {
      number += 1
      candidate = "\(plain)-\(number)"
    }
    return candidate
  }

  private mutating func addImage(_ description: String, path: String) {
    guard let figure = figures[path] else {
      html += "<p>\(MarkdownText.html([.link(MarkdownText.read(description), path: path)]))</p>\n"
      return
    }
    shownFigures += 1
    // No anchor of a heading holds a point.
    let inline = InlineFigure(figure, prefix: "figure.\(shownFigures).")
    if !styleSheets.contains(inline.styleSheet) { styleSheets.append(inline.styleSheet) }
    html += "<figure>\n\(inline.svg)\n</figure>\n"
  }

  /// Items that are one paragraph, with a list below it or not, have no space around them.
  private mutating func addList(_ items: [[MarkdownBlock]], name: String) {
    html += "<\(name)>\n"
    for item in items {
      html += "<li>"
      if case .paragraph(let text) = item.first {
        html += Self.inline(text)
        if item.count > 1 { html += "\n" }
        add(Array(item.dropFirst()))
      } else {
        add(item)
      }
      html += "</li>\n"
    }
    html += "</\(name)>\n"
  }

  private mutating func addTable(_ table: MarkdownTable) {
    html += "<div class=\"table\"><table>\n<thead><tr>"
    for (title, isRight) in zip(table.titles, table.isRight) {
      html += "<th scope=\"col\"\(isRight ? Self.right : "")>\(Self.inline(title))</th>"
    }
    html += "</tr></thead>\n<tbody>\n"
    for row in table.rows {
      html += "<tr>"
      for (cell, isRight) in zip(row, table.isRight) {
        let parts = MarkdownText.read(cell)
        let key = SortKey.of(MarkdownText.words(parts)).map { " data-key=\"\($0)\"" } ?? ""
        html += "<td\(isRight ? Self.right : "")\(key)>\(MarkdownText.html(parts))</td>"
      }
      html += "</tr>\n"
    }
    html += "</tbody>\n</table></div>\n"
  }

  private static let right = " class=\"right\""

  private static func inline(_ text: String) -> String {
    MarkdownText.html(MarkdownText.read(text))
  }
}
