import Kernels
import NeuralNetworks
import Randomness

/// The loop that every algorithm shares: sample, estimate advantages, move the policy, fit the value
/// function, log, evaluate. Everything it needs is allocated when it is made.
final class TrainingRun {
  private let options: Options
  private let budget: TrainingBudget
  private let seed: RunSeed
  private let ledger: MemoryLedger
  private let measuring: MemoryLedger
  private let policy: Policy
  private let reference: Policy?
  private let valueFunction: ValueFunction?
  private let valueStep: ValueStep?
  private let step: any PolicyStep
  private let loss: PolicyLoss
  private let experience: any Experience
  private let evaluator: any PolicyEvaluator
  private let columns: [UpdateColumn]
  private let referenceRows: Int
  private var batch: Batch
  private let curve: LearningCurve
  private var estimation: AdvantageEstimation
  private var penalty: PenaltyCoefficient?

  private var log = TrainingLog()
  private var compute = ComputeRecord()
  private var clock = ContinuousClock.now
  /// What the policy and the scoring models had computed when this was last asked.
  private var counted = (policy: 0, scoring: 0)

  init(_ parts: TrainingParts, options: Options, budget: TrainingBudget, seed: RunSeed) {
    self.options = options
    self.budget = budget
    self.seed = seed
    let ledger = parts.ledger
    self.ledger = ledger
    measuring = parts.measuring
    policy = parts.policy
    reference = parts.reference
    valueFunction = parts.valueFunction
    batch = parts.batch
    experience = parts.experience
    evaluator = parts.evaluator
    columns = parts.columns
    referenceRows = parts.lossRows
    let capacity = batch.capacity
    loss = PolicyLoss(
      distribution: policy.distribution, options: options, maximumRows: parts.lossRows,
      capacity: capacity, ledger: ledger)
    curve = LearningCurve(budget: budget, evaluator: evaluator)
    estimation = AdvantageEstimation(options: options, capacity: capacity, ledger: ledger)
    penalty = options.klPenalty.map {
      PenaltyCoefficient(initial: $0, target: options.klPenaltyTarget)
    }
    func minibatches(_ size: Int?, _ purpose: String) -> Minibatches {
      Minibatches(
        size: size, capacity: capacity, observationSize: parts.observationSize, options: options,
        seed: seed, purpose: purpose, ledger: ledger)
    }
    valueStep = valueFunction.map {
      ValueStep(
        valueFunction: $0, options: options,
        minibatches: options.valueEpochs == nil
          ? nil : minibatches(options.valueMinibatchSize, "value minibatch"),
        maximumRows: parts.valueRows, ledger: ledger)
    }
    if options.step != .adam {
      step = NaturalGradientStep(
        policy: policy, loss: loss, options: options, capacity: capacity,
        observationSize: parts.observationSize, ledger: ledger)
    } else {
      step = GradientStep(
        policy: policy, loss: loss, options: options,
        minibatches: minibatches(options.minibatchSize, "minibatch"),
        valueStep: options.valueEpochs == nil ? valueStep : nil, rows: parts.lossRows,
        ledger: ledger)
    }
  }

  func run(_ progress: (Int) -> Void) -> TrainingRecord {
    end(.evaluation, .evaluation)
    do {
      while log.rows.isEmpty || experience.fits(budget.total) {
        try update()
        curve.advance(to: experience.used)
        end(.evaluation, .evaluation)
        progress(experience.used)
      }
      curve.finish()
      end(.evaluation, .evaluation)
      return record(divergence: nil)
    } catch {
      return record(divergence: error)
    }
  }

  private func update() throws(Divergence) {
    let number = log.rows.count
    let remaining =
      max(0, 1 - Double(experience.used) / Double(budget.total))
    experience.collect(policy, into: &batch)
    if options.shuffleRewards {
      var stream = RandomStream(seed: seed.suite, purpose: "shuffled reward", seed.run, number)
      batch.shuffleRewards(options, using: &stream)
    }
    end(.sampling, .sampling)
    consultReference(update: number)
    end(.reference, .reference)
    estimation.fill(&batch, valueFunction)
    end(.advantages, .critic)
    loss.objective.clip = clip(remaining)
    loss.penalty = penalty?.value ?? 0

    let rate =
      options.learningRate * factor(options.learningRateSchedule, remaining) * warmUp(number)
    var report = step.run(batch, update: number, learningRate: rate)
    end(.policyStep, .policyUpdate)
    compute.add(report.solverMultiplyAdds, to: .solver)
    compute.add(-report.solverMultiplyAdds, to: .policyUpdate)
    var valueLoss = report.valueLoss
    if let valueStep, let epochs = options.valueEpochs {
      (valueLoss, report.criticGradientNorm) = valueStep.fit(
        batch, update: number, epochs: epochs,
        learningRate: options.valueLearningRate * factor(options.learningRateSchedule, remaining))
    }
    end(.valueStep, .critic)
    let after = report.after ?? loss.measure(policy, batch)
    end(.measurement, .measurement)
    log.append(
      options, batch, report, after, gathered: experience.summary(batch), valueLoss: valueLoss,
      learningRate: rate,
      penalty: penalty?.value)
    penalty?.adapt(toDivergence: after.divergence)
    try check(after, valueLoss: valueLoss)
  }

  /// Ends a phase: its time is the phase's, and what the policy computed in it the role's.
  private func end(_ phase: TrainingPhase, _ role: ComputeRole) {
    compute.add(since: &clock, to: phase)
    compute.add(policy.multiplyAdds - counted.policy, to: role)
    compute.add(experience.scoringMultiplyAdds - counted.scoring, to: .rewardModel)
    counted = (policy.multiplyAdds, experience.scoringMultiplyAdds)
  }

  /// Writes the reference's distributions to the batch, after refreshing it where that is due.
  private func consultReference(update: Int) {
    guard let reference, let rows = batch.reference else { return }
    if let period = options.referenceRefresh, update > 0, update.isMultiple(of: period) {
      reference.parameters.flat.copy(from: policy.parameters.flat)
    }
    let before = reference.multiplyAdds
    batch.forEachPass(maximumRows: referenceRows) { input, range in
      reference.forward(input, into: rows.rows(range))
    }
    compute.add(reference.multiplyAdds - before, to: .reference)
    if options.rewardDivergence > 0 {
      batch.chargeDivergence(options.rewardDivergence, policy.distribution)
    }
  }

  /// Rises to 1 over the first updates, where the options ask for it.
  private func warmUp(_ update: Int) -> Double {
    options.warmUpUpdates > 0 ? min(1, Double(update + 1) / Double(options.warmUpUpdates)) : 1
  }

  private func factor(_ schedule: ScheduleKind, _ remaining: Double) -> Double {
    schedule == .linear ? remaining : 1
  }

  private func clip(_ remaining: Double) -> (low: Double, high: Double)? {
    options.clipRange.map { low in
      let factor = factor(options.clipSchedule, remaining)
      return (low * factor, (options.clipRangeHigh ?? low) * factor)
    }
  }

  private func check(_ after: PolicyLoss.Summary, valueLoss: Double) throws(Divergence) {
    let isReturnFinite = batch.episodes.allSatisfy { $0.totalReward.isFinite }
    let reason: String? =
      if !policy.parameters.flat.isFinite {
        "a parameter of the policy is not finite"
      } else if let valueFunction, !valueFunction.parameters.flat.isFinite {
        "a parameter of the value function is not finite"
      } else if !after.loss.isFinite || !after.divergence.isFinite {
        "the policy's loss is not finite"
      } else if valueFunction != nil && !valueLoss.isFinite {
        "the value loss is not finite"
      } else if !isReturnFinite {
        "an episode's return is not finite"
      } else {
        nil
      }
    if let reason {
      throw Divergence(
        reason: reason, update: log.rows.count - 1, position: experience.used)
    }
  }

  private func record(divergence: Divergence?) -> TrainingRecord {
    var metrics = experience.metrics
    if divergence == nil {
      metrics.merge(evaluator.metrics(curve.evaluations)) { _, last in last }
    }
    metrics["updates"] = Double(log.rows.count)
    metrics.merge(ledger.metrics(policy.layout)) { _, last in last }
    if let valueFunction { metrics["criticParameters"] = Double(valueFunction.layout.count) }
    if options.step == .trustRegion {
      metrics["lineSearchFailures"] = log.rows.reduce(0) { $0 + $1[.stepFailed] }
    }
    if let valueFunction { compute.add(valueFunction.multiplyAdds, to: .critic) }
    return TrainingRecord(
      divergence: divergence, metrics: metrics.filter { $0.value.isFinite },
      evaluations: curve.evaluations, updates: log.rows.map { $0.values(of: columns) },
      updateColumns: columns.map(\.rawValue), log: log.rows, samples: evaluator.samples,
      compute: compute, measuringBytes: measuring.peakTotalBytes,
      memoryParts: ledger.partPeaks)
  }
}

extension MemoryLedger {
  /// The peaks of ``parts()`` by owner and part.
  var partPeaks: [String: Int] {
    Dictionary(
      uniqueKeysWithValues: parts().map {
        ("\($0.role.owner.rawValue).\($0.part.rawValue)", $0.peakBytes)
      })
  }

  /// The peaks, in total and by role, and the size of the policy.
  func metrics(_ layout: ParameterLayout) -> [String: Double] {
    var metrics = [
      "peakModelBytes": Double(peakTotalBytes), "policyParameters": Double(layout.count),
    ]
    for entry in entries() {
      metrics["bytes.\(entry.role.owner.rawValue).\(entry.role.use.rawValue)"] =
        Double(entry.peakBytes)
    }
    return metrics
  }
}
