import Kernels

/// The transitions between two updates, in the order they were taken, with all that the update
/// needs to know of them. Allocated once per run.
///
/// Transition i is followed in its episode by ``successor```[i]` > i, or by nothing in this batch
/// (−1). So every estimator that looks ahead is one pass from the last transition to the first,
/// whatever the layout of the rollout.
package struct Batch {
  /// Transitions that fit.
  package let capacity: Int
  /// The most steps of an episode of a control task.
  private let stepLimit: Int
  /// Transitions held.
  package internal(set) var count = 0

  /// As the policy saw them, `[capacity, observationSize]`; empty on questions.
  package let observations: Matrix
  /// The token sequences that the transitions are part of; nil on control tasks.
  package internal(set) var completions: Completions?
  /// The distributions the actions were drawn from.
  package let old: DistributionRows
  /// The reference policy's distributions; nil where the options keep no reference.
  package let reference: DistributionRows?
  /// Action rows, not clipped, `[capacity, actionSize]`.
  package internal(set) var actions: [Float]
  /// log π_old of the actions taken.
  package internal(set) var oldLogProbabilities: [Double]
  /// Rewards, scaled where returns are normalised.
  package internal(set) var rewards: [Double]
  /// Whether the transition led to a terminal state.
  package internal(set) var terminated: [Bool]
  /// The following transition of the same episode, or −1.
  package internal(set) var successor: [Int]
  /// The environment that took it; with `rollout: groups` that is one episode of the batch.
  package internal(set) var row: [Int]
  /// V(s) when the batch was gathered; 0 without a value function.
  package internal(set) var values: [Double]
  /// V(s′): 0 after a terminal state; the value of the final observation where an episode was
  /// truncated or the rollout ended.
  package internal(set) var nextValues: [Double]
  /// Advantages.
  package internal(set) var advantages: [Double]
  /// What the value function is fitted to.
  package internal(set) var returns: [Double]
  /// What each transition weighs in the loss; the mean is 1.
  package internal(set) var weights: [Double]

  /// The indices of all transitions held, in their order.
  package var indices: ArraySlice<Int> { order[0..<count] }
  private var order: [Int]

  /// Observations after the last transition of a stretch, where their value is needed.
  package let boundaryObservations: Matrix
  /// The transition before each boundary observation.
  package internal(set) var boundaries: [Int]
  /// Their values.
  package internal(set) var boundaryValues: [Double]
  package internal(set) var boundaryCount = 0

  /// The episodes that ended in this batch, with all their transitions in it (rollout: groups) or
  /// the totals since they began (rollout: steps).
  package internal(set) var episodes: [Episode] = []

  /// Totals of an episode, before any normalisation.
  package struct Episode: Sendable, Equatable {
    package var totalReward = 0.0
    /// Σ γᵗ rₜ.
    package var discountedReturn = 0.0
    package var length = 0
    /// The environment that ran it.
    package var row = 0
    /// Its first transition, where its transitions stand side by side.
    package var first = 0
    /// The group it was sampled in; 0 where there are none.
    package var group = 0
    /// What each of its steps of reasoning earned, and with which transition; none on control tasks.
    package var stepRewards: [StepReward] = []

    package init(
      totalReward: Double = 0, length: Int = 0, row: Int = 0, first: Int = 0, group: Int = 0,
      stepRewards: [StepReward] = []
    ) {
      self.totalReward = totalReward
      self.length = length
      self.row = row
      self.first = first
      self.group = group
      self.stepRewards = stepRewards
    }
  }

  /// A part of a reward, and the transition of its episode that earned it.
  package struct StepReward: Sendable, Equatable {
    package var offset: Int
    package var reward: Double

    package init(offset: Int, reward: Double) {
      self.offset = offset
      self.reward = reward
    }
  }

  package init(
    capacity: Int, boundaryCapacity: Int, stepLimit: Int = 1, observationSize: Int,
    distribution: ActionDistribution,
    keepsReference: Bool, completions: Completions? = nil, ledger: MemoryLedger
  ) {
    let role = MemoryRole(.run, .rollout)
    func rows() -> DistributionRows {
      DistributionRows(
        rows: capacity, columns: distribution.columns, role: role.part(.distributions),
        ledger: ledger)
    }
    self.capacity = capacity
    self.stepLimit = stepLimit
    self.completions = completions
    observations = Matrix(rows: capacity, columns: observationSize, role: role, ledger: ledger)
    old = rows()
    reference = keepsReference ? rows() : nil
    boundaryObservations = Matrix(
      rows: boundaryCapacity, columns: observationSize, role: role, ledger: ledger)
    func array<Element>(_ value: Element, _ count: Int = capacity) -> [Element] {
      ledger.array(repeating: value, count: count, role: role.part(.transitions))
    }
    actions = array(0, capacity * distribution.actionSize)
    oldLogProbabilities = array(0)
    rewards = array(0)
    terminated = array(false)
    successor = array(-1)
    row = array(0)
    values = array(0)
    nextValues = array(0)
    advantages = array(0)
    returns = array(0)
    weights = array(1)
    order = array(0)
    for index in 0..<capacity { order[index] = index }
    boundaries = array(0, boundaryCapacity)
    boundaryValues = array(0, boundaryCapacity)
  }
}

extension Batch {
  /// Lowers each reward by coefficient·(log π_old − log π_ref) of its token, and the returns with them.
  package mutating func chargeDivergence(_ coefficient: Double, _ distribution: ActionDistribution)
  {
    guard let reference else { return }
    for number in episodes.indices {
      let first = episodes[number].first
      for i in first..<first + episodes[number].length {
        let divergence =
          oldLogProbabilities[i]
          - distribution.logProbability(reference, i, actions, at: i * distribution.actionSize)
        rewards[i] -= coefficient * divergence
        episodes[number].discountedReturn -= coefficient * divergence
      }
    }
  }

  /// The most transitions that an episode can have.
  var longestEpisode: Int { completions?.longest ?? stepLimit }

  /// Everything at once.
  package var input: NetworkInput {
    if let completions { return .tokens(completions.pack(0..<completions.count)) }
    return .observations(observations.rows(0..<count))
  }

  /// The completions that the log is measured on after an update: those of the first quarter of the
  /// questions. Nil where there are none, and everything is measured.
  var measuredEpisodes: (episodes: Int, transitions: Int)? {
    guard let completions else { return nil }
    let groups = max(1, completions.questions.count / 4)
    let episodes = completions.groups.firstIndex { $0 >= groups } ?? completions.count
    return (episodes, completions.transitions(episodes - 1).upperBound)
  }

  /// Calls `body` with the batch in passes of at most `maximumRows` transitions, in their order.
  ///
  /// - Parameter episodes: stops after that many completions; nil: goes on to the end.
  package func forEachPass(
    maximumRows: Int, episodes: Int? = nil, _ body: (NetworkInput, Range<Int>) -> Void
  ) {
    guard let completions else {
      for start in stride(from: 0, to: count, by: maximumRows) {
        let range = start..<min(start + maximumRows, count)
        body(.observations(observations.rows(range)), range)
      }
      return
    }
    let step = max(1, maximumRows / completions.longest)
    let count = episodes ?? completions.count
    for start in stride(from: 0, to: count, by: step) {
      let end = min(start + step, count)
      body(
        .tokens(completions.pack(start..<end)),
        completions.transitions(start).lowerBound..<completions.transitions(end - 1).upperBound)
    }
  }
}
