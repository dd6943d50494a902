/// Performance profiles: the share of runs above each score, with bands.
struct ProfileFigure {
  private let section: ProfilesSection
  private let curves: [(arm: FigureArm, profile: ProfilesSection.Profile)]
  private let frame: Frame
  private let x: LinearScale
  private let y: LinearScale
  private static let height = 420.0

  /// The figure of profiles whose algorithms are among the labels of a suite or table.
  init(_ section: ProfilesSection, labels: [String]) {
    self.section = section
    let arms = FigureArm.all(labels, shown: section.profiles.map(\.algorithm))
    curves = arms.compactMap { arm in
      section.profiles.first { $0.algorithm == arm.label }.map { (arm, $0) }
    }
    frame = Frame(
      left: 84, right: Frame.figureWidth - 46 - FigureArm.widest(arms), top: 44,
      bottom: Self.height - 56)
    x = LinearScale(
      covering: [section.thresholds[0], section.thresholds[section.thresholds.count - 1]],
      from: frame.left, to: frame.right)
    y = LinearScale(covering: [0, 1], from: frame.bottom, to: frame.top, ticks: 5)
  }

  /// Draws the figure.
  func draw() -> Figure {
    var figure = SVGDocument()
    let title = "Performance profiles"
    Frame.drawTitle(
      section.isNormalized
        ? title + " over \(section.tasks.count) tasks" : title + " on \(section.tasks[0])",
      in: &figure)
    frame.drawVerticalAxis(y, title: "share of runs above the score", in: &figure)
    frame.drawHorizontalAxis(
      x, title: section.isNormalized ? "normalised score" : "score", in: &figure)
    for curve in curves {
      let upper = points(curve.profile.upper)
      figure.mark(tip(curve.arm, curve.profile)) {
        $0.polygon(
          upper + points(curve.profile.lower).reversed(), color: curve.arm.color, opacity: 0.14)
      }
    }
    for curve in curves {
      figure.mark(tip(curve.arm, curve.profile)) {
        $0.polyline(
          points(curve.profile.shares), color: curve.arm.color,
          dash: Palette.dash(curve.arm.position))
      }
    }
    drawLabels(in: &figure)
    let captionHeight = Frame.drawCaption(caption, below: Self.height - 2, in: &figure)
    return Figure(
      title: title,
      data: figure.data(
        width: Frame.figureWidth, height: Self.height + captionHeight, title: title,
        description: caption))
  }

  private func points(_ shares: [Double]) -> [Point] {
    zip(section.thresholds, shares).map { Point(x($0), y($1)) }
  }

  /// What a curve says: its height where the labels stand.
  private func tip(_ arm: FigureArm, _ profile: ProfilesSection.Profile) -> String {
    let place = widestSpread
    let number = { NumberFormat.fixed($0, decimals: 3).replacingMinus() }
    return "\(arm.label), share of runs above \(number(section.thresholds[place])): "
      + "\(number(profile.shares[place])) [\(number(profile.lower[place])), "
      + "\(number(profile.upper[place]))] (\(FigureText.percent(section.level)), \(section.coverage)), "
      + FigureText.count(section.mostRuns, fewest: section.fewestRuns)
  }

  private var caption: String {
    let isCut = curves.contains { ($0.profile.shares.last ?? 0) > 0 }
    return "Share of an algorithm's runs that score above the threshold"
      + (section.tasks.count > 1 ? ", each task with the same weight" : "")
      + (section.isNormalized ? "; 0: random actions, 1: the scripted policy" : "")
      + ". A higher curve is better. \(FigureText.seeds(section.mostRuns, fewest: section.fewestRuns))"
      + (section.tasks.count > 1 ? " a task" : "")
      + "; bands: \(section.coverage) \(FigureText.percent(section.level)) stratified bootstrap "
      + "intervals (percentile, \(NumberFormat.integer(section.resamples)) resamples)."
      + (isCut ? " Scores beyond the right end are not shown." : "")
  }

  /// The labels stand where curves have left the crowd: each at its height at the threshold at which
  /// the curves are furthest apart, and joined to it by a line.
  private func drawLabels(in figure: inout SVGDocument) {
    let place = widestSpread
    let ends = curves.map { Point(x(section.thresholds[place]), y($0.profile.shares[place])) }
    let heights = LabelLayout.spread(
      ends.map(\.y), spacing: 19, within: frame.top...frame.bottom)
    for (index, curve) in curves.enumerated() {
      let start = Point(frame.right + 22, heights[index])
      figure.line(
        from: ends[index], to: Point(start.x - 6, start.y),
        style: "stroke=\"\(curve.arm.color)\" stroke-width=\"1\" stroke-opacity=\"0.6\"")
      figure.mark(tip(curve.arm, curve.profile)) {
        curve.arm.drawMarker(at: ends[index], in: &$0)
      }
      curve.arm.drawMarker(at: start, in: &figure)
      figure.text(curve.arm.text, at: Point(start.x + 10, start.y + 5), .label)
    }
  }

  /// The threshold at which the least distance of neighbouring curves, summed, is greatest: where the
  /// spread of the shares is widest; of equally wide ones the last.
  private var widestSpread: Int {
    var best = (place: 0, spread: -1.0)
    for place in section.thresholds.indices {
      let shares = curves.map { $0.profile.shares[place] }
      let mean = shares.reduce(0, +) / Double(max(shares.count, 1))
      let spread = shares.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      if spread >= best.spread { best = (place, spread) }
    }
    return best.place
  }
}
