import Harness
import PolicyOptimization
import Results
import Tasks
import Testing

/// Suites over two real tasks and two algorithms called `alpha` and `beta`, so that messages do not
/// change when an algorithm is registered.
enum Sample {
  static func vocabulary() throws -> SuiteVocabulary {
    var alpha = try #require(AlgorithmRegistry.all.first)
    var beta = alpha
    alpha.name = "alpha"
    alpha.summary = "The first."
    var options = Options()
    options.clipRange = 0.2
    options.epochs = 4
    alpha.controlDefaults = options
    beta.name = "beta"
    beta.controlDefaults = Options()
    let tasks = ControlTaskRegistry.all.filter {
      ["CartPole-v1", "Acrobot-v1"].contains($0.description.name)
    }
    return SuiteVocabulary(tasks: tasks.map { .control($0) }, algorithms: [alpha, beta])
  }

  /// A suite with one algorithm `alpha`, whose lines can be replaced by key.
  static func text(_ replacements: [String: String] = [:], adding more: String = "") -> String {
    let lines = [
      ("suite", "suite: sample"), ("seeds", "seeds: 2"), ("tasks", "tasks: [CartPole-v1]"),
      ("algorithms", "algorithms: {alpha: {}}"), ("budget", "budget: {environmentSteps: 1_000}"),
    ]
    return lines.map { replacements[$0.0] ?? $0.1 }.joined(separator: "\n") + "\n" + more
  }

  static func resolve(_ text: String) throws -> ResolvedSuite {
    try SuiteReader(vocabulary: vocabulary()).read(text: text, file: "s.yaml")
  }

  /// The sentence that a suite is refused with.
  static func refusal(_ text: String) throws -> String {
    let error = #expect(throws: SuiteError.self) { try resolve(text) }
    #expect(error?.exitStatus == .badInput)
    return error?.description ?? ""
  }
}
