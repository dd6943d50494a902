/// A stretch of text within a block of Markdown, with its marks read.
///
/// `\` before ASCII punctuation, `` `code` ``, `*emphasis*`, `**strong**` and `[text](path)`. Signs that
/// mark nothing stand for themselves, as do underscores, `~`, `&` and `<`: reports do not mark by them.
indirect enum MarkdownText: Equatable {
  /// Words as they are shown.
  case plain(String)
  /// Code, as it is.
  case code(String)
  /// `*…*`.
  case emphasis([MarkdownText])
  /// `**…**`.
  case strong([MarkdownText])
  /// `[text](path)`.
  case link([MarkdownText], path: String)

  /// Reads a text.
  static func read(_ text: String) -> [MarkdownText] {
    var reader = MarkdownTextReader(Array(text))
    return reader.read()
  }

  /// The words without their marks.
  static func words(_ parts: [MarkdownText]) -> String {
    parts.map { part in
      switch part {
      case .plain(let text), .code(let text): text
      case .emphasis(let inner), .strong(let inner), .link(let inner, _): words(inner)
      }
    }.joined()
  }

  /// As HTML.
  static func html(_ parts: [MarkdownText]) -> String {
    parts.map { part in
      switch part {
      case .plain(let text): SVGDocument.escape(text)
      case .code(let text): "<code>\(SVGDocument.escape(text))</code>"
      case .emphasis(let inner): "<em>\(html(inner))</em>"
      case .strong(let inner): "<strong>\(html(inner))</strong>"
      case .link(let inner, let path): "<a href=\"\(SVGDocument.escape(path))\">\(html(inner))</a>"
      }
    }.joined()
  }
}

/// Reads marks from left to right.
private struct MarkdownTextReader {
  private let text: [Character]
  private var index = 0
  private var parts: [MarkdownText] = []
  private var words = ""

  init(_ text: [Character]) { self.text = text }

  mutating func read() -> [MarkdownText] {
    while index < text.count {
      if let (part, end) = marked(at: index) {
        flush()
        parts.append(part)
        index = end
      } else {
        let isEscape = escapes(at: index)
        // A run of stars or backticks that marks nothing is passed as a whole.
        let length = isEscape ? 1 : "*`".contains(text[index]) ? run(at: index) : 1
        if isEscape { index += 1 }
        words += String(text[index..<index + length])
        index += length
      }
    }
    flush()
    return parts
  }

  private mutating func flush() {
    if !words.isEmpty { parts.append(.plain(words)) }
    words = ""
  }

  /// The marked text that begins here and the position after it.
  private func marked(at start: Int) -> (MarkdownText, end: Int)? {
    switch text[start] {
    case "`": code(at: start)
    case "*": starred(at: start)
    case "[": link(at: start)
    default: nil
    }
  }

  private func code(at start: Int) -> (MarkdownText, end: Int)? {
    guard let (content, end) = codeRange(at: start) else { return nil }
    var code = String(text[content].map { $0.isNewline ? " " : $0 })
    if code.hasPrefix(" "), code.hasSuffix(" "), code.contains(where: { $0 != " " }) {
      code = String(code.dropFirst().dropLast())
    }
    return (.code(code), end)
  }

  /// What stands between two runs of equally many backticks, and the position after them.
  private func codeRange(at start: Int) -> (Range<Int>, end: Int)? {
    let length = run(at: start)
    var position = start + length
    while position < text.count {
      let found = run(at: position)
      if text[position] == "`", found == length {
        return (start + length..<position, position + length)
      }
      position += max(found, 1)
    }
    return nil
  }

  private func starred(at start: Int) -> (MarkdownText, end: Int)? {
    let length = run(at: start)
    let content = start + length
    guard length <= 2, content < text.count, !text[content].isWhitespace else { return nil }
    let end = position(after: content) { position in
      text[position] == "*" && run(at: position) == length && !text[position - 1].isWhitespace
    }
    guard let end else { return nil }
    let inner = MarkdownText.read(String(text[content..<end]))
    return (length == 1 ? .emphasis(inner) : .strong(inner), end + length)
  }

  private func link(at start: Int) -> (MarkdownText, end: Int)? {
    guard let middle = position(after: start + 1, where: { text[$0] == "]" }),
      middle + 1 < text.count, text[middle + 1] == "(",
      let end = text[middle...].firstIndex(of: ")")
    else { return nil }
    let path = String(text[middle + 2..<end])
    let inner = MarkdownText.read(String(text[start + 1..<middle]))
    return (.link(inner, path: path), end + 1)
  }

  /// The first position at which something is the case, outside code and behind no backslash. Runs of
  /// stars are looked at as a whole.
  private func position(after start: Int, where isFound: (Int) -> Bool) -> Int? {
    var position = start
    while position < text.count {
      if escapes(at: position) {
        position += 2
      } else if text[position] == "`" {
        position = codeRange(at: position)?.end ?? position + run(at: position)
      } else if isFound(position) {
        return position
      } else {
        position += text[position] == "*" ? run(at: position) : 1
      }
    }
    return nil
  }

  private func escapes(at position: Int) -> Bool {
    guard text[position] == "\\", position + 1 < text.count else { return false }
    let next = text[position + 1]
    return next.isASCII && (next.isPunctuation || next.isSymbol)
  }

  /// How many equal characters stand here.
  private func run(at position: Int) -> Int {
    text[position...].prefix { $0 == text[position] }.count
  }
}
