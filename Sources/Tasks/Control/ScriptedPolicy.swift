import Foundation

/// A policy written by hand for one task: the upper end of its score scale.
public struct ScriptedPolicy: Sendable {
  /// What it does, in one phrase.
  public let summary: String
  /// The action row for a state, whose numbers are in the order that the task names.
  public let action: @Sendable (_ state: [Double]) -> [Float]

  /// Memberwise.
  public init(summary: String, action: @escaping @Sendable (_ state: [Double]) -> [Float]) {
    self.summary = summary
    self.action = action
  }
}

extension ScriptedPolicy {
  /// Pushes right where the pole is about to fall right. Balances for all 500 steps.
  public static let cartPole = ScriptedPolicy(
    summary: "right where angle + 0.5 angular velocity + 0.05 position + 0.1 velocity > 0"
  ) { state in
    let lean = state[2] + 0.5 * state[3] + 0.05 * state[0] + 0.1 * state[1]
    return [lean > 0 ? 1 : 0]
  }

  /// Pumps energy; does not save the steps that a planner would.
  public static let mountainCar = ScriptedPolicy(
    summary: "push along the velocity"
  ) { state in
    [state[1] < 0 ? 0 : 2]
  }

  /// Pumps energy at full power.
  public static let mountainCarContinuous = ScriptedPolicy(
    summary: "full push along the velocity"
  ) { state in
    [state[1] < 0 ? -1 : 1]
  }

  /// Pumps energy into the first link.
  public static let acrobot = ScriptedPolicy(
    summary: "torque against the first link's angular velocity"
  ) { state in
    [state[2] > 0 ? 0 : 2]
  }

  /// Near the top and slow enough, a proportional–derivative torque; elsewhere full torque that adds
  /// energy below that of standing upright and removes it above.
  public static let pendulum = ScriptedPolicy(
    summary: "energy pump, then proportional–derivative torque near the top"
  ) { state in
    let angle = Pendulum.wrapped(state[0])
    let velocity = state[1]
    if angle.magnitude < 0.5 {
      return [Float(min(max(-(10 * angle + 2 * velocity), -2), 2))]
    }
    let energy = 0.5 * velocity * velocity + 15 * (cos(angle) - 1)
    return [(energy < 0) == (velocity >= 0) ? 2 : -2]
  }
}
