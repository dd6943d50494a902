/// The algorithms of a figure by colour and marker, above what it shows.
struct FigureLegend {
  private let arms: [FigureArm]
  private let places: [(line: Int, x: Double)]
  private static let step = 24.0
  private static let top = 48.0

  /// The legend of these algorithms, left to right and line by line.
  init(_ arms: [FigureArm]) {
    self.arms = arms
    var line = 0
    var x = 22.0
    places = arms.map { arm in
      let width = 34 + TextWidth.estimate(arm.text, size: 14)
      if x > 22, x + width > Frame.figureWidth {
        line += 1
        x = 22
      }
      defer { x += width }
      return (line, x)
    }
  }

  /// What lies below title and legend begins here.
  var bottom: Double { 40 + Double((places.map(\.line).max() ?? 0) + 1) * Self.step }

  /// Draws it below the title.
  func draw(in figure: inout SVGDocument) {
    for (arm, place) in zip(arms, places) {
      let y = Self.top + Double(place.line) * Self.step
      figure.marker(
        Palette.shape(arm.position), at: Point(place.x, y), radius: 5, color: arm.color)
      figure.text(arm.text, at: Point(place.x + 11, y + 5), .label)
    }
  }
}
