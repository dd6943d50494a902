import Foundation

extension SeedPlan {
  /// The figure of a plan as SVG: the power at each number of seeds, a curve a task.
  ///
  /// - Throws: what the power throws.
  public func figure() throws -> Data {
    try PowerFigure(self).draw().data
  }
}

/// The power of a plan at each number of seeds.
struct PowerFigure {
  private let plan: SeedPlan
  private let curves: [[Point]]
  private let frame: Frame
  private let x: LinearScale
  private let y: LinearScale
  private static let height = 380.0

  /// Works out the curves: from 2 seeds to where the last task has its power and half as many again.
  init(_ plan: SeedPlan) throws {
    self.plan = plan
    let needed = plan.tasks.compactMap(\.runsNeeded).max() ?? 0
    let last = min(max(needed + needed / 2, 10), 300)
    let step = max(1, last / 60)
    let widest = plan.tasks.map {
      TextWidth.estimate($0.name.shortened(to: FigureText.labelLimit), size: 14)
    }.max()
    frame = Frame(
      left: 84, right: Frame.figureWidth - 42 - (widest ?? 0), top: 44, bottom: Self.height - 56)
    x = LinearScale(covering: [0, Double(last)], from: frame.left, to: frame.right, ticks: 6)
    y = LinearScale(covering: [0, 1], from: frame.bottom, to: frame.top, ticks: 5)
    curves = try plan.tasks.map { [x, y] task in
      let planned = PlannedTask(
        name: task.name, spread: task.spread, pairedSpread: task.pairedSpread, pairs: task.pairs)
      return try stride(from: 2, through: last, by: step).map { runs in
        let power = try planned.power(runs: runs, margin: plan.margin, plan.settings).power
        return Point(x(Double(runs)), y(power))
      }
    }
  }

  /// Draws the figure.
  func draw() -> Figure {
    var figure = SVGDocument()
    let title = "Power by number of seeds"
    Frame.drawTitle(title, in: &figure)
    frame.drawVerticalAxis(
      y, title: "chance to find \(NumberFormat.exact(plan.margin))", in: &figure)
    frame.drawHorizontalAxis(x, title: "seeds a side", in: &figure)
    let target = y(plan.settings.power)
    figure.line(
      from: Point(frame.left, target), to: Point(frame.right, target), style: "class=\"r\"")
    for (index, points) in curves.enumerated() {
      figure.polyline(points, color: Palette.color(index), dash: Palette.dash(index))
    }
    drawLabels(in: &figure)
    let caption =
      "The chance that a true difference of \(NumberFormat.exact(plan.margin)) is significant, "
      + "two-sided at \(NumberFormat.exact(plan.settings.significance)) after Holm's first step, by the "
      + "number of seeds. Dotted: \(NumberFormat.exact(plan.settings.power))."
    let captionHeight = Frame.drawCaption(caption, below: Self.height - 2, in: &figure)
    return Figure(
      title: title,
      data: figure.data(
        width: Frame.figureWidth, height: Self.height + captionHeight, title: title,
        description: caption))
  }

  private func drawLabels(in figure: inout SVGDocument) {
    let ends = curves.map { $0[$0.count - 1] }
    let heights = LabelLayout.spread(
      ends.map(\.y), spacing: 19, within: frame.top...frame.bottom)
    for (index, task) in plan.tasks.enumerated() {
      let start = Point(frame.right + 22, heights[index])
      let color = Palette.color(index)
      figure.line(
        from: Point(ends[index].x + 5, ends[index].y), to: Point(start.x - 6, start.y),
        style: "stroke=\"\(color)\" stroke-width=\"1\" stroke-opacity=\"0.6\"")
      figure.marker(Palette.shape(index), at: start, radius: 4.5, color: color)
      figure.text(
        task.name.shortened(to: FigureText.labelLimit), at: Point(start.x + 10, start.y + 5), .label
      )
    }
  }
}
