/// What the algorithms kept in memory on one task: a bar each, stacked by owner and use.
///
/// A bar has its algorithm's colour; owners are told apart by shade and uses by gaps, and what is wide
/// enough says its name.
struct MemoryFigure {
  private let task: TaskSection
  private let rows: [(arm: FigureArm, memory: ArmMemory)]
  private let owners: [String]
  private let frame: Frame
  private let x: LinearScale
  private let unit: (factor: Double, name: String)
  private static let rowHeight = 46.0
  private static let valueWidth = 58.0
  private static let shades = [1, 0.65, 0.45, 0.3, 0.2]

  /// The figure of a task; nil where no result says what its memory is made of.
  init?(_ task: TaskSection, in report: Report) {
    let known = (task.memory?.arms ?? []).filter { !$0.components.isEmpty }
    let labels = FigureArm.all(report.algorithms.map(\.label), shown: known.map(\.algorithm))
    rows = labels.compactMap { label in
      known.first { $0.algorithm == label.label }.map { (label, $0) }
    }
    guard !rows.isEmpty else { return nil }
    self.task = task
    var owners: [String] = []
    for name in task.memory?.componentNames ?? [] where !owners.contains(name.owner) {
      owners.append(name.owner)
    }
    self.owners = owners
    let longest = rows.map { Self.sum($0.memory) }.reduce(0, Double.maximum)
    let unit = NumberFormat.byteUnit(longest)
    self.unit = unit
    frame = Frame(
      left: 44 + FigureArm.widest(labels), right: Frame.figureWidth - 16 - Self.valueWidth,
      top: 44, bottom: 52 + Double(rows.count) * Self.rowHeight)
    x = LinearScale(
      covering: [0, longest / unit.factor], from: frame.left, to: frame.right - 4)
  }

  /// All parts, the greatest of each over seeds.
  private static func sum(_ memory: ArmMemory) -> Double {
    memory.components.reduce(0) { $0 + $1.bytes.greatest }
  }

  /// Draws the figure.
  func draw() -> Figure {
    var figure = SVGDocument()
    Frame.drawTitle(task.name + ", model memory by component", in: &figure)
    frame.drawHorizontalAxis(x, title: "← \(unit.name)", in: &figure)
    for index in rows.indices { drawRow(index, in: &figure) }
    let legendHeight = drawLegend(below: frame.bottom + 52, in: &figure)
    let bottom = frame.bottom + 52 + legendHeight
    let captionHeight = Frame.drawCaption(caption, below: bottom, in: &figure)
    let title = "Model memory by component on \(task.name)"
    return Figure(
      title: title,
      data: figure.data(
        width: Frame.figureWidth, height: bottom + captionHeight, title: title,
        description: caption))
  }

  private var caption: String {
    let isConstant = rows.allSatisfy(\.memory.isConstant)
    return
      "Number: all parts, in \(unit.name). Counted by the ledger of each run, so there are no intervals; "
      + (isConstant ? "equal for every seed" : "seeds differ: the greatest of each part")
      + " (\(FigureText.count(rows.map(\.memory.runs).max() ?? 0, fewest: rows.map(\.memory.runs).min())))."
      + " Within an owner, from the left: \(MarkdownReport.list(uses)). Smaller is better."
  }

  /// The uses that some algorithm has, in their order within an owner.
  private var uses: [String] {
    var uses: [String] = []
    for name in (task.memory?.componentNames ?? []) where !uses.contains(name.use) {
      uses.append(name.use)
    }
    return uses
  }

  private func drawRow(_ index: Int, in figure: inout SVGDocument) {
    let (arm, memory) = rows[index]
    let y = 52 + (Double(index) + 0.5) * Self.rowHeight
    arm.drawMarker(at: Point(22, y), in: &figure)
    figure.text(arm.text, at: Point(34, y + 5), .label)
    var end = 0.0
    for component in memory.components {
      let start = end
      end += component.bytes.greatest / unit.factor
      let (left, width) = (x(start), max(0, x(end) - x(start) - 1))
      let tip =
        "\(arm.label) on \(task.name), \(component.owner) \(component.use): "
        + "\(NumberFormat.bytes(component.bytes.greatest)), \(FigureText.count(component.bytes.count))"
      figure.mark(tip) {
        $0.rectangle(
          x: left, y: y - 8, width: width, height: 22, color: arm.color,
          opacity: shade(component.owner))
      }
      let names = ["\(component.owner) \(component.use)", component.use]
      if let name = names.first(where: { TextWidth.estimate($0, size: Frame.smallSize) <= width }) {
        figure.text(name, at: Point(left, y - 12), .small)
      }
    }
    let total = NumberFormat.significant(end, digits: 3)
    figure.text(total, at: Point(Frame.figureWidth - 16, y + 8), .label, anchor: .end)
  }

  private func shade(_ owner: String) -> Double {
    let place = owners.firstIndex(of: owner) ?? 0
    return Self.shades[min(place, Self.shades.count - 1)]
  }

  /// The shades of the owners, in the first algorithm's colour; the height that it takes.
  private func drawLegend(below top: Double, in figure: inout SVGDocument) -> Double {
    var left = 16.0
    for owner in owners {
      figure.rectangle(
        x: left, y: top + 4, width: 14, height: 12, color: rows[0].arm.color,
        opacity: shade(owner))
      figure.text(owner, at: Point(left + 20, top + 15), .small)
      left += 40 + TextWidth.estimate(owner, size: Frame.smallSize)
    }
    return 22
  }
}
