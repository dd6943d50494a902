import Foundation

/// A figure as a part of a page.
///
/// Figures are what ``SVGDocument`` writes: a `"` within text is escaped there, so that `id="` and
/// `="url(#` are found in attributes alone, and `<` is, so that elements are found as such.
struct InlineFigure {
  /// The `svg` element, without its style sheet; its identifiers begin with a prefix of its own.
  let svg: String
  /// The style sheet of the figure.
  let styleSheet: String

  /// A figure with a prefix that no other figure of the page has.
  ///
  /// Its title and description become the label of the picture: as elements the page would show them as
  /// the tool tip of every spot that has none.
  init(_ figure: Data, prefix: String) {
    var text = Substring(String(decoding: figure, as: UTF8.self))
    let title = Self.cut("title", from: &text)
    let description = Self.cut("desc", from: &text)
    styleSheet = Self.cut("style", from: &text)
    let label = [title, description].filter { !$0.isEmpty }.joined(separator: ". ")
    svg = Self.replace(
      in: text,
      [
        ("role=\"img\">", "role=\"img\" aria-label=\"\(label)\">"),
        (" id=\"", " id=\"\(prefix)"), ("=\"url(#", "=\"url(#\(prefix)"),
      ])
  }

  /// Takes the first element of a name out; its content, escaped as it is, empty where there is none.
  private static func cut(_ name: String, from text: inout Substring) -> String {
    guard let start = text.firstRange(of: "<\(name)>"),
      let end = text[start.upperBound...].firstRange(of: "</\(name)>")
    else { return "" }
    let content = String(text[start.upperBound..<end.lowerBound])
    text.removeSubrange(start.lowerBound..<end.upperBound)
    return content
  }

  private static func replace(in text: Substring, _ replacements: [(String, String)]) -> String {
    let lines = text.split(separator: "\n")
    return lines.map { line in
      replacements.reduce(String(line)) { $0.replacing($1.0, with: $1.1) }
    }.joined(separator: "\n")
  }
}
