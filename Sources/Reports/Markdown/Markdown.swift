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
        result.append(character)
      }
    }
    return result
  }

  /// A table cell: `|` escaped. Other marks are the caller's.
  static func escapeCell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }

  /// An image with its description.
  static func image(_ description: String, path: String) -> String {
    "![\(escape(description))](\(path))\n"
  }
}
