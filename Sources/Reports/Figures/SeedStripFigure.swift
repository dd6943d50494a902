/// The final scores of one task, a dot per seed, with their mean and its t interval.
struct SeedStripFigure {
  private let task: TaskSection
  private let metric: String
  private let rows: [(position: Int, arm: ArmSection)]
  private let frame: Frame
  private let x: LinearScale
  private static let rowHeight = 40.0

  /// The figure of a task.
  init(_ task: TaskSection, in report: Report) {
    self.task = task
    metric = report.metric(of: task)
    rows = report.algorithms.enumerated().compactMap { position, algorithm in
      task.arms.first { $0.algorithm == algorithm.label }.map { (position, $0) }
    }
    let widest = rows.map {
      TextWidth.estimate($0.arm.algorithm.shortened(to: FigureText.labelLimit), size: 14)
    }.max()
    frame = Frame(
      left: 44 + (widest ?? 0), right: Frame.figureWidth - 28, top: 44,
      bottom: 52 + Double(rows.count) * Self.rowHeight)
    let scores = rows.flatMap(\.arm.scores)
    let lowest = scores.reduce(.infinity, Double.minimum)
    let highest = scores.reduce(-.infinity, Double.maximum)
    let room = (highest - lowest) * 0.15
    let ends = rows.compactMap(\.arm.summary.interval).flatMap {
      [max($0.lower, lowest - room), min($0.upper, highest + room)]
    }
    x = LinearScale(
      covering: scores + ends, from: frame.left + 8, to: frame.right - 8, padding: 0.02)
  }

  /// Draws the figure.
  func draw(_ settings: ComparisonSettings) -> Figure {
    var figure = SVGDocument()
    Frame.drawTitle(task.name + ", final scores by seed", in: &figure)
    frame.drawHorizontalAxis(x, title: FigureText.metric(metric), in: &figure)
    for (index, row) in rows.enumerated() {
      draw(row.position, row.arm, at: 52 + (Double(index) + 0.5) * Self.rowHeight, in: &figure)
    }
    let caption = caption(settings)
    let captionHeight = Frame.drawCaption(caption, below: frame.bottom + 50, in: &figure)
    let title = "Final scores by seed on \(task.name)"
    return Figure(
      title: title,
      data: figure.data(
        width: Frame.figureWidth, height: frame.bottom + 50 + captionHeight, title: title,
        description: caption))
  }

  private func caption(_ settings: ComparisonSettings) -> String {
    let count = rows.first?.arm.scores.count ?? 0
    let floored = rows.contains { $0.arm.statuses.contains { $0 != .completed } }
    let isCut = rows.compactMap(\.arm.summary.interval).contains {
      x($0.lower) < frame.left || x($0.upper) > frame.right
    }
    return "One mark per seed (n = \(count)); upright bar: mean"
      + (count > 1
        ? "; line: its \(FigureText.percent(settings.level)) t interval"
          + (isCut ? ", cut at the frame." : ".") : "; one seed gives no interval.")
      + (floored
        ? " Cross: a run that did not complete, at the floor "
          + "\(NumberFormat.significant(task.floorReturn).replacingMinus())." : "")
  }

  private func draw(
    _ position: Int, _ arm: ArmSection, at y: Double, in figure: inout SVGDocument
  ) {
    let color = Palette.color(position)
    figure.marker(Palette.shape(position), at: Point(22, y), radius: 5, color: color)
    figure.text(
      arm.algorithm.shortened(to: FigureText.labelLimit), at: Point(34, y + 5), .label)
    figure.mark(FigureText.tip(arm, on: task)) { drawMean(arm, color, at: y, in: &$0) }
    for (seed, score) in arm.scores.enumerated() {
      let place = Point(x(score), y + Self.offset(seed, of: arm.scores.count))
      let status = arm.statuses[seed]
      let number = NumberFormat.fixed(score, decimals: task.decimals).replacingMinus()
      let tip =
        "\(arm.algorithm) on \(task.name), seed \(seed): \(number)"
        + (status == .completed ? "" : " (\(status.rawValue))")
      figure.mark(tip) { figure in
        if status == .completed {
          figure.marker(.circle, at: place, radius: 3.6, color: color, opacity: 0.6)
        } else {
          figure.cross(at: place, radius: 3.6, color: color)
        }
      }
    }
  }

  private func drawMean(
    _ arm: ArmSection, _ color: String, at y: Double, in figure: inout SVGDocument
  ) {
    if let interval = arm.summary.interval {
      let start = max(x(interval.lower), frame.left)
      let end = min(x(interval.upper), frame.right)
      figure.line(
        from: Point(start, y), to: Point(end, y),
        style: "stroke=\"\(color)\" stroke-width=\"2.5\"")
    }
    let mean = x(arm.summary.mean)
    figure.line(
      from: Point(mean, y - 14), to: Point(mean, y + 14),
      style: "stroke=\"\(color)\" stroke-width=\"3\"")
  }

  /// Seeds are spread over the height of the row in an order that keeps neighbours apart.
  private static func offset(_ seed: Int, of count: Int) -> Double {
    guard count > 1 else { return 0 }
    let stride = [7, 5, 3, 2].first { $0 < count && !count.isMultiple(of: $0) } ?? 1
    let place = Double(seed * stride % count) / Double(count - 1)
    return (place - 0.5) * (rowHeight - 16)
  }
}
