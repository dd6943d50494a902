import PolicyOptimization
import Tasks
import Testing

/// That supervised training teaches, and ends where it is told to. A fixed seed: without the end the run
/// goes on to 0.4 sampled accuracy; an untrained model has 0.
@Suite struct `Learning from demonstrations` {
  @Test func `training ends at the accuracy asked for`() throws {
    let task = try #require(ArithmeticTask(level: 1))
    var options = try #require(
      AlgorithmRegistry.algorithm(named: "supervised")?.defaults(in: .supervised))
    options.set("width", .number(32))
    options.set("outOfDistribution", .flag(false))
    options.set("stopAccuracy", .number(0.2))
    let request = TrainingRequest(
      task: .arithmetic(task), kind: .supervised, options: options,
      budget: TrainingBudget(
        total: 32_000, evaluations: 1, evaluationEpisodes: 1, finalEpisodes: 50),
      seed: RunSeed(suite: 5, run: 0))
    let metrics = try train(request) { _ in }.metrics
    let used = try #require(metrics["demonstrations"])
    let accuracy = try #require(metrics["sampledAccuracy"])
    #expect(used < 28_000)
    #expect(used.truncatingRemainder(dividingBy: 32 * 16) == 0)
    #expect(accuracy > 0.08 && accuracy < 0.4)
  }
}

extension Options {
  fileprivate mutating func set(_ name: String, _ value: OptionValue) {
    Options.declarations.first { $0.name == name }?.set(&self, value)
  }
}
