/// An episode to print.
public struct RolloutRequest: Sendable {
  /// The registered name of the task.
  public var task: String
  /// Where the initial state comes from.
  public var seeding: Seeding
  /// The seed of the initial state and of random actions.
  public var seed: UInt64
  /// Where the actions come from.
  public var actions: ActionSource
  /// Stop after this many steps, at least 1; nil for the whole episode.
  public var maximumSteps: Int?

  /// Memberwise.
  public init(
    task: String, seeding: Seeding, seed: UInt64, actions: ActionSource, maximumSteps: Int? = nil
  ) {
    self.task = task
    self.seeding = seeding
    self.seed = seed
    self.actions = actions
    self.maximumSteps = maximumSteps
  }
}

/// Writes one episode as JSON Lines, one object a step: what `assay rollout` prints.
///
/// The episode stops where it ends, where the list of actions ends, or after `maximumSteps`.
///
/// - Parameters:
///   - request: the episode.
///   - write: takes one line, without its line break.
/// - Throws: ``TaskError`` before the first line; what `write` throws.
public func rollout(_ request: RolloutRequest, write: (String) throws -> Void) throws {
  let names = ControlTaskRegistry.all.map(\.description.name)
  guard let task = ControlTaskRegistry.task(named: request.task) else {
    throw TaskError.unknownTask(
      name: request.task, nearest: nearestName(to: request.task, in: names), all: names)
  }
  if let maximum = request.maximumSteps, maximum < 1 { throw TaskError.badMaximumSteps(maximum) }
  var episode = try Episode(
    of: task, seeding: request.seeding, seed: request.seed, actions: request.actions)
  var left = request.maximumSteps ?? task.description.stepLimit
  while left > 0, episode.advance() {
    try write(episode.lastStep.jsonLine(actionSpace: task.description.actionSpace))
    left -= 1
  }
}
