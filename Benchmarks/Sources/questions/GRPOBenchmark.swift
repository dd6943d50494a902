import PolicyOptimization
import Tasks

/// Iterations of GRPO without a reference, each on its whole batch, every token weighing the same: what the
/// peers do.
struct GRPOBenchmark {
  let prompts: Int
  let group: Int
  /// Steps of Adam on each batch.
  let updates: Int
  /// Iterations that are timed.
  let iterations: Int
  /// Steps in which the network is taught before.
  let taught: Int
  private static let warmUp = 3

  /// Medians over the iterations.
  struct Result: Encodable {
    var parameters: Double
    var iterations: Int
    var completions: Int
    var updates: Int
    var secondsPerIteration: Double
    var tokensPerIteration: Double
    var reward: Double
  }

  /// Trains; what is not an iteration (evaluations, the first iterations) is not timed.
  func run() throws -> Result {
    guard let task = ArithmeticTask(level: Questions.level) else { preconditionFailure("no level") }
    let options = options(
      "grpo",
      [
        "groupsPerUpdate": .number(Double(prompts)), "groupSize": .number(Double(group)),
        "epochs": .number(Double(updates)), "referenceCoefficient": .number(0),
        "aggregation": .text("step"), "warmUpUpdates": .number(0),
        "outOfDistribution": .flag(false),
      ])
    let count = Self.warmUp + iterations
    var ends: [Double] = []
    let record = try train(
      TrainingRequest(
        task: .arithmetic(task), options: options,
        budget: leastMeasured(count * prompts * group), seed: RunSeed(suite: 1, run: 0),
        reference: try TaughtNetwork.bytes(task, steps: taught))
    ) { _ in ends.append(now()) }
    func column(_ name: String) -> Double {
      guard let index = record.updateColumns.firstIndex(of: name) else { return .nan }
      return median(record.updates.suffix(iterations).map { $0[index] })
    }
    return Result(
      parameters: record.metrics["policyParameters"] ?? .nan, iterations: iterations,
      completions: prompts * group, updates: updates,
      secondsPerIteration: median(zip(ends, ends.dropFirst()).map { $1 - $0 }.suffix(iterations)),
      tokensPerIteration: column("completionLength") * Double(prompts * group),
      reward: column("reward"))
  }
}
