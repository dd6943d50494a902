import Kernels
import NeuralNetworks
import Randomness
import Tasks

/// The loop that every algorithm shares: sample, estimate advantages, move the policy, fit the value
/// function, log, evaluate. Everything it needs is allocated when it is made.
final class TrainingRun {
  private let options: Options
  private let budget: TrainingBudget
  private let ledger = MemoryLedger()
  private let policy: Policy
  private let reference: Policy?
  private let valueFunction: ValueFunction?
  private let valueStep: ValueStep?
  private let step: any PolicyStep
  private let loss: PolicyLoss
  private let sampler: Sampler
  private var batch: Batch
  private let curve: LearningCurve
  private var estimation: AdvantageEstimation
  private var penalty: PenaltyCoefficient?

  private var log = TrainingLog()
  private var trainingReturns: [Double] = []

  init(task: ControlTask, options: Options, budget: TrainingBudget, seed: RunSeed) {
    self.options = options
    self.budget = budget
    let stepLimit = task.description.stepLimit
    let observationSize = task.description.observationSize
    let distribution = ActionDistribution(task.description.actionSpace)
    let capacity = Sampler.capacity(options, stepLimit: stepLimit)
    let boundaryCapacity = Sampler.boundaryCapacity(options, stepLimit: stepLimit)
    let episodes = max(budget.evaluationEpisodes, budget.finalEpisodes)
    let isNatural = options.step != .adam
    // A natural gradient sees the whole batch at once; everything else is done in passes.
    let lossRows = isNatural ? capacity : min(options.minibatchSize ?? capacity, capacity)
    let valueMinibatch =
      options.valueEpochs == nil ? options.minibatchSize : options.valueMinibatchSize
    let valueRows = min(valueMinibatch ?? capacity, capacity)
    let initialization = RandomStream(
      seed: seed.suite, purpose: "initialization", seed.run)

    policy = Policy(
      observationSize: observationSize, distribution: distribution, options: options,
      maximumRows: max(lossRows, options.environmentCount, episodes),
      differentiatesForward: isNatural, ledger: ledger)
    policy.initialize(options: options, stream: initialization.substream("policy"))
    let keepsReference = options.referenceCoefficient > 0
    if keepsReference {
      let copy = Policy(
        observationSize: observationSize, distribution: distribution, options: options,
        maximumRows: lossRows, differentiatesForward: false, owner: .reference, ledger: ledger)
      copy.parameters.flat.copy(from: policy.parameters.flat)
      reference = copy
    } else {
      reference = nil
    }
    loss = PolicyLoss(
      distribution: distribution, options: options, maximumRows: lossRows, capacity: capacity,
      ledger: ledger)
    batch = Batch(
      capacity: capacity, boundaryCapacity: boundaryCapacity, observationSize: observationSize,
      distribution: distribution, keepsReference: keepsReference, ledger: ledger)
    sampler = Sampler(task: task, options: options, seed: seed)
    curve = LearningCurve(
      budget: budget,
      evaluator: Evaluator(
        task: task, episodes: episodes, policy: policy, sampler: sampler, seed: seed,
        ledger: ledger))
    estimation = AdvantageEstimation(options: options, capacity: capacity, ledger: ledger)
    penalty = options.klPenalty.map {
      PenaltyCoefficient(initial: $0, target: options.klPenaltyTarget)
    }

    if options.usesValueFunction {
      let value = ValueFunction(
        observationSize: observationSize, options: options,
        maximumRows: valueRows, ledger: ledger)
      value.initialize(stream: initialization.substream("value"))
      valueFunction = value
      valueStep = ValueStep(
        valueFunction: value, options: options,
        minibatches: options.valueEpochs == nil
          ? nil
          : Minibatches(
            size: options.valueMinibatchSize, capacity: capacity,
            observationSize: observationSize, seed: seed, purpose: "value minibatch",
            ledger: ledger),
        maximumRows: valueRows, ledger: ledger)
    } else {
      valueFunction = nil
      valueStep = nil
    }
    if isNatural {
      step = NaturalGradientStep(
        policy: policy, loss: loss, options: options, capacity: capacity,
        observationSize: observationSize, ledger: ledger)
    } else {
      step = GradientStep(
        policy: policy, loss: loss, options: options,
        minibatches: Minibatches(
          size: options.minibatchSize, capacity: capacity, observationSize: observationSize,
          seed: seed, purpose: "minibatch", ledger: ledger),
        valueStep: options.valueEpochs == nil ? valueStep : nil, capacity: capacity,
        ledger: ledger)
    }
  }

  func run(_ progress: (Int) -> Void) -> TrainingRecord {
    do {
      while log.rows.isEmpty || hasBudget {
        try update()
        curve.advance(to: sampler.environmentSteps)
        progress(sampler.environmentSteps)
      }
      curve.finish()
      return record(divergence: nil)
    } catch {
      return record(divergence: error)
    }
  }

  private var hasBudget: Bool {
    switch options.rollout {
    case .steps:
      sampler.environmentSteps + options.environments * options.stepsPerEnvironment
        <= budget.total
    case .groups: sampler.environmentSteps < budget.total
    }
  }

  private func update() throws(Divergence) {
    let number = log.rows.count
    let remaining =
      max(0, 1 - Double(sampler.environmentSteps) / Double(budget.total))
    sampler.collect(policy, into: &batch)
    consultReference(update: number)
    estimation.fill(&batch, valueFunction)
    loss.objective.clip = clip(remaining)
    loss.penalty = penalty?.value ?? 0

    let rate = options.learningRate * factor(options.learningRateSchedule, remaining)
    let report = step.run(batch, update: number, learningRate: rate)
    var valueLoss = report.valueLoss
    if let valueStep, let epochs = options.valueEpochs {
      valueLoss = valueStep.fit(
        batch, update: number, epochs: epochs,
        learningRate: options.valueLearningRate * factor(options.learningRateSchedule, remaining))
    }
    let after = report.after ?? loss.measure(policy, batch)
    log.append(
      options, batch, report, after, environmentSteps: sampler.environmentSteps,
      valueLoss: valueLoss, learningRate: rate, penalty: penalty?.value)
    penalty?.adapt(toDivergence: after.divergence)
    trainingReturns.append(contentsOf: batch.episodes.map(\.totalReward))
    trainingReturns.removeFirst(max(0, trainingReturns.count - 100))
    try check(after, valueLoss: valueLoss)
  }

  /// Writes the reference's distributions to the batch, after refreshing it where that is due.
  private func consultReference(update: Int) {
    guard let reference, let rows = batch.reference else { return }
    if let period = options.referenceRefresh, update > 0, update.isMultiple(of: period) {
      reference.parameters.flat.copy(from: policy.parameters.flat)
    }
    for start in stride(from: 0, to: batch.count, by: reference.maximumRows) {
      let range = start..<min(start + reference.maximumRows, batch.count)
      reference.forward(batch.observations.rows(range), into: rows.rows(range))
    }
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
        reason: reason, update: log.rows.count - 1, position: sampler.environmentSteps)
    }
  }

  private func record(divergence: Divergence?) -> TrainingRecord {
    var metrics: [String: Double] = [:]
    if let last = curve.evaluations.last, divergence == nil {
      metrics["evaluationReturn"] = meanOrNaN(last.greedyReturns)
      metrics["sampledReturn"] = meanOrNaN(last.sampledReturns)
      metrics["areaUnderCurve"] = meanOrNaN(curve.evaluations.map { meanOrNaN($0.greedyReturns) })
    }
    metrics["trainingReturn"] = meanOrNaN(trainingReturns)
    metrics["environmentSteps"] = Double(sampler.environmentSteps)
    metrics["updates"] = Double(log.rows.count)
    metrics["peakModelBytes"] = Double(ledger.peakTotalBytes)
    metrics["policyParameters"] = Double(policy.layout.count)
    if let valueFunction { metrics["criticParameters"] = Double(valueFunction.layout.count) }
    for entry in ledger.entries() {
      metrics["bytes.\(entry.role.owner.rawValue).\(entry.role.use.rawValue)"] =
        Double(entry.peakBytes)
    }
    if options.step == .trustRegion {
      metrics["lineSearchFailures"] = log.rows.reduce(0) { $0 + $1[.stepFailed] }
    }
    return TrainingRecord(
      divergence: divergence, metrics: metrics.filter { $0.value.isFinite },
      evaluations: curve.evaluations, updates: log.rows.map(\.values),
      updateColumns: UpdateColumn.allCases.map(\.rawValue))
  }
}
