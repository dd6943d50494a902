/// Places the labels of points in a plane beside them, without covering points or each other where there
/// is room.
enum PointLabels {
  /// A rectangle in pixels.
  struct Box: Equatable {
    var left: Double
    var top: Double
    var right: Double
    var bottom: Double

    /// The area that two share.
    func overlap(_ other: Box) -> Double {
      max(0, min(right, other.right) - max(left, other.left))
        * max(0, min(bottom, other.bottom) - max(top, other.top))
    }
  }

  /// Where a text goes.
  struct Place: Equatable {
    var point: Point
    var anchor: SVGDocument.Anchor
  }

  /// Where labels may stand about their point: beside, over and under it, then further away.
  private static let offsets: [(x: Double, y: Double, anchor: SVGDocument.Anchor)] = [
    (10, 5, .start), (-10, 5, .end), (0, -11, .middle), (0, 21, .middle), (9, -8, .start),
    (9, 18, .start), (-9, -8, .end), (-9, 18, .end), (9, -24, .start), (9, 34, .start),
    (-9, -24, .end), (-9, 34, .end), (9, -41, .start), (9, 51, .start),
  ]

  /// The places of labels, one after the other the least crowded of each.
  ///
  /// - Parameters:
  ///   - points: with the width of the label of each.
  ///   - obstacles: what labels should not cover, such as intervals; points are worse.
  ///   - room: what labels should stay within.
  static func places(
    _ points: [(point: Point, width: Double)], avoiding obstacles: [Box], within room: Box
  ) -> [Place] {
    let markers = points.map { around($0.point) }
    var placed: [Box] = []
    return points.map { point, width in
      var best: (cost: Double, place: Place, box: Box)?
      for (rank, offset) in offsets.enumerated() {
        let place = Place(
          point: Point(point.x + offset.x, point.y + offset.y), anchor: offset.anchor)
        let box = box(of: place, width: width)
        let outside = (box.right - box.left) * (box.bottom - box.top) - box.overlap(room)
        let covered = { (boxes: [Box]) in boxes.reduce(0) { $0 + $1.overlap(box) } }
        let cost =
          8 * outside + 6 * covered(placed) + 4 * covered(markers) + 2 * covered(obstacles)
          + Double(rank)
        if best.map({ cost < $0.cost }) ?? true { best = (cost, place, box) }
      }
      guard let best else { return Place(point: point, anchor: .start) }
      placed.append(best.box)
      return best.place
    }
  }

  private static func around(_ point: Point) -> Box {
    Box(left: point.x - 7, top: point.y - 7, right: point.x + 7, bottom: point.y + 7)
  }

  /// The room of a label of the font size of labels.
  private static func box(of place: Place, width: Double) -> Box {
    let left =
      switch place.anchor {
      case .start: place.point.x
      case .middle: place.point.x - width / 2
      case .end: place.point.x - width
      }
    return Box(
      left: left, top: place.point.y - 13, right: left + width, bottom: place.point.y + 4)
  }
}
