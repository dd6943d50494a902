import Randomness

/// What an agent may do in an environment.
public enum ActionSpace: Sendable, Equatable {
  /// One of `count` actions. An action row is one number: the index, exact as a `Float`.
  case discrete(count: Int)
  /// A vector of `dimension` real numbers, each meant to lie in `low...high`.
  case box(dimension: Int, low: Float, high: Float)

  /// The numbers in one action row.
  public var rowSize: Int {
    switch self {
    case .discrete: 1
    case .box(let dimension, _, _): dimension
    }
  }
}

/// What one step of an environment gives back.
public struct Transition: Sendable, Equatable {
  /// The reward of the step.
  public var reward: Double
  /// Whether the new state is terminal: its value is zero.
  public var terminated: Bool

  /// A reward and whether the state it leads to is terminal.
  public init(reward: Double, terminated: Bool) {
    self.reward = reward
    self.terminated = terminated
  }
}

/// The dynamics of a control task, without a time limit.
///
/// An environment is a value: a copy is a snapshot, and assigning the copy back restores it.
public protocol Environment: Sendable {
  /// What the task is, its limits and its reference scores.
  static var description: ControlTaskDescription { get }

  /// An environment that has yet to be reset.
  init()

  /// The state, in the order that the description names.
  var state: [Double] { get }

  /// Draws an initial state.
  mutating func reset(using source: inout some UniformSource)

  /// Applies one action row and advances the state.
  mutating func step(_ action: Span<Float>) -> Transition

  /// Writes the observation of the current state to `observations[offset...]`.
  func observe(into observations: inout [Float], at offset: Int)
}

/// What a person and the harness need to know of a control task.
public struct ControlTaskDescription: Sendable {
  /// The registered name, such as `CartPole-v1`.
  public var name: String
  /// One sentence: what is controlled, and to what end.
  public var summary: String
  /// The numbers in an observation, and what each is, in order.
  public var observationNames: [String]
  /// The numbers in the state, in order.
  public var stateNames: [String]
  /// What an agent may do.
  public var actionSpace: ActionSpace
  /// Steps after which an episode is truncated.
  public var stepLimit: Int
  /// The lowest return an episode can have; what a diverged run scores.
  public var floorReturn: Double
  /// The mean return of uniformly random actions.
  public var randomScore: ReferenceScore
  /// The mean return of the scripted policy; with ``randomScore`` it normalises scores:
  /// (score − random) / (scripted − random).
  public var scriptedScore: ReferenceScore
  /// Where the dynamics are defined.
  public var source: String

  /// The numbers in an observation row.
  public var observationSize: Int { observationNames.count }

  /// Memberwise.
  public init(
    name: String, summary: String, observationNames: [String], stateNames: [String],
    actionSpace: ActionSpace, stepLimit: Int, floorReturn: Double, randomScore: ReferenceScore,
    scriptedScore: ReferenceScore, source: String
  ) {
    self.name = name
    self.summary = summary
    self.observationNames = observationNames
    self.stateNames = stateNames
    self.actionSpace = actionSpace
    self.stepLimit = stepLimit
    self.floorReturn = floorReturn
    self.randomScore = randomScore
    self.scriptedScore = scriptedScore
    self.source = source
  }

  /// The score on the scale where random play is 0 and the scripted policy 1.
  public func normalizedScore(_ score: Double) -> Double {
    (score - randomScore.mean) / (scriptedScore.mean - randomScore.mean)
  }
}

/// A policy's mean return over seeded episodes, as measured when the task was added.
public struct ReferenceScore: Sendable, Equatable {
  /// What the policy does.
  public var policy: String
  /// The mean return.
  public var mean: Double
  /// The standard deviation of the return over episodes.
  public var standardDeviation: Double
  /// The number of episodes, with Gymnasium's seeds 0 to `episodes − 1`.
  public var episodes: Int

  /// Memberwise.
  public init(policy: String, mean: Double, standardDeviation: Double, episodes: Int) {
    self.policy = policy
    self.mean = mean
    self.standardDeviation = standardDeviation
    self.episodes = episodes
  }
}
