import NeuralNetworks
import Tasks

/// What a run is trained on.
public enum TrainingTask: Sendable {
  case control(ControlTask)
  case arithmetic(ArithmeticTask)
}

/// Everything that determines a training run, to the bit.
public struct TrainingRequest: Sendable {
  /// What is trained on.
  public var task: TrainingTask
  /// How the parameters come about.
  public var kind: TrainingKind
  /// The switches; see ``Options/declarations``.
  public var options: Options
  /// How much the run may use. Updates are whole: a run stops before the first that would exceed the
  /// budget, but makes at least one; with `rollout: groups` on control tasks, whose length is not
  /// known before, it stops after the first that reaches it. The rounds that dynamic sampling adds to an
  /// update may exceed it.
  public var budget: TrainingBudget
  /// The address of its random streams.
  public var seed: RunSeed
  /// The checkpoint that reinforcement on questions starts from, and is measured against.
  public var reference: [UInt8]?
  /// The sampled accuracy that the reference must have.
  public var gate: ClosedRange<Double>?

  /// Memberwise.
  public init(
    task: TrainingTask, kind: TrainingKind = .reinforcement, options: Options,
    budget: TrainingBudget, seed: RunSeed, reference: [UInt8]? = nil,
    gate: ClosedRange<Double>? = nil
  ) {
    self.task = task
    self.kind = kind
    self.options = options
    self.budget = budget
    self.seed = seed
    self.reference = reference
    self.gate = gate
  }
}

/// Trains one policy on one task: a cell of a suite. The same request gives the same record.
///
/// - Parameter progress: told how much of the budget is used, after each update.
/// - Throws: ``OptionConflict`` where two options exclude each other; ``TrainingError`` where the request
///   lacks what it needs, before any work starts, or the reference lies outside the gate.
public func train(
  _ request: TrainingRequest, progress: (_ used: Int) -> Void
) throws -> TrainingRecord {
  var request = request
  // A question's completions are a group, whatever else the options say of rollouts.
  if case .arithmetic = request.task { request.options.rollout = .groups }
  try request.options.validate()
  switch request.task {
  case .control(let task):
    // The parts end with the run's making: held on to, they would make its batch a copy.
    return TrainingRun(
      TrainingParts(
        task: task, options: request.options, budget: request.budget, seed: request.seed),
      options: request.options, budget: request.budget, seed: request.seed
    ).run(progress)
  case .arithmetic(let task):
    let family = try ArithmeticFamily(level: task.level)
    switch request.kind {
    case .supervised:
      return try SupervisedRun(
        family: family, options: request.options, budget: request.budget, seed: request.seed
      ).run(progress)
    case .reinforcement: return try reinforce(family, request, progress)
    }
  }
}

/// Reinforcement on questions, once the reference lies inside the gate.
private func reinforce(
  _ family: ArithmeticFamily, _ request: TrainingRequest, _ progress: (Int) -> Void
) throws -> TrainingRecord {
  guard let bytes = request.reference else { throw TrainingError.missingReference }
  let checkpoint: Checkpoint
  do {
    checkpoint = try Checkpoint(decoding: bytes)
  } catch {
    throw TrainingError.badReference("\(error)")
  }
  let (run, evaluator) = try questionRun(family, checkpoint, request)
  let accuracy = evaluator.measureReference(items: request.budget.finalEpisodes)
  if let gate = request.gate, !gate.contains(accuracy) {
    throw TrainingError.outsideGate(accuracy: accuracy, gate: gate)
  }
  return run.run(progress)
}

/// A run on questions, and what can measure its start. The parts end here: held on to, they would make
/// the run's batch a copy.
private func questionRun(
  _ family: ArithmeticFamily, _ checkpoint: Checkpoint, _ request: TrainingRequest
) throws -> (TrainingRun, QuestionEvaluator) {
  let (parts, evaluator) = try TrainingParts.questions(
    family, checkpoint: checkpoint, options: request.options, budget: request.budget,
    seed: request.seed)
  let run = TrainingRun(
    parts, options: request.options, budget: request.budget, seed: request.seed)
  return (run, evaluator)
}

/// Why a run could not be made.
public enum TrainingError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Reinforcement on questions needs a checkpoint.
  case missingReference
  /// The reference's sampled accuracy lies outside the suite's window.
  case outsideGate(accuracy: Double, gate: ClosedRange<Double>)
  /// The checkpoint cannot be used, and why.
  case badReference(String)

  /// The sentence that a person reads.
  public var description: String {
    switch self {
    case .missingReference:
      "reinforcement on questions needs the checkpoint of a supervised reference"
    case .outsideGate(let accuracy, let gate):
      "the reference answers \(accuracy) of the validation items when sampled, outside the gate "
        + "\(gate.lowerBound) to \(gate.upperBound): reinforcement was not started; "
        + "train the reference for longer or shorter, or move the gate"
    case .badReference(let reason): reason
    }
  }
}
