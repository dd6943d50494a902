import Kernels
import PolicyOptimization
import Randomness
import Testing

/// Distribution rows from what a network puts out: logits, or means and log standard deviations.
func distributionRows(_ family: ActionDistribution, _ outputs: Matrix) -> DistributionRows {
  let rows = DistributionRows(
    rows: outputs.rows, columns: family.columns, role: MemoryRole(.policy, .activations),
    ledger: MemoryLedger())
  switch family {
  case .categorical:
    logSoftmax(outputs, into: rows.values)
    exp(rows.values, into: rows.exponentials)
  case .gaussian:
    rows.values.copy(from: outputs)
    exp(outputs, into: rows.exponentials)
  }
  return rows
}

func matrix(_ rows: Int, _ columns: Int, _ name: String, scale: Double = 1) -> Matrix {
  let matrix = Matrix(
    rows: rows, columns: columns, role: MemoryRole(.policy, .activations), ledger: MemoryLedger())
  var stream = RandomStream(seed: 11, purpose: name)
  for index in 0..<matrix.count { matrix[index] = Float(scale * stream.normal()) }
  return matrix
}

@Suite struct `Action distributions` {
  static let families: [ActionDistribution] = [
    .categorical(Categorical(count: 2)), .categorical(Categorical(count: 5)),
    .gaussian(DiagonalGaussian(dimension: 1)), .gaussian(DiagonalGaussian(dimension: 3)),
  ]

  static func action(_ family: ActionDistribution) -> [Float] {
    switch family {
    case .categorical: [1]
    case .gaussian(let gaussian): (0..<gaussian.dimension).map { 0.3 - 0.4 * Float($0) }
    }
  }

  static let quantities: [GradientWeights] = [
    GradientWeights(logProbability: 1), GradientWeights(entropy: 1),
    GradientWeights(oldDivergence: 1), GradientWeights(referenceDivergence: 1),
    GradientWeights(
      logProbability: -0.7, entropy: 0.2, oldDivergence: 1.3, referenceDivergence: 0.4),
  ]

  @Test(arguments: families, quantities)
  func `the gradient of every term matches central differences`(
    _ family: ActionDistribution, _ weights: GradientWeights
  ) {
    let outputs = matrix(1, family.columns, "outputs", scale: 0.6)
    let old = distributionRows(family, matrix(1, family.columns, "old", scale: 0.6))
    let reference = distributionRows(family, matrix(1, family.columns, "reference", scale: 0.6))
    let action = Self.action(family)
    func value() -> Double {
      let rows = distributionRows(family, outputs)
      return weights.logProbability * family.logProbability(rows, 0, action, at: 0)
        + weights.entropy * family.entropy(rows, 0)
        + weights.oldDivergence * family.divergence(old, 0, rows, 0)
        + weights.referenceDivergence * family.divergence(rows, 0, reference, 0)
    }
    let gradient = matrix(1, family.columns, "gradient")
    family.writeGradient(
      distributionRows(family, outputs), 0, actions: action, at: 0, weights: weights, old: old,
      oldRow: 0, reference: reference, into: gradient)
    for k in 0..<family.columns {
      let original = outputs[k]
      let step: Float = 0x1p-8
      outputs[k] = original + step
      let above = value()
      outputs[k] = original - step
      let below = value()
      outputs[k] = original
      let numeric = (above - below) / (2 * Double(step))
      #expect(abs(numeric - Double(gradient[k])) < 2e-3 * max(1, abs(numeric)))
    }
  }

  @Test(arguments: families)
  func `the metric is the second derivative of the divergence`(_ family: ActionDistribution) {
    let outputs = matrix(1, family.columns, "outputs", scale: 0.6)
    let old = distributionRows(family, outputs)
    let direction = matrix(1, family.columns, "direction")
    let step = 0.02
    func divergence(_ length: Double) -> Double {
      let moved = matrix(1, family.columns, "outputs", scale: 0.6)
      for k in 0..<family.columns { moved[k] = moved[k] + Float(length) * direction[k] }
      return family.divergence(old, 0, distributionRows(family, moved), 0)
    }
    let numeric = (divergence(step) + divergence(-step)) / (step * step)
    let product = matrix(1, family.columns, "direction")
    family.multiplyByMetric(old, product, by: 1)
    let analytic = dot(direction, product)
    #expect(abs(numeric - analytic) < 5e-3 * analytic)
  }

  @Test(arguments: families)
  func `the divergence is 0 from itself and positive from others`(_ family: ActionDistribution) {
    let p = distributionRows(family, matrix(1, family.columns, "p"))
    let q = distributionRows(family, matrix(1, family.columns, "q"))
    #expect(abs(family.divergence(p, 0, p, 0)) < 1e-7)
    #expect(family.divergence(p, 0, q, 0) > 0)
  }

  @Test func `sampled actions have the frequencies of their probabilities`() {
    let family = ActionDistribution.categorical(Categorical(count: 3))
    let outputs = matrix(1, 3, "logits")
    outputs.set([0, 1, -1])
    let rows = distributionRows(family, outputs)
    var counts = [0, 0, 0]
    var stream = RandomStream(seed: 5, purpose: "sample")
    var action: [Float] = [0]
    for _ in 0..<30_000 {
      family.sample(rows, 0, into: &action, at: 0, using: &stream)
      counts[Int(action[0])] += 1
    }
    for k in 0..<3 {
      let p = Double(rows.exponentials[k])
      let deviation = (p * (1 - p) / 30_000).squareRoot()
      #expect(abs(Double(counts[k]) / 30_000 - p) < 4 * deviation)
    }
    family.mode(rows, 0, into: &action, at: 0)
    #expect(action == [1])
  }

  @Test func `sampled vectors have the mean and deviation of their Gaussian`() {
    let family = ActionDistribution.gaussian(DiagonalGaussian(dimension: 2))
    let outputs = matrix(1, 4, "gaussian")
    outputs.set([1, -2, -0.5, 0.4])
    let rows = distributionRows(family, outputs)
    var stream = RandomStream(seed: 5, purpose: "sample")
    var action: [Float] = [0, 0]
    var sums = [0.0, 0]
    var squares = [0.0, 0]
    for _ in 0..<30_000 {
      family.sample(rows, 0, into: &action, at: 0, using: &stream)
      for k in 0..<2 {
        sums[k] += Double(action[k])
        squares[k] += Double(action[k]) * Double(action[k])
      }
    }
    for k in 0..<2 {
      let mean = sums[k] / 30_000
      let deviation = (squares[k] / 30_000 - mean * mean).squareRoot()
      let expected = Double(rows.exponentials[2 + k])
      #expect(abs(mean - Double(outputs[k])) < 4 * expected / 30_000.0.squareRoot())
      #expect(abs(deviation / expected - 1) < 0.02)
    }
    family.mode(rows, 0, into: &action, at: 0)
    #expect(action == [1, -2])
  }

  @Test func `log-probabilities and entropy of a Gaussian are those of the textbook`() {
    let family = ActionDistribution.gaussian(DiagonalGaussian(dimension: 1))
    let outputs = matrix(1, 2, "gaussian")
    outputs.set([0.5, 0])
    let rows = distributionRows(family, outputs)
    #expect(abs(family.logProbability(rows, 0, [1.5], at: 0) + 1.418_938_533) < 1e-7)
    #expect(abs(family.entropy(rows, 0) - 1.418_938_533) < 1e-7)
  }
}

extension Matrix {
  /// Copies all of `numbers` to the first numbers of the matrix.
  func set(_ numbers: [Float]) { copy(from: numbers, count: numbers.count) }
}
