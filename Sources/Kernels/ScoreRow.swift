/// One row's scores: those of the prefix, then the others. Past the keys that the row sees
/// stand numbers without meaning, which are never added: they count as −∞.
struct ScoreRow {
  let base: UnsafeMutablePointer<Float>
  let prefixCount: Int
  let ownCount: Int
  let width: Int

  var prefixWidth: Int { wholeVectors(prefixCount) }

  /// The scores up to the last vector with a key that the row sees.
  var seenWidth: Int { prefixWidth &+ wholeVectors(ownCount) }

  /// How many of the 16 scores from `offset` on the row sees; none or 16 may be negative or more.
  @inline(__always)
  private func seen(_ offset: Int) -> Int {
    offset < prefixWidth ? prefixCount &- offset : ownCount &- (offset &- prefixWidth)
  }

  @inline(__always)
  func keep(_ lanes: Vector, _ offset: Int) -> Vector {
    keepLanes(lanes, seen(offset), else: 0)
  }

  // Not inlined: a vector is only kept whole where everything that takes it is inlined, and the callers are too
  // long for that.

  /// The largest score.
  @inline(never)
  func maximum() -> Float {
    var largest = Vector(repeating: -.infinity)
    var offset = 0
    while offset < seenWidth {
      let lanes = keepLanes(loadLanes(base + offset), seen(offset), else: -.infinity)
      largest = largest.replacing(with: lanes, where: lanes .> largest)
      offset &+= 16
    }
    return maximumLane(largest)
  }

  /// Replaces the scores by `exp(scale · score − maximum)`, 0 for keys not seen.
  @inline(never)
  func exponentiate(scale: Float, maximum: Float) {
    var offset = 0
    while offset < seenWidth {
      storeLanes(keep(powers(of: base + offset, scale, maximum), offset), to: base + offset)
      offset &+= 16
    }
    clear(base)
  }

  /// The sum of the powers: 16 strided sums over the prefix and then the run, added in one fixed tree.
  @inline(never)
  func sum() -> Float {
    var sum = Vector()
    var offset = 0
    while offset < seenWidth {
      sum += loadLanes(base + offset)
      offset &+= 16
    }
    return sumLanes(sum)
  }

  /// Writes 0 for the vectors of keys that the row does not see, to its scores or to numbers beside them.
  @inline(__always)
  func clear(_ numbers: UnsafeMutablePointer<Float>) {
    var offset = seenWidth
    while offset < width {
      storeLanes(Vector(), to: numbers + offset)
      offset &+= 16
    }
  }
}

/// `exp(scale · score − maximum)` of 16 scores.
@inline(__always)
func powers(
  of scores: UnsafeMutablePointer<Float>, _ scale: Float, _ maximum: Float
) -> Vector {
  expOfNonpositiveLanes(
    Vector(repeating: -maximum).addingProduct(loadLanes(scores), Vector(repeating: scale)))
}

/// The largest lane; lanes of NaN may be passed over.
@inline(__always)
func maximumLane(_ lanes: Vector) -> Float {
  let eight = lanes.lowHalf.replacing(
    with: lanes.highHalf, where: lanes.highHalf .> lanes.lowHalf)
  let four = eight.lowHalf.replacing(
    with: eight.highHalf, where: eight.highHalf .> eight.lowHalf)
  let two = four.lowHalf.replacing(with: four.highHalf, where: four.highHalf .> four.lowHalf)
  return two.y > two.x ? two.y : two.x
}

/// One over the root of the head's size: what scores are multiplied with.
func attentionScale(headSize: Int) -> Float {
  1 / Float(headSize).squareRoot()
}
