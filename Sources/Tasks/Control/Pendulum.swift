import Foundation
import Randomness

/// Swing a pendulum up and hold it there by a torque between −2 and 2.
///
/// Equal to the bit to `Pendulum-v1` of Gymnasium 1.4.0 with NumPy 2 and `Float` actions: the square
/// of the torque in the reward and three times the torque in the dynamics are computed in `Float`,
/// the rest in `Double`.
public struct Pendulum: Environment {
  private var angle = 0.0
  private var angularVelocity = 0.0

  /// At rest, upright, until it is reset.
  public init() {}

  /// Angle from upright (rad, not wrapped) and angular velocity.
  public var state: [Double] { [angle, angularVelocity] }

  /// Draws the angle, uniform in [−π, π), then the angular velocity, uniform in [−1, 1).
  public mutating func reset(using source: inout some UniformSource) {
    angle = source.uniform(from: -.pi, to: .pi)
    angularVelocity = source.uniform(from: -1, to: 1)
  }

  /// Turns for 0.05 s with the torque clipped to −2…2. Never terminates.
  ///
  /// The reward is −(θ² + 0.1 θ̇² + 0.001 u²) of the state before the step, θ wrapped to [−π, π).
  public mutating func step(_ action: Span<Float>) -> Transition {
    let torque = min(max(Self.description.actionSpace.number(of: action), -2), 2)
    let effort = Float(0.001 as Double) * libraryPower(torque, 2)
    let cost =
      libraryPower(Self.wrapped(angle), 2) + 0.1 * libraryPower(angularVelocity, 2) + Double(effort)
    let stepSeconds = 0.05
    angularVelocity += (15 * sin(angle) + Double(3 * torque)) * stepSeconds
    angularVelocity = min(max(angularVelocity, -8), 8)
    angle += angularVelocity * stepSeconds
    return Transition(reward: -cost, terminated: false)
  }

  /// The angle in [−π, π), as Python's remainder gives it.
  static func wrapped(_ angle: Double) -> Double {
    let turn = 2 * Double.pi
    let remainder = (angle + .pi).truncatingRemainder(dividingBy: turn)
    return (remainder < 0 ? remainder + turn : remainder) - .pi
  }

  /// Writes cos θ, sin θ and θ̇ in `Float`.
  public func observe(into observations: inout [Float], at offset: Int) {
    observations[offset] = Float(cos(angle))
    observations[offset + 1] = Float(sin(angle))
    observations[offset + 2] = Float(angularVelocity)
  }
}

extension Pendulum {
  /// No step costs more than π² + 0.1 · 8² + 0.001 · 2², 16.2736044.
  public static let description = ControlTaskDescription(
    name: "Pendulum-v1",
    summary: "Swing a pendulum up and hold it upright with a limited torque.",
    observationNames: ["cosine of the angle", "sine of the angle", "angular velocity"],
    stateNames: ["angle", "angular velocity"],
    actionSpace: .box(dimension: 1, low: -2, high: 2),
    stepLimit: 200,
    floorReturn: -200 * (.pi * .pi + 6.4 + 0.004),
    randomScore: ReferenceScore(
      policy: "uniform actions", mean: -1219.88, standardDeviation: 292.194, episodes: 1000),
    scriptedScore: ReferenceScore(
      policy: ScriptedPolicy.pendulum.summary, mean: -146.95, standardDeviation: 90.057,
      episodes: 1000),
    source: "Gymnasium 1.4.0, Pendulum-v1, Float actions, NumPy 2")
}
