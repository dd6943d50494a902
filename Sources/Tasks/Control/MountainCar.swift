import Foundation
import Randomness

/// Drive an underpowered car out of a valley: push left (0), coast (1), push right (2).
///
/// Equal to the bit to `MountainCar-v0` of Gymnasium 1.4.0, after Moore, *Efficient memory-based
/// learning for robot control* (1990).
public struct MountainCar: Environment {
  private var position = 0.0
  private var velocity = 0.0

  /// At rest at 0, until it is reset.
  public init() {}

  /// Position and velocity (per step).
  public var state: [Double] { [position, velocity] }

  /// Draws the position, uniform in [−0.6, −0.4); the car is at rest.
  public mutating func reset(using source: inout some UniformSource) {
    position = source.uniform(from: -0.6, to: -0.4)
    velocity = 0
  }

  /// Moves one step. The reward is −1, on the terminal step too.
  public mutating func step(_ action: Span<Float>) -> Transition {
    let direction = Double(Self.description.actionSpace.index(of: action) - 1)
    velocity += direction * 0.001 + cos(3 * position) * -0.0025
    velocity = min(max(velocity, -0.07), 0.07)
    position += velocity
    position = min(max(position, -1.2), 0.6)
    if position == -1.2 && velocity < 0 { velocity = 0 }
    return Transition(reward: -1, terminated: position >= 0.5 && velocity >= 0)
  }

  /// Writes the state in `Float`.
  public func observe(into observations: inout [Float], at offset: Int) {
    observations[offset] = Float(position)
    observations[offset + 1] = Float(velocity)
  }
}

extension MountainCar {
  /// An episode that never reaches the goal returns −200.
  public static let description = ControlTaskDescription(
    name: "MountainCar-v0",
    summary: "Drive an underpowered car out of a valley in as few steps as possible.",
    observationNames: ["position", "velocity"],
    stateNames: ["position", "velocity"],
    actionSpace: .discrete(count: 3),
    stepLimit: 200,
    floorReturn: -200,
    randomScore: ReferenceScore(
      policy: "uniform actions", mean: -200, standardDeviation: 0, episodes: 1000),
    scriptedScore: ReferenceScore(
      policy: ScriptedPolicy.mountainCar.summary, mean: -119.802, standardDeviation: 3.552,
      episodes: 500),
    source: "Gymnasium 1.4.0, MountainCar-v0")
}
