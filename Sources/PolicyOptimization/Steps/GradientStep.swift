import Kernels
import NeuralNetworks

/// Adam on minibatches of the policy's loss, and of the value loss where the value function is
/// trained jointly (PPO, arXiv 1707.06347, algorithm 1).
package final class GradientStep: PolicyStep {
  private let policy: Policy
  private let loss: PolicyLoss
  private let options: Options
  private let gradient: ParameterVector
  private let optimizer: Adam
  private let minibatches: Minibatches
  private let valueStep: ValueStep?
  private var advantages: [Double]

  /// - Parameters:
  ///   - valueStep: where the value function is trained in the same steps.
  ///   - rows: the most transitions of a minibatch.
  package init(
    policy: Policy, loss: PolicyLoss, options: Options, minibatches: Minibatches,
    valueStep: ValueStep?, rows: Int, ledger: MemoryLedger
  ) {
    self.policy = policy
    self.loss = loss
    self.options = options
    self.minibatches = minibatches
    self.valueStep = valueStep
    gradient = ParameterVector(
      policy.layout, role: MemoryRole(.policy, .gradient), ledger: ledger)
    optimizer = Adam(
      parameterCount: policy.layout.count, beta2: options.adamBeta2, epsilon: options.adamEpsilon,
      owner: .policy, ledger: ledger)
    advantages = ledger.array(
      repeating: 0, count: rows,
      role: MemoryRole(.run, .rollout))
  }

  package func run(_ batch: Batch, update: Int, learningRate: Double) -> StepReport {
    var sums = Descent()
    var largest = (norm: 0.0, divergence: 0.0)
    var steps = 0.0
    var epochs = 0
    var seesAll = true
    while epochs < options.epochs {
      epochs += 1
      let goesOn = minibatches.forEach(
        batch, update: update, epoch: epochs - 1,
        leavingOut: { completion in
          let isIdle = sums.norm.isFinite && isIdle(completion, batch)
          seesAll = seesAll && !isIdle
          return isIdle
        }
      ) { minibatch in
        select(batch, minibatch.indices)
        let summary = loss.evaluate(
          policy, minibatch, batch, advantages: advantages[0..<minibatch.indices.count])
        largest.divergence = max(largest.divergence, summary.divergence)
        if let limit = options.klStop, summary.divergence > limit { return false }
        let descent = descend(minibatch, batch, learningRate)
        sums.norm += descent.norm
        sums.valueNorm += descent.valueNorm
        sums.valueLoss += descent.valueLoss
        largest.norm = max(largest.norm, descent.norm)
        steps += 1
        return true
      }
      guard goesOn else { break }
    }
    var report = StepReport()
    report.epochs = Double(epochs)
    report.stepSize = learningRate
    report.gradientNorm = sums.norm / steps
    report.largestGradientNorm = largest.norm
    if seesAll { report.largestDivergence = largest.divergence }
    if valueStep != nil {
      report.valueLoss = sums.valueLoss / steps
      report.criticGradientNorm = sums.valueNorm / steps
    }
    return report
  }

  /// Whether nothing is learnt from a completion, and nobody asks for its terms: its advantages are all 0,
  /// and the loss has no terms without them. The products with 0 that its pass would add change no sum of
  /// finite numbers.
  private func isIdle(_ completion: Int, _ batch: Batch) -> Bool {
    guard
      let completions = batch.completions, loss.isOfAdvantagesAlone, options.klStop == nil,
      options.normalizeAdvantages != .minibatch, valueStep == nil
    else { return false }
    return completions.transitions(completion).allSatisfy { batch.advantages[$0] == 0 }
  }

  private func select(_ batch: Batch, _ indices: ArraySlice<Int>) {
    if options.normalizeAdvantages == .minibatch {
      Advantages.normalize(batch.advantages, at: indices, into: &advantages)
    } else {
      for (row, index) in indices.enumerated() { advantages[row] = batch.advantages[index] }
    }
  }

  /// What one step saw: the norms of both gradients before clipping, and the value loss.
  private struct Descent {
    var norm = 0.0
    var valueNorm = 0.0
    var valueLoss = 0.0
  }

  /// One step down both gradients, clipped by their common norm.
  private func descend(
    _ minibatch: Minibatch, _ batch: Batch, _ learningRate: Double
  ) -> Descent {
    policy.pullback(loss.outputGradient.rows(0..<minibatch.indices.count), gradient: gradient)
    var squares = sumOfSquares(gradient.flat)
    var descent = Descent(norm: squares.squareRoot())
    if let valueStep {
      descent.valueLoss = valueStep.differentiate(
        minibatch, batch, coefficient: options.valueCoefficient)
      let valueSquares = valueStep.gradientSquares
      descent.valueNorm = valueSquares.squareRoot()
      squares += valueSquares
    }
    let scale = gradientScale(norm: squares.squareRoot(), limit: options.gradientClip)
    optimizer.step(
      policy.parameters.flat, gradient: gradient.flat, gradientScale: scale,
      learningRate: learningRate)
    valueStep?.descend(gradientScale: scale, learningRate: learningRate)
    return descent
  }
}

/// What a gradient of this norm is multiplied by so that its norm stays within the limit:
/// min(1, limit/(norm + 1e-6)), as `torch.nn.utils.clip_grad_norm_`.
package func gradientScale(norm: Double, limit: Double?) -> Double {
  guard let limit else { return 1 }
  return min(1, limit / (norm + 1e-6))
}
