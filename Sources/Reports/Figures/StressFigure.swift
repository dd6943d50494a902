/// What settings meant to break algorithms left of their gains on one task: a row a setting, so that names
/// read level, and a column an algorithm.
struct StressFigure {
  private let task: TaskSection
  private let section: StressSection
  private let labels: [FigureArm]
  private let level: Double
  private let significance: Double
  private let left: Double
  private let top: Double
  private let cellWidth: Double
  /// Whether the names of all algorithms fit above their columns.
  private let isLevel: Bool
  private static let cellHeight = 32.0
  private static let declaredRow = "as declared"

  /// The figure; nil for a task without such settings.
  init?(_ task: TaskSection, in report: Report) {
    guard let section = task.stress else { return nil }
    self.task = task
    self.section = section
    labels = FigureArm.all(
      report.algorithms.map(\.label), shown: section.algorithms.map(\.algorithm))
    level = report.settings.level
    significance = report.settings.significance
    let names = ([Self.declaredRow] + section.settings).map {
      TextWidth.estimate($0.shortened(to: FigureText.labelLimit), size: 14)
    }
    left = 28 + (names.max() ?? 0)
    let widest = FigureArm.widest(labels)
    cellWidth = min(112, (Frame.figureWidth - left - 14) / Double(max(labels.count, 1)))
    isLevel = widest <= cellWidth - 4
    top = isLevel ? 84 : 58 + widest
  }

  /// Draws the figure.
  func draw() -> Figure {
    var figure = SVGDocument()
    Frame.drawTitle(task.name + ", where it breaks", in: &figure)
    for (column, arm) in labels.enumerated() { drawName(arm, column, in: &figure) }
    drawRow(Self.declaredRow, 0, in: &figure)
    for (index, setting) in section.settings.enumerated() {
      drawRow(setting, index + 1, in: &figure)
    }
    for (column, algorithm) in section.algorithms.enumerated() {
      drawDeclared(algorithm, column, in: &figure)
      for (index, name) in section.settings.enumerated() {
        let setting = algorithm.setting(name)
        figure.mark(tip(algorithm, name, setting)) {
          drawCell(setting, row: index + 1, column: column, in: &$0)
        }
      }
    }
    let bottom = top + Double(section.settings.count + 1) * Self.cellHeight
    drawKey(below: bottom, in: &figure)
    let captionHeight = Frame.drawCaption(caption, below: bottom + 46, in: &figure)
    let title = "Where algorithms break on \(task.name)"
    return Figure(
      title: title,
      data: figure.data(
        width: Frame.figureWidth, height: bottom + 46 + captionHeight, title: title,
        description: caption))
  }

  private func drawName(_ arm: FigureArm, _ column: Int, in figure: inout SVGDocument) {
    let x = left + (Double(column) + 0.5) * cellWidth
    if isLevel {
      arm.drawMarker(at: Point(x, top - 34), in: &figure)
      figure.text(arm.text, at: Point(x, top - 12), .label, anchor: .middle)
    } else {
      arm.drawMarker(at: Point(x, top - 14), in: &figure)
      figure.text(arm.text, at: Point(x + 5, top - 26), .label, rotated: true)
    }
  }

  private func drawRow(_ name: String, _ row: Int, in figure: inout SVGDocument) {
    let y = top + (Double(row) + 0.5) * Self.cellHeight + 5
    figure.text(
      name.shortened(to: FigureText.labelLimit), at: Point(left - 10, y), .label, anchor: .end)
  }

  private func drawDeclared(
    _ algorithm: StressedAlgorithm, _ column: Int, in figure: inout SVGDocument
  ) {
    let score = NumberFormat.fixed(algorithm.declared.value, decimals: task.decimals)
    figure.text(
      score.replacingMinus(),
      at: Point(left + (Double(column) + 0.5) * cellWidth, top + 21), .label, anchor: .middle)
  }

  private func drawCell(
    _ setting: StressedSetting?, row: Int, column: Int, in figure: inout SVGDocument
  ) {
    let (x, y) = (left + Double(column) * cellWidth, top + Double(row) * Self.cellHeight)
    let center = x + cellWidth / 2
    guard let setting, let kept = setting.keptShare, let words = StressText.kept(setting) else {
      figure.rectangle(
        x: x + 1, y: y + 1, width: cellWidth - 2, height: Self.cellHeight - 2, color: "#8a8a8a",
        opacity: 0.1)
      figure.text(setting == nil ? "–" : "?", at: Point(center, y + 21), .label, anchor: .middle)
      return
    }
    figure.rectangle(
      x: x + 1, y: y + 1, width: cellWidth - 2, height: Self.cellHeight - 2,
      color: SequentialScale.color(kept), opacity: 1)
    let ink = SequentialScale.ink(kept)
    let isMarked = setting.verdict == .breaks || setting.verdict == .weakened
    figure.text(
      words.replacingMinus(), at: Point(center + (isMarked ? 6 : 0), y + 21),
      setting.verdict == .breaks ? .strong : .label, anchor: .middle, color: ink)
    let mark = Point(center - TextWidth.estimate(words, size: 14) / 2 - 7, y + Self.cellHeight / 2)
    switch setting.verdict {
    case .breaks:
      figure.cross(at: mark, radius: 4.5, color: ink)
      frame(x + 3.5, y + 3.5, ink, in: &figure)
    case .weakened:
      figure.polygon(
        [
          Point(mark.x - 4.5, mark.y - 3), Point(mark.x + 4.5, mark.y - 3),
          Point(mark.x, mark.y + 4.5),
        ], color: ink, opacity: 1)
    case .holds, .unjudged: break
    }
  }

  /// A line along the inside of a cell.
  private func frame(_ x: Double, _ y: Double, _ color: String, in figure: inout SVGDocument) {
    let (right, bottom) = (x + cellWidth - 7, y + Self.cellHeight - 7)
    let corners = [
      Point(x, y), Point(right, y), Point(right, bottom), Point(x, bottom), Point(x, y),
    ]
    figure.polyline(corners, color: color, dash: "", width: 1.6)
  }

  /// The shades with the amounts that they stand for.
  private func drawKey(below y: Double, in figure: inout SVGDocument) {
    let shades = SequentialScale.colors
    let width = 22.0
    figure.text("0 % or less", at: Point(left - 10, y + 29), .small, anchor: .end)
    for (index, color) in shades.enumerated() {
      figure.rectangle(
        x: left + Double(index) * width, y: y + 16, width: width, height: 16, color: color,
        opacity: 1)
    }
    figure.text(
      "100 % or more of the declared gain kept",
      at: Point(left + Double(shades.count) * width + 10, y + 29), .small)
  }

  private func tip(
    _ algorithm: StressedAlgorithm, _ name: String, _ setting: StressedSetting?
  ) -> String {
    guard let setting else { return "\(algorithm.algorithm), \(name): does not apply" }
    let mean = FigureText.tip(
      "\(algorithm.algorithm) on \(task.name), \(name)", setting.mean.value, setting.mean.interval,
      decimals: task.decimals, count: FigureText.count(setting.scores.count))
    return "\(mean); \(StressText.changes(setting)); \(StressText.broken(setting)) broken: "
      + setting.verdict.rawValue
  }

  private var caption: String {
    let counts = section.algorithms.flatMap { [$0.runs] + $0.settings.map(\.scores.count) }
    let seeds = FigureText.seeds(counts.max() ?? 0, fewest: counts.min())
    return "First row: mean score as declared. Cells: mean gain over the start in percent of the "
      + "declared gain, \(seeds) each. ✕ in a frame: breaks, most runs lose half of the declared gain or "
      + "do not complete (Wilson's \(FigureText.percent(level)) interval of their share is above ½). "
      + "▼: weakened, the mean is lower (Holm-adjusted p ≤ \(NumberFormat.exact(significance))). No mark: "
      + "neither is established. –: does not apply."
      + (section.algorithms.contains { $0.settings.contains { $0.verdict == .unjudged } }
        ? " ?: nothing to lose, no gain as declared is established." : "")
  }
}
