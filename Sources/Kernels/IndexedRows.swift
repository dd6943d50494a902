// Rows of a table, taken, written and added to by index. An index outside the table stops the program.

/// `y[i] = table[indices[i]]`: an embedding.
///
/// - Parameters:
///   - table: `[t, n]`.
///   - indices: the rows, each in `0..<t`; the first `m` are used.
///   - y: `[m, n]`.
/// - Precondition: the shapes agree, and `y` does not overlap the table.
public func gatherRows(_ table: Matrix, _ indices: ArraySlice<Int32>, into y: Matrix) {
  requireRows(table, indices, y, "gatherRows")
  forEachIndex(table, indices, y, "gatherRows") { source, target in
    storeIndexed(target, source, table.columns) { _, new in new }
  }
}

/// `y[i] += table[indices[i]]`.
///
/// - Parameters: as of ``gatherRows(_:_:into:)``.
/// - Precondition: the shapes agree, and `y` does not overlap the table.
public func addGatheredRows(_ table: Matrix, _ indices: ArraySlice<Int32>, to y: Matrix) {
  requireRows(table, indices, y, "addGatheredRows")
  forEachIndex(table, indices, y, "addGatheredRows") { source, target in
    storeIndexed(target, source, table.columns) { old, new in old + new }
  }
}

/// `table[indices[i]] += x[i]`, in the order of i: the reverse mode of both gathers.
///
/// - Parameters:
///   - x: `[m, n]`.
///   - indices: the rows of the table, each in `0..<t`; they may repeat.
///   - table: `[t, n]`.
/// - Precondition: the shapes agree, and the table does not overlap `x`.
public func scatterAddRows(_ x: Matrix, _ indices: ArraySlice<Int32>, to table: Matrix) {
  requireRows(table, indices, x, "scatterAddRows")
  forEachIndex(table, indices, x, "scatterAddRows") { row, source in
    storeIndexed(row, source, table.columns) { old, new in old + new }
  }
}

/// `table[indices[i]] = x[i]`, in the order of i.
///
/// - Parameters: as of ``scatterAddRows(_:_:to:)``.
/// - Precondition: the shapes agree, and the table does not overlap `x`.
public func scatterRows(_ x: Matrix, _ indices: ArraySlice<Int32>, into table: Matrix) {
  requireRows(table, indices, x, "scatterRows")
  forEachIndex(table, indices, x, "scatterRows") { row, source in
    storeIndexed(row, source, table.columns) { _, new in new }
  }
}

@inline(__always)
private func storeIndexed(
  _ target: UnsafeMutablePointer<Float>, _ source: UnsafeMutablePointer<Float>, _ count: Int,
  _ combine: (Vector, Vector) -> Vector
) {
  var column = 0
  while column < count {
    storeLanes(
      combine(loadLanes(target + column), loadLanes(source + column)), to: target + column,
      count: count &- column)
    column &+= 16
  }
}

/// Calls `body` with each indexed row of the table and the row of `rows` that goes with it.
@inline(__always)
private func forEachIndex(
  _ table: Matrix, _ indices: ArraySlice<Int32>, _ rows: Matrix, _ kernel: String,
  _ body: (UnsafeMutablePointer<Float>, UnsafeMutablePointer<Float>) -> Void
) {
  var row = rows.base
  for index in indices {
    let index = Int(index)
    require(
      index >= 0 && index < table.rows,
      "\(kernel): row \(index) lies outside a table of \(table.rows)")
    body(table.base + index &* table.columns, row)
    row += table.columns
  }
}

private func requireRows(
  _ table: Matrix, _ indices: ArraySlice<Int32>, _ rows: Matrix, _ kernel: String
) {
  requireShape(rows, indices.count, table.columns, "the matrix of rows", kernel)
  require(!rows.overlaps(table), "\(kernel): the rows overlap the table")
}

/// `y[i, j] = x[i, j] + row[j]`.
///
/// - Parameters:
///   - x: `[m, n]`.
///   - row: `[1, n]`.
///   - y: `[m, n]`; may be `x`.
/// - Precondition: the shapes agree.
public func add(_ x: Matrix, row: Matrix, into y: Matrix) {
  requireSameShape(x, y, "add")
  requireShape(row, 1, x.columns, "the row", "add")
  require(!row.overlaps(y), "add: the row overlaps the output")
  let n = x.columns
  for index in 0..<x.rows {
    let (source, target) = (x.base + index &* n, y.base + index &* n)
    var column = 0
    while column < n {
      storeLanes(
        loadLanes(source + column) + loadLanes(row.base + column), to: target + column,
        count: n &- column)
      column &+= 16
    }
  }
}
