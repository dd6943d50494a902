import Kernels
import NeuralNetworks
import PolicyOptimization
import Randomness
import Testing

/// A small policy at random parameters and some states, with the explicit Fisher matrix beside it.
struct FisherFixture {
  let policy: Policy
  let distributions: DistributionRows
  let ledger = MemoryLedger()
  let states = 12
  let damping: Double

  init(_ distribution: ActionDistribution, damping: Double) {
    self.damping = damping
    let options = Options {
      $0.hiddenSizes = [5]
    }
    policy = Policy(
      observationSize: 3, distribution: distribution, options: options, maximumRows: 12,
      differentiatesForward: true, ledger: ledger)
    var stream = RandomStream(seed: 21, purpose: "policy")
    for index in 0..<policy.parameters.flat.count {
      policy.parameters.flat[index] = Float(0.5 * stream.normal())
    }
    distributions = DistributionRows(
      rows: states, columns: distribution.columns, role: MemoryRole(.policy, .activations),
      ledger: ledger)
    policy.forward(.observations(matrix(states, 3, "states")), into: distributions)
  }

  var count: Int { policy.layout.count }

  func fisher() -> FisherProduct {
    FisherProduct(policy: policy, damping: damping, maximumRows: states, ledger: ledger)
  }

  func vector(_ name: String) -> ParameterVector {
    let vector = ParameterVector(
      policy.layout, role: MemoryRole(.policy, .solver), ledger: ledger)
    vector.flat.copy(from: matrix(1, count, name))
    return vector
  }

  /// F = mean over states of JᵀMJ + damping·I, from the Jacobian row by row (one pullback per state
  /// and distribution parameter) and the metric written out.
  func explicitMatrix() -> [[Double]] {
    let columns = policy.distribution.columns
    var result = [[Double]](repeating: [Double](repeating: 0, count: count), count: count)
    for state in 0..<states {
      let jacobian = (0..<columns).map { jacobianRow(state: state, column: $0) }
      let metric = metric(state: state)
      for i in 0..<count {
        for j in 0..<count {
          var sum = 0.0
          for a in 0..<columns {
            for b in 0..<columns { sum += jacobian[a][i] * metric[a][b] * jacobian[b][j] }
          }
          result[i][j] += sum / Double(states)
        }
      }
    }
    for i in 0..<count { result[i][i] += damping }
    return result
  }

  private func jacobianRow(state: Int, column: Int) -> [Double] {
    let direction = matrix(states, policy.distribution.columns, "unused")
    direction.fill(0)
    direction[state, column] = 1
    let gradient = vector("unused")
    policy.pullback(direction, gradient: gradient)
    return gradient.flat.toArray().map(Double.init)
  }

  private func metric(state: Int) -> [[Double]] {
    let columns = policy.distribution.columns
    return (0..<columns).map { a in
      (0..<columns).map { b in
        switch policy.distribution {
        case .categorical:
          let pa = Double(distributions.exponentials[state, a])
          let pb = Double(distributions.exponentials[state, b])
          return (a == b ? pa : 0) - pa * pb
        case .gaussian(let family):
          guard a == b else { return 0 }
          guard a < family.dimension else { return 2 }
          let deviation = Double(distributions.exponentials[state, family.dimension + a])
          return 1 / (deviation * deviation)
        }
      }
    }
  }
}

/// The solution of A·x = b by Cholesky's factorisation.
func choleskySolve(_ a: [[Double]], _ b: [Double]) -> [Double] {
  let n = b.count
  var l = [[Double]](repeating: [Double](repeating: 0, count: n), count: n)
  for i in 0..<n {
    for j in 0...i {
      var sum = a[i][j]
      for k in 0..<j { sum -= l[i][k] * l[j][k] }
      l[i][j] = i == j ? sum.squareRoot() : sum / l[j][j]
    }
  }
  var y = b
  for i in 0..<n {
    for k in 0..<i { y[i] -= l[i][k] * y[k] }
    y[i] /= l[i][i]
  }
  for i in (0..<n).reversed() {
    for k in i + 1..<n { y[i] -= l[k][i] * y[k] }
    y[i] /= l[i][i]
  }
  return y
}

func relativeError(_ actual: [Double], _ expected: [Double]) -> Double {
  let difference = zip(actual, expected).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  return (difference / expected.reduce(0) { $0 + $1 * $1 }).squareRoot()
}

@Suite struct `Natural gradient` {
  static let families: [ActionDistribution] = [
    .categorical(Categorical(count: 3)), .gaussian(DiagonalGaussian(dimension: 2)),
    // Metrics of rank one, which take the shorter way.
    .categorical(Categorical(count: 2)), .gaussian(DiagonalGaussian(dimension: 1)),
  ]

  @Test(arguments: families)
  func `a policy's forward and reverse modes are adjoint`(_ family: ActionDistribution) {
    let fixture = FisherFixture(family, damping: 0)
    let u = matrix(fixture.states, family.columns, "u")
    let gradient = fixture.vector("unused")
    fixture.policy.pullback(u, gradient: gradient)
    let tangent = fixture.vector("tangent")
    let forward = dot(u, fixture.policy.pushforward(tangent))
    let reverse = dot(gradient.flat, tangent.flat)
    #expect(abs(forward - reverse) < 1e-5 * max(1, abs(forward)))
  }

  @Test(arguments: families)
  func `a Fisher-vector product is that of the explicit Fisher matrix`(_ family: ActionDistribution)
  {
    let fixture = FisherFixture(family, damping: 0.03)
    let vector = fixture.vector("direction")
    let product = fixture.vector("unused")
    let fisher = fixture.fisher()
    fisher.prepare(fixture.distributions, actions: fixture.states)
    fisher.multiply(vector, into: product)
    let v = vector.flat.toArray().map(Double.init)
    let expected = fixture.explicitMatrix().map { row in zip(row, v).reduce(0) { $0 + $1.0 * $1.1 }
    }
    #expect(relativeError(product.flat.toArray().map(Double.init), expected) < 1e-5)
  }

  @Test(arguments: families)
  func `conjugate gradients reach Cholesky's solution`(_ family: ActionDistribution) {
    let fixture = FisherFixture(family, damping: 0.1)
    let fisher = fixture.fisher()
    fisher.prepare(fixture.distributions, actions: fixture.states)
    let target = fixture.vector("target")
    let direction = fixture.vector("unused")
    let product = fixture.vector("unused")
    let solver = ConjugateGradient(count: fixture.count, ledger: fixture.ledger)
    let residual = solver.solve(target.flat, iterations: 60) { vector, result in
      direction.flat.copy(from: vector)
      fisher.multiply(direction, into: product)
      result.copy(from: product.flat)
    }
    let expected = choleskySolve(
      fixture.explicitMatrix(), target.flat.toArray().map(Double.init))
    #expect(residual < 1e-4)
    #expect(relativeError(solver.solution.toArray().map(Double.init), expected) < 1e-4)
  }

  /// The products of a network of the usual size, both ways, against one gradient per state summed in
  /// double precision.
  @Test func `the shorter way to a Fisher product is as precise as the longer`() {
    let states = 256
    let ledger = MemoryLedger()
    let family = ActionDistribution.categorical(Categorical(count: 2))
    let policy = Policy(
      observationSize: 4, distribution: family, options: Options(), maximumRows: states,
      differentiatesForward: true, ledger: ledger)
    policy.initialize(options: Options(), stream: RandomStream(seed: 1, purpose: "precision"))
    let rows = DistributionRows(
      rows: states, columns: 2, role: MemoryRole(.policy, .activations), ledger: ledger)
    policy.forward(.observations(matrix(states, 4, "states", scale: 0.1)), into: rows)
    func vector() -> ParameterVector {
      ParameterVector(policy.layout, role: MemoryRole(.policy, .solver), ledger: ledger)
    }
    let (v, product) = (vector(), vector())
    v.flat.copy(from: matrix(1, policy.layout.count, "direction"))
    let direction = v.flat.toArray().map(Double.init)
    var expected = [Double](repeating: 0, count: direction.count)
    let output = matrix(states, 2, "unused")
    for state in 0..<states {
      output.fill(0)
      output[state, 0] = 1
      output[state, 1] = -1
      policy.pullback(output, gradient: product)
      let gradient = product.flat.toArray().map(Double.init)
      let variance =
        Double(rows.exponentials[state, 0]) * Double(rows.exponentials[state, 1])
      let weight = variance * zip(gradient, direction).reduce(0) { $0 + $1.0 * $1.1 }
      for i in expected.indices { expected[i] += weight * gradient[i] / Double(states) }
    }
    let tangents = policy.pushforward(v)
    family.multiplyByMetric(rows, tangents, by: 1 / Float(states))
    policy.pullback(tangents, gradient: product)
    #expect(relativeError(product.flat.toArray().map(Double.init), expected) < 5e-7)
    let fisher = FisherProduct(policy: policy, damping: 0, maximumRows: states, ledger: ledger)
    fisher.prepare(rows, actions: rows.values.rows)
    fisher.multiply(v, into: product)
    #expect(relativeError(product.flat.toArray().map(Double.init), expected) < 5e-7)
  }

  @Test func `conjugate gradients stop at a direction without curvature`() {
    let target = matrix(1, 4, "target")
    let solver = ConjugateGradient(count: 4, ledger: MemoryLedger())
    let residual = solver.solve(target, iterations: 10) { vector, result in
      result.copy(from: vector)
      scale(result, by: -1)
    }
    #expect(solver.solution.toArray() == [0, 0, 0, 0])
    #expect(residual == 1)
  }

  /// A softmax of three actions in one state: p = (.5, .3, .2), rewards (1, 0, .5).
  @Test func `the golden natural gradient of a bandit of three arms`() {
    let family = ActionDistribution.categorical(Categorical(count: 3))
    let logits = matrix(1, 3, "unused")
    logits.set([log(0.5), log(0.3), log(0.2)])
    let rows = distributionRows(family, logits)
    // g = Σ p (r − r̄) ∇log p = M·r.
    let gradient = matrix(1, 3, "unused")
    gradient.set([1, 0, 0.5])
    family.multiplyByMetric(rows, gradient, by: 1)
    for (value, expected) in zip(gradient.toArray(), [0.2, -0.18, -0.02]) {
      #expect(abs(Double(value) - expected) < 1e-6)
    }
    let solver = ConjugateGradient(count: 3, ledger: MemoryLedger())
    _ = solver.solve(gradient, iterations: 10) { vector, result in
      result.copy(from: vector)
      family.multiplyByMetric(rows, result, by: 1)
    }
    let s = solver.solution
    let product = matrix(1, 3, "unused")
    product.copy(from: s)
    family.multiplyByMetric(rows, product, by: 1)
    let curvature = dot(s, product)
    #expect(abs(curvature - 0.19) < 1e-6)
    // F⁻¹g is r up to a constant.
    #expect(abs(Double(s[0] - s[1]) - 1) < 1e-4)
    #expect(abs(Double(s[0] - s[2]) - 0.5) < 1e-4)
    let length = (2 * 0.01 / curvature).squareRoot()
    #expect(abs(length - 0.324_442_84) < 1e-6)
    for k in 0..<3 { logits[k] = logits[k] + Float(length) * s[k] }
    let moved = distributionRows(family, logits)
    #expect(abs(family.divergence(rows, 0, moved, 0) - 0.009_787_46) < 1e-6)
    #expect(abs(family.divergence(moved, 0, rows, 0) - 0.009_551_72) < 1e-6)
  }
}
