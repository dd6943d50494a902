/// An algorithm as figures show it.
struct FigureArm {
  /// Its position in the suite, which gives colour and marker.
  var position: Int
  /// Its label.
  var label: String

  /// Those of `shown`, in the order of all labels of a suite or table.
  static func all(_ labels: [String], shown: [String]) -> [FigureArm] {
    labels.enumerated().filter { shown.contains($0.element) }.map {
      FigureArm(position: $0.offset, label: $0.element)
    }
  }

  /// The label as figures show it.
  var text: String { label.shortened(to: FigureText.labelLimit) }

  /// The colour.
  var color: String { Palette.color(position) }

  /// The width of the widest label, in pixels.
  static func widest(_ arms: [FigureArm]) -> Double {
    arms.map { TextWidth.estimate($0.text, size: 14) }.max() ?? 0
  }

  /// Draws the marker.
  func drawMarker(at center: Point, in figure: inout SVGDocument) {
    figure.marker(Palette.shape(position), at: center, radius: 4.5, color: color)
  }
}
