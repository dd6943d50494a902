/// Pieces of Markdown.
enum Markdown {
  /// Text with Markdown's own characters escaped, on one line, so that a label shows as written.
  static func escape(_ text: String) -> String {
    var result = ""
    for character in text {
      if character.isNewline {
        result.append(" ")
      } else {
        if "\\`*_[]<>#~".contains(character) { result.append("\\") }
        // `&` before a letter could begin the name of a character, as in `&lt;`.
        if character.isLetter, result.last == "&" {
          result.removeLast()
          result += "\\&"
        }
        result.append(character)
      }
    }
    return result
  }

  /// A table cell: `|` escaped. Other marks are the caller's.
  static func escapeCell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }

  /// Prose and lists broken at 100 columns; tables, headings, images and code stay as they are.
  static func wrapped(_ text: String) -> String {
    var isCode = false
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      if line.hasPrefix("```") { isCode.toggle() }
      let isFixed = isCode || line.hasPrefix("|") || line.hasPrefix("#") || line.hasPrefix("!")
      return isFixed ? String(line) : wrapped(line: String(line))
    }.joined(separator: "\n")
  }

  private static func wrapped(line: String) -> String {
    let margin = String(line.prefix { $0 == " " })
    let indent = margin + (line.dropFirst(margin.count).hasPrefix("- ") ? "  " : "")
    var result = ""
    var width = 0
    for word in Words.of(line) {
      let wordWidth = DisplayWidth.of(word)
      if width == 0 {
        result += margin + word
        width = margin.count + wordWidth
      } else if width + 1 + wordWidth <= 100 {
        result += " " + word
        width += 1 + wordWidth
      } else {
        result += "\n" + indent + word
        width = indent.count + wordWidth
      }
    }
    return result
  }

  /// An image with its description.
  static func image(_ description: String, path: String) -> String {
    "![\(escape(description))](\(path))\n"
  }
}
