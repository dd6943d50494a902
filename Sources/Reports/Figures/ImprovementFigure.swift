/// The probability of improvement of every pair over tasks, with its interval.
struct ImprovementFigure {
  private let report: Report
  private let pairs: [TaskAverageComparison]
  private static let rowHeight = 26.0

  /// The figure; nil where no two algorithms can be compared over tasks.
  init?(_ report: Report) {
    guard !report.acrossTasks.comparisons.isEmpty else { return nil }
    self.report = report
    pairs = report.acrossTasks.comparisons
  }

  /// Draws the figure.
  func draw() -> Figure {
    var figure = SVGDocument()
    Frame.drawTitle("Probability of improvement, averaged over tasks", in: &figure)
    let side =
      34
      + (pairs.flatMap { [$0.first, $0.second] }.map {
        TextWidth.estimate($0.shortened(to: FigureText.labelLimit), size: 14)
      }.max() ?? 0)
    let frame = Frame(
      left: side + 12, right: Frame.figureWidth - side - 12, top: 48,
      bottom: 54 + Double(pairs.count) * Self.rowHeight)
    let x = LinearScale(covering: [0, 1], from: frame.left + 6, to: frame.right - 6)
    frame.drawHorizontalAxis(x, title: "P(left beats right)", in: &figure)
    figure.line(
      from: Point(x(0.5), frame.top), to: Point(x(0.5), frame.bottom), style: "class=\"r\"")
    for (index, pair) in pairs.enumerated() {
      draw(pair, x, frame, y: 51 + (Double(index) + 0.5) * Self.rowHeight, in: &figure)
    }
    let seeds = report.suite.seeds
    let caption =
      "How often a run of the algorithm on the left beats one of that on the right on the same task, "
      + "ties half; \(report.acrossTasks.tasks.count) tasks, \(FigureText.seeds(seeds, fewest: report.suite.fewestSeeds)) each."
      + (seeds > 1
        ? " Lines: \(FigureText.percent(report.settings.level)) bootstrap intervals (percentile, "
          + "\(NumberFormat.integer(report.settings.bootstrapResamples)) resamples)." : "")
    let captionHeight = Frame.drawCaption(caption, below: frame.bottom + 50, in: &figure)
    let title = "Probability of improvement of every pair"
    return Figure(
      title: title,
      data: figure.data(
        width: Frame.figureWidth, height: frame.bottom + 50 + captionHeight,
        title: title, description: caption))
  }

  private func draw(
    _ pair: TaskAverageComparison, _ x: LinearScale, _ frame: Frame, y: Double,
    in figure: inout SVGDocument
  ) {
    for (label, isFirst) in [(pair.first, true), (pair.second, false)] {
      let position = report.algorithms.firstIndex { $0.label == label } ?? 0
      let side = isFirst ? frame.left - 18 : frame.right + 18
      figure.marker(
        Palette.shape(position), at: Point(side, y), radius: 4.5, color: Palette.color(position))
      figure.text(
        label.shortened(to: FigureText.labelLimit),
        at: Point(side + (isFirst ? -11 : 11), y + 5), .label, anchor: isFirst ? .end : .start)
    }
    let winner = pair.probabilityOfImprovement >= 0.5 ? pair.first : pair.second
    let color = Palette.color(report.algorithms.firstIndex { $0.label == winner } ?? 0)
    let tip = FigureText.tip(
      "P(\(pair.first) beats \(pair.second)) over \(report.acrossTasks.tasks.count) tasks",
      pair.probabilityOfImprovement, pair.interval, decimals: 3,
      count: FigureText.count(report.suite.seeds, fewest: report.suite.fewestSeeds))
    figure.mark(tip) { figure in
      if let interval = pair.interval {
        figure.line(
          from: Point(x(interval.lower), y), to: Point(x(interval.upper), y),
          style: "stroke=\"\(color)\" stroke-width=\"7\" stroke-opacity=\"0.45\"")
      }
      figure.marker(
        .circle, at: Point(x(pair.probabilityOfImprovement), y), radius: 4.5, color: color)
    }
  }
}
