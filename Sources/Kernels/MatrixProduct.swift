/// What every chain of fused multiply-adds of a product starts from.
public enum ProductStart {
  /// 0: the result replaces what the output held.
  case zero
  /// The number that the output holds: the result is added to it.
  case existing
  /// The number of its column in a row `[1, n]`, such as a bias.
  case row(Matrix)
}

/// The matrix product `c = start + a · b`.
///
/// Every element of `c` is one chain of fused multiply-adds over p in increasing order,
/// `c[i, j] = fma(a[i, p], b[p, j], c[i, j])`, whatever the shape and the processor. NaN and
/// infinities propagate as IEEE 754 has it: `0 · ∞` is NaN. With `k = 0`, `c` is its start.
///
/// - Parameters:
///   - a: `[m, k]`.
///   - b: `[k, n]`.
///   - c: `[m, n]`.
///   - start: what each chain starts from; a row must be `[1, n]`.
/// - Precondition: the shapes agree, and `c` overlaps neither `a` nor `b`.
public func multiply(
  _ a: Matrix, _ b: Matrix, into c: Matrix, from start: ProductStart = .zero
) {
  requireShape(b, a.columns, b.columns, "b", "multiply")
  requireShape(c, a.rows, b.columns, "c", "multiply")
  requireDisjoint(c, a, b, start, "multiply")
  let (output, starts) = (productRows(c), productRows(start, c))
  let done = c.columns <= narrowColumns ? multiplyNarrow(a, b, into: output, from: starts) : 0
  guard done < c.rows else { return }
  let left = LeftFactor(base: a.base + done * a.columns, rowStride: a.columns, stepStride: 1)
  multiplyTiles(
    left, b, columns: 0..<c.columns, rows: c.rows - done, into: output.from(row: done),
    from: starts?.from(row: done))
}

/// The matrix product `c = start + aᵀ · b`, its chains as those of ``multiply(_:_:into:from:)``.
///
/// - Parameters:
///   - a: `[k, m]`.
///   - b: `[k, n]`.
///   - c: `[m, n]`.
///   - start: what each chain starts from; a row must be `[1, n]`.
/// - Precondition: the shapes agree, and `c` overlaps neither `a` nor `b`.
public func multiplyTransposed(
  _ a: Matrix, _ b: Matrix, into c: Matrix, from start: ProductStart = .zero
) {
  requireShape(b, a.rows, b.columns, "b", "multiplyTransposed")
  requireShape(c, a.columns, b.columns, "c", "multiplyTransposed")
  requireDisjoint(c, a, b, start, "multiplyTransposed")
  let (output, starts) = (productRows(c), productRows(start, c))
  if c.columns <= narrowColumns && c.rows >= 16 {
    multiplyTransposedNarrow(a, b, into: output, from: starts)
  } else {
    let left = LeftFactor(base: a.base, rowStride: 1, stepStride: a.columns)
    multiplyTiles(left, b, columns: 0..<c.columns, rows: c.rows, into: output, from: starts)
  }
}

private func productRows(_ c: Matrix) -> ProductRows {
  ProductRows(base: c.base, stride: c.columns)
}

private func productRows(_ start: ProductStart, _ c: Matrix) -> ProductRows? {
  switch start {
  case .zero: nil
  case .existing: productRows(c)
  case .row(let row): ProductRows(base: row.base, stride: 0)
  }
}

private func requireDisjoint(
  _ c: Matrix, _ a: Matrix, _ b: Matrix, _ start: ProductStart, _ kernel: String
) {
  require(!c.overlaps(a) && !c.overlaps(b), "\(kernel): c overlaps a factor")
  guard case .row(let row) = start else { return }
  requireShape(row, 1, c.columns, "the starting row", kernel)
  require(!c.overlaps(row), "\(kernel): c overlaps its starting row")
}
