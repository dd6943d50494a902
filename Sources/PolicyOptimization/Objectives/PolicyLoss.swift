import Kernels
import NeuralNetworks

/// The policy's whole loss on some transitions of a batch, with its gradient:
/// surrogate − entropy bonus + KL penalty + divergence from the reference, each weighted.
package final class PolicyLoss {
  /// What an evaluation finds, as means over the transitions: weighted as in the loss, but for
  /// ``clipFraction`` and the extreme ratios.
  package struct Summary: Sendable {
    package var loss = 0.0
    /// The surrogate alone.
    package var surrogate = 0.0
    package var entropy = 0.0
    /// KL(π_old‖π), exact.
    package var divergence = 0.0
    /// The chosen estimate of KL(π‖π_ref); 0 without a reference.
    package var referenceDivergence = 0.0
    /// The share of transitions whose gradient the clip takes away.
    package var clipFraction = 0.0
    package var smallestRatio = Double.infinity
    package var largestRatio = -Double.infinity
  }

  package var objective: SurrogateObjective
  /// β of the KL penalty; 0: none.
  package var penalty = 0.0
  private let entropyCoefficient: Double
  private let referenceCoefficient: Double
  private let referenceEstimator: KLEstimator
  private let distribution: ActionDistribution
  private let rows: DistributionRows
  private var normalizedAdvantages: [Double] = []
  /// dL/d(distribution parameters) of the last evaluation.
  package let outputGradient: Matrix

  package init(
    distribution: ActionDistribution, options: Options, maximumRows: Int, capacity: Int,
    ledger: MemoryLedger
  ) {
    self.distribution = distribution
    objective = SurrogateObjective(kind: options.surrogate)
    entropyCoefficient = options.entropyCoefficient
    referenceCoefficient = options.referenceCoefficient
    referenceEstimator = options.referenceEstimator
    let role = MemoryRole(.policy, .activations)
    rows = DistributionRows(
      rows: maximumRows, columns: distribution.columns, role: role, ledger: ledger)
    outputGradient = Matrix(
      rows: maximumRows, columns: distribution.columns, role: role, ledger: ledger)
    if options.normalizeAdvantages == .minibatch {
      normalizedAdvantages = ledger.array(
        repeating: 0, count: capacity, role: MemoryRole(.run, .rollout))
    }
  }

  /// The current distributions of the transitions of the last evaluation.
  package func distributions(_ count: Int) -> DistributionRows { rows.rows(0..<count) }

  /// Evaluates the loss of `policy` on the transitions `indices`, whose observations are the rows of
  /// `observations`, and writes the gradient of the mean loss to ``outputGradient``.
  ///
  /// - Parameter advantages: one per index, as the loss shall see them.
  package func evaluate(
    _ policy: Policy, _ observations: Matrix, _ batch: Batch, _ indices: ArraySlice<Int>,
    advantages: ArraySlice<Double>
  ) -> Summary {
    var summary = Summary()
    add(
      policy, observations, batch, indices, advantages, share: 1 / Double(indices.count), &summary)
    complete(&summary)
    return summary
  }

  /// Evaluates the loss on the whole batch, in passes of as many rows as fit. Advantages that the steps
  /// normalise over each minibatch are normalised over the batch here.
  package func measure(_ policy: Policy, _ batch: Batch) -> Summary {
    if !normalizedAdvantages.isEmpty {
      Advantages.normalize(batch.advantages, at: batch.indices, into: &normalizedAdvantages)
    }
    let advantages = normalizedAdvantages.isEmpty ? batch.advantages : normalizedAdvantages
    var summary = Summary()
    for start in stride(from: 0, to: batch.count, by: rows.values.rows) {
      let range = start..<min(start + rows.values.rows, batch.count)
      add(
        policy, batch.observations.rows(range), batch, batch.indices[range],
        advantages[range], share: 1 / Double(batch.count), &summary)
    }
    complete(&summary)
    return summary
  }

  private func add(
    _ policy: Policy, _ observations: Matrix, _ batch: Batch, _ indices: ArraySlice<Int>,
    _ advantages: ArraySlice<Double>, share: Double, _ summary: inout Summary
  ) {
    let current = rows.rows(0..<indices.count)
    policy.forward(observations, into: current)
    for (row, index) in indices.enumerated() {
      add(row, index, advantages[advantages.startIndex + row], share, current, batch, &summary)
    }
  }

  private func complete(_ summary: inout Summary) {
    summary.loss =
      summary.surrogate - entropyCoefficient * summary.entropy
      + penalty * summary.divergence + referenceCoefficient * summary.referenceDivergence
  }

  private func add(
    _ row: Int, _ index: Int, _ advantage: Double, _ share: Double, _ current: DistributionRows,
    _ batch: Batch, _ summary: inout Summary
  ) {
    let offset = index * distribution.actionSize
    let weight = share * batch.weights[index]
    let logProbability = distribution.logProbability(current, row, batch.actions, at: offset)
    let term = objective.term(
      logProbability: logProbability, oldLogProbability: batch.oldLogProbabilities[index],
      advantage: advantage)
    var weights = GradientWeights(
      logProbability: weight * term.coefficient, entropy: -weight * entropyCoefficient,
      oldDivergence: weight * penalty)
    summary.surrogate += weight * term.loss
    summary.entropy += weight * distribution.entropy(current, row)
    summary.divergence += weight * distribution.divergence(batch.old, index, current, row)
    summary.clipFraction += term.clipped ? share : 0
    summary.smallestRatio = min(summary.smallestRatio, term.ratio)
    summary.largestRatio = max(summary.largestRatio, term.ratio)
    if let reference = batch.reference {
      let estimate = referenceEstimator.term(
        logProbability: logProbability,
        referenceLogProbability: distribution.logProbability(
          reference, index, batch.actions, at: offset))
      if let estimate {
        summary.referenceDivergence += weight * estimate.value
        weights.logProbability += weight * referenceCoefficient * estimate.coefficient
      } else {
        summary.referenceDivergence +=
          weight * distribution.divergence(current, row, reference, index)
        weights.referenceDivergence = weight * referenceCoefficient
      }
    }
    distribution.writeGradient(
      current, row, actions: batch.actions, at: offset, weights: weights, old: batch.old,
      oldRow: index, reference: batch.reference, into: outputGradient)
  }
}
