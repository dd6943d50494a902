import Randomness

/// Copies of one environment, stepped together without allocating.
///
/// Every row has its own clock. A step sets `truncated` when the row has made
/// `description.stepLimit` steps since its reset, and `terminated` when the environment says so;
/// both may be true, as in Gymnasium's `TimeLimit`. The arrays are written in place: a caller that
/// keeps one across a step pays for the copy.
public final class EnvironmentBatch<E: Environment>: VectorEnvironment {
  /// The task.
  public let description = E.description
  /// The number of copies.
  public let count: Int
  /// The current observations, `[count, observationSize]`; zeros before the first reset.
  public private(set) var observations: [Float]
  /// The rewards of the last step, `[count]`; 0 where a row was reset or not active.
  public private(set) var rewards: [Double]
  /// Whether each row's episode has terminated, `[count]`.
  public private(set) var terminated: [Bool]
  /// Whether each row's episode has reached the time limit, `[count]`.
  public private(set) var truncated: [Bool]
  private let observationSize = E.description.observationSize
  private let actionSize = E.description.actionSpace.rowSize
  private let stepLimit = E.description.stepLimit
  private var environments: [E]
  private var elapsedSteps: [Int]
  private var needsReset: [Bool]

  /// Copies that must each be reset before they are stepped.
  ///
  /// - Precondition: `count > 0`.
  public init(count: Int) {
    precondition(count > 0, "a batch needs at least 1 environment, not \(count)")
    self.count = count
    observations = Array(repeating: 0, count: count * E.description.observationSize)
    rewards = Array(repeating: 0, count: count)
    terminated = Array(repeating: false, count: count)
    truncated = Array(repeating: false, count: count)
    environments = Array(repeating: E(), count: count)
    elapsedSteps = Array(repeating: 0, count: count)
    needsReset = Array(repeating: true, count: count)
  }

  /// The environment of one row: a snapshot, as environments are values.
  public subscript(row: Int) -> E { environments[row] }

  /// The state of one row, in the order that the description names.
  public func state(of row: Int) -> [Double] { environments[row].state }

  /// Draws a new initial state for one row and restarts its clock.
  public func reset(_ row: Int, using source: inout some UniformSource) {
    environments[row].reset(using: &source)
    environments[row].observe(into: &observations, at: row * observationSize)
    rewards[row] = 0
    terminated[row] = false
    truncated[row] = false
    elapsedSteps[row] = 0
    needsReset[row] = false
  }

  /// Copies the state, the clock, the observation, and the last step's reward and flags.
  public func copy(_ row: Int, to others: Range<Int>) {
    let size = observationSize
    for other in others where other != row {
      environments[other] = environments[row]
      for index in 0..<size {
        observations[other * size + index] = observations[row * size + index]
      }
      rewards[other] = rewards[row]
      terminated[other] = terminated[row]
      truncated[other] = truncated[row]
      elapsedSteps[other] = elapsedSteps[row]
      needsReset[other] = needsReset[row]
    }
  }

  /// Steps the active rows; the others keep their observations, and their reward becomes 0.
  ///
  /// - Precondition: the arrays have the batch's shape, the actions are accepted by the action
  ///   space, and no active row has ended since it was reset.
  public func step(_ actions: [Float], active: [Bool]) {
    precondition(
      actions.count == count * actionSize,
      "\(count) environments take \(count * actionSize) action numbers, not \(actions.count)")
    precondition(
      active.count == count, "\(count) environments take \(count) active flags, not \(active.count)"
    )
    for row in 0..<count {
      guard active[row] else {
        rewards[row] = 0
        continue
      }
      precondition(
        !needsReset[row], "environment \(row) must be reset before it is stepped: its episode ended"
      )
      let action = actions.span.extracting(row * actionSize..<(row + 1) * actionSize)
      let transition = environments[row].step(action)
      environments[row].observe(into: &observations, at: row * observationSize)
      elapsedSteps[row] += 1
      rewards[row] = transition.reward
      terminated[row] = transition.terminated
      truncated[row] = elapsedSteps[row] >= stepLimit
      needsReset[row] = terminated[row] || truncated[row]
    }
  }
}
