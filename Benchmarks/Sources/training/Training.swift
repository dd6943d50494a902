import Foundation
import PolicyOptimization
import Tasks

/// Times one run of an algorithm on CartPole-v1 with the settings that the peers use, and prints the
/// environment steps per second: `training ppo|trpo STEPS SEED`.
@main enum Training {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 4, let steps = Int(arguments[2]), let seed = Int(arguments[3]),
      let algorithm = AlgorithmRegistry.algorithm(named: arguments[1]),
      var options = algorithm.controlDefaults,
      let task = ControlTaskRegistry.task(named: "CartPole-v1")
    else {
      FileHandle.standardError.write(Data("usage: training ppo|trpo STEPS SEED\n".utf8))
      exit(2)
    }
    let settings: [String: OptionValue] =
      arguments[1] == "ppo"
      ? ["valueClipRange": .none, "learningRateSchedule": .text("constant")]
      : [
        "environments": .number(4), "stepsPerEnvironment": .number(512),
        "conjugateGradientSteps": .number(15), "valueEpochs": .number(10),
        "valueMinibatchSize": .number(128),
      ]
    for declaration in Options.declarations {
      if let value = settings[declaration.name] { declaration.set(&options, value) }
    }
    let start = DispatchTime.now().uptimeNanoseconds
    let request = TrainingRequest(
      task: .control(task), options: options,
      budget: TrainingBudget(
        total: steps, evaluations: 1, evaluationEpisodes: 1, finalEpisodes: 1),
      seed: RunSeed(suite: 0, run: seed))
    let record = try train(request) { _ in }
    let seconds = Double(DispatchTime.now().uptimeNanoseconds - start) / 1e9
    print((record.metrics["environmentSteps"] ?? 0) / seconds)
  }
}
