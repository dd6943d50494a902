import Kernels
import NeuralNetworks
import Randomness
import Tasks

/// Steps the environments with the policy and fills a ``Batch``: the one way in which every
/// algorithm samples.
///
/// Random numbers are addressed: initial states by (run seed, environment, episode), actions by (run
/// seed, environment), noise of rewards likewise. Runs of one seed therefore share initial states across
/// algorithms.
package final class Sampler: Experience {
  private let options: Options
  private let environments: any VectorEnvironment
  private let resetStream: RandomStream
  private var actionStreams: [RandomStream]
  private var noiseStreams: [RandomStream]
  private var episodesBegun: [Int]
  private var observationMoments: RunningMoments
  private var returnMoments = RunningMoments(columns: 1)
  private var discountedReturns: [Double]
  private var running: [Batch.Episode]
  private var discounts: [Double]
  private var lastTransition: [Int]
  private var active: [Bool]
  private var activeRows: [Int]
  private var environmentActions: [Float]
  private let actionSize: Int
  private let bounds: ClosedRange<Float>?

  /// Environment steps taken so far.
  package private(set) var environmentSteps = 0
  /// Returns of the last 100 episodes.
  private var recentReturns: [Double] = []

  package init(task: ControlTask, options: Options, seed: RunSeed) {
    self.options = options
    let count = options.environmentCount
    environments = task.makeEnvironments(count)
    let space = task.description.actionSpace
    actionSize = space.rowSize
    if case .box(_, let low, let high) = space { bounds = low...high } else { bounds = nil }
    resetStream = RandomStream(seed: seed.suite, purpose: "reset", seed.run)
    actionStreams = (0..<count).map {
      RandomStream(seed: seed.suite, purpose: "action", seed.run, $0)
    }
    noiseStreams = (0..<count).map {
      RandomStream(seed: seed.suite, purpose: "reward noise", seed.run, $0)
    }
    observationMoments = RunningMoments(columns: task.description.observationSize)
    episodesBegun = [Int](repeating: 0, count: count)
    discountedReturns = [Double](repeating: 0, count: count)
    running = [Batch.Episode](
      repeating: Batch.Episode(),
      count: count)
    discounts = [Double](repeating: 1, count: count)
    lastTransition = [Int](repeating: -1, count: count)
    active = [Bool](repeating: true, count: count)
    activeRows = Array(0..<count)
    environmentActions = [Float](repeating: 0, count: count * actionSize)
    if options.rollout == .steps {
      for row in 0..<count { begin(row) }
    }
  }

  /// The transitions a batch must have room for.
  package static func capacity(_ options: Options, stepLimit: Int) -> Int {
    switch options.rollout {
    case .steps: options.environmentCount * options.stepsPerEnvironment
    case .groups: options.environmentCount * stepLimit
    }
  }

  /// The boundary observations a batch must have room for.
  package static func boundaryCapacity(_ options: Options, stepLimit: Int) -> Int {
    switch options.rollout {
    case .steps: options.environmentCount * (options.stepsPerEnvironment / stepLimit + 2)
    case .groups: options.environmentCount
    }
  }

  package var used: Int { environmentSteps }

  package var scoringMultiplyAdds: Int { 0 }

  package func fits(_ total: Int) -> Bool {
    switch options.rollout {
    case .steps: environmentSteps + options.environments * options.stepsPerEnvironment <= total
    case .groups: environmentSteps < total
    }
  }

  package func summary(_ batch: Batch) -> UpdateRow {
    var row = UpdateRow()
    row[.environmentSteps] = Double(environmentSteps)
    row[.episodes] = Double(batch.episodes.count)
    row[.episodeReturn] = meanOrNaN(batch.episodes.map(\.totalReward))
    row[.episodeLength] = meanOrNaN(batch.episodes.map { Double($0.length) })
    return row
  }

  package var metrics: [String: Double] {
    [
      "trainingReturn": meanOrNaN(recentReturns), "environmentSteps": Double(environmentSteps),
    ]
  }

  /// Gathers the next batch. Values, advantages and weights are left to others.
  package func collect(_ policy: Policy, into batch: inout Batch) {
    batch.count = 0
    batch.boundaryCount = 0
    batch.episodes.removeAll(keepingCapacity: true)
    for row in lastTransition.indices { lastTransition[row] = -1 }
    if options.rollout == .groups { beginGroups() }
    var ticks = 0
    while !activeRows.isEmpty && (options.rollout == .groups || ticks < options.stepsPerEnvironment)
    {
      tick(policy, &batch)
      ticks += 1
    }
    if options.rollout == .steps {
      for row in activeRows where lastTransition[row] >= 0 { addBoundary(row, &batch) }
    }
    recentReturns.append(contentsOf: batch.episodes.map(\.totalReward))
    recentReturns.removeFirst(max(0, recentReturns.count - 100))
  }

  /// Writes an observation row as the policy sees it, leaving the running moments as they are.
  package func normalizeObservation(_ raw: [Float], at offset: Int, into matrix: Matrix, row: Int) {
    for column in 0..<matrix.columns {
      matrix[row, column] =
        options.normalizeObservations
        ? observationMoments.normalize(
          raw[offset + column], column: column, limit: options.normalizationClip)
        : raw[offset + column]
    }
  }

  private func tick(_ policy: Policy, _ batch: inout Batch) {
    let first = batch.count
    let range = first..<first + activeRows.count
    observe(&batch, first)
    let distributions = batch.old.rows(range)
    policy.forward(.observations(batch.observations.rows(range)), into: distributions)
    for (position, row) in activeRows.enumerated() {
      let index = first + position
      let offset = index * actionSize
      policy.distribution.sample(
        distributions, position, into: &batch.actions, at: offset, using: &actionStreams[row])
      batch.oldLogProbabilities[index] = policy.distribution.logProbability(
        distributions, position, batch.actions, at: offset)
      for k in 0..<actionSize {
        let action = batch.actions[offset + k]
        environmentActions[row * actionSize + k] =
          bounds.map { max($0.lowerBound, min($0.upperBound, action)) } ?? action
      }
      batch.successor[index] = -1
      if lastTransition[row] >= 0 { batch.successor[lastTransition[row]] = index }
      lastTransition[row] = index
    }
    environments.step(environmentActions, active: active)
    batch.count = range.upperBound
    environmentSteps += activeRows.count
    var anyEnded = false
    for (position, row) in activeRows.enumerated() {
      if record(row, first + position, &batch) { anyEnded = true }
    }
    if anyEnded && options.rollout == .groups { activeRows.removeAll { !active[$0] } }
  }

  /// Writes the active rows' observations to the batch, updating the running moments first.
  private func observe(_ batch: inout Batch, _ first: Int) {
    let size = batch.observations.columns
    let raw = environments.observations
    if options.normalizeObservations {
      for row in activeRows { observationMoments.update(raw, at: row * size) }
    }
    for (position, row) in activeRows.enumerated() {
      normalizeObservation(
        raw, at: row * size, into: batch.observations, row: first + position)
    }
  }

  /// Takes in the outcome of one row's step; true where its episode ended.
  private func record(_ row: Int, _ index: Int, _ batch: inout Batch) -> Bool {
    let reward = environments.rewards[row]
    let disturbed = disturbed(reward, row)
    let terminated = environments.terminated[row]
    let ended = terminated || environments.truncated[row]
    running[row].totalReward += reward
    running[row].discountedReturn += discounts[row] * disturbed
    running[row].length += 1
    discounts[row] *= options.discount
    batch.rewards[index] = scaled(disturbed, row)
    batch.terminated[index] = terminated
    batch.row[index] = row
    guard ended else { return false }
    if !terminated { addBoundary(row, &batch) }
    lastTransition[row] = -1
    discountedReturns[row] = 0
    running[row].row = row
    batch.episodes.append(running[row])
    if options.rollout == .steps {
      begin(row)
    } else {
      active[row] = false
    }
    return true
  }

  /// The reward that is trained on: with noise, where the options ask for some.
  private func disturbed(_ reward: Double, _ row: Int) -> Double {
    options.rewardNoise == 0 ? reward : reward + options.rewardNoise * noiseStreams[row].normal()
  }

  /// The reward over the running standard deviation of the discounted return, where returns are
  /// normalised (Engstrom et al., arXiv 2005.12729, algorithm 1).
  private func scaled(_ reward: Double, _ row: Int) -> Double {
    guard options.normalizeReturns else { return reward }
    discountedReturns[row] = discountedReturns[row] * options.discount + reward
    returnMoments.update(discountedReturns[row])
    return returnMoments.scale(reward, limit: options.normalizationClip)
  }

  private func addBoundary(_ row: Int, _ batch: inout Batch) {
    normalizeObservation(
      environments.observations, at: row * batch.observations.columns,
      into: batch.boundaryObservations, row: batch.boundaryCount)
    batch.boundaries[batch.boundaryCount] = lastTransition[row]
    batch.boundaryCount += 1
  }

  private func begin(_ row: Int) {
    var stream = resetStream.substream("episode", row, episodesBegun[row])
    environments.reset(row, using: &stream)
    restart(row, group: 0)
  }

  private func beginGroups() {
    let size = options.groupSize
    for group in 0..<options.groupsPerUpdate {
      // The address of environment `group`'s episodes in a rollout of steps, so that they are shared.
      var stream = resetStream.substream("episode", group, episodesBegun[group * size])
      environments.reset(group * size, using: &stream)
      environments.copy(group * size, to: group * size + 1..<(group + 1) * size)
      for row in group * size..<(group + 1) * size { restart(row, group: group) }
    }
    activeRows = Array(active.indices)
  }

  private func restart(_ row: Int, group: Int) {
    episodesBegun[row] += 1
    running[row] = Batch.Episode(group: group)
    discounts[row] = 1
    active[row] = true
  }
}
