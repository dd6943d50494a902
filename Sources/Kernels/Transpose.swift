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

/// Transposes 16 rows of 16 numbers, in squares of four: half the time of rounds of 16 whole vectors, whose deals
/// the compiler takes apart.
private func transposeSquare(_ source: ProductRows, into target: ProductRows) {
  for row in stride(from: 0, to: 16, by: 4) {
    for column in stride(from: 0, to: 16, by: 4) {
      transposeFour(
        source.from(row: row, column: column), into: target.from(row: column, column: row))
    }
  }
}

@inline(__always)
private func transposeFour(_ source: ProductRows, into target: ProductRows) {
  let (a, b) = (fourNumbers(source, row: 0), fourNumbers(source, row: 1))
  let (c, d) = (fourNumbers(source, row: 2), fourNumbers(source, row: 3))
  for column in 0..<4 {
    UnsafeMutableRawPointer(target.from(row: column).base).storeBytes(
      of: SIMD4(a[column], b[column], c[column], d[column]), as: SIMD4<Float>.self)
  }
}

@inline(__always)
private func fourNumbers(_ source: ProductRows, row: Int) -> SIMD4<Float> {
  UnsafeRawPointer(source.from(row: row).base).loadUnaligned(as: SIMD4<Float>.self)
}
