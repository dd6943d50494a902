import Randomness

/// Where an episode's initial state comes from.
public enum Seeding: String, CaseIterable, Sendable {
  /// NumPy's generator, as in Gymnasium's `reset(seed:)`: the same initial state to the bit.
  case gymnasium
  /// The addressed stream (seed, `"reset"`).
  case assay
}

/// Where an episode's actions come from.
public enum ActionSource: Sendable, Equatable {
  /// Action rows one after the other; the episode stops where the list does.
  case list([Float])
  /// Uniform actions from the addressed stream (seed, `"random policy"`): one `integer(below:)` a
  /// step, or one `uniformFloat()` a number, stretched to the box.
  case random
  /// The task's scripted policy.
  case scripted
}

/// One episode of a task, a step at a time.
package struct Episode {
  /// The one environment, as training would step it.
  package let environments: any VectorEnvironment
  private let task: ControlTask
  private let source: ActionSource
  private var stream: RandomStream
  private var action: [Float]
  private var stepCount = 0

  /// An episode in its initial state.
  ///
  /// - Throws: ``TaskError`` where the list holds a number that is no action or an incomplete action,
  ///   or the task has no scripted policy.
  package init(
    of task: ControlTask, seeding: Seeding, seed: UInt64, actions source: ActionSource
  ) throws(TaskError) {
    self.task = task
    self.source = source
    try Self.validate(source, for: task)
    environments = task.makeEnvironments(1)
    action = Array(repeating: 0, count: task.description.actionSpace.rowSize)
    stream = RandomStream(seed: seed, purpose: "random policy")
    switch seeding {
    case .gymnasium:
      var generator = PCG64(seed: seed)
      environments.reset(0, using: &generator)
    case .assay:
      var generator = RandomStream(seed: seed, purpose: "reset")
      environments.reset(0, using: &generator)
    }
  }

  private static func validate(
    _ source: ActionSource, for task: ControlTask
  ) throws(TaskError) {
    let name = task.description.name
    let space = task.description.actionSpace
    switch source {
    case .list(let numbers):
      for (index, value) in numbers.enumerated() where !space.accepts(value) {
        throw .badAction(
          value: value, position: index + 1, task: name, allowed: space.allowedValues)
      }
      if !numbers.count.isMultiple(of: space.rowSize) {
        throw .incompleteAction(numbers: numbers.count, rowSize: space.rowSize, task: name)
      }
    case .random:
      break
    case .scripted:
      if task.scriptedPolicy == nil { throw .noScriptedPolicy(task: name) }
    }
  }

  /// Makes a step, unless the episode has ended or the list of actions has; whether it did.
  package mutating func advance() -> Bool {
    if environments.terminated[0] || environments.truncated[0] { return false }
    guard chooseAction() else { return false }
    environments.step(action, active: [true])
    stepCount += 1
    return true
  }

  /// Writes the next action row; false where there is none.
  private mutating func chooseAction() -> Bool {
    switch source {
    case .list(let numbers):
      let start = stepCount * action.count
      guard start < numbers.count else { return false }
      for index in action.indices { action[index] = numbers[start + index] }
    case .random:
      for index in action.indices {
        switch task.description.actionSpace {
        case .discrete(let count): action[index] = Float(stream.integer(below: count))
        case .box(_, let low, let high): action[index] = low + (high - low) * stream.uniformFloat()
        }
      }
    case .scripted:
      guard let policy = task.scriptedPolicy else { return false }
      action = policy.action(environments.state(of: 0))
    }
    return true
  }

  /// The last step that was made.
  package var lastStep: RolloutStep {
    RolloutStep(
      step: stepCount, action: action, reward: environments.rewards[0],
      terminated: environments.terminated[0], truncated: environments.truncated[0],
      state: environments.state(of: 0), observation: environments.observations)
  }

  /// Makes the remaining steps.
  ///
  /// - Returns: the sum of their rewards, in order.
  package mutating func finish() -> Double {
    var total = 0.0
    while advance() { total += environments.rewards[0] }
    return total
  }
}
