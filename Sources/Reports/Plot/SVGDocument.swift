import Foundation

/// An SVG picture written element by element, coordinates in pixels from the upper left.
///
/// The background is transparent. Text and axes are mid grey, darker where the reader's system asks
/// for light colours and lighter where it asks for dark ones (`prefers-color-scheme`).
struct SVGDocument {
  /// Where text starts, ends or centres.
  enum Anchor: String {
    case start
    case middle
    case end
  }

  /// The classes of the style sheet.
  enum TextStyle: String {
    /// The figure's title.
    case title = "t"
    /// Names of algorithms, axes and panels.
    case label = "l"
    /// Tick labels and captions.
    case small = "s"
    /// A highlighted number.
    case strong = "b"
  }

  private var elements: [String] = []

  /// Draws a straight line.
  mutating func line(
    from start: Point, to end: Point, style: String = "class=\"a\""
  ) {
    elements.append(
      "<line x1=\"\(Self.number(start.x))\" y1=\"\(Self.number(start.y))\" "
        + "x2=\"\(Self.number(end.x))\" y2=\"\(Self.number(end.y))\" \(style)/>")
  }

  /// Draws an open line through points.
  mutating func polyline(_ points: [Point], color: String, dash: String, width: Double = 2.2) {
    let dashes = dash.isEmpty ? "" : " stroke-dasharray=\"\(dash)\""
    elements.append(
      "<polyline points=\"\(Self.list(points))\" fill=\"none\" stroke=\"\(color)\" "
        + "stroke-width=\"\(Self.number(width))\" stroke-linejoin=\"round\"\(dashes)/>")
  }

  /// Fills an area.
  mutating func polygon(_ points: [Point], color: String, opacity: Double) {
    elements.append(
      "<polygon points=\"\(Self.list(points))\" fill=\"\(color)\" "
        + "fill-opacity=\"\(Self.number(opacity))\"/>")
  }

  /// Fills a rectangle.
  mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, color: String, opacity: Double
  ) {
    elements.append(
      "<rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(width))\" "
        + "height=\"\(Self.number(height))\" fill=\"\(color)\" "
        + "fill-opacity=\"\(Self.number(opacity))\"/>")
  }

  /// Draws a marker of a radius about a point.
  mutating func marker(
    _ shape: MarkerShape, at center: Point, radius: Double, color: String, opacity: Double = 1
  ) {
    let (x, y) = (center.x, center.y)
    let corners: [Point]
    switch shape {
    case .circle:
      elements.append(
        "<circle cx=\"\(Self.number(x))\" cy=\"\(Self.number(y))\" r=\"\(Self.number(radius))\" "
          + "fill=\"\(color)\" fill-opacity=\"\(Self.number(opacity))\"/>")
      return
    case .square:
      let half = radius * 0.89
      corners = [
        Point(x - half, y - half), Point(x + half, y - half), Point(x + half, y + half),
        Point(x - half, y + half),
      ]
    case .triangle:
      corners = [
        Point(x, y - radius * 1.2), Point(x + radius * 1.1, y + radius * 0.8),
        Point(x - radius * 1.1, y + radius * 0.8),
      ]
    case .diamond:
      let half = radius * 1.25
      corners = [Point(x, y - half), Point(x + half, y), Point(x, y + half), Point(x - half, y)]
    }
    polygon(corners, color: color, opacity: opacity)
  }

  /// Draws a circle that is not filled.
  mutating func ring(at center: Point, radius: Double, color: String) {
    elements.append(
      "<circle cx=\"\(Self.number(center.x))\" cy=\"\(Self.number(center.y))\" "
        + "r=\"\(Self.number(radius))\" fill=\"none\" stroke=\"\(color)\" stroke-width=\"1.6\"/>")
  }

  /// Draws a cross, the sign of a run that counts with the floor.
  mutating func cross(at center: Point, radius: Double, color: String) {
    let style = "stroke=\"\(color)\" stroke-width=\"2\""
    let (x, y) = (center.x, center.y)
    line(from: Point(x - radius, y - radius), to: Point(x + radius, y + radius), style: style)
    line(from: Point(x - radius, y + radius), to: Point(x + radius, y - radius), style: style)
  }

  /// Writes text with its baseline at a point.
  ///
  /// - Parameter color: For text on a filled ground; nil: as the style sheet has it.
  mutating func text(
    _ text: String, at point: Point, _ style: TextStyle, anchor: Anchor = .start,
    rotated: Bool = false, color: String? = nil
  ) {
    let fill = color.map { " style=\"fill: \($0)\"" } ?? ""
    let turn =
      rotated ? " transform=\"rotate(-90 \(Self.number(point.x)) \(Self.number(point.y)))\"" : ""
    elements.append(
      "<text x=\"\(Self.number(point.x))\" y=\"\(Self.number(point.y))\" class=\"\(style.rawValue)\" "
        + "text-anchor=\"\(anchor.rawValue)\"\(turn)\(fill)>\(Self.escape(text))</text>")
  }

  /// Draws what `content` draws, cut at a rectangle.
  ///
  /// - Parameter name: of the rectangle, one of its own within the picture.
  mutating func clipped(
    x: Double, y: Double, width: Double, height: Double, name: String = "frame",
    _ content: (inout SVGDocument) -> Void
  ) {
    elements.append(
      "<clipPath id=\"\(name)\"><rect x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" "
        + "width=\"\(Self.number(width))\" height=\"\(Self.number(height))\"/></clipPath>")
    elements.append("<g clip-path=\"url(#\(name))\">")
    content(&self)
    elements.append("</g>")
  }

  /// Draws what `content` draws as one mark that says `tip` when it is pointed at.
  ///
  /// A `title` element, which browsers show as a tool tip; within another mark the inner one counts.
  /// Without a tip it is drawn alone.
  mutating func mark(_ tip: String?, _ content: (inout SVGDocument) -> Void) {
    guard let tip else { return content(&self) }
    elements.append("<g><title>\(Self.escape(tip))</title>")
    content(&self)
    elements.append("</g>")
  }

  /// The file.
  ///
  /// - Parameter description: what a reader who cannot see the figure is told.
  func data(width: Double, height: Double, title: String, description: String) -> Data {
    let (width, height) = (Self.number(width), Self.number(height))
    let head = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(width) \(height)" width="\(width)" \
      height="\(height)" role="img">
      <title>\(Self.escape(title))</title>
      <desc>\(Self.escape(description))</desc>
      <style>\(Self.styleSheet)</style>

      """
    return Data((head + elements.joined(separator: "\n") + "\n</svg>\n").utf8)
  }

  private static let styleSheet = """

    text { font-family: system-ui, "Segoe UI", Helvetica, Arial, sans-serif; fill: #6e7781; }
    .t { font-size: 18px; font-weight: 600; }
    .l { font-size: 15px; }
    .b { font-size: 15px; font-weight: 700; }
    .s { font-size: 13px; }
    .a { stroke: #8a8a8a; stroke-width: 1; }
    .g { stroke: #8a8a8a; stroke-width: 1; stroke-opacity: 0.25; }
    .r { stroke: #8a8a8a; stroke-width: 1.5; stroke-dasharray: 2 4; }
    @media (prefers-color-scheme: light) { text { fill: #24292f; } }
    @media (prefers-color-scheme: dark) { text { fill: #d0d7de; } }

    """

  private static func list(_ points: [Point]) -> String {
    points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
  }

  /// A coordinate with at most two decimals.
  private static func number(_ value: Double) -> String {
    NumberFormat.exact((value * 100).rounded() / 100)
  }

  /// XML's own characters escaped, characters that XML 1.0 does not allow replaced.
  static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\t", "\n", "\r": result += " "
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
