import PolicyOptimization
import Tasks
import Testing

/// That training teaches. Fixed seeds, and bands far from both sides: uniformly random play returns 23,
/// the runs below between 442 and 500.
@Suite struct `Learning` {
  static let changes: [(String, @Sendable (inout Options) -> Void)] = [
    (
      "vpg",
      {
        $0.learningRate = 3e-3
        $0.advantage = .gae
        $0.gaeLambda = 0.97
      }
    ),
    ("npg", { _ in }), ("trpo", { _ in }),
    (
      "ppo",
      {
        $0.learningRate = 1e-3
        $0.valueClipRange = nil
      }
    ),
    (
      "ppo-penalty",
      {
        $0.learningRate = 1e-3
        $0.valueClipRange = nil
      }
    ), ("grpo", { $0.learningRate = 3e-3 }),
  ]

  static func metric(
    _ name: String, of algorithm: String, seed: Int, change: (inout Options) -> Void
  ) throws -> Double {
    let task = try #require(ControlTaskRegistry.task(named: "CartPole-v1"))
    var options = try #require(
      AlgorithmRegistry.algorithm(named: algorithm)?.controlDefaults)
    change(&options)
    let request = TrainingRequest(
      task: .control(task), options: options,
      budget: TrainingBudget(
        total: 50_000, evaluations: 1, evaluationEpisodes: 1, finalEpisodes: 20),
      seed: RunSeed(suite: 1, run: seed))
    let record = try train(request) { _ in }
    return try #require(record.metrics[name])
  }

  @Test(arguments: changes.indices)
  func `every algorithm learns to hold the pole up for 100 steps`(_ index: Int) throws {
    let (algorithm, change) = Self.changes[index]
    let score = try Self.metric("evaluationReturn", of: algorithm, seed: 0, change: change)
    #expect(score > 100, "\(algorithm)")
  }

  @Test func `without a learning rate nothing is learnt`() throws {
    let score = try Self.metric("sampledReturn", of: "ppo", seed: 0) { $0.learningRate = 0 }
    #expect(score < 50)
  }
}
