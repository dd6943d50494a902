/// The scores of one task against what they cost, a point an algorithm, with the front of those that none
/// beats in both.
struct FrontFigure {
  private let task: TaskSection
  private let cost: FrontCost
  private let metric: String
  private let spots: [FrontSpot]
  private let unit: (factor: Double, name: String)
  private let frame: Frame
  private let x: any AxisScale
  private let y: LinearScale
  private static let height = 400.0

  /// The figure of a task; nil where what it cost is known of fewer than two algorithms.
  init?(_ task: TaskSection, in report: Report, cost: FrontCost) {
    let labels = report.algorithms.map(\.label)
    let unit = cost.unit(on: task)
    let spots = FigureArm.all(labels, shown: task.arms.map(\.algorithm)).compactMap { arm in
      FrontSpot(arm, on: task, cost, unit)
    }
    guard spots.count > 1 else { return nil }
    self.task = task
    self.cost = cost
    self.spots = spots
    self.unit = unit
    metric = FigureText.metric(report.metric(of: task))
    frame = Frame(left: 84, right: Frame.figureWidth - 24, top: 48, bottom: Self.height - 56)
    let ends = spots.flatMap { [$0.cost] + ($0.costEnds.map { [$0.lower, $0.upper] } ?? []) }
    let (left, right) = (frame.left, frame.right)
    let isWide = (ends.max() ?? 1) > 8 * (ends.min() ?? 1)
    if cost == .compute || isWide {
      x = LogScale(covering: ends, from: left, to: right, padding: 0.12)
    } else {
      x = LinearScale(covering: [0] + ends, from: left, to: right - 70)
    }
    y = LinearScale(
      covering: Self.shown(spots, isShare: task.accuracy != nil), from: frame.bottom, to: frame.top,
      padding: 0.06)
  }

  /// Means, and their intervals as far as they stay near.
  private static func shown(_ spots: [FrontSpot], isShare: Bool) -> [Double] {
    let means = spots.map(\.score.mean)
    let least = means.reduce(.infinity, Double.minimum)
    let greatest = means.reduce(-.infinity, Double.maximum)
    let room = max((greatest - least) * 0.3, greatest.magnitude * 0.02)
    let ends = spots.compactMap(\.score.interval).flatMap {
      [max($0.lower, least - room), min($0.upper, greatest + room)]
    }
    return means + (isShare ? ends.map { min(max($0, 0), 1) } : ends)
  }

  /// Draws the figure.
  func draw(_ settings: ComparisonSettings) -> Figure {
    var figure = SVGDocument()
    let what = cost == .compute ? "training compute" : "model memory"
    Frame.drawTitle("\(task.name), score against \(what)", in: &figure)
    frame.drawVerticalAxis(y, title: metric + " →", in: &figure)
    drawCostAxis(in: &figure)
    for step in steps { figure.line(from: step.from, to: step.to, style: "class=\"r\"") }
    for spot in spots { figure.mark(spot.tip) { draw(spot, in: &$0) } }
    drawLabels(in: &figure)
    let caption = caption(settings)
    let captionHeight = Frame.drawCaption(caption, below: Self.height - 2, in: &figure)
    let title = "Score against \(what) on \(task.name)"
    return Figure(
      title: title,
      data: figure.data(
        width: Frame.figureWidth, height: Self.height + captionHeight, title: title,
        description: caption))
  }

  private func drawCostAxis(in figure: inout SVGDocument) {
    let what = cost == .compute ? "\(unit.name) of training" : "peak model memory, \(unit.name)"
    let scale = x is LogScale ? ", logarithmic" : ""
    frame.drawHorizontalAxis(x, title: "← \(what)\(scale)", in: &figure)
  }

  private func caption(_ settings: ComparisonSettings) -> String {
    let counts = spots.map(\.score.count)
    let (most, level) = (counts.max() ?? 0, FigureText.percent(settings.level))
    var text =
      "Mean score over \(FigureText.seeds(most, fewest: counts.min()))"
      + (most > 1 ? "; upright lines: its \(level) t interval" : "; one seed gives no interval")
      + (isCut ? ", cut at the frame" : "")
    if spots.contains(where: { $0.costEnds != nil }) {
      text +=
        cost == .compute
        ? "; level lines: \(level) t interval of the mean count, where seeds differ"
        : "; level lines: the range over seeds, where they differ"
    }
    text += cost == .compute ? ". Arithmetic is counted, not seconds." : ". Bytes are counted."
    text +=
      " Upper left is better; dotted: the Pareto front, which no other algorithm beats in both."
    if spots.contains(where: \.isControl) {
      text += " Pale: controls, which are compared with none."
    }
    return text
  }

  private var isCut: Bool {
    spots.compactMap(\.score.interval).contains { $0.lower < y.lower || $0.upper > y.upper }
  }

  private func place(_ spot: FrontSpot) -> Point { Point(x(spot.cost), y(spot.score.mean)) }

  private func height(_ value: Double) -> Double { min(max(y(value), frame.top), frame.bottom) }

  /// The algorithms that none beats: no other scores as high with less, or higher with as much.
  private var front: [FrontSpot] {
    let compared = spots.filter { !$0.isControl }
    return compared.filter { spot in
      !compared.contains {
        $0.cost <= spot.cost && $0.score.mean >= spot.score.mean
          && ($0.cost < spot.cost || $0.score.mean > spot.score.mean)
      }
    }.sorted { ($0.cost, $0.arm.position) < ($1.cost, $1.arm.position) }
  }

  /// A staircase: the best score that so much affords, from below to the right.
  private var steps: [(from: Point, to: Point)] {
    var steps: [(from: Point, to: Point)] = []
    var last: Point?
    for point in front.map(place) {
      let start = last ?? Point(point.x, frame.bottom)
      let corner = Point(point.x, start.y)
      for (from, to) in [(start, corner), (corner, point)] where from != to {
        steps.append((from, to))
      }
      last = point
    }
    if let last { steps.append((last, Point(frame.right, last.y))) }
    return steps
  }

  private func draw(_ spot: FrontSpot, in figure: inout SVGDocument) {
    let point = place(spot)
    let opacity = spot.isControl ? 0.35 : 1
    let style =
      "stroke=\"\(spot.arm.color)\" stroke-width=\"2\" stroke-opacity=\"\(0.55 * opacity)\""
    if let interval = spot.score.interval {
      figure.line(
        from: Point(point.x, height(interval.lower)), to: Point(point.x, height(interval.upper)),
        style: style)
    }
    if let ends = spot.costEnds {
      figure.line(
        from: Point(max(x(ends.lower), frame.left), point.y),
        to: Point(min(x(ends.upper), frame.right), point.y), style: style)
    }
    figure.marker(
      Palette.shape(spot.arm.position), at: point, radius: 5.5, color: spot.arm.color,
      opacity: opacity)
  }

  private func drawLabels(in figure: inout SVGDocument) {
    let obstacles = spots.flatMap { spot -> [PointLabels.Box] in
      let point = place(spot)
      let upright = spot.score.interval.map {
        PointLabels.Box(
          left: point.x - 2, top: height($0.upper), right: point.x + 2, bottom: height($0.lower))
      }
      let level = spot.costEnds.map {
        PointLabels.Box(
          left: x($0.lower), top: point.y - 2, right: x($0.upper), bottom: point.y + 2)
      }
      return [upright, level].compactMap(\.self)
    }
    let front = steps.map { step in
      PointLabels.Box(
        left: step.from.x - 3, top: min(step.from.y, step.to.y) - 3, right: step.to.x + 3,
        bottom: max(step.from.y, step.to.y) + 3)
    }
    let places = PointLabels.places(
      spots.map { (place($0), TextWidth.estimate($0.arm.text, size: 13.5)) },
      avoiding: obstacles + front,
      within: .init(
        left: frame.left + 4, top: frame.top - 8, right: frame.right + 8, bottom: frame.bottom - 2))
    for (spot, place) in zip(spots, places) {
      figure.text(
        spot.arm.text, at: place.point, spot.isControl ? .small : .label, anchor: place.anchor)
    }
  }
}
