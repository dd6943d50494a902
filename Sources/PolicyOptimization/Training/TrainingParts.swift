import Kernels
import NeuralNetworks
import Randomness
import Tasks

/// What the loop works with that depends on the kind of task. Everything in it is allocated when it is
/// made.
struct TrainingParts {
  var policy: Policy
  /// The policy that the loss or the reward is measured against, if any.
  var reference: Policy?
  var valueFunction: ValueFunction?
  var batch: Batch
  var experience: any Experience
  var evaluator: any PolicyEvaluator
  /// The columns of the log.
  var columns: [UpdateColumn]
  /// Numbers in a row of the batch's observations; 0 on questions.
  var observationSize: Int
  /// The most transitions of one pass of the policy's loss.
  var lossRows: Int
  /// The most transitions of one pass of the value function.
  var valueRows: Int
  var ledger: MemoryLedger
  /// What serves measuring alone is counted here, apart from the run.
  var measuring = MemoryLedger()
}

extension TrainingParts {
  /// The parts of a run on a control task.
  init(task: ControlTask, options: Options, budget: TrainingBudget, seed: RunSeed) {
    let ledger = MemoryLedger()
    let stepLimit = task.description.stepLimit
    let observationSize = task.description.observationSize
    let distribution = ActionDistribution(task.description.actionSpace)
    let capacity = Sampler.capacity(options, stepLimit: stepLimit)
    let episodes = max(budget.evaluationEpisodes, budget.finalEpisodes)
    let isNatural = options.step != .adam
    // A natural gradient sees the whole batch at once; everything else is done in passes.
    let lossRows = isNatural ? capacity : min(options.minibatchSize ?? capacity, capacity)
    let valueRows = min(options.valueMinibatch ?? capacity, capacity)
    let initialization = RandomStream(
      seed: seed.suite, purpose: "initialization", seed.run)

    let policy = Policy(
      observationSize: observationSize, distribution: distribution, options: options,
      maximumRows: max(lossRows, options.environmentCount, episodes),
      differentiatesForward: isNatural, ledger: ledger)
    policy.initialize(options: options, stream: initialization.substream("policy"))
    var reference: Policy?
    if options.referenceCoefficient > 0 {
      let copy = Policy(
        observationSize: observationSize, distribution: distribution, options: options,
        maximumRows: lossRows, differentiatesForward: false, owner: .reference, ledger: ledger)
      copy.parameters.flat.copy(from: policy.parameters.flat)
      reference = copy
    }
    let sampler = Sampler(task: task, options: options, seed: seed)
    self.init(
      policy: policy, reference: reference,
      valueFunction: options.usesValueFunction
        ? ValueFunction(
          observationSize: observationSize, options: options, maximumRows: valueRows,
          stream: initialization.substream("value"), ledger: ledger)
        : nil,
      batch: Batch(
        capacity: capacity,
        boundaryCapacity: Sampler.boundaryCapacity(options, stepLimit: stepLimit),
        stepLimit: stepLimit, observationSize: observationSize, distribution: distribution,
        keepsReference: reference != nil, ledger: ledger),
      experience: sampler,
      evaluator: Evaluator(
        task: task, episodes: episodes, policy: policy, sampler: sampler, seed: seed,
        ledger: ledger),
      columns: UpdateColumn.control, observationSize: observationSize, lossRows: lossRows,
      valueRows: valueRows, ledger: ledger)
  }
}

extension Options {
  /// What one step of the value function is taken on; nil: the whole batch.
  var valueMinibatch: Int? { valueEpochs == nil ? minibatchSize : valueMinibatchSize }
}
