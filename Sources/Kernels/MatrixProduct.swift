/// What every chain of fused multiply-adds of a product starts from.
public enum ProductStart {
  /// 0: the product replaces what the output held.
  case zero
  /// The number that the output holds: the product is added to it.
  case existing
  /// The number of its column in a row `[1, n]`, such as a bias.
  case row(Matrix)
}

/// The matrix product `c = start + a · b`.
///
/// Every element of `c` is one chain of fused multiply-adds over k in increasing order:
/// `c = fma(a[i, p], b[p, j], c)`. The order never depends on shape or processor.
///
/// - Parameters:
///   - a: `[m, k]`.
///   - b: `[k, n]`.
///   - c: `[m, n]`; overlaps neither `a` nor `b`.
///   - start: what each chain starts from.
public func multiply(
  _ a: Matrix, _ b: Matrix, into c: Matrix, from start: ProductStart = .zero
) {
  requireShape(b, a.columns, b.columns, "b", "multiply")
  requireShape(c, a.rows, b.columns, "c", "multiply")
  product(a, rowStride: a.columns, stepStride: 1, b, c, start)
}

/// The matrix product `c = start + aᵀ · b`, its chains as in ``multiply(_:_:into:from:)``.
///
/// - Parameters:
///   - a: `[k, m]`.
///   - b: `[k, n]`.
///   - c: `[m, n]`; overlaps neither `a` nor `b`.
///   - start: what each chain starts from.
public func multiplyTransposed(
  _ a: Matrix, _ b: Matrix, into c: Matrix, from start: ProductStart = .zero
) {
  requireShape(b, a.rows, b.columns, "b", "multiplyTransposed")
  requireShape(c, a.columns, b.columns, "c", "multiplyTransposed")
  product(a, rowStride: 1, stepStride: a.columns, b, c, start)
}

private func product(
  _ a: Matrix, rowStride: Int, stepStride: Int, _ b: Matrix, _ c: Matrix, _ start: ProductStart
) {
  if case .row(let row) = start { requireShape(row, 1, c.columns, "the starting row", "multiply") }
  let n = c.columns
  for i in 0..<c.rows {
    for j in 0..<n {
      var sum: Float
      switch start {
      case .zero: sum = 0
      case .existing: sum = c.base[i * n + j]
      case .row(let row): sum = row.base[j]
      }
      for p in 0..<b.rows {
        sum.addProduct(a.base[i * rowStride + p * stepStride], b.base[p * n + j])
      }
      c.base[i * n + j] = sum
    }
  }
}
