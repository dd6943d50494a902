import NeuralNetworks
import PolicyOptimization
import Tasks

/// A transformer that was taught solutions, so that its completions have their lengths and end by themselves:
/// width 64, two layers, four heads.
enum TaughtNetwork {
  /// Its checkpoint's bytes.
  ///
  /// - Parameter steps: how many batches of solutions it was taught.
  static func bytes(_ task: ArithmeticTask, steps: Int) throws -> [UInt8] {
    let batch = 64
    let options = options(
      "supervised",
      [
        "demonstrationsPerUpdate": .number(Double(batch)), "warmUpUpdates": .number(20),
        "learningRate": .number(4e-3), "positions": .text("learnt"),
        "outOfDistribution": .flag(false),
      ])
    let record = try train(
      TrainingRequest(
        task: .arithmetic(task), kind: .supervised, options: options,
        budget: leastMeasured(steps * batch), seed: RunSeed(suite: 1, run: 0))
    ) { _ in }
    return record.checkpoint ?? []
  }
}

/// A registered algorithm's switches on questions, with some of them changed.
func options(_ algorithm: String, _ changes: [String: OptionValue]) -> Options {
  guard let description = AlgorithmRegistry.algorithm(named: algorithm),
    var options = description.questionDefaults
  else { preconditionFailure("no algorithm \(algorithm) on questions") }
  let declarations = Options.declarations.filter { changes[$0.name] != nil }
  precondition(declarations.count == changes.count, "an unknown switch among \(changes.keys)")
  for declaration in declarations {
    if let value = changes[declaration.name] { declaration.set(&options, value) }
  }
  return options
}

/// A budget whose only evaluation is one question, after the last update.
func leastMeasured(_ total: Int) -> TrainingBudget {
  TrainingBudget(total: total, evaluations: 1, evaluationEpisodes: 1, finalEpisodes: 1)
}
