/// One row, its lanes neighbouring columns.
struct WideRow {
  let source: UnsafeMutablePointer<Float>
  let target: UnsafeMutablePointer<Float>
  let columns: Int

  @inline(__always)
  init(_ x: Matrix, _ y: Matrix, _ row: Int, to target: Int? = nil) {
    source = x.base + row * x.columns
    self.target = y.base + (target ?? row) * x.columns
    columns = x.columns
  }

  @inline(__always)
  func maximum() -> Float {
    var largest = Vector(repeating: -.infinity)
    var column = 0
    while column < columns {
      let lanes = keepLanes(loadLanes(source + column), columns &- column, else: -.infinity)
      largest = largest.replacing(with: lanes, where: lanes .> largest)
      column &+= 16
    }
    let eight = largerLanes(largest.lowHalf, largest.highHalf)
    let four = eight.lowHalf.replacing(
      with: eight.highHalf, where: eight.highHalf .> eight.lowHalf)
    let two = four.lowHalf.replacing(with: four.highHalf, where: four.highHalf .> four.lowHalf)
    return two.y > two.x ? two.y : two.x
  }

  @inline(__always)
  private func largerLanes(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> {
    a.replacing(with: b, where: b .> a)
  }

  /// `Σ exp(x − maximum)`; the powers go to the target if `storing`.
  @inline(__always)
  func sumOfPowers(_ maximum: Vector, storing: Bool) -> Float {
    var sum = Vector()
    var column = 0
    while column < columns {
      let left = columns &- column
      let powers = keepLanes(
        expOfNonpositiveLanes(loadLanes(source + column) - maximum), left, else: 0)
      sum += powers
      if storing { storeColumns(powers, column) }
      column &+= 16
    }
    return sumLanes(sum)
  }

  /// Writes `(x − maximum) − logSum` to the target, and its powers beside it.
  @inline(__always)
  func describe(_ maximum: Vector, _ logSum: Vector, _ powers: UnsafeMutablePointer<Float>) {
    var column = 0
    while column < columns {
      let lanes = (loadLanes(source + column) - maximum) - logSum
      storeColumns(lanes, column)
      storeLanes(expOfNonpositiveLanes(lanes), to: powers + column, count: columns &- column)
      column &+= 16
    }
  }

  @inline(__always)
  func map(_ numbers: UnsafeMutablePointer<Float>, _ function: (Vector) -> Vector) {
    var column = 0
    while column < columns {
      storeColumns(function(loadLanes(numbers + column)), column)
      column &+= 16
    }
  }

  @inline(__always)
  private func storeColumns(_ lanes: Vector, _ column: Int) {
    storeLanes(lanes, to: target + column, count: columns &- column)
  }
}
