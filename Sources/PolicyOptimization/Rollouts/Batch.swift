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
  /// Transitions held.
  package internal(set) var count = 0

  /// As the policy saw them, `[capacity, observationSize]`.
  package let observations: Matrix
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
    /// The group it was sampled in; 0 where there are none.
    package var group = 0
  }

  package init(
    capacity: Int, boundaryCapacity: Int, observationSize: Int, distribution: ActionDistribution,
    keepsReference: Bool, ledger: MemoryLedger
  ) {
    let role = MemoryRole(.run, .rollout)
    func rows() -> DistributionRows {
      DistributionRows(
        rows: capacity, columns: distribution.columns, role: role, ledger: ledger)
    }
    self.capacity = capacity
    observations = Matrix(rows: capacity, columns: observationSize, role: role, ledger: ledger)
    old = rows()
    reference = keepsReference ? rows() : nil
    boundaryObservations = Matrix(
      rows: boundaryCapacity, columns: observationSize, role: role, ledger: ledger)
    func array<Element>(_ value: Element, _ count: Int = capacity) -> [Element] {
      ledger.array(repeating: value, count: count, role: role)
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
