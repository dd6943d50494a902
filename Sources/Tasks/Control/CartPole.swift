import Foundation
import Randomness

/// Balance a pole on a cart by pushing the cart left (0) or right (1).
///
/// Equal to the bit to `CartPole-v1` of Gymnasium 1.4.0 (state in `Double`, explicit Euler steps of
/// 0.02 s), after Barto, Sutton and Anderson, *Neuronlike adaptive elements that can solve difficult
/// learning control problems* (1983).
public struct CartPole: Environment {
  private var position = 0.0
  private var velocity = 0.0
  private var angle = 0.0
  private var angularVelocity = 0.0

  /// At rest, upright, until it is reset.
  public init() {}

  /// Position (m), velocity, angle from upright (rad), angular velocity.
  public var state: [Double] { [position, velocity, angle, angularVelocity] }

  /// Draws the four numbers of the state in order, each uniform in [−0.05, 0.05).
  public mutating func reset(using source: inout some UniformSource) {
    position = source.uniform(from: -0.05, to: 0.05)
    velocity = source.uniform(from: -0.05, to: 0.05)
    angle = source.uniform(from: -0.05, to: 0.05)
    angularVelocity = source.uniform(from: -0.05, to: 0.05)
  }

  /// Pushes for 0.02 s. The reward is 1, on the terminal step too.
  public mutating func step(_ action: Span<Float>) -> Transition {
    let push = Self.description.actionSpace.index(of: action) == 1 ? 10.0 : -10.0
    let poleMass = 0.1
    let totalMass = 0.1 + 1.0
    let halfLength = 0.5
    let poleMassLength = 0.1 * 0.5
    let stepSeconds = 0.02
    let cosine = cos(angle)
    let sine = sin(angle)
    let pull = (push + poleMassLength * (angularVelocity * angularVelocity) * sine) / totalMass
    let angularAcceleration =
      (9.8 * sine - cosine * pull)
      / (halfLength * (4.0 / 3.0 - poleMass * (cosine * cosine) / totalMass))
    let acceleration = pull - poleMassLength * angularAcceleration * cosine / totalMass
    // Explicit Euler: the positions move with the velocities from before the push.
    position += stepSeconds * velocity
    velocity += stepSeconds * acceleration
    angle += stepSeconds * angularVelocity
    angularVelocity += stepSeconds * angularAcceleration
    let angleLimit = 12 * 2 * Double.pi / 360
    let terminated =
      position < -2.4 || position > 2.4 || angle < -angleLimit || angle > angleLimit
    return Transition(reward: 1, terminated: terminated)
  }

  /// Writes the state in `Float`.
  public func observe(into observations: inout [Float], at offset: Int) {
    observations[offset] = Float(position)
    observations[offset + 1] = Float(velocity)
    observations[offset + 2] = Float(angle)
    observations[offset + 3] = Float(angularVelocity)
  }
}

extension CartPole {
  /// An episode cannot end before its eighth step: see Guides/tasks.md.
  public static let description = ControlTaskDescription(
    name: "CartPole-v1",
    summary: "Balance a pole on a cart by pushing the cart left or right.",
    observationNames: ["position", "velocity", "angle", "angular velocity"],
    stateNames: ["position", "velocity", "angle", "angular velocity"],
    actionSpace: .discrete(count: 2),
    stepLimit: 500,
    floorReturn: 8,
    randomScore: ReferenceScore(
      policy: "uniform actions", mean: 22.772, standardDeviation: 12.314, episodes: 2000),
    scriptedScore: ReferenceScore(
      policy: ScriptedPolicy.cartPole.summary, mean: 500, standardDeviation: 0, episodes: 500),
    source: "Gymnasium 1.4.0, CartPole-v1")
}
