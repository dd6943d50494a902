import Kernels
import NeuralNetworks
import Randomness
import Tasks

extension TrainingParts {
  /// The parts of a run on questions, which starts from a checkpoint; and its evaluator, which can measure
  /// the start. What serves the measures alone is not in the run's ledger.
  ///
  /// - Throws: ``TrainingError/badReference(_:)`` where the checkpoint cannot answer the family's questions.
  static func questions(
    _ family: ArithmeticFamily, checkpoint: Checkpoint, options: Options, budget: TrainingBudget,
    seed: RunSeed
  ) throws -> (parts: TrainingParts, evaluator: QuestionEvaluator) {
    let ledger = MemoryLedger()
    let measuring = MemoryLedger()
    let usesReference = options.referenceCoefficient > 0 || options.rewardDivergence > 0
    let shape = checkpoint.shape
    try shape.requireRoom(for: family)
    let longest = family.longestCompletion
    let groups = options.groupsPerUpdate
    let completions = options.environmentCount
    let capacity = completions * longest
    let isNatural = options.step != .adam
    let lossCompletions =
      isNatural ? completions : min(options.minibatchSize ?? completions, completions)
    let valueCompletions = min(options.valueMinibatch ?? completions, completions)

    func nodes(_ completions: Int) -> Int {
      min(completions, groups) * family.maximumQuestionLength + completions * longest
    }
    func policy(_ owner: MemoryOwner, trains: Bool, _ ledger: MemoryLedger) -> (
      Policy, Transformer
    ) {
      var layout = ParameterLayout()
      let transformer = Transformer(
        shape: shape, nodeCapacity: nodes(lossCompletions),
        outputCapacity: lossCompletions * longest,
        trains: trains, differentiatesForward: trains && isNatural, layout: &layout, owner: owner,
        ledger: ledger)
      let policy = Policy(
        transformer, vocabulary: shape.outputs, layout: layout,
        maximumRows: lossCompletions * longest,
        temperature: options.temperature, owner: owner, ledger: ledger)
      policy.parameters.flat.copy(from: checkpoint.parameters, count: layout.count)
      return (policy, transformer)
    }
    let (trained, transformer) = policy(.policy, trains: true, ledger)
    let (reference, _) = policy(
      .reference, trains: false, usesReference ? ledger : measuring)
    let writer = CompletionWriter(
      transformer, questions: max(groups, 64), longestQuestion: family.maximumQuestionLength,
      completions: max(completions, 256), longest: longest, ledger: ledger)
    let preference =
      try options.reward == .rewardModel
      ? RewardModel(
        checkpoint, family: family, reference: reference, writer: writer, options: options,
        seed: seed, ledger: ledger)
      : nil
    func rows() -> DistributionRows {
      DistributionRows(
        rows: capacity, columns: shape.outputs, role: MemoryRole(.run, .rollout), ledger: ledger)
    }
    let evaluator = QuestionEvaluator(
      family: family, items: max(budget.evaluationEpisodes, budget.finalEpisodes),
      policy: trained, writer: writer,
      divergence: DivergenceMeter(
        reference: reference, columns: shape.outputs, longest: longest,
        perPass: min(groups, lossCompletions), packed: PackedTokens(capacity: nodes(groups)),
        ledger: measuring),
      outside: options.outOfDistribution
        ? try OutOfDistribution(family, transformer, ledger: measuring) : nil,
      preference: preference, seed: seed)
    let parts = TrainingParts(
      policy: trained, reference: usesReference ? reference : nil,
      valueFunction: options.usesValueFunction
        ? ValueFunction(
          starting: checkpoint, options: options, nodes: nodes(valueCompletions),
          maximumRows: valueCompletions * longest,
          stream: RandomStream(
            seed: seed.suite, purpose: "initialization", seed.run
          ).substream("value"), ledger: ledger)
        : nil,
      batch: Batch(
        capacity: capacity, boundaryCapacity: 0, observationSize: 0,
        distribution: trained.distribution, keepsReference: usesReference,
        completions: Completions(
          longest: longest, packed: PackedTokens(capacity: nodes(completions))),
        ledger: ledger),
      experience: QuestionSampler(
        family: family, options: options, seed: seed, writer: writer, preference: preference,
        staging: options.dynamicSampling == nil ? nil : rows()),
      evaluator: evaluator,
      columns: UpdateColumn.questions, observationSize: 0, lossRows: lossCompletions * longest,
      valueRows: valueCompletions * longest, ledger: ledger)
    return (parts, evaluator)
  }
}

extension ArithmeticFamily {
  /// The most tokens that a policy may write: a quarter more than any solution has.
  package var longestCompletion: Int { maximumSolutionLength * 5 / 4 }
}

extension Transformer.Shape {
  /// - Throws: ``TrainingError/badReference(_:)`` where questions and completions do not fit.
  package func requireRoom(for family: ArithmeticFamily) throws(TrainingError) {
    let words = Vocabulary.arithmetic.words.count
    guard vocabulary == words else {
      throw .badReference(
        "the model's vocabulary has \(vocabulary) words, the task's \(words)")
    }
    let needed = family.maximumQuestionLength + family.longestCompletion
    guard context >= needed else {
      throw .badReference(
        "the model sees \(context) tokens; a question of this level and its completion need \(needed): "
          + "set context to at least that")
    }
  }
}

extension ValueFunction {
  /// A value transformer of the checkpoint's layers, which start as the checkpoint's or at random; its
  /// head is zero.
  convenience init(
    starting checkpoint: Checkpoint, options: Options, nodes: Int, maximumRows: Int,
    stream: RandomStream, ledger: MemoryLedger
  ) {
    var layout = ParameterLayout()
    let transformer = Transformer(
      shape: checkpoint.shape.scoring, nodeCapacity: nodes, outputCapacity: maximumRows,
      trains: true, differentiatesForward: false, layout: &layout, owner: .critic, ledger: ledger)
    self.init(transformer, layout: layout, maximumRows: maximumRows, ledger: ledger)
    switch options.valueStart {
    case .reference: checkpoint.copyTrunk(to: parameters, layout)
    case .random: transformer.initialize(parameters, stream: stream)
    }
  }
}

extension RewardModel {
  /// A model trained on preferences between the reference's completions.
  ///
  /// - Throws: ``TrainingError/badReference(_:)`` where the reference is right always or never, so that
  ///   there is nothing to prefer.
  convenience init(
    _ checkpoint: Checkpoint, family: ArithmeticFamily, reference: Policy,
    writer: CompletionWriter, options: Options, seed: RunSeed, ledger: MemoryLedger
  ) throws(TrainingError) {
    self.init(
      checkpoint, longestQuestion: family.maximumQuestionLength, longest: family.longestCompletion,
      groupSize: options.groupSize, options: options, ledger: ledger)
    let preferences = Self.preferences(family, reference, writer, options: options, seed: seed)
    guard !preferences.isEmpty else {
      throw .badReference(
        "no question has both right and wrong completions of the reference, so that the reward model "
          + "has nothing to learn from")
    }
    fit(
      preferences, epochs: options.rewardModelEpochs,
      stream: RandomStream(seed: seed.suite, purpose: "preference order", seed.run))
  }
}
