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
      let rounds = 2 * room.rows(room.completions) * shape.outputs
      add(numbers: rounds, .run, .rollout)
      name(.distributions, .run, .rollout, bytes: 4 * rounds)
    }
    addLoop(
      options,
      LoopExtents(
        capacity: room.rows(room.completions), boundaries: 0, observationSize: 0,
        columns: shape.outputs, actionSize: 1, scalarOutputs: 0, lossRows: lossRows,
        valueRows: room.rows(room.valueCompletions), policyParameters: shape.parameterCount,
        valueParameters: scoring.parameterCount),
      keepsReference: options.usesReference)
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
    let pass = 3 * count * longest * shape.outputs
    add(numbers: pass, .policy, .activations)
    name(.logits, .policy, .activations, bytes: 4 * pass)
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
