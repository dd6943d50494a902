/// One (task, algorithm) pair with its resolved options; a cell is an arm and a seed.
public struct Arm: Codable, Sendable, Hashable {
  /// The registered task.
  public var task: String
  /// The algorithm's label.
  public var algorithm: String
  /// The registered algorithm.
  public var method: String
  /// Every option that has a meaning for the algorithm on the task, defaults included.
  public var options: [String: JSONValue]
  /// What the run may use; see ``ResolvedSuite/budgetUnit(of:)`` for the unit.
  public var budget: Int
  /// Points of the learning curve: evaluations after equal shares of the budget, the last at its end.
  public var evaluations: Int
  /// Episodes, or items, in each of those evaluations, per policy (greedy and sampled).
  public var evaluationEpisodes: Int
  /// Episodes, or items, in the evaluation at the end of the budget, per policy.
  public var finalEpisodes: Int
  /// What the run starts from; nil where it starts at random parameters, as on control tasks and in
  /// supervised training.
  public var reference: ReferenceArm?
  /// The least and the greatest sampled accuracy that the reference may have; nil where it may have
  /// any.
  public var gate: [Double]?

  /// Memberwise.
  public init(
    task: String, algorithm: String, method: String, options: [String: JSONValue],
    budget: Int, evaluations: Int, evaluationEpisodes: Int, finalEpisodes: Int,
    reference: ReferenceArm? = nil, gate: [Double]? = nil
  ) {
    self.task = task
    self.algorithm = algorithm
    self.method = method
    self.options = options
    self.budget = budget
    self.evaluations = evaluations
    self.evaluationEpisodes = evaluationEpisodes
    self.finalEpisodes = finalEpisodes
    self.reference = reference
    self.gate = gate
  }
}

/// The supervised arm, on the same task, whose checkpoint of the same seed a run starts from. All that
/// determines the checkpoint stands here, so that it is part of the identity of the cells that use it.
public struct ReferenceArm: Codable, Sendable, Hashable {
  /// The arm's label in the suite.
  public var label: String
  /// The arm's options.
  public var options: [String: JSONValue]
  /// Demonstrations that it is trained on.
  public var budget: Int

  /// Memberwise.
  public init(label: String, options: [String: JSONValue], budget: Int) {
    self.label = label
    self.options = options
    self.budget = budget
  }
}

extension ResolvedSuite {
  /// What the budget of an arm counts: its task's unit, or demonstrations where it is supervised,
  /// which on questions is any arm without a reference.
  public func budgetUnit(of arm: Arm) -> String {
    guard let task = tasks.first(where: { $0.name == arm.task }) else { return "" }
    return task.kind == .arithmetic && arm.reference == nil ? "demonstrations" : task.budgetUnit
  }
}
