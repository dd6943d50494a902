/// A table of mean final scores with their intervals, algorithms by tasks; the highest mean of each
/// task is bold, and a bar under each number shows where the mean stands between the task's extremes.
struct FinalScoreFigure {
  private let report: Report
  private let labelWidth: Double
  private let columnWidth: Double
  private let columnsPerBlock: Int
  private static let rowHeight = 50.0
  private static let headHeight = 34.0

  /// The figure.
  init(_ report: Report) {
    self.report = report
    labelWidth =
      44
      + (report.algorithms.map {
        TextWidth.estimate($0.label.shortened(to: FigureText.labelLimit), size: 14)
      }.max() ?? 0)
    let room = Frame.figureWidth - labelWidth - 12
    let most = max(1, Int(room / 150))
    let blocks = max(1, (report.tasks.count + most - 1) / most)
    columnsPerBlock = max(1, (report.tasks.count + blocks - 1) / blocks)
    columnWidth = min(200, room / Double(columnsPerBlock))
  }

  /// Draws the figure.
  func draw() -> Figure {
    var figure = SVGDocument()
    Frame.drawTitle("Final scores", in: &figure)
    var top = 40.0
    for start in stride(from: 0, to: report.tasks.count, by: columnsPerBlock) {
      let block = report.tasks[start..<min(start + columnsPerBlock, report.tasks.count)]
      top = draw(Array(block), top: top, in: &figure) + 12
    }
    let seeds = report.suite.seeds
    let caption =
      "Mean \(rankedBy) over \(FigureText.seeds(seeds, fewest: report.suite.fewestSeeds))"
      + (seeds > 1 ? ", \(FigureText.percent(report.settings.level)) t interval below" : "")
      + "; the highest mean of each task"
      + (report.hasControls ? ", controls aside," : "")
      + " is bold. The bar shows where a mean stands between the lowest and the highest of its task."
    let captionHeight = Frame.drawCaption(caption, below: top - 10, in: &figure)
    return Figure(
      title: "Final scores",
      data: figure.data(
        width: Frame.figureWidth, height: top - 10 + captionHeight, title: "Final scores",
        description: caption))
  }

  /// What was measured; where tasks differ, on which of them.
  private var rankedBy: String {
    let groups = report.tasksByMetric
    guard groups.count > 1 else { return FigureText.metric(groups.first?.metric ?? "") }
    return groups.map {
      FigureText.metric($0.metric) + " on " + $0.tasks.joined(separator: ", ")
    }.joined(separator: "; ")
  }

  /// Draws some tasks below `top`; the lower end of what was drawn.
  private func draw(_ tasks: [TaskSection], top: Double, in figure: inout SVGDocument) -> Double {
    let bottom = top + Self.headHeight + Double(report.algorithms.count) * Self.rowHeight
    for (column, task) in tasks.enumerated() {
      let right = labelWidth + Double(column + 1) * columnWidth - 6
      let isLong = TextWidth.estimate(task.name, size: 14) > columnWidth - 12
      figure.text(
        task.name.shortened(to: Int((columnWidth - 6) / (isLong ? 7.1 : 8.4))),
        at: Point(right, top + 22), isLong ? .small : .label, anchor: .end)
    }
    for (row, algorithm) in report.algorithms.enumerated() {
      let y = top + Self.headHeight + Double(row) * Self.rowHeight
      figure.line(
        from: Point(16, y), to: Point(labelWidth + Double(tasks.count) * columnWidth, y),
        style: "class=\"g\"")
      figure.marker(
        Palette.shape(row), at: Point(22, y + 22), radius: 5, color: Palette.color(row))
      figure.text(
        algorithm.label.shortened(to: FigureText.labelLimit), at: Point(34, y + 27), .label)
      if let control = report.control(algorithm.label) {
        figure.text(control.words, at: Point(34, y + 43), .small)
      }
      for (column, task) in tasks.enumerated() {
        let right = labelWidth + Double(column + 1) * columnWidth - 6
        if let arm = task.arms.first(where: { $0.algorithm == algorithm.label }) {
          figure.mark(FigureText.tip(arm, on: task)) { figure in
            draw(arm, of: task, position: row, right: right, top: y, in: &figure)
          }
        } else {
          figure.text("–", at: Point(right, y + 22), .label, anchor: .end)
        }
      }
    }
    return bottom
  }

  private func draw(
    _ arm: ArmSection, of task: TaskSection, position: Int, right: Double, top: Double,
    in figure: inout SVGDocument
  ) {
    let decimals = task.decimals
    let highest = task.arms.map(\.summary.mean).reduce(-.infinity, Double.maximum)
    let best = task.competitors.map(\.summary.mean).reduce(-.infinity, Double.maximum)
    let lowest = task.arms.map(\.summary.mean).reduce(.infinity, Double.minimum)
    let isBest = arm.control == nil && arm.summary.mean == best
    figure.text(
      NumberFormat.fixed(arm.summary.mean, decimals: decimals).replacingMinus(),
      at: Point(right, top + 20), isBest ? .strong : .label, anchor: .end)
    if let interval = arm.summary.interval {
      figure.text(
        interval.text(decimals: decimals).replacingMinus(), at: Point(right, top + 36), .small,
        anchor: .end)
    }
    let share = highest > lowest ? (arm.summary.mean - lowest) / (highest - lowest) : 1
    let width = columnWidth - 26
    figure.rectangle(
      x: right - width, y: top + 41, width: width, height: 3, color: "#8a8a8a", opacity: 0.2)
    figure.rectangle(
      x: right - width, y: top + 41, width: max(2, width * share), height: 3,
      color: Palette.color(position), opacity: 0.9)
  }
}
