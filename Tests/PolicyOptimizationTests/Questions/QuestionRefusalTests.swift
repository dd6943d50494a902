import NeuralNetworks
import PolicyOptimization
import Tasks
import Testing

/// What stops a run on questions before it starts.
@Suite struct `Refused runs on questions` {
  static let budget = TrainingBudget(
    total: 4, evaluations: 1, evaluationEpisodes: 2, finalEpisodes: 2)

  /// What a request is refused with, and whether any update was made before.
  static func refusal(
    kind: TrainingKind = .reinforcement, reference: [UInt8]? = nil,
    gate: ClosedRange<Double>? = nil, change: (inout Options) -> Void = { _ in }
  ) throws -> (error: TrainingError?, updates: Int) {
    var options = Options {
      $0.rollout = .groups
      $0.groupsPerUpdate = 2
      $0.groupSize = 2
      $0.advantage = .group
      $0.baseline = .none
      $0.outOfDistribution = false
    }
    if kind == .supervised { options = TinyReference.options() }
    change(&options)
    let request = try TrainingRequest(
      task: .arithmetic(#require(ArithmeticTask(level: 1))), kind: kind, options: options,
      budget: budget, seed: TinyReference.seed, reference: reference, gate: gate)
    var updates = 0
    do {
      _ = try train(request) { _ in updates += 1 }
      return (nil, updates)
    } catch let error as TrainingError {
      return (error, updates)
    }
  }

  static func expect(
    _ refusal: (error: TrainingError?, updates: Int), _ sentence: String
  ) {
    #expect(refusal.error?.description == sentence)
    #expect(refusal.updates == 0)
  }

  /// The bytes of a model of zeros.
  static func checkpoint(_ change: (inout Transformer.Shape) -> Void) throws -> [UInt8] {
    var shape = try TinyReference.checkpoint().shape
    change(&shape)
    var layout = ParameterLayout()
    _ = Transformer.Entries(shape, layout: &layout)
    return Checkpoint(
      shape: shape, parameters: [Float](repeating: 0, count: layout.count), note: [:]
    ).encoded()
  }

  @Test func `reinforcement without a reference`() throws {
    try Self.expect(
      Self.refusal(),
      "reinforcement on questions needs the checkpoint of a supervised reference")
  }

  @Test func `a reference that is cut short or no checkpoint at all`() throws {
    let bytes = try TinyReference.bytes()
    try Self.expect(
      Self.refusal(reference: Array(bytes.dropLast(9))),
      "The checkpoint is truncated: it has \(bytes.count - 9) of \(bytes.count) bytes. "
        + "Copy or write it again.")
    try Self.expect(
      Self.refusal(reference: Array("not a checkpoint".utf8)),
      "This is not a checkpoint: it does not begin with ASSAYCKP.")
    var damaged = bytes
    damaged[bytes.count / 2] ^= 1
    try Self.expect(
      Self.refusal(reference: damaged),
      "The checkpoint is damaged: its check sum is wrong. Copy or write it again.")
  }

  @Test func `a context that a question and its completion do not fit`() throws {
    let sentence =
      "the model sees 44 tokens; a question of this level and its completion need 45: "
      + "set context to at least that"
    try Self.expect(Self.refusal(kind: .supervised) { $0.context = 44 }, sentence)
    try Self.expect(Self.refusal(reference: Self.checkpoint { $0.context = 44 }), sentence)
    let enough = try Self.refusal(reference: Self.checkpoint { $0.context = 45 })
    #expect(enough.error == nil && enough.updates == 1)
  }

  @Test func `a vocabulary of another size`() throws {
    let words = Vocabulary.arithmetic.words.count
    try Self.expect(
      Self.refusal(
        reference: Self.checkpoint { ($0.vocabulary, $0.outputs) = (50, 50) }),
      "the model reads 50 words and puts out 50, the task has \(words)")
  }

  @Test func `a shape that no transformer has`() throws {
    #expect(
      throws: OptionConflict.needs(
        option: "heads", value: "3", need: "a width that it divides; 16 is none")
    ) { try Self.refusal(kind: .supervised) { $0.heads = 3 } }
  }

  @Test func `a reference that is never right has nothing to teach a reward model`() throws {
    try Self.expect(
      Self.refusal(reference: Self.checkpoint { _ in }) {
        $0.reward = .rewardModel
        $0.rewardModelPrompts = 8
      },
      "no question has both right and wrong completions of the reference, so that the reward model "
        + "has nothing to learn from")
  }

  @Test func `a reference outside the gate, with its accuracy`() throws {
    let refusal = try Self.refusal(reference: TinyReference.bytes(), gate: 0.9...1)
    guard case .outsideGate(let accuracy, let gate) = refusal.error else {
      Issue.record("the gate let \(String(describing: refusal.error)) pass")
      return
    }
    #expect((0..<0.9).contains(accuracy) && gate == 0.9...1 && refusal.updates == 0)
    #expect(
      refusal.error?.description
        == "the reference answers \(accuracy) of the validation items when sampled, outside the "
        + "gate 0.9 to 1.0: reinforcement was not started; train the reference for longer or "
        + "shorter, or move the gate")
    let inside = try Self.refusal(
      reference: TinyReference.bytes(), gate: accuracy...accuracy)
    #expect(inside.error == nil && inside.updates == 1)
  }
}
