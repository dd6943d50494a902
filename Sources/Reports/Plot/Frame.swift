/// The rectangle of a plot with its two axes.
struct Frame {
  /// The width of every figure, in pixels.
  static let figureWidth = 680.0
  /// The font size of captions and tick labels.
  static let smallSize = 13.0
  /// The font size of labels.
  static let labelSize = 15.0

  var left: Double
  var right: Double
  var top: Double
  var bottom: Double

  /// The horizontal axis: a rule with ticks, labels and light grid lines.
  func drawHorizontalAxis(_ scale: some AxisScale, title: String, in figure: inout SVGDocument) {
    for tick in scale.ticks {
      let x = scale(tick)
      figure.line(from: Point(x, top), to: Point(x, bottom), style: "class=\"g\"")
      figure.line(from: Point(x, bottom), to: Point(x, bottom + 5))
      figure.text(scale.label(tick), at: Point(x, bottom + 20), .small, anchor: .middle)
    }
    figure.line(from: Point(left, bottom), to: Point(right, bottom))
    figure.text(title, at: Point((left + right) / 2, bottom + 42), .label, anchor: .middle)
  }

  /// The vertical axis, its title turned along it.
  func drawVerticalAxis(_ scale: some AxisScale, title: String, in figure: inout SVGDocument) {
    for tick in scale.ticks {
      let y = scale(tick)
      figure.line(from: Point(left, y), to: Point(right, y), style: "class=\"g\"")
      figure.line(from: Point(left - 5, y), to: Point(left, y))
      figure.text(scale.label(tick), at: Point(left - 9, y + 4.5), .small, anchor: .end)
    }
    figure.line(from: Point(left, top), to: Point(left, bottom))
    figure.text(
      title, at: Point(18, (top + bottom) / 2), .label, anchor: .middle, rotated: true)
  }

  /// Writes a caption in lines below `y`; the height it takes.
  static func drawCaption(_ text: String, below y: Double, in figure: inout SVGDocument) -> Double {
    let lines = TextWidth.wrap(text, size: smallSize * 0.86, width: figureWidth - 32)
    for (index, line) in lines.enumerated() {
      figure.text(line, at: Point(16, y + Double(index + 1) * 18), .small)
    }
    return Double(lines.count) * 18 + 8
  }

  /// Writes the figure's title.
  static func drawTitle(_ text: String, in figure: inout SVGDocument) {
    figure.text(text.shortened(to: 60), at: Point(16, 26), .title)
  }
}
