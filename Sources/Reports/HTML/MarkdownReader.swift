/// Reads the blocks of a Markdown text, line by line.
struct MarkdownReader {
  private let lines: [Substring]
  private var index = 0
  private var blocks: [MarkdownBlock] = []

  private init(_ lines: [Substring]) { self.lines = lines }

  /// The blocks of a text, in its order; none of an empty one.
  static func blocks(_ text: String) -> [MarkdownBlock] {
    blocks(text.split(separator: "\n", omittingEmptySubsequences: false))
  }

  private static func blocks(_ lines: [Substring]) -> [MarkdownBlock] {
    var reader = MarkdownReader(lines)
    while reader.index < lines.count { reader.readBlock() }
    return reader.blocks
  }

  private mutating func readBlock() {
    let line = lines[index]
    if Self.isBlank(line) {
      index += 1
    } else if line.hasPrefix("```") {
      readCode()
    } else if let level = Self.headingLevel(line) {
      blocks.append(.heading(level: level, text: String(line.dropFirst(level + 1))))
      index += 1
    } else if let image = Self.image(line) {
      blocks.append(image)
      index += 1
    } else if line.hasPrefix(">") {
      readQuote()
    } else if let marker = Marker(line) {
      readList(isOrdered: marker.isOrdered)
    } else if index + 1 < lines.count, let table = MarkdownTable(head: line, rule: lines[index + 1])
    {
      readTable(table)
    } else {
      readParagraph()
    }
  }

  private mutating func readCode() {
    index += 1
    let end = lines[index...].firstIndex { $0.hasPrefix("```") } ?? lines.count
    blocks.append(.code(lines[index..<end].map(String.init)))
    index = end + 1
  }

  private mutating func readTable(_ head: MarkdownTable) {
    var table = head
    index += 2
    while index < lines.count, lines[index].hasPrefix("|") {
      table.add(lines[index])
      index += 1
    }
    blocks.append(.table(table))
  }

  /// A quote ends at a blank line; its later lines may lack the sign.
  private mutating func readQuote() {
    var quoted: [Substring] = []
    while index < lines.count, !Self.isBlank(lines[index]) {
      let line = lines[index]
      let text = line.hasPrefix(">") ? line.dropFirst() : line
      quoted.append(text.hasPrefix(" ") ? text.dropFirst() : text)
      index += 1
    }
    blocks.append(.quote(Self.blocks(quoted)))
  }

  private mutating func readParagraph() {
    let start = index
    index += 1
    while index < lines.count, !endsParagraph(index) { index += 1 }
    blocks.append(
      .paragraph(lines[start..<index].map(Self.withoutMargin).joined(separator: "\n")))
  }

  private func endsParagraph(_ index: Int) -> Bool {
    let line = lines[index]
    if let marker = Marker(line) { return !marker.isOrdered || line.hasPrefix("1.") }
    return Self.isBlank(line) || line.hasPrefix("```") || line.hasPrefix(">")
      || Self.headingLevel(line) != nil
      || index + 1 < lines.count && MarkdownTable(head: line, rule: lines[index + 1]) != nil
  }

  /// The items of a list: the lines behind a marker, those indented as far as its text, and the rest of
  /// a paragraph that is not indented.
  private mutating func readList(isOrdered: Bool) {
    var items: [[MarkdownBlock]] = []
    while index < lines.count, let marker = Marker(lines[index]), marker.isOrdered == isOrdered {
      var item = [lines[index].dropFirst(marker.width)]
      index += 1
      while index < lines.count, let line = itemLine(index, width: marker.width, after: item) {
        item.append(line)
        index += 1
      }
      items.append(Self.blocks(item))
      while index + 1 < lines.count, Self.isBlank(lines[index]), Marker(lines[index + 1]) != nil {
        index += 1
      }
    }
    blocks.append(.list(isOrdered: isOrdered, items: items))
  }

  /// The line at a position as a part of an item; nil where the item has ended.
  private func itemLine(_ index: Int, width: Int, after item: [Substring]) -> Substring? {
    let line = lines[index]
    if line.prefix(width).allSatisfy({ $0 == " " }), !Self.isBlank(line) {
      return line.dropFirst(width)
    }
    if Self.isBlank(line) {
      let next = lines[index...].first { !Self.isBlank($0) }
      let goesOn = next.map { $0.prefix(width).allSatisfy { $0 == " " } } ?? false
      return goesOn ? line : nil
    }
    let isProse =
      !Self.isBlank(item[item.count - 1]) && Marker(line) == nil && !endsParagraph(index)
    return isProse ? line : nil
  }

  private static func isBlank(_ line: Substring) -> Bool { line.allSatisfy { $0 == " " } }

  private static func withoutMargin(_ line: Substring) -> Substring { line.drop { $0 == " " } }

  private static func headingLevel(_ line: Substring) -> Int? {
    let level = line.prefix { $0 == "#" }.count
    return (1...6).contains(level) && line.dropFirst(level).first == " " ? level : nil
  }

  /// An image alone on its line; our paths hold no bracket.
  private static func image(_ line: Substring) -> MarkdownBlock? {
    guard line.hasPrefix("!["), line.hasSuffix(")"),
      let opening = line.lastIndex(of: "("), line[..<opening].hasSuffix("]")
    else { return nil }
    return .image(
      description: String(line[..<opening].dropFirst(2).dropLast()),
      path: String(line[opening...].dropFirst().dropLast()))
  }
}

/// What an item of a list begins with: `- `, or a number, a point and a space.
private struct Marker {
  var isOrdered: Bool
  /// Its characters with the space.
  var width: Int

  init?(_ line: Substring) {
    let digits = line.prefix { ("0"..."9").contains($0) }.count
    isOrdered = (1...9).contains(digits)
    width = digits + 2
    guard line.dropFirst(digits).hasPrefix(isOrdered ? ". " : "- ") else { return nil }
  }
}
