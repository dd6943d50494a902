import PolicyOptimization
import Tasks
import Testing

/// What whole runs say they computed, by role.
@Suite struct ComputeRecordTests {
  private func count(_ record: TrainingRecord, _ role: ComputeRole) -> Int {
    record.compute.multiplyAdds[role, default: 0]
  }

  @Test func `every role of PPO on a control task is what its settings give`() throws {
    let record = try Training.record("CartPole-v1", "ppo") {
      ($0.hiddenSizes, $0.minibatchSize, $0.epochs) = ([8], 50, 4)
    }
    let updates = record.updates.count
    let rows = 300 * updates
    let forward = 4 * 8 + 8 * 2
    let value = 4 * 8 + 8 * 1
    #expect(updates == 4)
    #expect(count(record, .sampling) == rows * forward)
    #expect(count(record, .policyUpdate) == 4 * rows * (forward + forward + 8 * 2))
    #expect(count(record, .measurement) == rows * forward)
    // Its steps, and the values of the transitions; on top those behind truncated episodes and the batch's
    // end, of three environments that may just have ended an episode.
    let steps = 4 * rows * (value + value + 8)
    let boundary = count(record, .critic) - steps - rows * value
    #expect(boundary > 0 && boundary <= 4 * updates * value && boundary.isMultiple(of: value))
    #expect(count(record, .evaluation) > 0)
    for role in [ComputeRole.solver, .reference, .rewardModel] {
      #expect(count(record, role) == 0, "\(role)")
    }
  }

  @Test func `Fisher-vector products are the solver's`() throws {
    let record = try Training.record("Pendulum-v1", "npg") {
      ($0.hiddenSizes, $0.conjugateGradientSteps) = ([8], 6)
    }
    let rows = 300 * record.updates.count
    let weights = 3 * 8 + 8 * 1
    // One number: its gradient is taken back once, then seven products of half the work, each there and
    // back; the conjugate gradient stops early only at a residual of 1e-5.
    #expect(count(record, .solver) == rows * (8 + 7 * 2 * weights))
    #expect(count(record, .policyUpdate) == rows * (weights + weights + 8))
    #expect(count(record, .sampling) == rows * weights)
  }

  @Test(arguments: ["ppo", "trpo", "grpo"])
  func `evaluations have a role of their own`(_ name: String) throws {
    let seldom = try Training.record("CartPole-v1", name)
    let often = try Training.record(
      "CartPole-v1", name,
      budget: TrainingBudget(
        total: 1_200, evaluations: 7, evaluationEpisodes: 4, finalEpisodes: 5))
    for role in ComputeRole.allCases where role != .evaluation {
      #expect(count(seldom, role) == count(often, role), "\(role)")
    }
    #expect(count(seldom, .evaluation) < count(often, .evaluation))
  }

  @Test(arguments: `Training on questions`.algorithms)
  func `on questions the roles are those that the algorithm holds`(_ name: String) throws {
    let record = try `Training on questions`.made(name)
    let options = try #require(AlgorithmRegistry.algorithm(named: name)?.questionDefaults)
    #expect((count(record, .critic) > 0) == options.usesValueFunction)
    #expect((count(record, .reference) > 0) == options.usesReference)
    #expect((count(record, .solver) > 0) == (options.step != .adam))
    #expect(count(record, .rewardModel) == 0)
    for role in [ComputeRole.sampling, .policyUpdate, .evaluation] {
      #expect(count(record, role) > 0, "\(role)")
    }
    let phases = record.compute.seconds
    #expect(phases.values.allSatisfy { $0 >= 0 } && phases[.sampling].map { $0 > 0 } == true)
    let again = try `Training on questions`.record(name)
    #expect(again.compute == record.compute)
  }

  @Test func `a reward model's training and scores are its own`() throws {
    let plain = try `Training on questions`.record("grpo")
    let scored = try `Training on questions`.record("grpo") {
      $0.reward = .rewardModel
      ($0.rewardModelPrompts, $0.rewardModelEpochs) = (64, 1)
    }
    #expect(count(scored, .rewardModel) > 0)
    #expect(count(plain, .rewardModel) == 0)
    #expect(count(scored, .reference) > 0)
  }

  @Test func `supervised training has two roles`() throws {
    let record = try TinyReference.record()
    #expect(Set(record.compute.multiplyAdds.keys) == [.policyUpdate, .evaluation])
  }
}
