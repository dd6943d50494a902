import Kernels
import Randomness
import Tasks

/// Runs whole episodes with a fixed policy, the same for every algorithm.
///
/// The initial state of episode e at point p of the curve is addressed by (run seed, p, e), so that
/// runs of one seed are evaluated from the same states whatever trained them.
package final class Evaluator: PolicyEvaluator {
  private let environments: any VectorEnvironment
  private let sampler: Sampler
  private let policy: Policy
  private let seed: RunSeed
  private let observations: Matrix
  private let distributions: DistributionRows
  private var actions: [Float]
  private var policyActions: [Float]
  private var active: [Bool]
  private var activeRows: [Int] = []
  private let bounds: ClosedRange<Float>?

  /// - Parameters:
  ///   - episodes: the most episodes that one evaluation runs.
  ///   - sampler: whose observation normalisation applies.
  package init(
    task: ControlTask, episodes: Int, policy: Policy, sampler: Sampler, seed: RunSeed,
    ledger: MemoryLedger
  ) {
    environments = task.makeEnvironments(episodes)
    self.sampler = sampler
    self.policy = policy
    self.seed = seed
    let role = MemoryRole(.run, .rollout)
    observations = Matrix(
      rows: episodes, columns: task.description.observationSize, role: role, ledger: ledger)
    distributions = DistributionRows(
      rows: episodes, columns: policy.distribution.columns, role: role, ledger: ledger)
    let space = task.description.actionSpace
    actions = [Float](repeating: 0, count: episodes * space.rowSize)
    policyActions = actions
    active = [Bool](repeating: false, count: episodes)
    if case .box(_, let low, let high) = space { bounds = low...high } else { bounds = nil }
  }

  /// How actions are chosen.
  package enum Mode: Int {
    /// The most probable action.
    case greedy
    /// Drawn from the policy.
    case sampled
  }

  /// The undiscounted return of each of the first `episodes` episodes of a point of the curve.
  package func returns(_ mode: Mode, episodes: Int, point: Int) -> [Double] {
    var totals = [Double](repeating: 0, count: episodes)
    var streams = (0..<episodes).map {
      RandomStream(seed: seed.suite, purpose: "evaluation action", seed.run, point, $0)
    }
    for row in active.indices {
      active[row] = row < episodes
      guard row < episodes else { continue }
      var stream = RandomStream(
        seed: seed.suite, purpose: "evaluation reset", seed.run, point, row)
      environments.reset(row, using: &stream)
    }
    activeRows = Array(0..<episodes)
    while !activeRows.isEmpty {
      act(mode, &streams)
      environments.step(actions, active: active)
      for row in activeRows {
        totals[row] += environments.rewards[row]
        active[row] = !environments.terminated[row] && !environments.truncated[row]
      }
      activeRows.removeAll { !active[$0] }
    }
    return totals
  }

  private func act(_ mode: Mode, _ streams: inout [RandomStream]) {
    let raw = environments.observations
    for (position, row) in activeRows.enumerated() {
      sampler.normalizeObservation(
        raw, at: row * observations.columns, into: observations, row: position)
    }
    let rows = distributions.rows(0..<activeRows.count)
    policy.forward(.observations(observations.rows(0..<activeRows.count)), into: rows)
    let size = policy.distribution.actionSize
    for (position, row) in activeRows.enumerated() {
      switch mode {
      case .greedy:
        policy.distribution.mode(rows, position, into: &policyActions, at: row * size)
      case .sampled:
        policy.distribution.sample(
          rows, position, into: &policyActions, at: row * size, using: &streams[row])
      }
      for k in row * size..<(row + 1) * size {
        actions[k] =
          bounds.map { max($0.lowerBound, min($0.upperBound, policyActions[k])) }
          ?? policyActions[k]
      }
    }
  }

  let samples: [SampleRecord] = []

  func returns(
    episodes: Int, point: Int, position: Int, isLast: Bool
  ) -> (greedy: [Double], sampled: [Double]) {
    (
      returns(.greedy, episodes: episodes, point: point),
      returns(.sampled, episodes: episodes, point: point)
    )
  }

  func metrics(_ evaluations: [EvaluationRecord]) -> [String: Double] {
    guard let last = evaluations.last else { return [:] }
    return [
      "evaluationReturn": meanOrNaN(last.greedyReturns),
      "sampledReturn": meanOrNaN(last.sampledReturns),
      "areaUnderCurve": meanOrNaN(evaluations.map { meanOrNaN($0.greedyReturns) }),
    ]
  }
}
