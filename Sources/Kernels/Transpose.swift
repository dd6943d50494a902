/// The transpose `b = aᵀ`.
///
/// - Parameters:
///   - a: `[m, n]`.
///   - b: `[n, m]`.
/// - Precondition: the shapes agree, and `b` does not overlap `a`.
public func transpose(_ a: Matrix, into b: Matrix) {
  requireShape(b, a.columns, a.rows, "b", "transpose")
  require(!b.overlaps(a), "transpose: b overlaps a")
  let (m, n) = (a.rows, a.columns)
  var row = 0
  while row &+ 16 <= m {
    for column in 0..<n {
      let source = a.base + row &* n + column
      storeLanes(stridedLanes(source, stride: n), to: b.base + column &* m + row)
    }
    row &+= 16
  }
  while row < m {
    for column in 0..<n { b.base[column &* m + row] = a.base[row &* n + column] }
    row &+= 1
  }
}
