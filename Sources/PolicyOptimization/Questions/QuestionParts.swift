import Kernels
import NeuralNetworks
import Randomness
import Tasks

/// How much a run on questions needs room for.
struct QuestionCapacity {
  /// The most tokens of a question.
  let longestQuestion: Int
  /// The most tokens of a completion.
  let longest: Int
  /// Questions of a batch.
  let groups: Int
  /// Completions of a batch.
  let completions: Int
  /// Completions of one pass of the policy's loss: a natural gradient sees the whole batch at once.
  let lossCompletions: Int
  /// Completions of one pass of the value function.
  let valueCompletions: Int

  init(_ family: ArithmeticFamily, _ options: Options) {
    longestQuestion = family.maximumQuestionLength
    longest = family.longestCompletion
    groups = options.groupsPerUpdate
    completions = options.environmentCount
    lossCompletions =
      options.step != .adam
      ? completions : min(options.minibatchSize ?? completions, completions)
    valueCompletions = min(options.valueMinibatch ?? completions, completions)
  }

  /// The rows of a network's trunk for some completions and their questions.
  func nodes(_ completions: Int) -> Int {
    min(completions, groups) * longestQuestion + completions * longest
  }

  /// The tokens of some completions.
  func rows(_ completions: Int) -> Int { completions * longest }
}

extension TrainingParts {
  /// The parts of a run on questions, which starts from a checkpoint; and its evaluator, which can measure
  /// the start. What serves the measures alone is not in the run's ledger.
  ///
  /// - Throws: ``TrainingError/badReference(_:)`` where the checkpoint cannot answer the family's questions.
  static func questions(
    _ family: ArithmeticFamily, checkpoint: Checkpoint, options: Options, budget: TrainingBudget,
    seed: RunSeed
  ) throws -> (parts: TrainingParts, evaluator: QuestionEvaluator) {
    try checkpoint.shape.requireRoom(for: family)
    let ledger = MemoryLedger()
    let measuring = MemoryLedger()
    let room = QuestionCapacity(family, options)
    let usesReference = options.usesReference
    let (policy, transformer) = languageModel(
      checkpoint, options, room, .policy, trains: true, ledger)
    let (reference, _) = languageModel(
      checkpoint, options, room, .reference, trains: false, usesReference ? ledger : measuring)
    // A reference that moves with the policy is not what the end is measured against.
    let start =
      usesReference && options.referenceRefresh != nil
      ? languageModel(checkpoint, options, room, .reference, trains: false, measuring).0
      : reference
    let writer = CompletionWriter(
      transformer, questions: max(room.groups, 64), longestQuestion: room.longestQuestion,
      completions: max(room.completions, 256), longest: room.longest, ledger: ledger)
    let preference =
      try options.reward == .rewardModel
      ? RewardModel(
        checkpoint, family: family, reference: reference, writer: writer, options: options,
        seed: seed, ledger: ledger)
      : nil
    let evaluator = QuestionEvaluator(
      family: family, items: max(budget.evaluationEpisodes, budget.finalEpisodes), policy: policy,
      writer: writer,
      divergence: DivergenceMeter(
        reference: start, columns: checkpoint.shape.outputs, longest: room.longest,
        perPass: min(room.groups, room.lossCompletions),
        packed: PackedTokens(capacity: room.nodes(room.groups)), ledger: measuring),
      outside: options.outOfDistribution
        ? try OutOfDistribution(family, transformer, ledger: measuring) : nil,
      preference: preference, seed: seed)
    let staging =
      options.dynamicSampling == nil
      ? nil
      : DistributionRows(
        rows: room.rows(room.completions), columns: checkpoint.shape.outputs,
        role: MemoryRole(.run, .rollout, part: .distributions), ledger: ledger)
    let parts = TrainingParts(
      policy: policy, reference: usesReference ? reference : nil,
      valueFunction: options.usesValueFunction
        ? ValueFunction(
          starting: checkpoint, options: options, nodes: room.nodes(room.valueCompletions),
          maximumRows: room.rows(room.valueCompletions),
          stream: RandomStream(
            seed: seed.suite, purpose: "initialization", seed.run
          ).substream("value"), ledger: ledger)
        : nil,
      batch: Batch(
        capacity: room.rows(room.completions), boundaryCapacity: 0, observationSize: 0,
        distribution: policy.distribution, keepsReference: usesReference,
        completions: Completions(
          longest: room.longest, packed: PackedTokens(capacity: room.nodes(room.completions))),
        ledger: ledger),
      experience: QuestionSampler(
        family: family, options: options, seed: seed, writer: writer, preference: preference,
        staging: staging),
      evaluator: evaluator, columns: UpdateColumn.questions, observationSize: 0,
      lossRows: room.rows(room.lossCompletions), valueRows: room.rows(room.valueCompletions),
      ledger: ledger, measuring: measuring)
    return (parts, evaluator)
  }

  /// A language model with the checkpoint's parameters, and its network.
  private static func languageModel(
    _ checkpoint: Checkpoint, _ options: Options, _ room: QuestionCapacity, _ owner: MemoryOwner,
    trains: Bool, _ ledger: MemoryLedger
  ) -> (Policy, Transformer) {
    var layout = ParameterLayout()
    let transformer = Transformer(
      shape: checkpoint.shape, nodeCapacity: room.nodes(room.lossCompletions),
      outputCapacity: room.rows(room.lossCompletions), trains: trains,
      differentiatesForward: trains && options.step != .adam, layout: &layout, owner: owner,
      ledger: ledger)
    let policy = Policy(
      transformer, vocabulary: checkpoint.shape.outputs, layout: layout,
      maximumRows: room.rows(room.lossCompletions), temperature: options.temperature, owner: owner,
      ledger: ledger)
    policy.parameters.flat.copy(from: checkpoint.parameters, count: layout.count)
    return (policy, transformer)
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
    guard vocabulary == words, outputs == words else {
      throw .badReference(
        "the model reads \(vocabulary) words and puts out \(outputs), the task has \(words)")
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
    let before = reference.multiplyAdds
    let preferences = Self.preferences(family, reference, writer, options: options, seed: seed)
    count(reference.multiplyAdds - before)
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
