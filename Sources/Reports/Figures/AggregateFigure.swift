/// Four aggregates over tasks with their intervals, one panel each.
struct AggregateFigure {
  private let section: AcrossTasksSection
  private let rows: [(position: Int, aggregates: AlgorithmAggregates)]
  private let labelWidth: Double
  private let suite: Report.SuiteSection
  private let settings: ComparisonSettings
  private static let rowHeight = 28.0

  /// The figure; nil where there are no aggregates.
  init?(_ report: Report) {
    guard !report.acrossTasks.aggregates.isEmpty else { return nil }
    section = report.acrossTasks
    settings = report.settings
    suite = report.suite
    rows = report.algorithms.enumerated().compactMap { position, algorithm in
      report.acrossTasks.aggregates.first { $0.algorithm == algorithm.label }.map { (position, $0) }
    }
    labelWidth =
      36
      + (rows.map {
        TextWidth.estimate($0.aggregates.algorithm.shortened(to: FigureText.labelLimit), size: 14)
      }.max() ?? 0)
  }

  /// Draws the figure.
  func draw() -> Figure {
    var figure = SVGDocument()
    Frame.drawTitle("Normalised scores over \(section.normalizedTasks.count) tasks", in: &figure)
    let panelHeight = Double(rows.count) * Self.rowHeight + 84
    let panels: [(String, KeyPath<AlgorithmAggregates, EstimateSection>)] = [
      ("Interquartile mean →", \.interquartileMean), ("Median →", \.median),
      ("Mean →", \.mean), ("← Optimality gap", \.optimalityGap),
    ]
    for (index, panel) in panels.enumerated() {
      let top = 44 + Double(index / 2) * panelHeight
      if index.isMultiple(of: 2) { drawNames(top: top, in: &figure) }
      let width = (Frame.figureWidth - labelWidth - 16) / 2
      let left = labelWidth + Double(index % 2) * width
      draw(
        panel.0, panel.1,
        Frame(
          left: left + 10, right: left + width - 16, top: top + 28, bottom: top + panelHeight - 50),
        in: &figure)
    }
    let bottom = 44 + 2 * panelHeight - 16
    let caption =
      "0: random actions, 1: the scripted policy; arrows point to better. \(FigureText.seeds(suite.seeds, fewest: suite.fewestSeeds)) "
      + "a task"
      + (suite.seeds > 1
        ? "; lines: \(FigureText.percent(settings.level)) stratified bootstrap intervals "
          + "(percentile, \(NumberFormat.integer(settings.bootstrapResamples)) resamples)."
        : "; one seed gives no interval.")
    let captionHeight = Frame.drawCaption(caption, below: bottom, in: &figure)
    let title = "Aggregates over tasks with intervals"
    return Figure(
      title: title,
      data: figure.data(
        width: Frame.figureWidth, height: bottom + captionHeight, title: title,
        description: caption))
  }

  private func drawNames(top: Double, in figure: inout SVGDocument) {
    for (index, row) in rows.enumerated() {
      let y = top + 28 + (Double(index) + 0.5) * Self.rowHeight
      figure.marker(
        Palette.shape(row.position), at: Point(20, y), radius: 4.5,
        color: Palette.color(row.position))
      figure.text(
        row.aggregates.algorithm.shortened(to: FigureText.labelLimit), at: Point(32, y + 5),
        .label)
    }
  }

  private func draw(
    _ title: String, _ path: KeyPath<AlgorithmAggregates, EstimateSection>, _ frame: Frame,
    in figure: inout SVGDocument
  ) {
    let estimates = rows.map { $0.aggregates[keyPath: path] }
    let ends = estimates.flatMap { [$0.value] + ($0.interval.map { [$0.lower, $0.upper] } ?? []) }
    let x = LinearScale(
      covering: ends, from: frame.left + 4, to: frame.right - 4, ticks: 5,
      padding: 0.04)
    figure.text(
      title, at: Point((frame.left + frame.right) / 2, frame.top - 10), .label, anchor: .middle)
    frame.drawHorizontalAxis(x, title: "", in: &figure)
    for (index, estimate) in estimates.enumerated() {
      let y = frame.top + (Double(index) + 0.5) * Self.rowHeight
      let color = Palette.color(rows[index].position)
      figure.mark(tip(title, rows[index].aggregates, estimate)) { figure in
        if let interval = estimate.interval {
          figure.line(
            from: Point(x(interval.lower), y), to: Point(x(interval.upper), y),
            style: "stroke=\"\(color)\" stroke-width=\"7\" stroke-opacity=\"0.45\"")
        }
        figure.marker(
          Palette.shape(rows[index].position), at: Point(x(estimate.value), y), radius: 4.5,
          color: color)
      }
    }
  }

  private func tip(_ title: String, _ row: AlgorithmAggregates, _ estimate: EstimateSection)
    -> String
  {
    let what = title.filter { $0 != "→" && $0 != "←" }.split(separator: " ").joined(separator: " ")
    return FigureText.tip(
      "\(row.algorithm), \(what.lowercased()) over \(section.normalizedTasks.count) tasks",
      estimate.value, estimate.interval, decimals: 3,
      count: FigureText.count(suite.seeds, fewest: suite.fewestSeeds))
  }
}
