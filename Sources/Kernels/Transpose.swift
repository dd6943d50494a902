/// The transpose `b = aᵀ`.
///
/// - Parameters:
///   - a: `[m, n]`.
///   - b: `[n, m]`.
/// - Precondition: the shapes agree, and `b` does not overlap `a`.
public func transpose(_ a: Matrix, into b: Matrix) {
  requireShape(b, a.columns, a.rows, "b", "transpose")
  require(!b.overlaps(a), "transpose: b overlaps a")
  transposeRows(
    ProductRows(base: a.base, stride: a.columns), rows: a.rows, columns: a.columns,
    into: ProductRows(base: b.base, stride: b.columns))
}

/// Copies `rows` rows of `columns` numbers to `columns` rows of `rows` numbers.
func transposeRows(
  _ source: ProductRows, rows: Int, columns: Int, into target: ProductRows
) {
  var row = 0
  while row &+ 16 <= rows {
    var column = 0
    while column &+ 16 <= columns {
      transposeSquare(
        source.from(row: row, column: column), into: target.from(row: column, column: row))
      column &+= 16
    }
    while column < columns {
      let lanes = stridedLanes(source.from(row: row, column: column).base, stride: source.stride)
      storeLanes(lanes, to: target.from(row: column, column: row).base)
      column &+= 1
    }
    row &+= 16
  }
  while row < rows {
    let first = source.from(row: row).base
    for column in 0..<columns { target.base[column &* target.stride + row] = first[column] }
    row &+= 1
  }
}

/// Transposes 16 rows of 16 numbers: four rounds, each of which deals row i and row i + 8 into two
/// neighbours, number by number in turn.
private func transposeSquare(_ source: ProductRows, into target: ProductRows) {
  var rows = Square(source)
  rows.deal()
  rows.deal()
  rows.deal()
  rows.deal()
  rows.store(to: target)
}

/// 16 vectors.
private struct Square {
  var (v0, v1, v2, v3) = (Vector(), Vector(), Vector(), Vector())
  var (v4, v5, v6, v7) = (Vector(), Vector(), Vector(), Vector())
  var (v8, v9, v10, v11) = (Vector(), Vector(), Vector(), Vector())
  var (v12, v13, v14, v15) = (Vector(), Vector(), Vector(), Vector())

  @inline(__always)
  init(_ source: ProductRows) {
    v0 = loadLanes(source.from(row: 0).base)
    v1 = loadLanes(source.from(row: 1).base)
    v2 = loadLanes(source.from(row: 2).base)
    v3 = loadLanes(source.from(row: 3).base)
    v4 = loadLanes(source.from(row: 4).base)
    v5 = loadLanes(source.from(row: 5).base)
    v6 = loadLanes(source.from(row: 6).base)
    v7 = loadLanes(source.from(row: 7).base)
    v8 = loadLanes(source.from(row: 8).base)
    v9 = loadLanes(source.from(row: 9).base)
    v10 = loadLanes(source.from(row: 10).base)
    v11 = loadLanes(source.from(row: 11).base)
    v12 = loadLanes(source.from(row: 12).base)
    v13 = loadLanes(source.from(row: 13).base)
    v14 = loadLanes(source.from(row: 14).base)
    v15 = loadLanes(source.from(row: 15).base)
  }

  @inline(__always)
  mutating func deal() {
    let (w0, w1) = interleave(v0, v8)
    let (w2, w3) = interleave(v1, v9)
    let (w4, w5) = interleave(v2, v10)
    let (w6, w7) = interleave(v3, v11)
    let (w8, w9) = interleave(v4, v12)
    let (w10, w11) = interleave(v5, v13)
    let (w12, w13) = interleave(v6, v14)
    let (w14, w15) = interleave(v7, v15)
    (v0, v1, v2, v3) = (w0, w1, w2, w3)
    (v4, v5, v6, v7) = (w4, w5, w6, w7)
    (v8, v9, v10, v11) = (w8, w9, w10, w11)
    (v12, v13, v14, v15) = (w12, w13, w14, w15)
  }

  @inline(__always)
  func store(to target: ProductRows) {
    storeLanes(v0, to: target.from(row: 0).base)
    storeLanes(v1, to: target.from(row: 1).base)
    storeLanes(v2, to: target.from(row: 2).base)
    storeLanes(v3, to: target.from(row: 3).base)
    storeLanes(v4, to: target.from(row: 4).base)
    storeLanes(v5, to: target.from(row: 5).base)
    storeLanes(v6, to: target.from(row: 6).base)
    storeLanes(v7, to: target.from(row: 7).base)
    storeLanes(v8, to: target.from(row: 8).base)
    storeLanes(v9, to: target.from(row: 9).base)
    storeLanes(v10, to: target.from(row: 10).base)
    storeLanes(v11, to: target.from(row: 11).base)
    storeLanes(v12, to: target.from(row: 12).base)
    storeLanes(v13, to: target.from(row: 13).base)
    storeLanes(v14, to: target.from(row: 14).base)
    storeLanes(v15, to: target.from(row: 15).base)
  }
}

/// The lower halves of two vectors number by number in turn, and the upper ones.
@inline(__always)
private func interleave(_ a: Vector, _ b: Vector) -> (Vector, Vector) {
  var (lower, upper) = (Vector(), Vector())
  lower.evenHalf = a.lowHalf
  lower.oddHalf = b.lowHalf
  upper.evenHalf = a.highHalf
  upper.oddHalf = b.highHalf
  return (lower, upper)
}
