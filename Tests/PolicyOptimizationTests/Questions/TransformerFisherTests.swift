import Kernels
import NeuralNetworks
import PolicyOptimization
import Testing

/// A transformer of about 300 parameters that wrote some ragged completions, and its explicit Fisher
/// matrix.
struct TransformerFisher {
  static let longest = 4
  let tokens: TokenPolicy
  let options: Options
  var batch: Batch
  let rows: DistributionRows
  /// dlogits/dθ: `[tokens of completions · vocabulary][parameters]`.
  private let jacobian: [[Double]]

  init(
    _ positions: Transformer.Positions, tiedHead: Bool, change: (inout Options) -> Void = { _ in }
  ) {
    options = Options {
      $0.rollout = .groups
      $0.groupsPerUpdate = 2
      $0.groupSize = 2
      $0.discount = 1
      $0.advantage = .monteCarlo
      $0.baseline = .none
      $0.normalizeAdvantages = .none
      $0.step = .naturalGradient
      $0.damping = 0.02
      $0.conjugateGradientSteps = 200
      change(&$0)
    }
    let shape = Transformer.Shape(
      vocabulary: 5, outputs: 5, context: 8, width: 4, layers: 1, heads: 2, positions: positions,
      tiedHead: tiedHead)
    tokens = TokenPolicy(
      shape, questions: 2, longestQuestion: 2, completions: 4, longest: Self.longest,
      temperature: options.temperature)
    tokens.randomize("Fisher", scale: 0.7)
    batch = Batch(
      capacity: 4 * Self.longest, boundaryCapacity: 0, observationSize: 0,
      distribution: tokens.policy.distribution, keepsReference: false,
      completions: Completions(longest: Self.longest, packed: PackedTokens(capacity: 64)),
      ledger: tokens.ledger)
    let written = [[[1, 3, 0, 2], [4]], [[2, 2, 1], [0, 4]]]
    let uniform = tokens.rows(Self.longest)
    for (group, completions) in written.enumerated() {
      batch.append(question: [group, 3 - group])
      for (place, completion) in completions.enumerated() {
        let reward = Batch.StepReward(
          offset: completion.count - 1, reward: place == group ? 1 : -0.5)
        batch.append(
          completion[...], steps: [reward], record: uniform, recordRow: 0,
          tokens.policy.distribution)
      }
    }
    // What was sampled from is the policy itself.
    rows = tokens.rows(batch.count)
    tokens.policy.forward(batch.input, into: rows)
    batch.old.copyRows(0..<batch.count, from: rows, row: 0)
    let output = matrix(batch.count, 5, "unused")
    let gradient = tokens.vector()
    jacobian = (0..<batch.count * 5).map { [tokens] index in
      output.fill(0)
      output[index] = 1
      tokens.policy.pullback(output, gradient: gradient)
      return gradient.flat.toArray().map(Double.init)
    }
    var estimation = AdvantageEstimation(
      options: options, capacity: batch.capacity, ledger: tokens.ledger)
    estimation.fill(&batch, nil)
  }

  var count: Int { tokens.policy.layout.count }

  /// The number of actions: tokens, or completions where these are the actions.
  var actions: Int { options.credit == .answer ? 4 : batch.count }

  /// Jᵀ M J v summed over the first `tokens` tokens and divided by the actions they belong to, plus
  /// damping·v; nil: all tokens.
  func product(_ v: [Double], tokens: Int? = nil, actions: Int? = nil) -> [Double] {
    let actions = actions ?? self.actions
    var result = v.map { options.damping * $0 }
    for row in 0..<(tokens ?? batch.count) {
      let p = (0..<5).map { Double(rows.exponentials[row, $0]) }
      let changes = (0..<5).map { k in
        zip(jacobian[5 * row + k], v).reduce(0) { $0 + $1.0 * $1.1 }
      }
      let mean = zip(p, changes).reduce(0) { $0 + $1.0 * $1.1 }
      for k in 0..<5 {
        let weight = p[k] * (changes[k] - mean) / Double(actions)
        for (i, slope) in jacobian[5 * row + k].enumerated() { result[i] += weight * slope }
      }
    }
    return result
  }

  /// The exact solution of F·x = b. With M = RᵀR, R = diag(√p)(I − 1pᵀ), and U = RJ/√n,
  /// F = damping·I + UᵀU, and x = (b − Uᵀ(damping·I + UUᵀ)⁻¹Ub)/damping (Woodbury); the small matrix is
  /// Cholesky's.
  func solution(_ b: [Double]) -> [Double] {
    var u: [[Double]] = []
    for row in 0..<batch.count {
      let p = (0..<5).map { Double(rows.exponentials[row, $0]) }
      let logits = jacobian[5 * row..<5 * row + 5]
      let mean = (0..<count).map { i in zip(p, logits).reduce(0) { $0 + $1.0 * $1.1[i] } }
      for (probability, slopes) in zip(p, logits) {
        let factor = (probability / Double(actions)).squareRoot()
        u.append(zip(slopes, mean).map { factor * ($0 - $1) })
      }
    }
    func dot(_ a: [Double], _ b: [Double]) -> Double { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
    let small = u.indices.map { i in
      u.indices.map { j in dot(u[i], u[j]) + (i == j ? options.damping : 0) }
    }
    let weights = choleskySolve(small, u.map { dot($0, b) })
    return b.indices.map { i in
      (b[i] - zip(weights, u).reduce(0) { $0 + $1.0 * $1.1[i] }) / options.damping
    }
  }

  func loss() -> PolicyLoss {
    PolicyLoss(
      distribution: tokens.policy.distribution, options: options, maximumRows: batch.capacity,
      capacity: batch.capacity, ledger: tokens.ledger)
  }

  func fisher() -> FisherProduct {
    let fisher = FisherProduct(
      policy: tokens.policy, damping: options.damping, maximumRows: batch.capacity,
      ledger: tokens.ledger)
    tokens.policy.forward(batch.input, into: rows)
    fisher.prepare(rows, actions: actions)
    return fisher
  }
}

@Suite struct `Natural gradient on tokens` {
  static let credits: [CreditKind] = [.token, .answer]

  @Test(arguments: [Transformer.Positions.learnt, .rotary], credits)
  func `a Fisher-vector product is that of the explicit matrix`(
    _ positions: Transformer.Positions, _ credit: CreditKind
  ) {
    let fixture = TransformerFisher(positions, tiedHead: positions == .learnt) {
      $0.credit = credit
      $0.temperature = positions == .learnt ? 0.7 : 1
      $0.damping = 0
    }
    #expect(fixture.count <= 320 && fixture.batch.count == 10)
    let fisher = fixture.fisher()
    let (direction, product) = (fixture.tokens.vector(), fixture.tokens.vector())
    for name in ["first", "second"] {
      direction.flat.copy(from: matrix(1, fixture.count, name))
      fisher.multiply(direction, into: product)
      let expected = fixture.product(direction.flat.toArray().map(Double.init))
      let error = relativeError(product.flat.toArray().map(Double.init), expected)
      #expect(error < 1e-4, "\(error)")
    }
  }

  @Test func `conjugate gradients reach Cholesky's solution`() {
    let fixture = TransformerFisher(.rotary, tiedHead: true) { $0.damping = 0.1 }
    let fisher = fixture.fisher()
    let (direction, product) = (fixture.tokens.vector(), fixture.tokens.vector())
    let target = matrix(1, fixture.count, "target")
    let solver = ConjugateGradient(count: fixture.count, ledger: fixture.tokens.ledger)
    let residual = solver.solve(target, iterations: 100) { vector, result in
      direction.flat.copy(from: vector)
      fisher.multiply(direction, into: product)
      result.copy(from: product.flat)
    }
    let expected = fixture.solution(target.toArray().map(Double.init))
    #expect(relativeError(fixture.product(expected), target.toArray().map(Double.init)) < 1e-6)
    #expect(residual < 1e-4)
    #expect(relativeError(solver.solution.toArray().map(Double.init), expected) < 1e-3)
  }

  /// What a natural gradient step changes, and what it says of itself.
  static func step(_ fixture: TransformerFisher) -> (change: [Double], report: StepReport) {
    let parameters = fixture.tokens.policy.parameters.flat
    let before = parameters.toArray()
    let step = NaturalGradientStep(
      policy: fixture.tokens.policy, loss: fixture.loss(), options: fixture.options,
      capacity: fixture.batch.capacity, observationSize: 0, ledger: fixture.tokens.ledger)
    let report = step.run(fixture.batch, update: 0, learningRate: 0)
    let change = zip(parameters.toArray(), before).map { Double($0) - Double($1) }
    parameters.set(before)
    return (change, report)
  }

  static func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The change Δ has FΔ along the gradient and ½ΔᵀFΔ = δ, F divided by the number of actions.
  @Test(arguments: credits)
  func `a step goes to the edge of the trust region, in the metric of its actions`(
    _ credit: CreditKind
  ) {
    let fixture = TransformerFisher(.rotary, tiedHead: false) { $0.credit = credit }
    let (change, report) = Self.step(fixture)
    #expect(report.failed == 0 && report.solverResidual < 1e-2)
    let product = fixture.product(change)
    let radius = Self.dot(change, product) / 2 / fixture.options.maximumKL
    #expect(abs(radius - 1) < 1e-2, "\(radius)")
    let loss = fixture.loss()
    let whole = Minibatch(
      input: fixture.batch.input, indices: fixture.batch.indices,
      share: LossNormalizer(fixture.options).share(of: fixture.batch))
    _ = loss.evaluate(
      fixture.tokens.policy, whole, fixture.batch, advantages: fixture.batch.advantages[...])
    let gradient = fixture.tokens.vector()
    fixture.tokens.policy.pullback(
      loss.outputGradient.rows(0..<fixture.batch.count), gradient: gradient)
    let downhill = gradient.flat.toArray().map { -report.stepSize * Double($0) }
    #expect(relativeError(product, downhill) < 2e-2)
  }

  /// Half of two questions is the first, with its two completions of 4 tokens and 1.
  @Test(arguments: credits)
  func `a share of the questions is taken with all their completions`(_ credit: CreditKind) {
    let fixture = TransformerFisher(.rotary, tiedHead: false) {
      $0.credit = credit
      $0.fisherFraction = 0.5
    }
    let change = Self.step(fixture).change
    func radius(_ product: [Double]) -> Double {
      Self.dot(change, product) / 2 / fixture.options.maximumKL
    }
    let first = fixture.product(change, tokens: 5, actions: credit == .answer ? 2 : 5)
    #expect(abs(radius(first) - 1) < 1e-2, "\(radius(first))")
    #expect(abs(radius(fixture.product(change)) - 1) > 0.05)
  }
}
