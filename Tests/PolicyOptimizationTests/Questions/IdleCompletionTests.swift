import PolicyOptimization
import Testing

/// Completions that nothing is learnt from.
@Suite struct IdleCompletionTests {
  private static func record(
    _ name: String, budget: TrainingBudget = `Training on questions`.budget,
    change: (inout Options) -> Void = { _ in }
  ) throws -> TrainingRecord {
    try `Training on questions`.record(name, budget: budget) {
      // Coins: groups of two are rewarded alike every other time.
      ($0.epochs, $0.minibatchSize, $0.referenceCoefficient) = (2, 4, 0)
      change(&$0)
    }
  }

  @Test(arguments: ["grpo", "dr-grpo"])
  func `completions with no advantage cost no pass of a step, and change no bit`(
    _ name: String
  ) throws {
    let without = try Self.record(name)
    // To know when to stop, a step needs every completion's divergence.
    let with = try Self.record(name) { $0.klStop = 1e9 }
    #expect(`Training on questions`.bits(without) == `Training on questions`.bits(with))
    #expect(without.metrics == with.metrics && without.samples == with.samples)
    let work = [without, with].map { $0.compute.multiplyAdds[.policyUpdate, default: 0] }
    #expect(work[0] > 0 && work[0] < work[1])
  }

  @Test func `entropy, a penalty or a reference ask for all completions`() throws {
    // One update: after it, the runs write completions of their own.
    let budget = TrainingBudget(
      total: 6, evaluations: 1, evaluationEpisodes: 2, finalEpisodes: 3)
    let work = try (0..<3).map { index in
      try Self.record("grpo", budget: budget) {
        $0.klStop = index == 0 ? 1e9 : nil
        $0.entropyCoefficient = index == 1 ? 0.01 : 0
        $0.referenceCoefficient = index == 2 ? 0.04 : 0
      }.compute.multiplyAdds[.policyUpdate]
    }
    #expect(work[0] != nil && work[1] == work[0] && work[2] == work[0])
  }
}
