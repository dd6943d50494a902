import Kernels
import NeuralNetworks

/// The natural policy gradient, and with a line search the trust region step.
///
/// With g the gradient of the objective and s ≈ F⁻¹g by conjugate gradient, the full step is
/// √(2δ/sᵀFs)·s: the point where the quadratic model of the mean KL(π_old‖π) is δ.
/// NPG (Kakade 2001; in this normalised form Rajeswaran et al., arXiv 1703.02660) takes it. TRPO
/// (arXiv 1502.05477, appendix C) tries it and shorter ones until the loss falls and the realised mean
/// KL is at most δ; where none does, the parameters stay and the failure is counted.
///
/// Where sᵀFs is not positive and finite, or the gradient is not finite or so small that the solver
/// does not move (‖g‖² ≤ 1e-10), no step is taken.
package final class NaturalGradientStep: PolicyStep {
  private let policy: Policy
  private let loss: PolicyLoss
  private let options: Options
  private let searches: Bool
  private let normalizer: LossNormalizer
  private let gradient: ParameterVector
  private let fisher: FisherProduct
  private let solver: ConjugateGradient
  private let direction: ParameterVector
  private let product: ParameterVector
  private let oldParameters: Matrix
  private let subset: Matrix?
  private let subsetRows: DistributionRows?

  package init(
    policy: Policy, loss: PolicyLoss, options: Options, capacity: Int, observationSize: Int,
    ledger: MemoryLedger
  ) {
    self.policy = policy
    self.loss = loss
    self.options = options
    normalizer = LossNormalizer(options)
    searches = options.step == .trustRegion
    fisher = FisherProduct(
      policy: policy, damping: options.damping, maximumRows: capacity, ledger: ledger)
    let layout = policy.layout
    let role = MemoryRole(.policy, .solver)
    gradient = ParameterVector(layout, role: MemoryRole(.policy, .gradient), ledger: ledger)
    solver = ConjugateGradient(count: layout.count, ledger: ledger)
    direction = ParameterVector(layout, role: role, ledger: ledger)
    product = ParameterVector(layout, role: role, ledger: ledger)
    oldParameters = Matrix(rows: 1, columns: layout.count, role: role, ledger: ledger)
    if options.fisherFraction < 1 {
      subset = Matrix(rows: capacity, columns: observationSize, role: role, ledger: ledger)
      subsetRows = DistributionRows(
        rows: capacity, columns: policy.distribution.columns, role: role, ledger: ledger)
    } else {
      subset = nil
      subsetRows = nil
    }
  }

  package func run(_ batch: Batch, update: Int, learningRate: Double) -> StepReport {
    var report = StepReport()
    let whole = Minibatch(
      input: batch.input, indices: batch.indices, share: normalizer.share(of: batch))
    let lossBefore = loss.evaluate(
      policy, whole, batch, advantages: batch.advantages[0..<batch.count])
    policy.pullback(loss.outputGradient.rows(0..<batch.count), gradient: gradient)
    scale(gradient.flat, by: -1)
    report.gradientNorm = sumOfSquares(gradient.flat).squareRoot()
    report.largestGradientNorm = report.gradientNorm
    report.failed = 1
    report.lineSearchSteps = 0
    report.stepSize = 0
    guard report.gradientNorm > 0, report.gradientNorm.isFinite else { return report }

    let before = policy.multiplyAdds
    let (states, actions) = fisherStates(batch)
    fisher.prepare(states, actions: actions)
    report.solverResidual = solver.solve(
      gradient.flat, iterations: options.conjugateGradientSteps
    ) { vector, result in
      direction.flat.copy(from: vector)
      fisher.multiply(direction, into: product)
      result.copy(from: product.flat)
    }
    direction.flat.copy(from: solver.solution)
    fisher.multiply(direction, into: product)
    report.solverMultiplyAdds = policy.multiplyAdds - before
    let curvature = dot(direction.flat, product.flat)
    guard curvature > 0, curvature.isFinite else { return report }

    let fullStep = (2 * options.maximumKL / curvature).squareRoot()
    oldParameters.copy(from: policy.parameters.flat)
    guard searches else {
      addScaled(direction.flat, by: Float(fullStep), to: policy.parameters.flat)
      report.stepSize = fullStep
      report.failed = 0
      return report
    }
    search(batch, fullStep, lossBefore.loss, &report)
    return report
  }

  /// Tries ever shorter steps; restores the old parameters where none will do.
  private func search(
    _ batch: Batch, _ fullStep: Double, _ oldLoss: Double, _ report: inout StepReport
  ) {
    var length = fullStep
    let whole = Minibatch(
      input: batch.input, indices: batch.indices, share: normalizer.share(of: batch))
    for attempt in 1...options.lineSearchSteps {
      scaleAndAdd(
        direction.flat, by: Float(length), to: oldParameters, into: policy.parameters.flat)
      let after = loss.evaluate(
        policy, whole, batch, advantages: batch.advantages[0..<batch.count])
      report.lineSearchSteps = Double(attempt)
      if after.loss < oldLoss && after.divergence <= options.maximumKL {
        report.stepSize = length
        report.failed = 0
        report.after = after
        return
      }
      length *= options.lineSearchShrink
    }
    policy.parameters.flat.copy(from: oldParameters)
  }

  /// Makes the states that the Fisher matrix is averaged over the policy's last forward pass: the
  /// whole batch, or a share of it, evenly spaced: of transitions, or of questions with all their
  /// completions.
  ///
  /// - Returns: the distributions, and the number of actions that they belong to.
  private func fisherStates(_ batch: Batch) -> (rows: DistributionRows, actions: Int) {
    if let completions = batch.completions { return fisherStates(batch, completions) }
    guard let subset, let subsetRows else { return (loss.distributions(batch.count), batch.count) }
    let count = max(1, Int((options.fisherFraction * Double(batch.count)).rounded()))
    for row in 0..<count {
      let index = row * batch.count / count
      for column in 0..<subset.columns { subset[row, column] = batch.observations[index, column] }
    }
    let rows = subsetRows.rows(0..<count)
    policy.forward(.observations(subset.rows(0..<count)), into: rows)
    return (rows, count)
  }

  private func fisherStates(
    _ batch: Batch, _ completions: Completions
  ) -> (rows: DistributionRows, actions: Int) {
    guard let subsetRows else {
      return (
        loss.distributions(batch.count),
        options.credit == .answer ? completions.count : batch.count
      )
    }
    let questions = completions.questions.count
    let count = max(1, Int((options.fisherFraction * Double(questions)).rounded()))
    let chosen = (0..<count).map { $0 * questions / count }
    let members = (0..<completions.count).filter { chosen.contains(completions.groups[$0]) }
    let transitions = members.reduce(0) { $0 + completions.transitions($1).count }
    let rows = subsetRows.rows(0..<transitions)
    policy.forward(.tokens(completions.pack(members)), into: rows)
    return (rows, options.credit == .answer ? members.count : transitions)
  }
}
