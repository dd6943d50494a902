/// What multiply-adds are for.
public enum ComputeRole: String, CaseIterable, Sendable {
  /// The policy while it gathers a batch.
  case sampling
  /// The policy's loss and its gradient, and a line search.
  case policyUpdate
  /// Fisher-vector products.
  case solver
  /// The value function: its values of a batch, and its own steps.
  case critic
  /// The reference on a batch.
  case reference
  /// The reward model: its training and its scores.
  case rewardModel
  /// The loss after an update, for the log.
  case measurement
  /// All that is measured on episodes or items of its own.
  case evaluation
}

/// What the seconds of a run are spent on.
public enum TrainingPhase: String, CaseIterable, Sendable {
  /// Gathering a batch, scores included.
  case sampling
  /// The reference on a batch.
  case reference
  /// Values and advantages.
  case advantages
  /// The policy's step, with the value function's where they are one.
  case policyStep
  /// The value function's own steps.
  case valueStep
  /// The loss after an update.
  case measurement
  /// Evaluations, that of the start included.
  case evaluation
}

/// What a run computed and how long its phases took; no part of its result.
///
/// Two records are equal where their multiply-adds are: these repeat exactly, seconds do not.
public struct ComputeRecord: Sendable {
  /// Multiply-adds by role; see ``NetworkWork`` for what counts.
  public private(set) var multiplyAdds: [ComputeRole: Int] = [:]
  /// Seconds by phase.
  public private(set) var seconds: [TrainingPhase: Double] = [:]

  /// Nothing yet.
  public init() {}

  /// All roles together.
  public var totalMultiplyAdds: Int { multiplyAdds.values.reduce(0, +) }

  /// Adds multiply-adds.
  package mutating func add(_ count: Int, to role: ComputeRole) {
    if count != 0 { multiplyAdds[role, default: 0] += count }
  }

  /// Adds the time since `start`, which moves to now.
  mutating func add(since start: inout ContinuousClock.Instant, to phase: TrainingPhase) {
    let now = ContinuousClock.now
    seconds[phase, default: 0] += (now - start) / .seconds(1)
    start = now
  }
}

extension ComputeRecord: Equatable {
  /// Whether the multiply-adds are the same.
  public static func == (first: Self, second: Self) -> Bool {
    first.multiplyAdds == second.multiplyAdds
  }
}
