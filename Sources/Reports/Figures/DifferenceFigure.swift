/// The differences of a task's pairs with their intervals, one below the other.
struct DifferenceFigure {
  private let task: String
  private let arms: [FigureArm]
  private let pairs: [PairComparison]
  private let settings: ComparisonSettings
  private let frame: Frame
  private let x: LinearScale
  private static let rowHeight = 27.0
  /// The most pairs that are shown.
  static let mostPairs = 66

  /// The figure; nil without pairs, and for more than can be shown.
  init?(
    task: String, arms: [FigureArm], _ pairs: [PairComparison], _ settings: ComparisonSettings
  ) {
    guard !pairs.isEmpty, pairs.count <= Self.mostPairs else { return nil }
    self.task = task
    self.arms = arms
    self.pairs = pairs
    self.settings = settings
    // Names of higher ones are bold, and so wider.
    let side = 38 + 1.16 * FigureArm.widest(arms)
    frame = Frame(
      left: side, right: Frame.figureWidth - side, top: 48,
      bottom: 54 + Double(pairs.count) * Self.rowHeight)
    let ends = pairs.flatMap { pair in
      [pair.difference] + (pair.effectInterval.map { [$0.lower, $0.upper] } ?? [])
    }
    x = LinearScale(
      covering: ends + [0], from: frame.left + 6, to: frame.right - 6, ticks: 5, padding: 0.03)
  }

  /// Draws the figure.
  func draw() -> Figure {
    var figure = SVGDocument()
    Frame.drawTitle(task + ", differences of means", in: &figure)
    frame.drawHorizontalAxis(x, title: "left less right, in units of the score", in: &figure)
    figure.line(
      from: Point(x(0), frame.top), to: Point(x(0), frame.bottom), style: "class=\"r\"")
    for (index, pair) in pairs.enumerated() {
      draw(pair, y: 51 + (Double(index) + 0.5) * Self.rowHeight, in: &figure)
    }
    let captionHeight = Frame.drawCaption(caption, below: frame.bottom + 50, in: &figure)
    let title = "Differences of means on \(task)"
    return Figure(
      title: title,
      data: figure.data(
        width: Frame.figureWidth, height: frame.bottom + 50 + captionHeight, title: title,
        description: caption))
  }

  private func draw(_ pair: PairComparison, y: Double, in figure: inout SVGDocument) {
    for (label, isFirst) in [(pair.first, true), (pair.second, false)] {
      guard let arm = arms.first(where: { $0.label == label }) else { continue }
      let side = isFirst ? frame.left - 14 : frame.right + 14
      arm.drawMarker(at: Point(side, y), in: &figure)
      figure.text(
        arm.text, at: Point(side + (isFirst ? -11 : 11), y + 5),
        pair.isEstablished && pair.winner == label ? .strong : .label,
        anchor: isFirst ? .end : .start)
    }
    let winner = pair.isEstablished ? arms.first { $0.label == pair.winner } : nil
    let color = winner?.color ?? "#8a8a8a"
    let decimals = NumberFormat.decimals(for: pairs.map(\.difference))
    figure.mark(FigureText.tip(pair, on: task, decimals: decimals)) { figure in
      if let interval = pair.effectInterval {
        figure.line(
          from: Point(x(interval.lower), y), to: Point(x(interval.upper), y),
          style: "stroke=\"\(color)\" stroke-width=\"7\" stroke-opacity=\"0.45\"")
      }
      figure.marker(.circle, at: Point(x(pair.difference), y), radius: 4.5, color: color)
    }
  }

  private var caption: String {
    let counts = pairs.flatMap { [$0.firstRuns, $0.secondRuns] }
    let methods = Set(pairs.compactMap { $0.effectInterval?.method }).sorted()
    return "Difference of means, \(FigureText.seeds(counts.max() ?? 0, fewest: counts.min())) each"
      + (methods.isEmpty
        ? "; so few runs, or equal ones, give no interval."
        : "; lines: \(FigureText.percent(settings.level)) intervals (\(methods.joined(separator: ", "))"
          + "), each on its own.")
      + " Coloured, with the higher one in bold: established after Holm's correction at "
      + "\(NumberFormat.exact(settings.significance)), which is stricter than an interval that excludes "
      + "0. Grey: undecided."
  }
}
