import Kernels
import NeuralNetworks
import PolicyOptimization
import Randomness
import Tasks
import Testing

/// A transformer of a few hundred demonstrations, made once: right now and then, so that rewards differ.
enum TinyReference {
  static let seed = RunSeed(suite: 6, run: 0)
  static let updates = 300
  static let budget = TrainingBudget(
    total: 32 * updates, evaluations: 1, evaluationEpisodes: 4, finalEpisodes: 12)

  /// Options that do not move with the registry's defaults.
  static func options(_ change: (inout Options) -> Void = { _ in }) -> Options {
    Options {
      $0.rollout = .groups
      ($0.width, $0.layers, $0.heads, $0.context) = (16, 1, 2, 64)
      $0.positions = .learnt
      $0.learningRate = 0.01
      $0.learningRateSchedule = .linear
      $0.warmUpUpdates = 5
      $0.adamBeta2 = 0.98
      $0.adamEpsilon = 1e-8
      $0.gradientClip = 1
      $0.demonstrationsPerUpdate = 32
      $0.outOfDistribution = false
      change(&$0)
    }
  }

  static func train(
    budget: TrainingBudget = budget, seed: RunSeed = seed,
    change: (inout Options) -> Void = { _ in }
  ) throws -> TrainingRecord {
    let task = try #require(ArithmeticTask(level: 1))
    return try PolicyOptimization.train(
      TrainingRequest(
        task: .arithmetic(task), kind: .supervised, options: options(change), budget: budget,
        seed: seed)
    ) { _ in }
  }

  private static let made = Result { try train() }

  static func record() throws -> TrainingRecord { try made.get() }
  static func bytes() throws -> [UInt8] { try #require(made.get().checkpoint) }
  static func checkpoint() throws -> Checkpoint { try Checkpoint(decoding: bytes()) }
}

/// A transformer policy with the network and the ledger it stands on.
struct TokenPolicy {
  let ledger = MemoryLedger()
  let transformer: Transformer
  let policy: Policy

  /// A policy with all parameters zero and room for `completions` completions of `longest` tokens.
  init(
    _ shape: Transformer.Shape, questions: Int, longestQuestion: Int, completions: Int,
    longest: Int, temperature: Double = 1
  ) {
    var layout = ParameterLayout()
    transformer = Transformer(
      shape: shape, nodeCapacity: questions * longestQuestion + completions * longest,
      outputCapacity: completions * longest, trains: true, differentiatesForward: true,
      layout: &layout, owner: .policy, ledger: ledger)
    policy = Policy(
      transformer, vocabulary: shape.outputs, layout: layout, maximumRows: completions * longest,
      temperature: temperature, ledger: ledger)
  }

  func vector() -> ParameterVector {
    ParameterVector(policy.layout, role: MemoryRole(.policy, .solver), ledger: ledger)
  }

  func rows(_ count: Int) -> DistributionRows {
    DistributionRows(
      rows: count, columns: policy.outputSize, role: MemoryRole(.run, .rollout), ledger: ledger)
  }

  /// Random parameters, large enough that every token and every position matters.
  func randomize(_ name: String = "policy", scale: Double = 0.3) {
    transformer.initialize(policy.parameters, stream: RandomStream(seed: 3, purpose: name))
    for entry in policy.layout.entries where !entry.name.contains("norm") {
      var stream = RandomStream(seed: 4, purpose: name).substream(entry.name)
      let matrix = policy.parameters[entry]
      for index in 0..<matrix.count { matrix[index] = Float(scale * stream.normal()) }
    }
  }

  /// Makes the logits the same in every state: the logarithms of `probabilities`, −30 for all others.
  func fix(_ probabilities: [Int: Double]) {
    if let head = transformer.entries.headWeight { policy.parameters[head].fill(0) }
    let bias = policy.parameters[transformer.entries.headBias]
    bias.fill(-30)
    for (token, probability) in probabilities { bias[token] = log(Float(probability)) }
  }
}

/// A policy on questions of level 1 with all that samples and judges what it writes.
struct QuestionFixture {
  enum Start {
    /// At the parameters of ``TinyReference``.
    case reference
    /// At random parameters, ending a completion now and then.
    case random(Transformer.Positions)
  }

  let family: ArithmeticFamily
  let options: Options
  let seed: RunSeed
  let tokens: TokenPolicy
  let writer: CompletionWriter
  let sampler: QuestionSampler
  var batch: Batch

  init(
    _ start: Start = .reference, seed: RunSeed = RunSeed(suite: 5, run: 0),
    change: (inout Options) -> Void = { _ in }
  ) throws {
    family = try ArithmeticFamily(level: 1)
    options = Options {
      $0.rollout = .groups
      $0.groupsPerUpdate = 4
      $0.groupSize = 2
      $0.discount = 1
      $0.advantage = .group
      $0.baseline = .none
      $0.normalizeAdvantages = .none
      change(&$0)
    }
    self.seed = seed
    let longest = family.longestCompletion
    let count = options.environmentCount
    let checkpoint: Checkpoint? =
      if case .reference = start { try TinyReference.checkpoint() } else { nil }
    let words = Vocabulary.arithmetic.words.count
    var shape = Transformer.Shape(
      vocabulary: words, outputs: words, context: 64, width: 8, layers: 1, heads: 2,
      positions: .learnt, tiedHead: false)
    if let checkpoint { shape = checkpoint.shape }
    if case .random(let positions) = start { shape.positions = positions }
    tokens = TokenPolicy(
      shape, questions: options.groupsPerUpdate, longestQuestion: family.maximumQuestionLength,
      completions: count, longest: longest, temperature: options.temperature)
    if let checkpoint {
      tokens.policy.parameters.flat.copy(
        from: checkpoint.parameters, count: tokens.policy.layout.count)
    } else {
      tokens.randomize()
      tokens.policy.parameters[tokens.transformer.entries.headBias][Symbol.end] = 2.5
    }
    let ledger = tokens.ledger
    writer = CompletionWriter(
      tokens.transformer, questions: max(8, options.groupsPerUpdate),
      longestQuestion: family.maximumQuestionLength,
      completions: max(64, count), longest: longest, ledger: ledger)
    let capacity = count * longest
    batch = Batch(
      capacity: capacity, boundaryCapacity: 0, observationSize: 0,
      distribution: tokens.policy.distribution, keepsReference: false,
      completions: Completions(longest: longest, packed: PackedTokens(capacity: 64)),
      ledger: ledger)
    sampler = QuestionSampler(
      family: family, options: options, seed: seed, writer: writer, preference: nil,
      staging: options.dynamicSampling == nil ? nil : tokens.rows(capacity))
  }

  var policy: Policy { tokens.policy }

  mutating func collect() { sampler.collect(policy, into: &batch) }

  var questions: [[Int]] { batch.completions?.questions ?? [] }

  /// The tokens of each completion of the batch.
  var completions: [[Int]] {
    guard let completions = batch.completions else { return [] }
    return (0..<completions.count).map { Array(completions.tokens[completions.transitions($0)]) }
  }

  /// The problems that a run of this seed asks, in their order.
  func problems(_ count: Int) -> [Problem] {
    var stream = RandomStream(seed: seed.suite, purpose: "questions", seed.run)
    let root = stream.next64()
    return (0..<count).map { family.problem(.train, seed: root, index: $0) }
  }

  func loss() -> PolicyLoss {
    PolicyLoss(
      distribution: policy.distribution, options: options, maximumRows: batch.capacity,
      capacity: batch.capacity, ledger: tokens.ledger)
  }

  func minibatches(_ size: Int?) -> Minibatches {
    Minibatches(
      size: size, capacity: batch.capacity, observationSize: 0, options: options, seed: seed,
      purpose: "minibatch", ledger: tokens.ledger)
  }
}

/// The tokens of words of the arithmetic vocabulary, numbers digit by digit.
func tokens(_ text: String) throws -> [Int] {
  try text.split(separator: " ").flatMap { word in
    if let number = Int(word) { return Symbol.number(number) }
    return [try #require(Vocabulary.arithmetic.token(String(word)))]
  }
}
