import Foundation
import Randomness

/// Swing the end of a two-link chain above a line by a torque of −1, 0 or 1 at the middle joint.
///
/// Equal to the bit to `Acrobot-v1` of Gymnasium 1.4.0 (the "book" dynamics), after Sutton,
/// *Generalization in reinforcement learning* (NIPS 1996), and Sutton and Barto, *Reinforcement
/// Learning*, chapter 11.3 of the first edition. One Runge–Kutta step of order 4 lasts 0.2 s.
public struct Acrobot: Environment {
  private var motion = Motion()
  private var isSinglePrecision = false

  /// Hanging at rest until it is reset.
  public init() {}

  /// The two angles (rad; the second relative to the first link) and their velocities.
  public var state: [Double] {
    [motion.angle1, motion.angle2, motion.velocity1, motion.velocity2]
  }

  /// Draws the four numbers of the state in order, each uniform in [−0.1, 0.1), rounded to `Float`.
  public mutating func reset(using source: inout some UniformSource) {
    motion.angle1 = Double(Float(source.uniform(from: -0.1, to: 0.1)))
    motion.angle2 = Double(Float(source.uniform(from: -0.1, to: 0.1)))
    motion.velocity1 = Double(Float(source.uniform(from: -0.1, to: 0.1)))
    motion.velocity2 = Double(Float(source.uniform(from: -0.1, to: 0.1)))
    isSinglePrecision = true
  }

  /// Moves for 0.2 s. The reward is −1, and 0 on the terminal step.
  public mutating func step(_ action: Span<Float>) -> Transition {
    let torque = Double(Self.description.actionSpace.index(of: action) - 1)
    let dt = 0.2
    let k1 = motion.rate(torque)
    let k2 = motion.moved(k1, by: dt / 2).rate(torque)
    let k3 = motion.moved(k2, by: dt / 2).rate(torque)
    let k4 = motion.moved(k3, by: dt).rate(torque)
    motion = Motion(
      angle1: Self.wrapped(
        motion.angle1 + dt / 6 * (k1.angle1 + 2 * k2.angle1 + 2 * k3.angle1 + k4.angle1)),
      angle2: Self.wrapped(
        motion.angle2 + dt / 6 * (k1.angle2 + 2 * k2.angle2 + 2 * k3.angle2 + k4.angle2)),
      velocity1: Self.clamped(
        motion.velocity1
          + dt / 6 * (k1.velocity1 + 2 * k2.velocity1 + 2 * k3.velocity1 + k4.velocity1),
        to: 4 * .pi),
      velocity2: Self.clamped(
        motion.velocity2
          + dt / 6 * (k1.velocity2 + 2 * k2.velocity2 + 2 * k3.velocity2 + k4.velocity2),
        to: 9 * .pi))
    isSinglePrecision = false
    let terminated = -cos(motion.angle1) - cos(motion.angle2 + motion.angle1) > 1
    return Transition(reward: terminated ? 0 : -1, terminated: terminated)
  }

  /// The angle in [−π, π], by whole turns.
  private static func wrapped(_ angle: Double) -> Double {
    let turn = Double.pi - -Double.pi
    var angle = angle
    while angle > .pi { angle -= turn }
    while angle < -.pi { angle += turn }
    return angle
  }

  private static func clamped(_ value: Double, to limit: Double) -> Double {
    min(max(value, -limit), limit)
  }

  /// Writes cos θ₁, sin θ₁, cos θ₂, sin θ₂, θ̇₁ and θ̇₂ in `Float`.
  public func observe(into observations: inout [Float], at offset: Int) {
    if isSinglePrecision {
      observations[offset] = singlePrecisionCosine(Float(motion.angle1))
      observations[offset + 1] = singlePrecisionSine(Float(motion.angle1))
      observations[offset + 2] = singlePrecisionCosine(Float(motion.angle2))
      observations[offset + 3] = singlePrecisionSine(Float(motion.angle2))
    } else {
      observations[offset] = Float(cos(motion.angle1))
      observations[offset + 1] = Float(sin(motion.angle1))
      observations[offset + 2] = Float(cos(motion.angle2))
      observations[offset + 3] = Float(sin(motion.angle2))
    }
    observations[offset + 4] = Float(motion.velocity1)
    observations[offset + 5] = Float(motion.velocity2)
  }
}

/// The angles and velocities of the chain, or their rates of change.
private struct Motion: Sendable {
  var angle1 = 0.0
  var angle2 = 0.0
  var velocity1 = 0.0
  var velocity2 = 0.0

  /// This state moved along a rate for a time.
  func moved(_ rate: Motion, by seconds: Double) -> Motion {
    Motion(
      angle1: angle1 + seconds * rate.angle1, angle2: angle2 + seconds * rate.angle2,
      velocity1: velocity1 + seconds * rate.velocity1,
      velocity2: velocity2 + seconds * rate.velocity2)
  }

  /// The rate of change under a torque; masses, lengths and moments of inertia are 1, and each
  /// link's centre of mass lies at 0.5.
  func rate(_ torque: Double) -> Motion {
    let (m, l, c, inertia, g) = (1.0, 1.0, 0.5, 1.0, 9.8)
    let cosine2 = cos(angle2)
    let sine2 = sin(angle2)
    let d1 = m * (c * c) + m * (l * l + c * c + 2 * l * c * cosine2) + inertia + inertia
    let d2 = m * (c * c + l * c * cosine2) + inertia
    let phi2 = m * c * g * cos(angle1 + angle2 - Double.pi / 2)
    let phi1 =
      -m * l * c * libraryPower(velocity2, 2) * sine2
      - 2 * m * l * c * velocity2 * velocity1 * sine2
      + (m * c + m * l) * g * cos(angle1 - Double.pi / 2) + phi2
    let acceleration2 =
      (torque + d2 / d1 * phi1 - m * l * c * libraryPower(velocity1, 2) * sine2 - phi2)
      / (m * (c * c) + inertia - libraryPower(d2, 2) / d1)
    let acceleration1 = -(d2 * acceleration2 + phi1) / d1
    return Motion(
      angle1: velocity1, angle2: velocity2, velocity1: acceleration1, velocity2: acceleration2)
  }
}

extension Acrobot {
  /// An episode that never reaches the line returns −500.
  public static let description = ControlTaskDescription(
    name: "Acrobot-v1",
    summary: "Swing the end of a two-link chain above a line in as few steps as possible.",
    observationNames: [
      "cosine of angle 1", "sine of angle 1", "cosine of angle 2", "sine of angle 2",
      "angular velocity 1", "angular velocity 2",
    ],
    stateNames: ["angle 1", "angle 2", "angular velocity 1", "angular velocity 2"],
    actionSpace: .discrete(count: 3),
    stepLimit: 500,
    floorReturn: -500,
    randomScore: ReferenceScore(
      policy: "uniform actions", mean: -499.095, standardDeviation: 7.515, episodes: 200),
    scriptedScore: ReferenceScore(
      policy: ScriptedPolicy.acrobot.summary, mean: -83.917, standardDeviation: 18.675,
      episodes: 1000),
    source: "Gymnasium 1.4.0, Acrobot-v1")
}
