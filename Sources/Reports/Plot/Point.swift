/// A point of a picture, in pixels from the upper left.
struct Point: Equatable {
  /// To the right.
  var x: Double
  /// Down.
  var y: Double

  /// A point.
  init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}
