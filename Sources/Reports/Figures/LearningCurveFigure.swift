/// The learning curves of one task: mean and pointwise t interval over seeds; of questions, with the
/// accuracy of the references that they start from.
struct LearningCurveFigure {
  private let task: TaskSection
  private let curves: [(position: Int, arm: ArmSection)]
  private let levels: [(position: Int, arm: ArmSection)]
  private let metric: String
  private let frame: Frame
  private let x: LinearScale
  private let y: LinearScale
  private let isCut: Bool
  private static let height = 380.0

  /// The figure of a task; nil where no algorithm has a curve.
  init?(_ task: TaskSection, in report: Report) {
    let drawn = report.algorithms.enumerated().compactMap { position, algorithm in
      task.arms.first { $0.algorithm == algorithm.label && !$0.curve.isEmpty }.map {
        (position: position, arm: $0)
      }
    }
    // Supervised arms count demonstrations: they share no axis with those that start from them.
    let reinforced = drawn.filter { $0.arm.control != .supervised }
    curves = reinforced.isEmpty ? drawn : reinforced
    guard !curves.isEmpty else { return nil }
    levels = reinforced.isEmpty ? [] : Self.references(of: task, among: drawn)
    metric = task.accuracy == nil ? "return of greedy episodes" : Self.accuracy(task, report)
    self.task = task
    let widest = (curves + levels).map {
      TextWidth.estimate($0.arm.algorithm.shortened(to: FigureText.labelLimit), size: 14)
    }.max()
    frame = Frame(
      left: 84, right: Frame.figureWidth - 42 - (widest ?? 0), top: 44, bottom: Self.height - 56)
    let points = curves.flatMap(\.arm.curve)
    x = LinearScale(
      covering: [0] + points.map { Double($0.position) }, from: frame.left,
      to: frame.right, ticks: 5)
    let values = Self.shownValues(points, task) + levels.map(\.arm.summary.mean)
    y = LinearScale(covering: values, from: frame.bottom, to: frame.top, padding: 0.04)
    let ends = points.compactMap(\.interval).flatMap { [$0.lower, $0.upper] }
    isCut = ends.contains { [y] in $0 < y.lower || $0 > y.upper }
  }

  /// The supervised arms that others start from.
  private static func references(
    of task: TaskSection, among drawn: [(position: Int, arm: ArmSection)]
  ) -> [(position: Int, arm: ArmSection)] {
    let labels = task.accuracy?.demonstrations.filter { !$0.startedBy.isEmpty }.map(\.label) ?? []
    return drawn.filter { labels.contains($0.arm.algorithm) && $0.arm.count(.completed) > 0 }
  }

  private static func accuracy(_ task: TaskSection, _ report: Report) -> String {
    FigureText.metric(
      report.metric(of: task) == "greedyAccuracy" ? "greedyAccuracy" : "sampledAccuracy")
  }

  /// The means, the bands as far as they stay near the means, and references that are near.
  private static func shownValues(_ points: [CurvePoint], _ task: TaskSection) -> [Double] {
    let means = points.map(\.mean)
    let lowest = means.reduce(.infinity, Double.minimum)
    let highest = means.reduce(-.infinity, Double.maximum)
    let room = max((highest - lowest) * 0.25, highest.magnitude * 0.01)
    var ends = points.compactMap(\.interval).flatMap {
      [max($0.lower, lowest - room), min($0.upper, highest + room)]
    }
    guard task.accuracy == nil else {
      ends = ends.map { min(max($0, 0), 1) }
      return means + ends
    }
    let references = [task.randomScore, task.scriptedScore].filter {
      $0 > lowest - 2 * room && $0 < highest + 2 * room
    }
    return means + ends + references
  }

  /// Draws the figure.
  func draw(_ settings: ComparisonSettings) -> Figure {
    var figure = SVGDocument()
    Frame.drawTitle(task.name, in: &figure)
    frame.drawVerticalAxis(y, title: metric, in: &figure)
    frame.drawHorizontalAxis(
      x, title: curves[0].arm.budgetUnit ?? BudgetUnit.environmentSteps, in: &figure)
    if task.accuracy == nil { drawReferences(in: &figure) }
    for (position, arm) in levels {
      figure.mark(FigureText.tip(arm, on: task)) { drawLevel(position, arm, in: &$0) }
    }
    figure.clipped(
      x: frame.left, y: frame.top - 2, width: frame.right - frame.left + 5,
      height: frame.bottom - frame.top + 4
    ) { figure in
      for curve in curves {
        figure.mark(FigureText.endTip(curve.arm, on: task)) {
          drawBand(curve.position, curve.arm, in: &$0)
        }
      }
      for curve in curves {
        figure.mark(FigureText.endTip(curve.arm, on: task)) {
          drawLine(curve.position, curve.arm, in: &$0)
        }
      }
    }
    drawLabels(in: &figure)
    let caption = caption(settings)
    let captionHeight = Frame.drawCaption(caption, below: Self.height - 2, in: &figure)
    let title = "Learning curves on \(task.name)"
    return Figure(
      title: title,
      data: figure.data(
        width: Frame.figureWidth, height: Self.height + captionHeight, title: title,
        description: caption))
  }

  private func caption(_ settings: ComparisonSettings) -> String {
    let counts = curves.map(\.arm.scores.count)
    let seeds = counts.max() ?? 0
    return "Line: mean over \(FigureText.seeds(seeds, fewest: counts.min())) of the "
      + (task.accuracy == nil ? "return of greedy evaluation episodes." : metric + ".")
      + (seeds > 1
        ? " Band: pointwise \(FigureText.percent(settings.level)) t interval of that mean"
          + (isCut ? ", cut at the frame." : ".") : " One seed gives no interval.")
      + (curves.contains { $0.arm.statuses.contains { $0 != .completed } }
        ? " A run that did not complete counts with "
          + "\(NumberFormat.significant(task.floorReturn).replacingMinus()) from where it stopped."
        : "")
      + (levels.isEmpty
        ? ""
        : " Dashed: the accuracy of the reference\(levels.count == 1 ? "" : "s") that the runs start "
          + "from.")
  }

  private func drawReferences(in figure: inout SVGDocument) {
    // Curves start near the random score and end near the scripted one: each label at its far end.
    for (value, name, anchor, x) in [
      (task.randomScore, "random", SVGDocument.Anchor.end, frame.right - 6),
      (task.scriptedScore, "scripted", .start, frame.left + 6),
    ]
    where value >= y.lower && value <= y.upper {
      let height = y(value)
      figure.line(
        from: Point(frame.left, height), to: Point(frame.right, height), style: "class=\"r\"")
      let above = height - 6 > frame.top + 6
      figure.text(
        name, at: Point(x, above ? height - 6 : height + 15), .small, anchor: anchor)
    }
  }

  private func drawLevel(_ position: Int, _ arm: ArmSection, in figure: inout SVGDocument) {
    let height = y(arm.summary.mean)
    figure.polyline(
      [Point(frame.left, height), Point(frame.right, height)], color: Palette.color(position),
      dash: "9 6", width: 1.8)
  }

  private func drawBand(_ position: Int, _ arm: ArmSection, in figure: inout SVGDocument) {
    let known = arm.curve.compactMap { point in point.interval.map { (point, $0) } }
    guard known.count > 1 else { return }
    // Far outside the frame a coordinate would only make the file longer.
    let height = { (value: Double) in
      min(max(y(value), frame.top - 400), frame.bottom + 400)
    }
    let upper = known.map { Point(x(Double($0.0.position)), height($0.1.upper)) }
    let lower = known.map { Point(x(Double($0.0.position)), height($0.1.lower)) }
    figure.polygon(
      upper + lower.reversed(), color: Palette.color(position), opacity: 0.14)
  }

  private func drawLine(_ position: Int, _ arm: ArmSection, in figure: inout SVGDocument) {
    let points = arm.curve.map { Point(x(Double($0.position)), y($0.mean)) }
    let color = Palette.color(position)
    figure.polyline(points, color: color, dash: Palette.dash(position))
    if points.count <= 25 {
      for (point, value) in zip(points, arm.curve) {
        figure.mark(FigureText.tip(arm, at: value, on: task)) {
          $0.marker(Palette.shape(position), at: point, radius: 3.2, color: color)
        }
      }
    }
  }

  private func drawLabels(in figure: inout SVGDocument) {
    let ends =
      curves.map { curve -> Point in
        let last = curve.arm.curve[curve.arm.curve.count - 1]
        return Point(x(Double(last.position)), y(last.mean))
      } + levels.map { Point(frame.right, y($0.arm.summary.mean)) }
    let heights = LabelLayout.spread(
      ends.map(\.y), spacing: 19, within: frame.top...frame.bottom)
    for (index, curve) in (curves + levels).enumerated() {
      let color = Palette.color(curve.position)
      let end = ends[index]
      let start = Point(frame.right + 22, heights[index])
      figure.line(
        from: Point(end.x + 5, end.y), to: Point(start.x - 6, start.y),
        style: "stroke=\"\(color)\" stroke-width=\"1\" stroke-opacity=\"0.6\"")
      figure.marker(Palette.shape(curve.position), at: start, radius: 4.5, color: color)
      figure.text(
        curve.arm.algorithm.shortened(to: FigureText.labelLimit),
        at: Point(start.x + 10, start.y + 5), .label)
    }
  }
}
