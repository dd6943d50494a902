/// One step of an episode, for people and other tools.
public struct RolloutStep: Sendable, Equatable {
  /// The number of the step, from 1.
  public var step: Int
  /// The action row.
  public var action: [Float]
  /// The reward of the step.
  public var reward: Double
  /// Whether the state after the step is terminal.
  public var terminated: Bool
  /// Whether the step reached the time limit.
  public var truncated: Bool
  /// The state after the step.
  public var state: [Double]
  /// The observation after the step.
  public var observation: [Float]

  /// Memberwise.
  public init(
    step: Int, action: [Float], reward: Double, terminated: Bool, truncated: Bool,
    state: [Double], observation: [Float]
  ) {
    self.step = step
    self.action = action
    self.reward = reward
    self.terminated = terminated
    self.truncated = truncated
    self.state = state
    self.observation = observation
  }

  /// The step as one line of JSON, without a line break; the keys in the order of the properties.
  ///
  /// Every number is the shortest decimal that reads back to the same bits, actions and observations
  /// as 32-bit, the rest as 64-bit numbers. An action row of one number is printed as a number, a
  /// discrete one as an integer; a longer row as an array.
  public func jsonLine(actionSpace: ActionSpace) -> String {
    let actionText: String
    if case .discrete = actionSpace {
      actionText = "\(Int(action[0]))"
    } else {
      actionText = action.count == 1 ? "\(action[0])" : Self.array(action)
    }
    return #"{"step":\#(step),"action":\#(actionText),"reward":\#(reward),"#
      + #""terminated":\#(terminated),"truncated":\#(truncated),"#
      + #""state":\#(Self.array(state)),"observation":\#(Self.array(observation))}"#
  }

  private static func array(_ numbers: [some BinaryFloatingPoint & CustomStringConvertible])
    -> String
  {
    "[" + numbers.map(\.description).joined(separator: ",") + "]"
  }
}
