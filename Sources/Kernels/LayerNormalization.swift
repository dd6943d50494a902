/// What a row is normalised with: added to its variance, so that a constant row gives zeros.
private let epsilon: Float = 1e-5

/// `y[i, j] = gain[j] · (x[i, j] − meanᵢ) · scaleᵢ + bias[j]`, `scaleᵢ = 1 / √(varianceᵢ + 10⁻⁵)`,
/// with the mean and the population variance of each row.
///
/// Sums along a row are 16 strided partial sums and one fixed tree, so a row's bits do not depend on
/// the other rows. A row with NaN or an infinity gives NaN.
///
/// Source: Ba, Kiros and Hinton, *Layer normalization* (2016), https://arxiv.org/abs/1607.06450.
///
/// - Parameters:
///   - x: `[m, n]`, n ≥ 1.
///   - gain: `[1, n]`.
///   - bias: `[1, n]`.
///   - y: `[m, n]`; may be `x`.
///   - statistics: `[m, 2]`: each row's mean and scale, which the derivatives need; nil where none are
///     taken.
/// - Precondition: the shapes agree.
public func layerNorm(
  _ x: Matrix, gain: Matrix, bias: Matrix, into y: Matrix, statistics: Matrix?
) {
  requireSameShape(x, y, "layerNorm")
  requireShape(gain, 1, x.columns, "the gain", "layerNorm")
  requireShape(bias, 1, x.columns, "the bias", "layerNorm")
  if let statistics { requireShape(statistics, x.rows, 2, "the statistics", "layerNorm") }
  let n = x.columns
  for row in 0..<x.rows {
    let source = x.base + row &* n
    let target = y.base + row &* n
    let (mean, scale) = rowStatistics(source, n)
    if let statistics {
      statistics.base[2 &* row] = mean
      statistics.base[2 &* row &+ 1] = scale
    }
    let (means, scales) = (Vector(repeating: mean), Vector(repeating: scale))
    var column = 0
    while column < n {
      let normal = (loadLanes(source + column) - means) * scales
      storeLanes(
        loadLanes(bias.base + column).addingProduct(normal, loadLanes(gain.base + column)),
        to: target + column, count: n &- column)
      column &+= 16
    }
  }
}

/// Reverse mode of ``layerNorm(_:gain:bias:into:statistics:)``: adds dL/dx to `inputGradient`, and
/// dL/dgain and dL/dbias to theirs, row after row.
///
/// With `n̂ = (x − mean) · scale` and `g = dy · gain`:
/// `dx += scale · (g − mean(g) − n̂ · mean(g · n̂))`, `dgain += dy · n̂`, `dbias += dy`.
///
/// - Parameters:
///   - outputGradient: dy, `[m, n]`.
///   - x: `[m, n]`, the input.
///   - statistics: `[m, 2]`, what the forward pass wrote.
///   - gain: `[1, n]`.
///   - gainGradient: `[1, n]`.
///   - biasGradient: `[1, n]`.
///   - inputGradient: `[m, n]`; must not overlap `outputGradient`.
/// - Precondition: the shapes agree.
public func layerNormPullback(
  _ outputGradient: Matrix, input x: Matrix, statistics: Matrix, gain: Matrix,
  gainGradient: Matrix, biasGradient: Matrix, addingTo inputGradient: Matrix
) {
  let kernel = "layerNormPullback"
  requireSameShape(x, outputGradient, kernel)
  requireSameShape(x, inputGradient, kernel)
  requireShape(statistics, x.rows, 2, "the statistics", kernel)
  requireShape(gain, 1, x.columns, "the gain", kernel)
  requireShape(gainGradient, 1, x.columns, "the gain's gradient", kernel)
  requireShape(biasGradient, 1, x.columns, "the bias's gradient", kernel)
  require(!inputGradient.overlaps(outputGradient), "\(kernel): the gradients overlap")
  let n = x.columns
  for index in 0..<x.rows {
    let row = NormalRow(
      x.base + index &* n, mean: statistics.base[2 &* index],
      scale: statistics.base[2 &* index &+ 1], count: n)
    let source = outputGradient.base + index &* n
    let target = inputGradient.base + index &* n
    var (sum, product) = (Vector(), Vector())
    var column = 0
    while column < n {
      let dy = row.load(source, column)
      let normal = row.normal(column)
      let g = dy * loadLanes(gain.base + column)
      sum += row.keep(g, column)
      product.addProduct(row.keep(g, column), row.keep(normal, column))
      let left = n &- column
      storeLanes(
        loadLanes(gainGradient.base + column).addingProduct(dy, normal),
        to: gainGradient.base + column, count: left)
      storeLanes(
        loadLanes(biasGradient.base + column) + dy, to: biasGradient.base + column, count: left)
      column &+= 16
    }
    let mean = Vector(repeating: sumLanes(sum) / Float(n))
    let slope = Vector(repeating: -(sumLanes(product) / Float(n)))
    column = 0
    while column < n {
      let g = loadLanes(source + column) * loadLanes(gain.base + column) - mean
      let change = g.addingProduct(row.normal(column), slope)
      storeLanes(
        loadLanes(target + column).addingProduct(change, row.scales), to: target + column,
        count: n &- column)
      column &+= 16
    }
  }
}

/// Forward mode of ``layerNorm(_:gain:bias:into:statistics:)``:
/// `ẏ = gain · scale · (ẋ − mean(ẋ) − n̂ · mean(n̂ · ẋ)) + n̂ · gaiṅ + biaṡ`.
///
/// - Parameters:
///   - inputTangent: ẋ, `[m, n]`.
///   - x: `[m, n]`, the input.
///   - statistics: `[m, 2]`, what the forward pass wrote.
///   - gain: `[1, n]`.
///   - gainTangent: `[1, n]`.
///   - biasTangent: `[1, n]`.
///   - outputTangent: ẏ, `[m, n]`.
/// - Precondition: the shapes agree.
public func layerNormPushforward(
  _ inputTangent: Matrix, input x: Matrix, statistics: Matrix, gain: Matrix,
  gainTangent: Matrix, biasTangent: Matrix, into outputTangent: Matrix
) {
  let kernel = "layerNormPushforward"
  requireSameShape(x, inputTangent, kernel)
  requireSameShape(x, outputTangent, kernel)
  requireShape(statistics, x.rows, 2, "the statistics", kernel)
  requireShape(gain, 1, x.columns, "the gain", kernel)
  requireShape(gainTangent, 1, x.columns, "the gain's tangent", kernel)
  requireShape(biasTangent, 1, x.columns, "the bias's tangent", kernel)
  let n = x.columns
  for index in 0..<x.rows {
    let row = NormalRow(
      x.base + index &* n, mean: statistics.base[2 &* index],
      scale: statistics.base[2 &* index &+ 1], count: n)
    let source = inputTangent.base + index &* n
    var (sum, product) = (Vector(), Vector())
    var column = 0
    while column < n {
      let tangent = row.keep(row.load(source, column), column)
      sum += tangent
      product.addProduct(tangent, row.keep(row.normal(column), column))
      column &+= 16
    }
    let mean = Vector(repeating: sumLanes(sum) / Float(n))
    let slope = Vector(repeating: -(sumLanes(product) / Float(n)))
    column = 0
    while column < n {
      let normal = row.normal(column)
      let change = (loadLanes(source + column) - mean).addingProduct(normal, slope) * row.scales
      let shift = loadLanes(biasTangent.base + column)
        .addingProduct(normal, loadLanes(gainTangent.base + column))
      storeLanes(
        shift.addingProduct(change, loadLanes(gain.base + column)),
        to: outputTangent.base + index &* n + column, count: n &- column)
      column &+= 16
    }
  }
}

/// The mean of a row and one over its standard deviation.
@inline(__always)
private func rowStatistics(
  _ source: UnsafeMutablePointer<Float>, _ count: Int
) -> (mean: Float, scale: Float) {
  var sum = Vector()
  var column = 0
  while column < count {
    let lanes = loadLanes(source + column)
    sum += count &- column < 16 ? keepLanes(lanes, count &- column, else: 0) : lanes
    column &+= 16
  }
  let mean = sumLanes(sum) / Float(count)
  let means = Vector(repeating: mean)
  var squares = Vector()
  column = 0
  while column < count {
    var lanes = loadLanes(source + column) - means
    if count &- column < 16 { lanes = keepLanes(lanes, count &- column, else: 0) }
    squares.addProduct(lanes, lanes)
    column &+= 16
  }
  return (mean, 1 / (sumLanes(squares) / Float(count) + epsilon).squareRoot())
}

/// A row as it was normalised.
private struct NormalRow {
  let source: UnsafeMutablePointer<Float>
  let means: Vector
  let scales: Vector
  let count: Int

  @inline(__always)
  init(_ source: UnsafeMutablePointer<Float>, mean: Float, scale: Float, count: Int) {
    self.source = source
    means = Vector(repeating: mean)
    scales = Vector(repeating: scale)
    self.count = count
  }

  /// `(x − mean) · scale` of 16 columns.
  @inline(__always)
  func normal(_ column: Int) -> Vector { (loadLanes(source + column) - means) * scales }

  @inline(__always)
  func load(_ row: UnsafeMutablePointer<Float>, _ column: Int) -> Vector { loadLanes(row + column) }

  /// `lanes` with zeros past the end of the row.
  @inline(__always)
  func keep(_ lanes: Vector, _ column: Int) -> Vector {
    count &- column < 16 ? keepLanes(lanes, count &- column, else: 0) : lanes
  }
}
