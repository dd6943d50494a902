import Kernels
import PolicyOptimization
import Randomness
import Tasks
import Testing

@Suite struct `Sampling` {
  static func gather(
    _ taskName: String, rounds: Int = 1, seed: Int = 0, change: (inout Options) -> Void
  ) throws -> (batch: Batch, sampler: PolicyOptimization.Sampler) {
    let task = try #require(ControlTaskRegistry.task(named: taskName))
    var options = Options { $0.hiddenSizes = [4] }
    change(&options)
    let ledger = MemoryLedger()
    let distribution = ActionDistribution(task.description.actionSpace)
    let capacity = Sampler.capacity(options, stepLimit: task.description.stepLimit)
    let policy = Policy(
      observationSize: task.description.observationSize, distribution: distribution,
      options: options, maximumRows: capacity, differentiatesForward: false, ledger: ledger)
    policy.initialize(options: options, stream: RandomStream(seed: 1, purpose: "test"))
    var batch = Batch(
      capacity: capacity,
      boundaryCapacity: Sampler.boundaryCapacity(
        options, stepLimit: task.description.stepLimit),
      observationSize: task.description.observationSize, distribution: distribution,
      keepsReference: false, ledger: ledger)
    let sampler = PolicyOptimization.Sampler(
      task: task, options: options, seed: RunSeed(suite: 9, run: seed))
    for _ in 0..<rounds { sampler.collect(policy, into: &batch) }
    return (batch, sampler)
  }

  private func firstObservations(_ batch: Batch, rows: Int) -> [[Float]] {
    (0..<rows).map { row in
      (0..<batch.observations.columns).map { batch.observations[row, $0] }
    }
  }

  @Test func `transitions of an episode are linked in order and cut where it ends`() throws {
    let (batch, _) = try Self.gather("CartPole-v1") {
      $0.environments = 3
      $0.stepsPerEnvironment = 60
    }
    #expect(batch.count == 180)
    for i in 0..<batch.count where batch.successor[i] >= 0 {
      #expect(batch.successor[i] == i + 3)
      #expect(batch.row[batch.successor[i]] == batch.row[i])
      #expect(!batch.terminated[i])
    }
    let cuts = (0..<batch.count).filter { batch.successor[$0] < 0 }
    #expect(
      cuts.count == batch.episodes.count + 3
        - cuts.filter { $0 >= 177 && batch.terminated[$0] }.count)
    #expect(
      Set(batch.boundaries[0..<batch.boundaryCount]) == Set(cuts.filter { !batch.terminated[$0] }))
  }

  @Test func `a truncated episode leaves its final observation to be valued`() throws {
    let (batch, _) = try Self.gather("Pendulum-v1") {
      $0.environments = 2
      $0.stepsPerEnvironment = 450
    }
    // Two truncations each at 200 and 400, and the cut at 450.
    #expect(batch.boundaryCount == 6)
    #expect(batch.boundaries[0..<6] == [398, 399, 798, 799, 898, 899])
    #expect(batch.episodes.map(\.length) == [200, 200, 200, 200])
    for boundary in 0..<2 {
      let before = batch.boundaries[boundary]
      // The final observation follows the last one by one small step and not by a reset.
      for column in 0..<2 {
        let change =
          batch.boundaryObservations[boundary, column] - batch.observations[before, column]
        #expect(abs(change) < 0.45)
      }
    }
  }

  @Test func `the episodes of a group start from one state and their actions differ`() throws {
    let (batch, _) = try Self.gather("CartPole-v1") {
      $0.rollout = .groups
      $0.groupSize = 4
      $0.groupsPerUpdate = 2
    }
    let first = firstObservations(batch, rows: 8)
    #expect(Set(first[0..<4]).count == 1)
    #expect(Set(first[4..<8]).count == 1)
    #expect(first[0] != first[4])
    #expect(batch.episodes.count == 8)
    #expect(batch.episodes.reduce(0) { $0 + $1.length } == batch.count)
    #expect(Set(batch.episodes.map(\.length)).count > 1)
    for episode in batch.episodes {
      #expect((0..<batch.count).filter { batch.row[$0] == episode.row }.count == episode.length)
      #expect(episode.group == episode.row / 4)
    }
  }

  @Test func `with aggregation by episode the steps of each episode share one weight`() throws {
    var (batch, _) = try Self.gather("CartPole-v1") {
      $0.rollout = .groups
      $0.groupSize = 4
      $0.groupsPerUpdate = 2
    }
    var estimation = AdvantageEstimation(
      options: Options {
        $0.rollout = .groups
        $0.groupSize = 4
        $0.groupsPerUpdate = 2
        $0.advantage = .group
        $0.aggregation = .episode
        $0.discount = 1
      }, capacity: batch.capacity, ledger: MemoryLedger())
    estimation.fill(&batch, nil)
    let total = Double(batch.count)
    #expect(abs(batch.weights[0..<batch.count].reduce(0, +) - total) < 1e-9 * total)
    for episode in batch.episodes {
      let steps = (0..<batch.count).filter { batch.row[$0] == episode.row }
      let weight = steps.reduce(0) { $0 + batch.weights[$1] }
      #expect(abs(weight - total / 8) < 1e-9 * total)
      #expect(Set(steps.map { batch.advantages[$0] }).count == 1)
    }
  }

  @Test func `groups begin where the environments of their numbers would`() throws {
    let (groups, _) = try Self.gather("CartPole-v1") {
      $0.rollout = .groups
      $0.groupSize = 3
      $0.groupsPerUpdate = 2
    }
    let (steps, _) = try Self.gather("CartPole-v1") {
      $0.environments = 2
      $0.stepsPerEnvironment = 5
    }
    let first = firstObservations(groups, rows: 6)
    #expect([first[0], first[3]] == firstObservations(steps, rows: 2))
  }

  @Test func `runs of one seed start from the same states whatever else differs`() throws {
    let (few, _) = try Self.gather("CartPole-v1") {
      $0.environments = 2
      $0.stepsPerEnvironment = 5
    }
    let (many, _) = try Self.gather("CartPole-v1") {
      $0.environments = 6
      $0.stepsPerEnvironment = 40
      $0.discount = 0.5
    }
    let (other, _) = try Self.gather("CartPole-v1", seed: 1) {
      $0.environments = 2
      $0.stepsPerEnvironment = 5
    }
    #expect(firstObservations(few, rows: 2) == firstObservations(many, rows: 2))
    #expect(firstObservations(few, rows: 2) != firstObservations(other, rows: 2))
  }

  @Test func `normalised observations have about mean 0 and deviation 1 and stay in their limits`()
    throws
  {
    let (batch, _) = try Self.gather("MountainCar-v0", rounds: 3) {
      $0.environments = 8
      $0.stepsPerEnvironment = 100
      $0.normalizeObservations = true
      $0.normalizationClip = 2
    }
    for column in 0..<2 {
      let values = (0..<batch.count).map { Double(batch.observations[$0, column]) }
      let mean = values.reduce(0, +) / Double(values.count)
      let deviation =
        (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)).squareRoot()
      #expect(abs(mean) < 0.5)
      #expect(deviation > 0.5 && deviation < 1.5)
      #expect(values.allSatisfy { abs($0) <= 2 })
    }
  }

  @Test func `normalised rewards are scaled and the episode's own return is not`() throws {
    let (batch, _) = try Self.gather("MountainCar-v0", rounds: 2) {
      $0.environments = 2
      $0.stepsPerEnvironment = 300
      $0.normalizeReturns = true
    }
    #expect(batch.rewards[0..<batch.count].allSatisfy { $0 < 0 && $0 > -1 })
    #expect(batch.episodes.allSatisfy { $0.totalReward == -200 })
  }

  @Test func `log-probabilities are those of the distributions that the actions came from`() throws
  {
    for task in ["CartPole-v1", "Pendulum-v1"] {
      let (batch, _) = try Self.gather(task) {
        $0.environments = 2
        $0.stepsPerEnvironment = 30
      }
      let space = try #require(ControlTaskRegistry.task(named: task)).description.actionSpace
      let distribution = ActionDistribution(space)
      for i in 0..<batch.count {
        #expect(
          batch.oldLogProbabilities[i]
            == distribution.logProbability(batch.old, i, batch.actions, at: i))
      }
    }
  }
}
