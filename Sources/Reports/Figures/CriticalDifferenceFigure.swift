/// A critical-difference diagram: mean ranks on a line, and bars that join what is not told apart.
struct CriticalDifferenceFigure {
  private let section: RankSection
  private let arms: [(arm: FigureArm, rank: Double)]
  private let settings: ComparisonSettings
  private let x: LinearScale
  private let axis = 96.0
  private static let rowHeight = 24.0
  private static let barStep = 13.0

  /// The figure of algorithms that are among the labels of a suite or table.
  init(_ section: RankSection, labels: [String], _ settings: ComparisonSettings) {
    self.section = section
    self.settings = settings
    let all = FigureArm.all(labels, shown: section.algorithms)
    arms = section.algorithms.indices.compactMap { index in
      all.first { $0.label == section.algorithms[index] }.map {
        (arm: $0, rank: section.averageRanks[index])
      }
    }.sorted { ($0.rank, $0.arm.position) < ($1.rank, $1.arm.position) }
    let margin = 76 + FigureArm.widest(all)
    x = LinearScale(
      covering: [1, Double(section.algorithms.count)], from: margin,
      to: Frame.figureWidth - margin, ticks: min(10, section.algorithms.count))
  }

  /// Draws the figure.
  func draw() -> Figure {
    var figure = SVGDocument()
    let title = "Mean ranks over \(section.tasks.count) tasks"
    Frame.drawTitle(title, in: &figure)
    drawAxis(in: &figure)
    let bars = axis + 18 + Double(section.groups.count) * Self.barStep
    let bottom = drawAlgorithms(below: bars, in: &figure)
    for (index, group) in section.groups.enumerated() {
      drawGroup(group, at: axis + 18 + Double(index) * Self.barStep, in: &figure)
    }
    let captionHeight = Frame.drawCaption(caption, below: bottom, in: &figure)
    return Figure(
      title: title,
      data: figure.data(
        width: Frame.figureWidth, height: bottom + captionHeight, title: title,
        description: caption))
  }

  /// The line of ranks, 1 on the left, and Nemenyi's critical difference to scale.
  private func drawAxis(in figure: inout SVGDocument) {
    figure.line(from: Point(x.start, axis), to: Point(x.end, axis))
    for tick in x.ticks where tick == tick.rounded() {
      figure.line(from: Point(x(tick), axis - 6), to: Point(x(tick), axis))
      figure.text(
        NumberFormat.exact(tick), at: Point(x(tick), axis - 11), .small, anchor: .middle)
    }
    figure.text("best", at: Point(x.start - 14, axis + 5), .small, anchor: .end)
    figure.text("worst", at: Point(x.end + 14, axis + 5), .small)
    let end = min(x(1 + section.criticalDifference), x.end)
    let y = 58.0
    figure.line(from: Point(x.start, y), to: Point(end, y))
    for place in [x.start, end] {
      figure.line(from: Point(place, y - 5), to: Point(place, y + 5))
    }
    figure.text(
      "Nemenyi's CD \(NumberFormat.fixed(section.criticalDifference, decimals: 2))",
      at: Point(x.start, y - 9), .small)
  }

  /// The better half on the left, the others on the right, the outermost on top so that no lines cross;
  /// the lower end of what was drawn.
  private func drawAlgorithms(below top: Double, in figure: inout SVGDocument) -> Double {
    let half = (arms.count + 1) / 2
    for (index, entry) in arms.enumerated() {
      let isLeft = index < half
      let row = isLeft ? index : arms.count - 1 - index
      let y = top + 14 + Double(row) * Self.rowHeight
      let place = x(entry.rank)
      let side = isLeft ? x.start - 14 : x.end + 14
      let style = "stroke=\"\(entry.arm.color)\" stroke-width=\"1.6\""
      let rank = NumberFormat.fixed(entry.rank, decimals: 2)
      let tip = "\(entry.arm.label), mean rank: \(rank), n = \(section.tasks.count) tasks"
      figure.mark(tip) { figure in
        figure.line(from: Point(place, axis), to: Point(place, y), style: style)
        figure.line(from: Point(place, y), to: Point(side, y), style: style)
        entry.arm.drawMarker(at: Point(side, y), in: &figure)
        figure.text(
          isLeft ? "\(entry.arm.text)  \(rank)" : "\(rank)  \(entry.arm.text)",
          at: Point(side + (isLeft ? -11 : 11), y + 5), .label, anchor: isLeft ? .end : .start)
      }
    }
    return top + 14 + Double(half) * Self.rowHeight
  }

  /// A bar over the ranks of a group, with the marker of each member on it: what lies below a bar
  /// without a marker is no member.
  private func drawGroup(_ group: [String], at y: Double, in figure: inout SVGDocument) {
    let members = arms.filter { group.contains($0.arm.label) }
    guard let first = members.first, let last = members.last else { return }
    figure.line(
      from: Point(x(first.rank) - 4, y), to: Point(x(last.rank) + 4, y),
      style: "stroke=\"#8a8a8a\" stroke-width=\"4\" stroke-linecap=\"round\""
        + (isTooFew ? " stroke-dasharray=\"2 7\"" : ""))
    for member in members { member.arm.drawMarker(at: Point(x(member.rank), y), in: &figure) }
  }

  private var isTooFew: Bool { section.smallestHolmP > settings.significance }

  private var caption: String {
    let alpha = NumberFormat.exact(settings.significance)
    var text =
      "Mean rank by mean score, 1 the best; n = \(section.tasks.count) tasks are the blocks. "
      + "Friedman's test (Iman and Davenport): p \(NumberFormat.probability(section.friedmanP)). "
    text +=
      isTooFew
      ? "Dotted: \(section.pairs.count) pairs over \(section.tasks.count) tasks cannot be told apart by "
        + "\(section.test.words), whatever the scores: Holm's p is at least "
        + "\(NumberFormat.probability(section.smallestHolmP)); it takes \(section.tasksNeeded) tasks. "
      : "Bars join algorithms of which no pair is told apart by \(section.test.words), Holm-adjusted, "
        + "at \(alpha); a marker on the bar is a member. "
    return text
      + "By Nemenyi's test, an approximation, mean ranks must be CD apart at \(alpha)."
      + (section.absentRuns > 0 ? " Provisional: runs are absent." : "")
  }
}

extension RankSection.Test {
  /// The test in words.
  var words: String {
    switch self {
    case .signedRank: "Wilcoxon's exact signed-rank test of normalised means"
    case .sign: "the exact sign test of means"
    }
  }
}
