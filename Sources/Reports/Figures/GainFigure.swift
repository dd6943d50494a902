/// What each arm of a task gained over its reference, with its interval.
struct GainFigure {
  private let task: TaskSection
  private let rows: [(position: Int, gain: ReferenceGain, estimate: EstimateSection)]
  private let frame: Frame
  private let x: LinearScale
  private let metric: String
  private static let rowHeight = 40.0

  /// The figure of a task; nil where no arm has a gain.
  init?(_ task: TaskSection, in report: Report) {
    guard let section = task.accuracy else { return nil }
    rows = section.gains.compactMap { gain in
      gain.gain.map { estimate in
        (report.algorithms.firstIndex { $0.label == gain.algorithm } ?? 0, gain, estimate)
      }
    }
    guard !rows.isEmpty else { return nil }
    self.task = task
    metric = FigureText.metric(report.metric(of: task))
    let widest = rows.map {
      TextWidth.estimate($0.gain.algorithm.shortened(to: FigureText.labelLimit), size: 14)
    }.max()
    frame = Frame(
      left: 52 + max(widest ?? 0, 100), right: Frame.figureWidth - 28, top: 44,
      bottom: 52 + Double(rows.count) * Self.rowHeight)
    let ends = rows.flatMap { row in
      [0, row.estimate.value] + (row.estimate.interval.map { [$0.lower, $0.upper] } ?? [])
    }.map { min(max($0, -1), 1) }
    x = LinearScale(
      covering: ends, from: frame.left + 8, to: frame.right - 8, padding: 0.04)
  }

  /// Draws the figure.
  func draw(_ settings: ComparisonSettings) -> Figure {
    var figure = SVGDocument()
    Frame.drawTitle(task.name + ", gain over the reference", in: &figure)
    frame.drawHorizontalAxis(x, title: "gain in \(metric)", in: &figure)
    figure.line(
      from: Point(x(0), frame.top), to: Point(x(0), frame.bottom), style: "class=\"r\"")
    for (index, row) in rows.enumerated() {
      let y = 52 + (Double(index) + 0.5) * Self.rowHeight
      drawName(row.position, row.gain, at: y, in: &figure)
      let tip = FigureText.tip(
        "\(row.gain.algorithm) on \(task.name), gain over \(row.gain.reference)",
        row.estimate.value, row.estimate.interval, decimals: 3,
        count: FigureText.count(row.gain.count))
      figure.mark(tip) { drawGain(row.position, row.estimate, at: y, in: &$0) }
    }
    let caption = caption(settings)
    let captionHeight = Frame.drawCaption(caption, below: frame.bottom + 50, in: &figure)
    let title = "Gain over the reference on \(task.name)"
    return Figure(
      title: title,
      data: figure.data(
        width: Frame.figureWidth, height: frame.bottom + 50 + captionHeight, title: title,
        description: caption))
  }

  private func caption(_ settings: ComparisonSettings) -> String {
    let counts = rows.map(\.gain.count)
    let least = counts.min() ?? 0
    let most = counts.max() ?? 0
    return "Mean of the run's \(metric) less its reference's, seed by seed (n = \(least)"
      + (least == most ? "" : " to \(most)") + ")"
      + (most > 1
        ? "; lines: \(FigureText.percent(settings.level)) t intervals of that mean"
          + (isCut ? ", cut at the frame." : ".")
        : "; one seed gives no interval.")
      + (rows.contains { $0.gain.control?.isNegative == true }
        ? " An arm rewarded at random must not gain." : "")
  }

  private var isCut: Bool {
    rows.compactMap(\.estimate.interval).contains {
      x($0.lower) < frame.left || x($0.upper) > frame.right
    }
  }

  private func drawName(
    _ position: Int, _ gain: ReferenceGain, at y: Double, in figure: inout SVGDocument
  ) {
    figure.marker(
      Palette.shape(position), at: Point(22, y), radius: 5, color: Palette.color(position))
    let second = gain.control?.words
    figure.text(
      gain.algorithm.shortened(to: FigureText.labelLimit),
      at: Point(34, second == nil ? y + 5 : y - 1), .label)
    if let second { figure.text(second, at: Point(34, y + 14), .small) }
  }

  private func drawGain(
    _ position: Int, _ estimate: EstimateSection, at y: Double, in figure: inout SVGDocument
  ) {
    let color = Palette.color(position)
    if let interval = estimate.interval {
      figure.line(
        from: Point(max(x(interval.lower), frame.left), y),
        to: Point(min(x(interval.upper), frame.right), y),
        style: "stroke=\"\(color)\" stroke-width=\"7\" stroke-opacity=\"0.45\"")
    }
    figure.marker(
      Palette.shape(position), at: Point(x(estimate.value), y), radius: 5.5, color: color)
  }
}
