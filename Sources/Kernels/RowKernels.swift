public func logSoftmax(_ x: Matrix, into y: Matrix) {
  requireSameShape(x, y, "logSoftmax")
  for i in 0..<x.rows {
    var maximum = -Float.infinity
    for j in 0..<x.columns { maximum = max(maximum, x[i, j]) }
    var sum: Float = 0
    for j in 0..<x.columns { sum += exp(x[i, j] - maximum) }
    let logSum = log(sum)
    for j in 0..<x.columns { y[i, j] = x[i, j] - maximum - logSum }
  }
}
public func softmax(_ x: Matrix, into y: Matrix) {
  logSoftmax(x, into: y)
  exp(y, into: y)
}
public func sumRows(_ x: Matrix, into row: Matrix, from start: ProductStart = .zero) {
  requireShape(row, 1, x.columns, "the row", "sumRows")
  switch start {
  case .zero: row.fill(0)
  case .existing: break
  case .row(let other): row.copy(from: other)
  }
  for i in 0..<x.rows { for j in 0..<x.columns { row[j] += x[i, j] } }
}
public func rowDot(_ a: Matrix, _ b: Matrix, into column: Matrix) {
  requireSameShape(a, b, "rowDot")
  requireShape(column, a.rows, 1, "the column", "rowDot")
  for i in 0..<a.rows {
    var sum: Float = 0
    for j in 0..<a.columns { sum.addProduct(a[i, j], b[i, j]) }
    column[i] = sum
  }
}
