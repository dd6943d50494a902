/// What the training logs of one task say over training: a panel for each quantity, a line for each
/// algorithm.
struct TrainingFigure {
  private struct Line {
    var arm: FigureArm
    var course: CourseSection
  }

  private struct Panel {
    var quantity: CourseQuantity
    var lines: [Line]
    var frame: Frame
    var x: LinearScale
    var y: any AxisScale
    var isCut: Bool

    /// Whether two lines are the same.
    var hidesLines: Bool {
      lines.indices.contains { first in
        lines[(first + 1)...].contains {
          $0.course.shares == lines[first].course.shares
            && $0.course.medians == lines[first].course.medians
        }
      }
    }
  }

  private let task: TaskSection
  private let legend: FigureLegend
  private let runs: (fewest: Int, most: Int)
  private let panels: [Panel]
  private static let columns = 2
  private static let gap = 18.0
  private static let plotHeight = 128.0
  private static let panelHeight = 190.0
  private static let tickWidth = 50.0
  /// From this ratio of the greatest to the least value on, an axis is logarithmic where it can be.
  private static let logarithmicFrom = 50.0
  /// The decades at most that a logarithmic axis shows.
  private static let decades = 1e6

  /// The figure of a task; nil where no run is stored with a course.
  init?(_ task: TaskSection, in report: Report) {
    let known = (task.health?.arms ?? []).filter { !$0.course.isEmpty }
    let reinforced = known.filter { arm in
      task.arms.first { $0.algorithm == arm.algorithm }?.control != .supervised
    }
    // Supervised arms learn from demonstrations: they are drawn where nothing else is, as in the curves.
    let shown = reinforced.isEmpty ? known : reinforced
    guard !shown.isEmpty else { return nil }
    self.task = task
    let arms = FigureArm.all(report.algorithms.map(\.label), shown: shown.map(\.algorithm))
    legend = FigureLegend(arms)
    let counts = shown.flatMap(\.course).flatMap(\.counts)
    runs = (counts.min() ?? 0, counts.max() ?? 0)
    let drawn = CourseQuantity.allCases.map { quantity in
      (
        quantity,
        arms.compactMap { arm in
          shown.first { $0.algorithm == arm.label }?.course.first { $0.quantity == quantity }
            .map { Line(arm: arm, course: $0) }
        }
      )
    }.filter { !$0.1.isEmpty }
    let top = legend.bottom
    panels = drawn.enumerated().map { index, panel in
      Self.panel(index, panel.0, panel.1, below: top)
    }
  }

  private static func panel(
    _ index: Int, _ quantity: CourseQuantity, _ lines: [Line], below top: Double
  ) -> Panel {
    let width = (Frame.figureWidth - 16 - gap * Double(columns - 1)) / Double(columns)
    let left = 8 + Double(index % columns) * (width + gap)
    let plotTop = top + Double(index / columns) * panelHeight + 26
    let frame = Frame(
      left: left + tickWidth, right: left + width - 22, top: plotTop, bottom: plotTop + plotHeight)
    let values = lines.flatMap { $0.course.medians + $0.course.lower + $0.course.upper }
    let (least, greatest) = (values.min() ?? 0, values.max() ?? 1)
    let scale: any AxisScale
    var isCut = false
    if quantity.canBeLogarithmic, let smallest = values.filter({ $0 > 0 }).min(),
      greatest >= logarithmicFrom * smallest
    {
      let floor = max(smallest, greatest / decades)
      isCut = least < floor
      scale = LogScale(
        covering: [floor, greatest], from: frame.bottom, to: frame.top, padding: 0.03)
    } else {
      let lowest = quantity == .explainedVariance ? max(least, -1) : least
      isCut = least < lowest
      scale = LinearScale(
        covering: [min(lowest, greatest), greatest], from: frame.bottom, to: frame.top, ticks: 5,
        padding: 0.05)
    }
    return Panel(
      quantity: quantity, lines: lines, frame: frame,
      x: LinearScale(covering: [0, 100], from: frame.left, to: frame.right, ticks: 4), y: scale,
      isCut: isCut)
  }

  /// Draws the figure.
  func draw() -> Figure {
    var figure = SVGDocument()
    Frame.drawTitle(task.name + ", the course of training", in: &figure)
    legend.draw(in: &figure)
    for (index, panel) in panels.enumerated() { draw(panel, index, in: &figure) }
    let rows = (panels.count + Self.columns - 1) / Self.columns
    let bottom = legend.bottom + Double(rows) * Self.panelHeight + 2
    let captionHeight = Frame.drawCaption(caption, below: bottom, in: &figure)
    let title = "Training on \(task.name)"
    return Figure(
      title: title,
      data: figure.data(
        width: Frame.figureWidth, height: bottom + captionHeight, title: title,
        description: caption))
  }

  private var caption: String {
    "Over the share of the budget, in %. Line: median over \(FigureText.seeds(runs.most, fewest: runs.fewest)) of what "
      + "the updates in each twentieth come to"
      + (runs.most > 1 ? "; band: interquartile range over seeds." : ".")
      + " An algorithm without a line has no such quantity."
      + (task.loggedWeights { $0 }.map { " " + $0 } ?? "")
      + (panels.contains { $0.y is LogScale } ? " Axes of powers of ten are logarithmic." : "")
      + (panels.contains(where: \.hidesLines) ? " Equal lines cover each other." : "")
      + (panels.contains(where: \.isCut) ? " Values below a frame are cut at it." : "")
  }

  private func draw(_ panel: Panel, _ index: Int, in figure: inout SVGDocument) {
    let frame = panel.frame
    figure.text(
      panel.quantity.title, at: Point(frame.left - Self.tickWidth + 8, frame.top - 10), .small)
    for tick in panel.y.ticks {
      let y = panel.y(tick)
      figure.line(from: Point(frame.left, y), to: Point(frame.right, y), style: "class=\"g\"")
      figure.text(
        panel.y.label(tick), at: Point(frame.left - 7, y + 4.5), .small, anchor: .end)
    }
    for tick in [0.0, 50, 100] {
      let x = panel.x(tick)
      figure.line(from: Point(x, frame.bottom), to: Point(x, frame.bottom + 5))
      figure.text(
        NumberFormat.exact(tick) + " %", at: Point(x, frame.bottom + 20), .small, anchor: .middle)
    }
    figure.line(from: Point(frame.left, frame.bottom), to: Point(frame.right, frame.bottom))
    figure.line(from: Point(frame.left, frame.top), to: Point(frame.left, frame.bottom))
    figure.clipped(
      x: frame.left, y: frame.top - 3, width: frame.right - frame.left + 6,
      height: frame.bottom - frame.top + 6, name: "panel\(index)"
    ) { figure in
      for line in panel.lines { drawBand(line, panel, in: &figure) }
      for line in panel.lines { figure.mark(tip(line)) { draw(line, panel, in: &$0) } }
    }
  }

  private func tip(_ line: Line) -> String {
    let course = line.course
    let last = course.shares.count - 1
    let text = [course.medians[last], course.lower[last], course.upper[last]].map {
      NumberFormat.significant($0, digits: 3).replacingMinus()
    }
    return
      "\(line.arm.label) on \(task.name), \(course.quantity.title): \(text[0]) at "
      + "\(NumberFormat.exact((course.shares[last] * 100).rounded())) % of the budget (median; quartiles "
      + "\(text[1]) and \(text[2])), \(FigureText.count(course.counts[last]))"
  }

  /// A height within the picture: far outside a coordinate would only make the file longer.
  private func height(_ value: Double, _ panel: Panel) -> Double {
    min(max(panel.y(value), panel.frame.top - 40), panel.frame.bottom + 40)
  }

  private func drawBand(_ line: Line, _ panel: Panel, in figure: inout SVGDocument) {
    let course = line.course
    guard course.shares.count > 1, course.counts.contains(where: { $0 > 1 }) else { return }
    let x = course.shares.map { panel.x($0 * 100) }
    let upper = zip(x, course.upper).map { Point($0, height($1, panel)) }
    let lower = zip(x, course.lower).map { Point($0, height($1, panel)) }
    figure.polygon(upper + lower.reversed(), color: line.arm.color, opacity: 0.13)
  }

  private func draw(_ line: Line, _ panel: Panel, in figure: inout SVGDocument) {
    let points = zip(line.course.shares, line.course.medians).map {
      Point(panel.x($0 * 100), height($1, panel))
    }
    let (color, position) = (line.arm.color, line.arm.position)
    if points.count > 1 {
      figure.polyline(points, color: color, dash: Palette.dash(position), width: 2)
    }
    if let last = points.last {
      figure.marker(Palette.shape(position), at: last, radius: 4, color: color)
    }
  }
}

extension CourseQuantity {
  /// Whether values are positive sizes whose ratios matter.
  fileprivate var canBeLogarithmic: Bool { self == .klOld || self == .gradientNorm }
}
