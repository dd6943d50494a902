import Foundation
import Randomness

/// Drive an underpowered car out of a valley by a push between −1 and 1, and save fuel.
///
/// Equal to the bit to `MountainCarContinuous-v0` of Gymnasium 1.4.0 with NumPy 2 and `Float`
/// actions. There the initial state is in `Double` and every later one in `Float`, and the promotion
/// rules decide the precision of each term:
/// 1. The first step after a reset is computed in `Double`, every other one in `Float`; the state is
///    then rounded to `Float`.
/// 2. The push minus gravity is computed in `Float`, but in `Double` when the action was clipped.
/// 3. The cosine is computed in `Double`, of three times the position in the state's precision.
public struct MountainCarContinuous: Environment {
  private var position = 0.0
  private var velocity = 0.0
  private var isSinglePrecision = false

  /// At rest at 0, until it is reset.
  public init() {}

  /// Position and velocity (per step).
  public var state: [Double] { [position, velocity] }

  /// Draws the position, uniform in [−0.6, −0.4); the car is at rest.
  public mutating func reset(using source: inout some UniformSource) {
    position = source.uniform(from: -0.6, to: -0.4)
    velocity = 0
    isSinglePrecision = false
  }

  /// Moves one step. The reward is −0.1·a² for the action before clipping, and 100 more at the goal.
  public mutating func step(_ action: Span<Float>) -> Transition {
    let push = Self.description.actionSpace.number(of: action)
    let reachedGoal =
      isSinglePrecision ? advance(push, in: Float.self) : advance(push, in: Double.self)
    isSinglePrecision = true
    let reward = (reachedGoal ? 100.0 : 0.0) - libraryPower(Double(push), 2) * 0.1
    return Transition(reward: reward, terminated: reachedGoal)
  }

  /// Moves the car in one precision; whether it is then at the goal.
  private mutating func advance<Number: BinaryFloatingPoint>(
    _ push: Float, in: Number.Type
  ) -> Bool {
    var position = Number(position)
    var velocity = Number(velocity)
    let gravity = 0.0025 * cos(Double(3 * position))
    if push > 1 || push < -1 {
      velocity += Number((push > 0 ? 1.0 : -1.0) * 0.0015 - gravity)
    } else {
      velocity += Number(push * Float(0.0015 as Double) - Float(gravity))
    }
    let speedLimit = Number(0.07 as Double)
    velocity = min(max(velocity, -speedLimit), speedLimit)
    position += velocity
    let wall = Number(-1.2 as Double)
    position = min(max(position, wall), Number(0.6 as Double))
    if position == wall && velocity < 0 { velocity = 0 }
    self.position = Double(Float(position))
    self.velocity = Double(Float(velocity))
    return position >= Number(0.45 as Double) && velocity >= 0
  }

  /// Writes the state in `Float`.
  public func observe(into observations: inout [Float], at offset: Int) {
    observations[offset] = Float(position)
    observations[offset + 1] = Float(velocity)
  }
}

extension MountainCarContinuous {
  /// The lowest return is that of full pushes that never reach the goal, 999 · −0.1; actions out of
  /// bounds are charged unclipped and can cost more.
  public static let description = ControlTaskDescription(
    name: "MountainCarContinuous-v0",
    summary: "Drive an underpowered car out of a valley with as little fuel as possible.",
    observationNames: ["position", "velocity"],
    stateNames: ["position", "velocity"],
    actionSpace: .box(dimension: 1, low: -1, high: 1),
    stepLimit: 999,
    floorReturn: -99.9,
    randomScore: ReferenceScore(
      policy: "uniform actions", mean: -32.762, standardDeviation: 7.408, episodes: 200),
    scriptedScore: ReferenceScore(
      policy: ScriptedPolicy.mountainCarContinuous.summary, mean: 89.36, standardDeviation: 0.141,
      episodes: 500),
    source: "Gymnasium 1.4.0, MountainCarContinuous-v0, Float actions, NumPy 2")
}
