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
  let left = LeftFactor(base: a.base, rowStride: a.columns, stepStride: 1)
  multiplyTiles(left, b, into: c, from: start)
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
  let left = LeftFactor(base: a.base, rowStride: 1, stepStride: a.columns)
  multiplyTiles(left, b, into: c, from: start)
}

private func requireDisjoint(
  _ c: Matrix, _ a: Matrix, _ b: Matrix, _ start: ProductStart, _ kernel: String
) {
  require(!c.overlaps(a) && !c.overlaps(b), "\(kernel): c overlaps a factor")
  guard case .row(let row) = start else { return }
  requireShape(row, 1, c.columns, "the starting row", kernel)
  require(!c.overlaps(row), "\(kernel): c overlaps its starting row")
}
