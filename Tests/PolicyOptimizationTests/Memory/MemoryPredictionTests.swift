import Kernels
import NeuralNetworks
import PolicyOptimization
import Randomness
import Tasks
import Testing

/// The bytes worked out from shapes and settings against those that a run's ledger counted.
@Suite struct MemoryPredictionTests {
  /// Every role and the total, of the prediction and of the ledger.
  private func expectEqual(_ prediction: MemoryPrediction, _ record: TrainingRecord, _ name: String)
  {
    var predicted = ["peakModelBytes": Double(prediction.totalBytes)]
    for entry in prediction.entries { predicted["bytes." + entry.name] = Double(entry.bytes) }
    let counted = record.metrics.filter { $0.key.hasPrefix("bytes.") || $0.key == "peakModelBytes" }
    #expect(predicted == counted, "\(name)")
    let parts = Dictionary(uniqueKeysWithValues: prediction.parts.map { ($0.name, $0.bytes) })
    #expect(parts == record.memoryParts, "\(name)")
  }

  private static let control: [(String, @Sendable (inout Options) -> Void)] = [
    ("as registered", { _ in }),
    ("no minibatches", { ($0.minibatchSize, $0.valueMinibatchSize) = (nil, nil) }),
    (
      "three layers, all normalised",
      {
        $0.hiddenSizes = [5, 9, 3]
        $0.normalizeObservations = true
      }
    ),
    ("a share of the states", { $0.fisherFraction = 0.3 }),
    ("a reference in the loss", { $0.referenceCoefficient = 0.1 }),
  ]

  @Test(arguments: Training.pairs)
  func `on control tasks every role is predicted to the byte`(
    _ taskName: String, _ algorithmName: String
  ) throws {
    let budget = TrainingBudget(
      total: 400, evaluations: 1, evaluationEpisodes: 1, finalEpisodes: 2)
    let task = try #require(ControlTaskRegistry.task(named: taskName))
    let algorithm = try #require(AlgorithmRegistry.algorithm(named: algorithmName))
    for (name, change) in Self.control {
      var options = try Training.smallOptions(algorithm)
      change(&options)
      let record = try Training.record(taskName, algorithmName, budget: budget, change: change)
      let prediction = try MemoryPrediction(
        task: .control(task), kind: .reinforcement, options: options, budget: budget)
      expectEqual(prediction, record, "\(algorithmName) on \(taskName), \(name)")
    }
  }

  /// Random parameters of a shape that has everything that the tiny reference has not.
  private static let rotary = Transformer.Shape(
    vocabulary: Vocabulary.arithmetic.words.count, outputs: Vocabulary.arithmetic.words.count,
    context: 77, width: 24, layers: 3, heads: 6, positions: .rotary, tiedHead: true)

  private static func checkpoint(_ shape: Transformer.Shape) -> [UInt8] {
    var layout = ParameterLayout()
    let entries = Transformer.Entries(shape, layout: &layout)
    let parameters = ParameterVector(
      layout, role: MemoryRole(.policy, .parameters), ledger: MemoryLedger())
    entries.initialize(parameters, stream: RandomStream(seed: 8, purpose: "memory"))
    return Checkpoint(shape: shape, parameters: parameters.flat.toArray(), note: [:]).encoded()
  }

  private static let questions: [(String, @Sendable (inout Options) -> Void)] = [
    ("as registered", { _ in }),
    ("no minibatches", { $0.minibatchSize = nil }),
    ("small value steps", { if $0.valueEpochs != nil { $0.valueMinibatchSize = 3 } }),
    (
      "more groups than the evaluator asks",
      {
        ($0.groupsPerUpdate, $0.groupSize) = (70, 4)
        $0.minibatchSize = $0.minibatchSize.map { _ in 9 }
      }
    ),
  ]

  @Test(arguments: `Training on questions`.algorithms)
  func `on questions every role is predicted to the byte`(_ name: String) throws {
    let algorithm = try #require(AlgorithmRegistry.algorithm(named: name))
    let task = TrainingTask.arithmetic(try #require(ArithmeticTask(level: 1)))
    let budget = TrainingBudget(
      total: 1, evaluations: 1, evaluationEpisodes: 1, finalEpisodes: 2)
    for (bytes, shape) in [
      (try TinyReference.bytes(), try TinyReference.checkpoint().shape),
      (Self.checkpoint(Self.rotary), Self.rotary),
    ] {
      for (setting, change) in Self.questions {
        var options = try #require(algorithm.questionDefaults)
        (options.groupsPerUpdate, options.groupSize) = (3, 2)
        options.outOfDistribution = false
        if options.minibatchSize != nil { options.minibatchSize = 4 }
        change(&options)
        let record = try train(
          TrainingRequest(
            task: task, options: options, budget: budget, seed: TinyReference.seed,
            reference: bytes)
        ) { _ in }
        let prediction = try MemoryPrediction(
          task: task, kind: .reinforcement, options: options, budget: budget, shape: shape)
        expectEqual(prediction, record, "\(name), \(shape.positions), \(setting)")
      }
    }
  }

  @Test func `a reward model is predicted to the byte`() throws {
    for groupSize in [2, 90] {
      let change = { (options: inout Options) in
        (options.reward, options.groupSize) = (.rewardModel, groupSize)
        (options.rewardModelPrompts, options.rewardModelEpochs) = (64, 1)
      }
      let budget = TrainingBudget(
        total: 1, evaluations: 1, evaluationEpisodes: 1, finalEpisodes: 2)
      let record = try `Training on questions`.record("grpo", budget: budget, change: change)
      let algorithm = try #require(AlgorithmRegistry.algorithm(named: "grpo"))
      var options = try #require(algorithm.questionDefaults)
      options.groupsPerUpdate = 3
      change(&options)
      let prediction = try MemoryPrediction(
        task: .arithmetic(try #require(ArithmeticTask(level: 1))), kind: .reinforcement,
        options: options, budget: budget, shape: TinyReference.checkpoint().shape)
      expectEqual(prediction, record, "groups of \(groupSize)")
      #expect(prediction.entries.contains { $0.name == "rewardModel.optimizer" })
    }
  }

  @Test(arguments: [false, true])
  func `supervised training is predicted to the byte`(_ outOfDistribution: Bool) throws {
    let budget = TrainingBudget(
      total: 70, evaluations: 1, evaluationEpisodes: 1, finalEpisodes: 2)
    let change = { (options: inout Options) in
      options.outOfDistribution = outOfDistribution
      (options.context, options.demonstrationsPerUpdate) = (outOfDistribution ? 224 : 64, 70)
    }
    let record = try TinyReference.train(budget: budget, change: change)
    let prediction = try MemoryPrediction(
      task: .arithmetic(try #require(ArithmeticTask(level: 1))), kind: .supervised,
      options: TinyReference.options(change), budget: budget)
    expectEqual(prediction, record, "supervised")
  }

  @Test func `the finer split names shares of the roles, as counted by hand`() throws {
    let task = TrainingTask.arithmetic(try #require(ArithmeticTask(level: 1)))
    let longest = try ArithmeticFamily(level: 1).longestCompletion
    let question = try ArithmeticFamily(level: 1).maximumQuestionLength
    let words = Self.rotary.outputs
    for algorithm in AlgorithmRegistry.all where algorithm.kind == .reinforcement {
      guard let options = algorithm.questionDefaults else { continue }
      let prediction = try MemoryPrediction(
        task: task, kind: .reinforcement, options: options,
        budget: TrainingBudget(
          total: 1, evaluations: 1, evaluationEpisodes: 1, finalEpisodes: 1), shape: Self.rotary)
      for (role, bytes) in prediction.entries {
        let named = prediction.parts.filter { $0.role == role }.reduce(0) { $0 + $1.bytes }
        #expect(named < bytes, "\(algorithm.name) \(role)")
      }
      func part(_ name: String) -> Int? { prediction.parts.first { $0.name == name }?.bytes }
      // 64 prompts and 256 completions, keys of each in whole vectors of 16.
      let keys = 2 * 64 * question + 256 * ((longest + 15) / 16 * 16 + longest)
      #expect(part("run.keyValueCache") == 4 * 3 * 24 * keys)
      #expect((part("reference.logits") != nil) == options.usesReference)
      if algorithm.name == "grpo" {
        #expect(part("policy.logits") == 4 * 4 * 256 * longest * words)
        #expect(part("run.distributions") == 4 * 4 * 256 * longest * words)
        #expect(part("run.transitions") == 85 * 256 * longest)
      }
    }
  }

  @Test func `the parameters of a transformer have a closed form`() {
    for positions in Transformer.Positions.allCases {
      for isTied in [false, true] {
        let shape = Transformer.Shape(
          vocabulary: 11, outputs: isTied ? 11 : 7, context: 13, width: 12, layers: 3, heads: 2,
          positions: positions, tiedHead: isTied)
        var layout = ParameterLayout()
        _ = Transformer.Entries(shape, layout: &layout)
        #expect(shape.parameterCount == layout.count)
      }
    }
  }

  @Test func `what cannot be is refused as by a run`() throws {
    let task = TrainingTask.arithmetic(try #require(ArithmeticTask(level: 1)))
    let budget = TrainingBudget(
      total: 1, evaluations: 1, evaluationEpisodes: 1, finalEpisodes: 1)
    #expect(throws: TrainingError.missingReference) {
      try MemoryPrediction(task: task, kind: .reinforcement, options: Options(), budget: budget)
    }
    var shape = Self.rotary
    shape.context = 10
    #expect(throws: TrainingError.self) {
      try MemoryPrediction(
        task: task, kind: .reinforcement, options: Options(), budget: budget, shape: shape)
    }
    shape.heads = 5
    #expect(throws: TrainingError.badReference("5 heads do not divide a width of 24.")) {
      try MemoryPrediction(
        task: task, kind: .reinforcement, options: Options(), budget: budget, shape: shape)
    }
    #expect(throws: OptionConflict.self) {
      try MemoryPrediction(
        task: task, kind: .supervised, options: Options { $0.heads = 5 }, budget: budget)
    }
  }
}
