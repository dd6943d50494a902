/// The relative drawdowns of one task, a dot per seed, with their mean and its t interval.
struct StabilityFigure {
  private let task: TaskSection
  private let rows: [(arm: FigureArm, drawdowns: [Double], statuses: [RunStatus])]
  private let means: [StabilityMeasure?]
  private let frame: Frame
  private let x: LinearScale
  private static let rowHeight = 40.0
  private static let valueWidth = 52.0

  /// The figure of a task; nil where no algorithm has a relative drawdown.
  init?(_ task: TaskSection, in report: Report) {
    let known = (task.stability?.arms ?? []).filter { !$0.relativeDrawdowns.isEmpty }
    let shown = FigureArm.all(
      report.algorithms.map(\.label), shown: known.map(\.algorithm))
    guard !shown.isEmpty else { return nil }
    self.task = task
    rows = shown.map { arm in
      (
        arm, known.first { $0.algorithm == arm.label }?.relativeDrawdowns ?? [],
        task.arms.first { $0.algorithm == arm.label }?.statuses ?? []
      )
    }
    means = shown.map { arm in
      known.first { $0.algorithm == arm.label }?.measure(.relativeDrawdown)
    }
    frame = Frame(
      left: 44 + FigureArm.widest(shown), right: Frame.figureWidth - 20 - Self.valueWidth, top: 44,
      bottom: 52 + Double(shown.count) * Self.rowHeight)
    let ends = rows.flatMap(\.drawdowns) + means.compactMap { $0?.interval?.upper }
    x = LinearScale(
      covering: [0, min(1, ends.reduce(0.1, Double.maximum))], from: frame.left + 8,
      to: frame.right - 8, padding: 0.02)
  }

  /// Draws the figure.
  func draw(_ settings: ComparisonSettings) -> Figure {
    var figure = SVGDocument()
    Frame.drawTitle(task.name + ", relative drawdown by seed", in: &figure)
    frame.drawHorizontalAxis(
      x, title: "← share of its best return that a run lost at its worst", in: &figure)
    for index in rows.indices { draw(index, in: &figure) }
    let caption = caption(settings)
    let captionHeight = Frame.drawCaption(caption, below: frame.bottom + 50, in: &figure)
    let title = "Relative drawdown by seed on \(task.name)"
    return Figure(
      title: title,
      data: figure.data(
        width: Frame.figureWidth, height: frame.bottom + 50 + captionHeight, title: title,
        description: caption))
  }

  private func caption(_ settings: ComparisonSettings) -> String {
    let counts = rows.map(\.drawdowns.count)
    let most = counts.max() ?? 0
    let hasFloored = rows.contains { $0.statuses.contains { $0 != .completed } }
    return
      "One mark per seed (\(FigureText.count(most, fewest: counts.min()))); upright bar and number: mean"
      + (most > 1
        ? "; line: its \(FigureText.percent(settings.level)) t interval, within 0 and 1."
        : "; one seed gives no interval.")
      + " Smaller is steadier: 0 never fell, 1 fell back to random actions or was never better."
      + (hasFloored ? " Cross: a run that did not complete counts with 1." : "")
  }

  private func draw(_ index: Int, in figure: inout SVGDocument) {
    let (arm, drawdowns, statuses) = rows[index]
    let y = 52 + (Double(index) + 0.5) * Self.rowHeight
    arm.drawMarker(at: Point(22, y), in: &figure)
    figure.text(arm.text, at: Point(34, y + 5), .label)
    if let mean = means[index] {
      let tip = FigureText.tip(
        "\(arm.label) on \(task.name)", mean.value, mean.interval, decimals: 3,
        count: FigureText.count(mean.count))
      figure.mark(tip) { drawMean(mean, arm, at: y, in: &$0) }
      figure.text(
        NumberFormat.fixed(mean.value, decimals: 3),
        at: Point(Frame.figureWidth - 16, y + 5), .label, anchor: .end)
    }
    for (seed, drawdown) in drawdowns.enumerated() {
      let place = Point(x(drawdown), y + Self.offset(seed, of: drawdowns.count))
      let status = statuses[seed]
      let tip =
        "\(arm.label) on \(task.name), seed \(seed): \(NumberFormat.fixed(drawdown, decimals: 3))"
        + (status == .completed ? "" : " (\(status.rawValue))")
      figure.mark(tip) { figure in
        if status == .completed {
          figure.marker(.circle, at: place, radius: 3.6, color: arm.color, opacity: 0.6)
        } else {
          figure.cross(at: place, radius: 3.6, color: arm.color)
        }
      }
    }
  }

  private func drawMean(
    _ mean: StabilityMeasure, _ arm: FigureArm, at y: Double, in figure: inout SVGDocument
  ) {
    if let interval = mean.interval {
      figure.line(
        from: Point(x(max(0, interval.lower)), y), to: Point(x(min(1, interval.upper)), y),
        style: "stroke=\"\(arm.color)\" stroke-width=\"2.5\"")
    }
    figure.line(
      from: Point(x(mean.value), y - 14), to: Point(x(mean.value), y + 14),
      style: "stroke=\"\(arm.color)\" stroke-width=\"3\"")
  }

  /// Seeds are spread evenly over the height of the row.
  private static func offset(_ seed: Int, of count: Int) -> Double {
    count > 1 ? (Double(seed) / Double(count - 1) - 0.5) * (rowHeight - 16) : 0
  }
}
