import Foundation

/// Bars of parts side by side, one above the other: what something is made of, by algorithm.
public struct StackedBars: Sendable {
  /// One bar.
  public struct Bar: Sendable {
    /// What it stands for.
    public var label: String
    /// The length of each part, in the order of ``StackedBars/parts``; at least 0.
    public var values: [Double]

    /// Memberwise.
    public init(label: String, values: [Double]) {
      self.label = label
      self.values = values
    }
  }

  /// The title of the figure.
  public var title: String
  /// The title of the axis, with the unit.
  public var axis: String
  /// What the parts are, eight at most have colours of their own.
  public var parts: [String]
  /// The bars, from the top.
  public var bars: [Bar]
  /// Lengths with a name that bars are held against; those beyond the longest bar are left out.
  public var marks: [(value: Double, label: String)]
  /// What the figure shows and how it was made.
  public var caption: String

  /// Memberwise.
  public init(
    title: String, axis: String, parts: [String], bars: [Bar],
    marks: [(value: Double, label: String)] = [], caption: String
  ) {
    self.title = title
    self.axis = axis
    self.parts = parts
    self.bars = bars
    self.marks = marks
    self.caption = caption
  }

  /// The figure as SVG.
  ///
  /// - Precondition: a value for each part in every bar.
  public func figure() -> Data { StackedBarFigure(self).draw().data }
}

/// Draws ``StackedBars``: labels at the left, totals at the right, the colours' names above.
struct StackedBarFigure {
  private let content: StackedBars
  private let shown: [Int]
  private let legend: [[Int]]
  private let frame: Frame
  private let scale: LinearScale
  private static let rowHeight = 36.0
  private static let barHeight = 22.0
  private static let markHeight = 22.0

  init(_ content: StackedBars) {
    for bar in content.bars {
      precondition(
        bar.values.count == content.parts.count,
        "a bar of \(bar.values.count) parts in a figure of \(content.parts.count)")
    }
    self.content = content
    // Parts that no bar has take no room in the legend.
    shown = content.parts.indices.filter { part in content.bars.contains { $0.values[part] > 0 } }
    legend = Self.lines(shown, content.parts)
    let widest = content.bars.map {
      TextWidth.estimate($0.label.shortened(to: FigureText.labelLimit), size: 14)
    }.max()
    let longest = content.bars.map { $0.values.reduce(0, +) }.max() ?? 0
    let top = 44 + Double(legend.count) * 22 + Self.markHeight
    frame = Frame(
      left: 24 + (widest ?? 0), right: Frame.figureWidth - 76, top: top,
      bottom: top + Double(content.bars.count) * Self.rowHeight)
    scale = LinearScale(covering: [0, longest], from: frame.left, to: frame.right, ticks: 5)
  }

  /// The parts of the legend, in lines that fit.
  private static func lines(_ parts: [Int], _ names: [String]) -> [[Int]] {
    var lines: [[Int]] = [[]]
    var width = 0.0
    for part in parts {
      let own = legendWidth(names[part])
      if width + own > Frame.figureWidth - 32, width > 0 {
        lines.append([])
        width = 0
      }
      lines[lines.count - 1].append(part)
      width += own
    }
    return lines
  }

  private static func legendWidth(_ name: String) -> Double {
    34 + TextWidth.estimate(name, size: Frame.smallSize * 0.9)
  }

  func draw() -> Figure {
    var figure = SVGDocument()
    Frame.drawTitle(content.title, in: &figure)
    drawLegend(in: &figure)
    frame.drawHorizontalAxis(scale, title: content.axis, in: &figure)
    for (row, bar) in content.bars.enumerated() { draw(bar, row, in: &figure) }
    for mark in content.marks where mark.value <= scale.upper {
      let x = scale(mark.value)
      figure.line(
        from: Point(x, frame.top - 4), to: Point(x, frame.bottom), style: "class=\"r\"")
      figure.text(mark.label, at: Point(x, frame.top - 9), .small, anchor: .middle)
    }
    let height = frame.bottom + 54
    let caption = Frame.drawCaption(content.caption, below: height, in: &figure)
    return Figure(
      title: content.title,
      data: figure.data(
        width: Frame.figureWidth, height: height + caption, title: content.title,
        description: content.caption))
  }

  private func drawLegend(in figure: inout SVGDocument) {
    for (line, parts) in legend.enumerated() {
      var x = 16.0
      let y = 52 + Double(line) * 22
      for part in parts {
        figure.rectangle(
          x: x, y: y - 11, width: 13, height: 13, color: Palette.color(part), opacity: 0.95)
        figure.text(content.parts[part], at: Point(x + 19, y), .small)
        x += Self.legendWidth(content.parts[part])
      }
    }
  }

  private func draw(_ bar: StackedBars.Bar, _ row: Int, in figure: inout SVGDocument) {
    let y = frame.top + Double(row) * Self.rowHeight + (Self.rowHeight - Self.barHeight) / 2
    let baseline = y + Self.barHeight / 2 + 5
    figure.text(
      bar.label.shortened(to: FigureText.labelLimit), at: Point(frame.left - 8, baseline), .label,
      anchor: .end)
    var total = 0.0
    for part in shown where bar.values[part] > 0 {
      let start = scale(total)
      total += bar.values[part]
      // A seam between neighbours, so that colour is not the only sign of where a part ends.
      let length = NumberFormat.significant(bar.values[part], digits: 3).replacingMinus()
      figure.mark("\(bar.label), \(content.parts[part]): \(length) (\(content.axis))") {
        $0.rectangle(
          x: start, y: y, width: max(0.5, scale(total) - start - 1), height: Self.barHeight,
          color: Palette.color(part), opacity: 0.95)
      }
    }
    figure.text(
      NumberFormat.significant(total, digits: 3).replacingMinus(),
      at: Point(scale(total) + 7, baseline), .strong)
  }
}
