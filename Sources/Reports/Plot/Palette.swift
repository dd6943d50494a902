/// How an algorithm looks in every figure: colour, line and marker by its position in the suite.
///
/// The colours are those of Okabe and Ito (https://jfly.uni-koeln.de/color/), told apart by people
/// with any common colour vision; their black is a mid grey here, which shows in light and in dark.
/// After eight algorithms the colours repeat with another dash pattern and other markers.
enum Palette {
  private static let colors = [
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8A8A8A", "#C9B800",
  ]
  private static let dashes = ["", "7 4", "2 4", "10 4 2 4"]

  /// The colour of the algorithm at a position, `#RRGGBB`.
  static func color(_ index: Int) -> String { colors[index % colors.count] }

  /// The SVG dash pattern of its lines; empty for a solid line.
  static func dash(_ index: Int) -> String { dashes[(index / colors.count) % dashes.count] }

  /// The shape of its markers.
  static func shape(_ index: Int) -> MarkerShape {
    MarkerShape.allCases[(index + index / colors.count) % MarkerShape.allCases.count]
  }
}

/// Marker shapes, so that colour is never the only sign.
enum MarkerShape: CaseIterable {
  case circle
  case square
  case triangle
  case diamond
}
