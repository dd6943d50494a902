/// Every pair of a task's algorithms in a square: the difference, row less column, and its adjusted p.
///
/// A cell has the colour of the algorithm that is established to be higher, and an arrow that says
/// whether that is the row's; a cell without colour is undecided.
struct PairMatrixFigure {
  private let task: String
  private let arms: [FigureArm]
  private let pairs: [PairComparison]
  private let decimals: Int
  private let settings: ComparisonSettings
  private let left: Double
  private let top: Double
  private let cellWidth: Double
  /// Whether all numbers fit in the larger type, so that none looks weightier than another.
  private let isRoomy: Bool
  private static let cellHeight = 44.0

  /// The fewest and the most algorithms that are shown: two are one pair, and more leave cells too
  /// small to read.
  static let shown = 3...14

  /// The figure; nil for other numbers of algorithms, and where not every pair is compared.
  init?(
    task: String, arms: [FigureArm], _ pairs: [PairComparison], decimals: Int,
    _ settings: ComparisonSettings
  ) {
    guard Self.shown.contains(arms.count), pairs.count == arms.count * (arms.count - 1) / 2 else {
      return nil
    }
    self.task = task
    self.arms = arms
    self.pairs = pairs
    self.decimals = decimals
    self.settings = settings
    left = 44 + FigureArm.widest(arms)
    top = 62 + FigureArm.widest(arms)
    cellWidth = min(104, (Frame.figureWidth - left - 12) / Double(arms.count))
    let widest = pairs.map {
      TextWidth.estimate("-" + NumberFormat.fixed(abs($0.difference), decimals: decimals), size: 15)
    }.max()
    isRoomy = (widest ?? 0) <= cellWidth - 4
  }

  /// Draws the figure.
  func draw() -> Figure {
    var figure = SVGDocument()
    Frame.drawTitle(task + ", every pair", in: &figure)
    for (index, arm) in arms.enumerated() {
      let y = top + (Double(index) + 0.5) * Self.cellHeight
      arm.drawMarker(at: Point(22, y), in: &figure)
      figure.text(arm.text, at: Point(34, y + 5), .label)
      let x = left + (Double(index) + 0.5) * cellWidth
      arm.drawMarker(at: Point(x, top - 14), in: &figure)
      figure.text(arm.text, at: Point(x + 5, top - 26), .label, rotated: true)
    }
    for (row, first) in arms.enumerated() {
      for (column, second) in arms.enumerated() {
        let pair = pair(first.label, second.label)
        figure.mark(
          pair.map {
            FigureText.tip($0.pair, on: task, decimals: decimals, isTurned: $0.sign < 0)
          }
        ) { drawCell(row, column, pair: pair, in: &$0) }
      }
    }
    let bottom = top + Double(arms.count) * Self.cellHeight
    let captionHeight = Frame.drawCaption(caption, below: bottom + 6, in: &figure)
    let title = "Every pair on \(task)"
    return Figure(
      title: title,
      data: figure.data(
        width: Frame.figureWidth, height: bottom + 6 + captionHeight, title: title,
        description: caption))
  }

  /// A pair as the row sees it.
  private func pair(_ row: String, _ column: String) -> (sign: Double, pair: PairComparison)? {
    for pair in pairs {
      if pair.first == row, pair.second == column { return (1, pair) }
      if pair.first == column, pair.second == row { return (-1, pair) }
    }
    return nil
  }

  private func drawCell(
    _ row: Int, _ column: Int, pair: (sign: Double, pair: PairComparison)?,
    in figure: inout SVGDocument
  ) {
    let (x, y) = (left + Double(column) * cellWidth, top + Double(row) * Self.cellHeight)
    guard let (sign, pair) = pair else {
      figure.rectangle(
        x: x + 1, y: y + 1, width: cellWidth - 2, height: Self.cellHeight - 2, color: "#8a8a8a",
        opacity: 0.14)
      return
    }
    let center = x + cellWidth / 2
    let isEstablished = pair.isEstablished
    let winner = isEstablished ? arms.first { $0.label == pair.winner } : nil
    figure.rectangle(
      x: x + 1, y: y + 1, width: cellWidth - 2, height: Self.cellHeight - 2,
      color: winner?.color ?? "#8a8a8a", opacity: winner == nil ? 0.04 : 0.34)
    let mark =
      isEstablished
      ? winner?.label == arms[row].label ? "▲" : "▼" : pair.absentRuns > 0 ? "†" : "p"
    let number = NumberFormat.fixed(sign * pair.difference, decimals: decimals).replacingMinus()
    guard TextWidth.estimate(number, size: 12.4) <= cellWidth - 2 else {
      figure.text(mark == "p" ? "" : mark, at: Point(center, y + 28), .label, anchor: .middle)
      return
    }
    figure.text(
      number, at: Point(center, y + 19), !isRoomy ? .small : isEstablished ? .strong : .label,
      anchor: .middle)
    let p = Self.words(pair.holmP)
    let fitting = ["\(mark) \(p)", mark == "p" ? p : mark + p].first {
      TextWidth.estimate($0, size: 12.6) <= cellWidth - 2
    }
    figure.text(fitting ?? mark, at: Point(center, y + 36), .small, anchor: .middle)
  }

  /// A p-value in few characters; the table has the digits.
  private static func words(_ p: Double) -> String {
    p < 0.001 ? "<0.001" : NumberFormat.significant(p, digits: 2)
  }

  private var caption: String {
    let counts = pairs.flatMap { [$0.firstRuns, $0.secondRuns] }
    let seeds = FigureText.seeds(counts.max() ?? 0, fewest: counts.min())
    return "Mean of the row less mean of the column, \(seeds) each, and its p, Holm-adjusted over "
      + "\(pairs.count) pairs. ▲ and ▼: the row is higher, lower, at "
      + "p ≤ \(NumberFormat.exact(settings.significance)), in the colour of the higher one; no colour: "
      + "undecided. The table has every digit and the \(FigureText.percent(settings.level)) intervals."
      + (pairs.contains { $0.absentRuns > 0 } ? " †: provisional, runs are absent." : "")
  }
}
