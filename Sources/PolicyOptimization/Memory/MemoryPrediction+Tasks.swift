import Kernels
import NeuralNetworks
import Tasks

extension MemoryPrediction {
  /// What a run's ledger will hold at its peak.
  ///
  /// On questions `shape` is that of the checkpoint that the run starts from; supervised training makes
  /// its own from the options. Nothing is allocated.
  ///
  /// - Throws: ``OptionConflict``; ``TrainingError`` where the shape is missing or too small;
  ///   `ArithmeticError` for a level that does not exist.
  public init(
    task: TrainingTask, kind: TrainingKind, options: Options, budget: TrainingBudget,
    shape: Transformer.Shape? = nil
  ) throws {
    self.init()
    var options = options
    if case .arithmetic = task { options.rollout = .groups }
    try options.validate()
    switch task {
    case .control(let task): addControl(task, options, budget)
    case .arithmetic(let task):
      let family = try ArithmeticFamily(level: task.level)
      let shape = kind == .supervised ? Transformer.Shape(options) : shape
      guard let shape else { throw TrainingError.missingReference }
      if let problem = shape.problem() { throw TrainingError.badReference(problem) }
      try shape.requireRoom(for: family)
      switch kind {
      case .supervised: try addSupervised(shape, family, options)
      case .reinforcement: addQuestions(shape, family, options)
      }
    }
  }

  private mutating func addControl(
    _ task: ControlTask, _ options: Options, _ budget: TrainingBudget
  ) {
    let description = task.description
    let distribution = ActionDistribution(description.actionSpace)
    let capacity = Sampler.capacity(options, stepLimit: description.stepLimit)
    let episodes = max(budget.evaluationEpisodes, budget.finalEpisodes)
    let isNatural = options.step != .adam
    let lossRows = isNatural ? capacity : min(options.minibatchSize ?? capacity, capacity)
    let valueRows = min(options.valueMinibatch ?? capacity, capacity)
    let (outputs, deviations) =
      switch distribution {
      case .categorical(let family): (family.count, 0)
      case .gaussian(let family): (family.dimension, family.dimension)
      }
    let observationSize = description.observationSize
    let policy = PerceptronShape(sizes: [observationSize] + options.hiddenSizes + [outputs])
    let value = PerceptronShape(sizes: [observationSize] + options.hiddenSizes + [1])
    let parameters = policy.parameters + deviations
    let keepsReference = options.referenceCoefficient > 0

    /// Where log σ is a parameter, the gradient of the means, and forward mode's tangents, stand apart.
    func addPolicy(_ owner: MemoryOwner, rows: Int, forward: Bool) {
      add(numbers: parameters, owner, .parameters)
      add(
        numbers: policy.activations(rows: rows, differentiatesForward: forward)
          + rows * deviations * (forward ? 3 : 1), owner, .activations)
    }
    addPolicy(
      .policy, rows: max(lossRows, options.environmentCount, episodes), forward: isNatural)
    if keepsReference { addPolicy(.reference, rows: lossRows, forward: false) }
    if options.usesValueFunction {
      add(
        numbers: value.activations(rows: valueRows, differentiatesForward: false), .critic,
        .activations)
    }
    add(
      numbers: episodes * (observationSize + 2 * distribution.columns), .run, .rollout)
    addLoop(
      options,
      LoopExtents(
        capacity: capacity,
        boundaries: Sampler.boundaryCapacity(options, stepLimit: description.stepLimit),
        observationSize: observationSize, columns: distribution.columns,
        actionSize: distribution.actionSize,
        scalarOutputs: distribution.hasScalarMetric ? outputs : 0, lossRows: lossRows,
        valueRows: valueRows, policyParameters: parameters, valueParameters: value.parameters),
      keepsReference: keepsReference)
  }

  private mutating func addQuestions(
    _ shape: Transformer.Shape, _ family: ArithmeticFamily, _ options: Options
  ) {
    let room = QuestionCapacity(family, options)
    let scoring = shape.scoring
    let nodes = room.nodes(room.lossCompletions)
    let lossRows = room.rows(room.lossCompletions)
    add(numbers: shape.parameterCount, .policy, .parameters)
    addWorkspace(
      shape, nodes: nodes, outputRows: lossRows, trains: true,
      differentiatesForward: options.step != .adam, .policy)
    if options.usesReference {
      add(numbers: shape.parameterCount, .reference, .parameters)
      addWorkspace(
        shape, nodes: nodes, outputRows: lossRows, trains: false, differentiatesForward: false,
        .reference)
    }
    if options.usesValueFunction {
      addWorkspace(
        scoring, nodes: room.nodes(room.valueCompletions),
        outputRows: room.rows(room.valueCompletions), trains: true, differentiatesForward: false,
        .critic)
    }
    if options.reward == .rewardModel { addRewardModel(scoring, room, options) }
    addWriter(
      shape, questions: max(room.groups, 64), longestQuestion: room.longestQuestion,
      completions: max(room.completions, 256), longest: room.longest)
    if options.dynamicSampling != nil {
      add(numbers: 2 * room.rows(room.completions) * shape.outputs, .run, .rollout)
    }
    addLoop(
      options,
      LoopExtents(
        capacity: room.rows(room.completions), boundaries: 0, observationSize: 0,
        columns: shape.outputs, actionSize: 1, scalarOutputs: 0, lossRows: lossRows,
        valueRows: room.rows(room.valueCompletions), policyParameters: shape.parameterCount,
        valueParameters: scoring.parameterCount),
      keepsReference: options.usesReference)
    nameParts(shape, room, options)
  }

  /// The finer split of a run on questions. Logits are what the head puts out and what becomes of it in
  /// one pass; distributions are those of the batch.
  private mutating func nameParts(
    _ shape: Transformer.Shape, _ room: QuestionCapacity, _ options: Options
  ) {
    let pass = 4 * room.rows(room.lossCompletions) * shape.outputs
    let capacity = room.rows(room.completions)
    name(
      "policy.logits", .policy, .activations, bytes: (options.step == .adam ? 4 : 5) * pass)
    if options.usesReference {
      name("reference.logits", .reference, .activations, bytes: pass)
    }
    let copies = 2 + (options.usesReference ? 2 : 0) + (options.dynamicSampling == nil ? 0 : 2)
    name("run.distributions", .run, .rollout, bytes: 4 * copies * capacity * shape.outputs)
    name("run.transitions", .run, .rollout, bytes: 85 * capacity)
    name(
      "run.keyValueCache", .run, .rollout,
      bytes: shape.cacheBytes(
        promptRows: max(room.groups, 64) * room.longestQuestion,
        completions: max(room.completions, 256), longest: room.longest))
  }

  /// Trained on 32 pairs of completions at a time, and asked about a group at a time.
  private mutating func addRewardModel(
    _ shape: Transformer.Shape, _ room: QuestionCapacity, _ options: Options
  ) {
    let nodes = max(
      32 * (room.longestQuestion + 2 * room.longest),
      room.longestQuestion + options.groupSize * room.longest)
    let outputs = max(64, options.groupSize)
    addTrained(parameters: shape.parameterCount, .rewardModel)
    addWorkspace(
      shape, nodes: nodes, outputRows: outputs, trains: true, differentiatesForward: false,
      .rewardModel)
    add(numbers: outputs, .rewardModel, .activations)
  }

  /// Demonstrations instead of a batch, and all that measures the policy: entropies of 32 completions at
  /// a time, and the sets that differ in one factor.
  private mutating func addSupervised(
    _ shape: Transformer.Shape, _ family: ArithmeticFamily, _ options: Options
  ) throws {
    let longest = family.longestCompletion
    let count = max(options.demonstrationsPerUpdate, 64)
    let nodes = count * (family.maximumQuestionLength + longest)
    addTrained(parameters: shape.parameterCount, .policy)
    addWorkspace(
      shape, nodes: nodes, outputRows: count * longest, trains: true,
      differentiatesForward: false, .policy)
    add(numbers: 3 * count * longest * shape.outputs, .policy, .activations)
    addWriter(
      shape, questions: 64, longestQuestion: family.maximumQuestionLength, completions: 256,
      longest: longest)
    add(numbers: 2 * 32 * longest * shape.outputs, .run, .rollout)
    if options.outOfDistribution {
      let (question, longest) = try OutOfDistribution.lengths(family, shape)
      addWriter(
        shape, questions: 64, longestQuestion: question, completions: 256, longest: longest)
    }
  }
}
