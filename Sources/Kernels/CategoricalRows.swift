// Formulas of a categorical distribution over one row: n log-probabilities and n probabilities.
// Sums are 16 strided chains, then one fixed tree; a probability of 0 adds nothing, whatever its
// logarithm.

/// H(π) = −Σ_j π_j ln π_j of row `row`, in nats.
///
/// - Parameters:
///   - logProbabilities: `[m, n]`.
///   - probabilities: `[m, n]`.
/// - Precondition: the shapes agree and hold the row.
public func categoricalEntropy(
  _ logProbabilities: Matrix, _ probabilities: Matrix, row: Int
) -> Float {
  requireRow(probabilities, row, logProbabilities.columns, "categoricalEntropy")
  requireRow(logProbabilities, row, logProbabilities.columns, "categoricalEntropy")
  let n = logProbabilities.columns
  let (p, logP) = (rowBase(probabilities, row), rowBase(logProbabilities, row))
  var sum = Vector()
  for index in stride(from: 0, to: n, by: 16) {
    let probability = keepLanes(loadLanes(p + index), n &- index, else: 0)
    sum.addProduct(probability, whereProbable(probability, loadLanes(logP + index)))
  }
  return -sumLanes(sum)
}

/// KL(p‖q) = Σ_j p_j (ln p_j − ln q_j) between a row of each, in nats.
///
/// - Precondition: the columns agree, and the rows lie inside their matrices.
public func categoricalDivergence(
  _ logP: Matrix, _ p: Matrix, row rowP: Int, _ logQ: Matrix, row rowQ: Int
) -> Float {
  let n = p.columns
  requireRow(p, rowP, n, "categoricalDivergence")
  requireRow(logP, rowP, n, "categoricalDivergence")
  requireRow(logQ, rowQ, n, "categoricalDivergence")
  let (probabilities, own, other) = (rowBase(p, rowP), rowBase(logP, rowP), rowBase(logQ, rowQ))
  var sum = Vector()
  for index in stride(from: 0, to: n, by: 16) {
    let probability = keepLanes(loadLanes(probabilities + index), n &- index, else: 0)
    let difference = loadLanes(own + index) - loadLanes(other + index)
    sum.addProduct(probability, whereProbable(probability, difference))
  }
  return sumLanes(sum)
}

/// The coefficients of ``writeCategoricalGradient(_:_:row:_:log:other:otherRow:into:)``.
public struct CategoricalGradient: Sendable {
  /// a.
  public var constant: Float
  /// b.
  public var logProbability: Float
  /// c.
  public var logOther: Float
  /// d.
  public var old: Float

  /// Memberwise.
  public init(constant: Float, logProbability: Float, logOther: Float, old: Float) {
    self.constant = constant
    self.logProbability = logProbability
    self.logOther = logOther
    self.old = old
  }
}

/// Writes row `row` of a gradient by the logits: g_j = p_j (a + b ln p_j + c ln r_j) + d o_j.
///
/// - Parameters:
///   - old: o `[·, n]` at `otherRow`; nil where d is 0.
///   - reference: ln r `[·, n]` at `otherRow`; nil where c is 0.
/// - Precondition: the columns agree, and the rows lie inside their matrices.
public func writeCategoricalGradient(
  _ logProbabilities: Matrix, _ probabilities: Matrix, row: Int,
  _ coefficients: CategoricalGradient, old: Matrix?, reference: Matrix?, otherRow: Int,
  into gradient: Matrix
) {
  let n = probabilities.columns
  requireRow(probabilities, row, n, "writeCategoricalGradient")
  requireRow(logProbabilities, row, n, "writeCategoricalGradient")
  requireRow(gradient, row, n, "writeCategoricalGradient")
  if let old { requireRow(old, otherRow, n, "writeCategoricalGradient") }
  if let reference { requireRow(reference, otherRow, n, "writeCategoricalGradient") }
  let (p, logP) = (rowBase(probabilities, row), rowBase(logProbabilities, row))
  let target = rowBase(gradient, row)
  let others = old.map { rowBase($0, otherRow) }
  let references = reference.map { rowBase($0, otherRow) }
  for index in stride(from: 0, to: n, by: 16) {
    let probability = loadLanes(p + index)
    var factor = Vector(repeating: coefficients.constant)
    factor.addProduct(
      Vector(repeating: coefficients.logProbability),
      whereProbable(probability, loadLanes(logP + index)))
    if let references {
      factor.addProduct(
        Vector(repeating: coefficients.logOther),
        whereProbable(probability, loadLanes(references + index)))
    }
    var sum = probability * factor
    if let others {
      sum.addProduct(Vector(repeating: coefficients.old), loadLanes(others + index))
    }
    storeLanes(sum, to: target + index, count: n &- index)
  }
}

/// Multiplies row `row` of `direction` by the metric of the logits, scale·(diag(p) − ppᵀ).
///
/// - Precondition: the shapes agree and hold the row.
public func multiplyByCategoricalMetric(
  _ probabilities: Matrix, row: Int, _ direction: Matrix, by scale: Float
) {
  let n = probabilities.columns
  requireRow(probabilities, row, n, "multiplyByCategoricalMetric")
  requireRow(direction, row, n, "multiplyByCategoricalMetric")
  let (p, target) = (rowBase(probabilities, row), rowBase(direction, row))
  var sum = Vector()
  for index in stride(from: 0, to: n, by: 16) {
    sum.addProduct(
      keepLanes(loadLanes(p + index), n &- index, else: 0),
      keepLanes(loadLanes(target + index), n &- index, else: 0))
  }
  let mean = sumLanes(sum)
  for index in stride(from: 0, to: n, by: 16) {
    let change = loadLanes(target + index) - mean
    storeLanes(scale * loadLanes(p + index) * change, to: target + index, count: n &- index)
  }
}

/// `lanes` where the probability is above 0, else 0.
@inline(__always)
private func whereProbable(_ probability: Vector, _ lanes: Vector) -> Vector {
  Vector().replacing(with: lanes, where: probability .> 0)
}

@inline(__always)
private func rowBase(_ matrix: Matrix, _ row: Int) -> UnsafeMutablePointer<Float> {
  matrix.base + row &* matrix.columns
}

@inline(__always)
private func requireRow(_ matrix: Matrix, _ row: Int, _ columns: Int, _ kernel: String) {
  require(
    matrix.columns == columns && row >= 0 && row < matrix.rows,
    "\(kernel): row \(row) of \(columns) numbers is not in a [\(matrix.rows), \(matrix.columns)] matrix"
  )
}
