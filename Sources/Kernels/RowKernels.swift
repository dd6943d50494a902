// Softmax and its logarithm, row by row. Rows of up to eight numbers are done 16 at a time, a row
// to a lane. Both ways take the same maximum, add the powers in the same tree (16 strided sums,
// then halves onto halves, where zeros change nothing), and so give the same bits.

/// `y[i, j] = x[i, j] − ln Σ_j exp(x[i, j])`, after each row's maximum is taken away.
///
/// −∞ is a probability of zero. A row with NaN or ∞, or of −∞ alone, gives NaN throughout.
///
/// - Parameters:
///   - x: `[m, n]`.
///   - y: `[m, n]`; may be x, but must not overlap it otherwise.
/// - Precondition: the shapes agree.
public func logSoftmax(_ x: Matrix, into y: Matrix) {
  requireSameShape(x, y, "logSoftmax")
  let blocks = x.columns <= 8 ? x.rows / 16 : 0
  for block in 0..<blocks {
    let rows = NarrowRows(x, y, from: block * 16)
    let maximum = rows.maximum()
    let logSum = logOfSums(rows.sumOfPowers(maximum, storing: false))
    for column in 0..<x.columns { rows.store((rows.load(column) - maximum) - logSum, column) }
  }
  for row in blocks * 16..<x.rows {
    let row = WideRow(x, y, row)
    let maximum = Vector(repeating: row.maximum())
    let logSum = Vector(repeating: log(row.sumOfPowers(maximum, storing: false)))
    row.map(row.source) { ($0 - maximum) - logSum }
  }
}

/// `y[i, j] = exp(x[i, j]) / Σ_j exp(x[i, j])`, after each row's maximum is taken away.
///
/// −∞ is a probability of zero. A row with NaN or ∞, or of −∞ alone, gives NaN throughout.
///
/// - Parameters:
///   - x: `[m, n]`.
///   - y: `[m, n]`; may be x, but must not overlap it otherwise.
/// - Precondition: the shapes agree.
public func softmax(_ x: Matrix, into y: Matrix) {
  requireSameShape(x, y, "softmax")
  let blocks = x.columns <= 8 ? x.rows / 16 : 0
  for block in 0..<blocks {
    let rows = NarrowRows(x, y, from: block * 16)
    let sum = rows.sumOfPowers(rows.maximum(), storing: true)
    for column in 0..<x.columns { rows.store(rows.loadPower(column) / sum, column) }
  }
  for row in blocks * 16..<x.rows {
    let row = WideRow(x, y, row)
    let maximum = Vector(repeating: row.maximum())
    let sum = Vector(repeating: row.sumOfPowers(maximum, storing: true))
    row.map(row.target) { $0 / sum }
  }
}

/// 16 rows of up to eight columns, a row to a lane.
private struct NarrowRows {
  let source: UnsafeMutablePointer<Float>
  let target: UnsafeMutablePointer<Float>
  let columns: Int

  @inline(__always)
  init(_ x: Matrix, _ y: Matrix, from row: Int) {
    source = x.base + row * x.columns
    target = y.base + row * x.columns
    columns = x.columns
  }

  @inline(__always)
  func load(_ column: Int) -> Vector { stridedLanes(source + column, stride: columns) }

  @inline(__always)
  func loadPower(_ column: Int) -> Vector { stridedLanes(target + column, stride: columns) }

  @inline(__always)
  func store(_ lanes: Vector, _ column: Int) {
    storeStrided(lanes, to: target + column, stride: columns)
  }

  @inline(__always)
  func maximum() -> Vector {
    var largest = Vector(repeating: -.infinity)
    for column in 0..<columns {
      let lanes = load(column)
      largest = largest.replacing(with: lanes, where: lanes .> largest)
    }
    return largest
  }

  /// `Σ exp(x − maximum)` in the tree of ``sumLanes(_:)``: columns 4 apart, 2 apart, 1 apart.
  @inline(__always)
  func sumOfPowers(_ maximum: Vector, storing: Bool) -> Vector {
    let even = pairSum(0, maximum, storing) + pairSum(2, maximum, storing)
    let odd = pairSum(1, maximum, storing) + pairSum(3, maximum, storing)
    return even + odd
  }

  @inline(__always)
  private func pairSum(_ column: Int, _ maximum: Vector, _ storing: Bool) -> Vector {
    power(column, maximum, storing) + power(column + 4, maximum, storing)
  }

  @inline(__always)
  private func power(_ column: Int, _ maximum: Vector, _ storing: Bool) -> Vector {
    guard column < columns else { return Vector() }
    let power = expOfDifferences(load(column), maximum)
    if storing { store(power, column) }
    return power
  }
}

// Inlined next to code that takes the lanes one by one, these two would be computed lane by lane.

@inline(never)
private func expOfDifferences(_ x: Vector, _ maximum: Vector) -> Vector {
  expOfNonpositiveLanes(x - maximum)
}

@inline(never)
private func logOfSums(_ sums: Vector) -> Vector {
  logLanes(sums)
}
