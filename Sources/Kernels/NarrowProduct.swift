/// The most columns of an output that is computed by ``multiplyNarrow(_:_:into:from:)`` or
/// ``multiplyTransposedNarrow(_:_:into:from:)``.
let narrowColumns = 8

/// Rows of a product `a · b` of at most eight columns, by tiles of eight rows.
///
/// A tile takes four steps of a row before it goes to the next row, which measures 1.6 times as fast
/// as going step by step through six rows of half vectors.
///
/// - Parameters:
///   - a: `[m, k]`.
///   - b: `[k, n]`, n ≤ 8.
///   - output: `[m, n]`.
///   - start: what the chains start from; nil for zeros.
/// - Returns: how many rows are done, a multiple of eight; fewer than eight are left.
func multiplyNarrow(
  _ a: Matrix, _ b: Matrix, into output: ProductRows, from start: ProductRows?
) -> Int {
  let done = a.rows & ~7
  for row in stride(from: 0, to: done, by: 8) {
    var upper = FourRows(start?.from(row: row))
    var lower = FourRows(start?.from(row: row &+ 4))
    let source = a.base + row &* a.columns
    var step = 0
    while step &+ 4 <= a.columns {
      let lanes = FourSteps(b.base + step &* b.columns, stride: b.columns)
      upper.addProducts(source + step, stride: a.columns, lanes)
      lower.addProducts(source + 4 &* a.columns + step, stride: a.columns, lanes)
      step &+= 4
    }
    while step < a.columns {
      let lanes = halfLanes(b.base + step &* b.columns)
      upper.addProducts(source + step, stride: a.columns, lanes)
      lower.addProducts(source + 4 &* a.columns + step, stride: a.columns, lanes)
      step &+= 1
    }
    upper.store(to: output.from(row: row), width: b.columns)
    lower.store(to: output.from(row: row &+ 4), width: b.columns)
  }
  return done
}

/// The product `aᵀ · b` of few columns, with rows in the lanes.
///
/// As `fma(x, y, z) = fma(y, x, z)`, it is the transpose of `bᵀ · a`, which is computed by tiles in a
/// piece of the stack: three rows of 64 columns at a time, and 128 steps, so that what every row takes
/// from `a` stays in the first-level cache.
///
/// - Parameters:
///   - a: `[k, m]`.
///   - b: `[k, n]`.
///   - output: `[m, n]`.
///   - start: what the chains start from; nil for zeros.
func multiplyTransposedNarrow(
  _ a: Matrix, _ b: Matrix, into output: ProductRows, from start: ProductRows?
) {
  withUnsafeTemporaryAllocation(of: Float.self, capacity: 3 * 64) { buffer in
    guard let base = buffer.baseAddress else { return }
    let piece = ProductRows(base: base, stride: 64)
    for row in stride(from: 0, to: a.columns, by: 64) {
      let height = min(64, a.columns - row)
      for column in stride(from: 0, to: b.columns, by: 3) {
        let width = min(3, b.columns - column)
        buffer.initialize(repeating: 0)
        start?.from(row: row, column: column).transpose(height, width, into: piece)
        for step in stride(from: 0, to: a.rows, by: 128) {
          let steps = step..<min(step + 128, a.rows)
          multiplyTiles(
            LeftFactor(
              base: b.base + step * b.columns + column, rowStride: 1, stepStride: b.columns),
            a.rows(steps), columns: row..<row + height, rows: width, into: piece, from: piece)
        }
        piece.transpose(width, height, into: output.from(row: row, column: column))
      }
    }
  }
}

extension ProductRows {
  /// Copies `height` rows of `width` numbers to `width` rows of `height`.
  fileprivate func transpose(_ height: Int, _ width: Int, into target: ProductRows) {
    for row in 0..<height {
      for column in 0..<width {
        target.base[column &* target.stride + row] = base[row &* stride + column]
      }
    }
  }
}

private typealias HalfVector = SIMD8<Float>

/// The eight numbers from `source` on. A storage's padding makes that safe anywhere inside it.
@inline(__always)
private func halfLanes(_ source: UnsafeMutablePointer<Float>) -> HalfVector {
  UnsafeRawPointer(source).loadUnaligned(as: HalfVector.self)
}

/// Four rows of the right factor.
private struct FourSteps {
  let b0: HalfVector
  let b1: HalfVector
  let b2: HalfVector
  let b3: HalfVector

  @inline(__always)
  init(_ source: UnsafeMutablePointer<Float>, stride: Int) {
    b0 = halfLanes(source)
    b1 = halfLanes(source + stride)
    b2 = halfLanes(source + 2 &* stride)
    b3 = halfLanes(source + 3 &* stride)
  }

  /// Adds the four products of a row to its sums.
  @inline(__always)
  func add(to sums: inout HalfVector, times factors: UnsafeMutablePointer<Float>) {
    sums.addProduct(HalfVector(repeating: factors[0]), b0)
    sums.addProduct(HalfVector(repeating: factors[1]), b1)
    sums.addProduct(HalfVector(repeating: factors[2]), b2)
    sums.addProduct(HalfVector(repeating: factors[3]), b3)
  }
}

/// The sums of four rows of at most eight columns.
private struct FourRows {
  var c0 = HalfVector()
  var c1 = HalfVector()
  var c2 = HalfVector()
  var c3 = HalfVector()

  @inline(__always)
  init(_ start: ProductRows?) {
    guard let start else { return }
    c0 = halfLanes(start.base)
    c1 = halfLanes(start.base + start.stride)
    c2 = halfLanes(start.base + 2 &* start.stride)
    c3 = halfLanes(start.base + 3 &* start.stride)
  }

  /// Adds the products of four steps of rows `stride` apart.
  @inline(__always)
  mutating func addProducts(
    _ factors: UnsafeMutablePointer<Float>, stride: Int, _ lanes: FourSteps
  ) {
    lanes.add(to: &c0, times: factors)
    lanes.add(to: &c1, times: factors + stride)
    lanes.add(to: &c2, times: factors + 2 &* stride)
    lanes.add(to: &c3, times: factors + 3 &* stride)
  }

  /// Adds the products of one step of rows `stride` apart.
  @inline(__always)
  mutating func addProducts(
    _ factors: UnsafeMutablePointer<Float>, stride: Int, _ lanes: HalfVector
  ) {
    c0.addProduct(HalfVector(repeating: factors[0]), lanes)
    c1.addProduct(HalfVector(repeating: factors[stride]), lanes)
    c2.addProduct(HalfVector(repeating: factors[2 &* stride]), lanes)
    c3.addProduct(HalfVector(repeating: factors[3 &* stride]), lanes)
  }

  @inline(__always)
  func store(to output: ProductRows, width: Int) {
    storeHalf(c0, to: output.base, width)
    storeHalf(c1, to: output.base + output.stride, width)
    storeHalf(c2, to: output.base + 2 &* output.stride, width)
    storeHalf(c3, to: output.base + 3 &* output.stride, width)
  }

  @inline(__always)
  private func storeHalf(
    _ lanes: HalfVector, to target: UnsafeMutablePointer<Float>, _ width: Int
  ) {
    storeLanes(Vector(lowHalf: lanes, highHalf: HalfVector()), to: target, count: width)
  }
}
