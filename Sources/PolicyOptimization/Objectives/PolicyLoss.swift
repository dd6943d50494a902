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
    /// The share of transitions whose ratio lies outside the clip range, whatever their advantage.
    package var outsideFraction = 0.0
    fileprivate var ratios = (count: 0.0, sum: 0.0, squares: 0.0)

    /// (Σw)²/(n Σw²) of the ratios w: the effective sample size as a share of the samples, in [1/n, 1]; NaN
    /// where all are 0 or one is not finite. Source: L. Kish, *Survey sampling* (1965).
    package var effectiveSampleSize: Double {
      ratios.sum * ratios.sum / (ratios.count * ratios.squares)
    }

    /// Of no transition.
    package init() {}
  }

  package var objective: SurrogateObjective
  /// β of the KL penalty; 0: none.
  package var penalty = 0.0
  private let entropyCoefficient: Double
  private let referenceCoefficient: Double
  private let referenceEstimator: KLEstimator
  private let credit: CreditKind
  private let normalizer: LossNormalizer
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
    credit = options.credit
    normalizer = LossNormalizer(options)
    let role = MemoryRole(.policy, .activations, part: .logits)
    rows = DistributionRows(
      rows: maximumRows, columns: distribution.columns, role: role, ledger: ledger)
    outputGradient = Matrix(
      rows: maximumRows, columns: distribution.columns, role: role, ledger: ledger)
    if options.normalizeAdvantages == .minibatch {
      normalizedAdvantages = ledger.array(
        repeating: 0, count: capacity, role: MemoryRole(.run, .rollout))
    }
  }

  /// Whether a transition with an advantage of 0 has no gradient.
  package var isOfAdvantagesAlone: Bool {
    entropyCoefficient == 0 && penalty == 0 && referenceCoefficient == 0
  }

  /// The current distributions of the transitions of the last evaluation.
  package func distributions(_ count: Int) -> DistributionRows { rows.rows(0..<count) }

  /// Evaluates the loss of `policy` on some transitions of a batch and writes the gradient of the mean
  /// loss to ``outputGradient``.
  ///
  /// - Parameter advantages: one per index, as the loss shall see them.
  package func evaluate(
    _ policy: Policy, _ minibatch: Minibatch, _ batch: Batch, advantages: ArraySlice<Double>
  ) -> Summary {
    var summary = Summary()
    add(policy, minibatch, batch, advantages, &summary)
    complete(&summary)
    return summary
  }

  /// Evaluates the loss after an update, in passes of as many rows as fit: on the whole batch, or where it
  /// holds completions on the first quarter of its questions. Advantages that the steps normalise over
  /// each minibatch are normalised over the batch here.
  package func measure(_ policy: Policy, _ batch: Batch) -> Summary {
    if !normalizedAdvantages.isEmpty {
      Advantages.normalize(batch.advantages, at: batch.indices, into: &normalizedAdvantages)
    }
    let advantages = normalizedAdvantages.isEmpty ? batch.advantages : normalizedAdvantages
    let end = batch.measuredEpisodes
    let share =
      end.map { normalizer.share(of: batch, transitions: $0.transitions, episodes: $0.episodes) }
      ?? normalizer.share(of: batch)
    let actionShare = end.map {
      normalizer.actionShare(transitions: $0.transitions, episodes: $0.episodes)
    }
    var summary = Summary()
    batch.forEachPass(maximumRows: rows.values.rows, episodes: end?.episodes) { input, range in
      let part = Minibatch(
        input: input, indices: batch.indices[range], share: share,
        actionShare: actionShare)
      add(policy, part, batch, advantages[range], &summary)
    }
    complete(&summary)
    return summary
  }

  private func add(
    _ policy: Policy, _ minibatch: Minibatch, _ batch: Batch, _ advantages: ArraySlice<Double>,
    _ summary: inout Summary
  ) {
    let current = rows.rows(0..<minibatch.indices.count)
    policy.forward(minibatch.input, into: current)
    switch credit {
    case .token:
      for (row, index) in minibatch.indices.enumerated() {
        let logProbability = distribution.logProbability(
          current, row, batch.actions, at: index * distribution.actionSize)
        let term = objective.term(
          logProbability: logProbability, oldLogProbability: batch.oldLogProbabilities[index],
          advantage: advantages[advantages.startIndex + row])
        let weight = minibatch.share * batch.weights[index]
        summary.add(
          term, isOutside: objective.isOutside(term.ratio), weight: weight,
          share: minibatch.actionShare)
        add(
          row, index, weight, coefficient: term.coefficient, logProbability, current, batch,
          &summary)
      }
    case .answer: addAnswers(minibatch, batch, advantages, current, &summary)
    }
  }

  /// One term per completion: its log-probability is the sum of its tokens', so that each token's
  /// gradient has the completion's coefficient.
  private func addAnswers(
    _ minibatch: Minibatch, _ batch: Batch, _ advantages: ArraySlice<Double>,
    _ current: DistributionRows, _ summary: inout Summary
  ) {
    let indices = minibatch.indices
    var first = 0
    while first < indices.count {
      let answer = batch.row[indices[indices.startIndex + first]]
      var end = first
      var sums = (new: 0.0, old: 0.0)
      while end < indices.count, batch.row[indices[indices.startIndex + end]] == answer {
        let index = indices[indices.startIndex + end]
        sums.new += distribution.logProbability(current, end, batch.actions, at: index)
        sums.old += batch.oldLogProbabilities[index]
        end += 1
      }
      let term = objective.term(
        logProbability: sums.new, oldLogProbability: sums.old,
        advantage: advantages[advantages.startIndex + first])
      summary.add(
        term, isOutside: objective.isOutside(term.ratio), weight: minibatch.share,
        share: minibatch.actionShare)
      for row in first..<end {
        let index = indices[indices.startIndex + row]
        add(
          row, index, minibatch.share, coefficient: term.coefficient,
          distribution.logProbability(current, row, batch.actions, at: index), current, batch,
          &summary)
      }
      first = end
    }
  }

  private func complete(_ summary: inout Summary) {
    summary.loss =
      summary.surrogate - entropyCoefficient * summary.entropy
      + penalty * summary.divergence + referenceCoefficient * summary.referenceDivergence
  }

  /// Adds what one transition contributes by its whole distribution, and writes its gradient.
  ///
  /// - Parameter coefficient: dL/dlog π of the surrogate, before weighting.
  private func add(
    _ row: Int, _ index: Int, _ weight: Double, coefficient: Double, _ logProbability: Double,
    _ current: DistributionRows, _ batch: Batch, _ summary: inout Summary
  ) {
    let offset = index * distribution.actionSize
    var weights = GradientWeights(
      logProbability: weight * coefficient, entropy: -weight * entropyCoefficient,
      oldDivergence: weight * penalty)
    summary.entropy += weight * distribution.entropy(current, row)
    summary.divergence += weight * distribution.divergence(batch.old, index, current, row)
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

extension PolicyLoss.Summary {
  package mutating func add(
    _ term: SurrogateObjective.Term, isOutside: Bool, weight: Double, share: Double
  ) {
    surrogate += weight * term.loss
    clipFraction += term.clipped ? share : 0
    outsideFraction += isOutside ? share : 0
    ratios.count += 1
    ratios.sum += term.ratio
    ratios.squares += term.ratio * term.ratio
    smallestRatio = min(smallestRatio, term.ratio)
    largestRatio = max(largestRatio, term.ratio)
  }
}
