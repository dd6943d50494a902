/// The transpose `b = aᵀ`.
///
/// - Parameters:
///   - a: `[m, n]`.
///   - b: `[n, m]`; does not overlap `a`.
public func transpose(_ a: Matrix, into b: Matrix) {
  requireShape(b, a.columns, a.rows, "b", "transpose")
  for i in 0..<a.rows {
    for j in 0..<a.columns { b.base[j * a.rows + i] = a.base[i * a.columns + j] }
  }
}
