/// The sampled accuracies of one task on the sets that differ in one factor: a dot and an interval for
/// each arm, factor by factor.
struct FactorFigure {
  /// One dot.
  private struct Dot {
    var position: Int
    var tip: String
    var accuracy: EstimateSection
    var clean: EstimateSection?
  }

  private let task: TaskSection
  private let groups: [(name: String, dots: [Dot])]
  private let legend: FigureLegend
  private let frame: Frame
  private let x: LinearScale
  private static let rowHeight = 15.0
  private static let groupGap = 16.0

  /// The figure of a task; nil where no set was measured.
  init?(_ task: TaskSection, in report: Report) {
    guard let factors = task.accuracy?.factors, !factors.isEmpty else { return nil }
    self.task = task
    let position = { (label: String) in
      report.algorithms.firstIndex { $0.label == label } ?? 0
    }
    let shown = task.arms.map(\.algorithm).filter { label in
      factors.contains { $0.arms.contains { $0.algorithm == label } }
    }
    legend = FigureLegend(shown.map { FigureArm(position: position($0), label: $0) })
    groups = factors.map { factor in
      (
        factor.factor,
        factor.arms.map {
          Dot(
            position: position($0.algorithm), tip: Self.tip($0, factor.factor, task),
            accuracy: $0.accuracy, clean: $0.clean)
        }
      )
    }
    let top = legend.bottom
    let heights = groups.map { Double($0.dots.count) * Self.rowHeight + Self.groupGap }
    frame = Frame(
      left: 130, right: Frame.figureWidth - 20, top: top, bottom: top + heights.reduce(0, +))
    let values = groups.flatMap(\.dots).flatMap { dot in
      [dot.accuracy.value] + (dot.clean.map { [$0.value] } ?? [])
        + (dot.accuracy.interval.map { [max($0.lower, 0), min($0.upper, 1)] } ?? [])
    }
    x = LinearScale(covering: values, from: frame.left + 8, to: frame.right - 8, padding: 0.03)
  }

  /// Draws the figure.
  func draw(_ settings: ComparisonSettings, suite: Report.SuiteSection) -> Figure {
    var figure = SVGDocument()
    Frame.drawTitle(task.name + ", accuracy where one factor differs", in: &figure)
    legend.draw(in: &figure)
    frame.drawHorizontalAxis(x, title: "sampled accuracy", in: &figure)
    var top = frame.top
    for (index, group) in groups.enumerated() {
      let height = Double(group.dots.count) * Self.rowHeight + Self.groupGap
      if index > 0 {
        figure.line(from: Point(16, top), to: Point(frame.right, top), style: "class=\"g\"")
      }
      figure.text(group.name, at: Point(16, top + height / 2 + 5), .label)
      for (row, dot) in group.dots.enumerated() {
        let y = top + Self.groupGap / 2 + (Double(row) + 0.5) * Self.rowHeight
        figure.mark(dot.tip) { draw(dot, at: y, in: &$0) }
      }
      top += height
    }
    let caption = caption(settings, suite: suite)
    let captionHeight = Frame.drawCaption(caption, below: frame.bottom + 50, in: &figure)
    let title = "Accuracy on \(task.name) where one factor differs"
    return Figure(
      title: title,
      data: figure.data(
        width: Frame.figureWidth, height: frame.bottom + 50 + captionHeight, title: title,
        description: caption))
  }

  private static func tip(_ arm: AccuracyOnSet, _ factor: String, _ task: TaskSection) -> String {
    let tip = FigureText.tip(
      "\(arm.algorithm) on \(task.name), \(factor)", arm.accuracy.value, arm.accuracy.interval,
      decimals: 3, count: FigureText.count(arm.count))
    guard let clean = arm.clean else { return tip }
    return tip + "; clean twins " + NumberFormat.fixed(clean.value, decimals: 3)
  }

  private func caption(_ settings: ComparisonSettings, suite: Report.SuiteSection) -> String {
    "Mean over the runs that measured it (of \(FigureText.seeds(suite.seeds, fewest: suite.fewestSeeds)))"
      + (suite.seeds > 1
        ? "; lines: \(FigureText.percent(settings.level)) t intervals"
          + (isCut ? ", cut at the frame." : ".") : "; one seed gives no interval.")
      + (groups.contains { $0.dots.contains { $0.clean != nil } }
        ? " Rings: the same questions without the factor (clean twins)." : "")
  }

  private var isCut: Bool {
    groups.flatMap(\.dots).compactMap(\.accuracy.interval).contains {
      x($0.lower) < frame.left || x($0.upper) > frame.right
    }
  }

  private func draw(_ dot: Dot, at y: Double, in figure: inout SVGDocument) {
    let color = Palette.color(dot.position)
    if let interval = dot.accuracy.interval {
      figure.line(
        from: Point(min(max(x(interval.lower), frame.left), frame.right), y),
        to: Point(min(max(x(interval.upper), frame.left), frame.right), y),
        style: "stroke=\"\(color)\" stroke-width=\"5\" stroke-opacity=\"0.45\"")
    }
    if let clean = dot.clean { figure.ring(at: Point(x(clean.value), y), radius: 5, color: color) }
    figure.marker(
      Palette.shape(dot.position), at: Point(x(dot.accuracy.value), y), radius: 4.6, color: color)
  }
}
