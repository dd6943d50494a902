import Foundation

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What a strict XML parser finds in `report.html` or in a figure.
final class ParsedPage: NSObject, XMLParserDelegate {
  struct Element {
    var name: String
    var attributes: [String: String]
    /// The names of the elements that it stands in, outermost first.
    var path: [String]
  }
  /// Every element, in the order of the page.
  private(set) var elements: [Element] = []
  /// The text of the page: neither what figures, style, script and title hold nor the contents.
  private(set) var text = ""
  /// The texts of the `title` elements of figures.
  private(set) var tips: [String] = []
  private var open: [String] = []
  private static let blocks = ["p", "li", "td", "th", "h1", "h2", "h3", "pre", "ul", "ol"]
  private static let hidden = ["svg", "style", "script", "nav", "head"]

  /// Nil where the page is not well-formed.
  init?(_ data: Data) {
    super.init()
    let parser = XMLParser(data: data)
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  /// The words of the page, between spaces.
  var words: [String] { text.split(whereSeparator: \.isWhitespace).map(String.init) }

  func count(_ name: String) -> Int { elements.count { $0.name == name } }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    elements.append(Element(name: name, attributes: attributes, path: open))
    if open.contains("svg"), name == "title" { tips.append("") }
    open.append(name)
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) {
    if open.last == "title", open.contains("svg") {
      tips[tips.count - 1] += string
    } else if !open.contains(where: Self.hidden.contains) {
      text += string
    }
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    open.removeLast()
    if Self.blocks.contains(name) { text += "\n" }
  }
}
