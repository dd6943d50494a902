/// `row[j] = start + Σ_i x[i, j]`, added in the order of i: a bias gradient.
///
/// - Parameters:
///   - x: `[m, n]`; with `m = 0` the row is its start.
///   - row: `[1, n]`.
///   - start: what each sum starts from; a row must be `[1, n]`.
/// - Precondition: the shapes agree, and `row` does not overlap `x`.
public func sumRows(_ x: Matrix, into row: Matrix, from start: ProductStart = .zero) {
  requireShape(row, 1, x.columns, "the row", "sumRows")
  require(!row.overlaps(x), "sumRows: the row overlaps the matrix")
  switch start {
  case .zero: row.fill(0)
  case .existing: break
  case .row(let first):
    requireShape(first, 1, x.columns, "the starting row", "sumRows")
    row.copy(from: first)
  }
  var column = 0
  while column &+ 64 <= x.columns {
    addColumns64(x, column, to: row)
    column &+= 64
  }
  while column < x.columns {
    addColumns16(x, column, to: row)
    column &+= 16
  }
}

/// Adds 64 columns: four chains at a time hide the latency of an addition.
private func addColumns64(_ x: Matrix, _ column: Int, to row: Matrix) {
  let target = row.base + column
  var source = x.base + column
  var (s0, s1) = (loadLanes(target), loadLanes(target + 16))
  var (s2, s3) = (loadLanes(target + 32), loadLanes(target + 48))
  for _ in 0..<x.rows {
    s0 += loadLanes(source)
    s1 += loadLanes(source + 16)
    s2 += loadLanes(source + 32)
    s3 += loadLanes(source + 48)
    source += x.columns
  }
  storeLanes(s0, to: target)
  storeLanes(s1, to: target + 16)
  storeLanes(s2, to: target + 32)
  storeLanes(s3, to: target + 48)
}

/// Adds up to 16 columns.
private func addColumns16(_ x: Matrix, _ column: Int, to row: Matrix) {
  let target = row.base + column
  var source = x.base + column
  var sum = loadLanes(target)
  for _ in 0..<x.rows {
    sum += loadLanes(source)
    source += x.columns
  }
  storeLanes(sum, to: target, count: x.columns - column)
}

/// `column[i] = Σ_j a[i, j] b[i, j]`: 16 strided chains of fused multiply-adds, then one fixed tree.
///
/// - Parameters:
///   - a: `[m, n]`; with `n = 0` the column is 0.
///   - b: `[m, n]`.
///   - column: `[m, 1]`.
/// - Precondition: the shapes agree.
public func rowDot(_ a: Matrix, _ b: Matrix, into column: Matrix) {
  requireSameShape(a, b, "rowDot")
  requireShape(column, a.rows, 1, "the column", "rowDot")
  let n = a.columns
  var (first, second) = (a.base, b.base)
  for row in 0..<a.rows {
    var sum = Vector()
    var index = 0
    while index &+ 16 <= n {
      sum.addProduct(loadLanes(first + index), loadLanes(second + index))
      index &+= 16
    }
    if index < n {
      sum.addProduct(
        keepLanes(loadLanes(first + index), n &- index, else: 0),
        keepLanes(loadLanes(second + index), n &- index, else: 0))
    }
    column.base[row] = sumLanes(sum)
    first += n
    second += n
  }
}

/// `r[i, j] = factors[i] · x[i, j]`.
///
/// - Parameters:
///   - x: `[m, n]`.
///   - factors: `[m, 1]`.
///   - r: `[m, n]`; may be `x`.
/// - Precondition: the shapes agree.
public func scaleRows(_ x: Matrix, by factors: Matrix, into r: Matrix) {
  requireSameShape(x, r, "scaleRows")
  requireShape(factors, x.rows, 1, "the factors", "scaleRows")
  let n = x.columns
  var (source, target) = (x.base, r.base)
  for row in 0..<x.rows {
    let factor = Vector(repeating: factors.base[row])
    var index = 0
    while index < n {
      storeLanes(factor * loadLanes(source + index), to: target + index, count: n &- index)
      index &+= 16
    }
    source += n
    target += n
  }
}

/// `x[i, j] += row[j]`.
///
/// - Parameters:
///   - row: `[1, n]`.
///   - x: `[m, n]`.
/// - Precondition: the shapes agree, and `row` does not overlap `x`.
public func addRow(_ row: Matrix, to x: Matrix) {
  requireShape(row, 1, x.columns, "the row", "addRow")
  require(!row.overlaps(x), "addRow: the row overlaps the matrix")
  let n = x.columns
  var target = x.base
  for _ in 0..<x.rows {
    var column = 0
    while column < n {
      let lanes = loadLanes(target + column) + loadLanes(row.base + column)
      storeLanes(lanes, to: target + column, count: n &- column)
      column &+= 16
    }
    target += n
  }
}
