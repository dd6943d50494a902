import PolicyOptimization
import Tasks

/// What a suite file says, checked against the names there are, before defaults are filled in.
struct SuiteDeclaration {
  var name: String
  var seed: UInt64
  var seeds: Int
  var metric: String
  var tasks: [TrainingTask]
  var algorithms: [AlgorithmEntry]
  var budget: BudgetRule
  var evaluation: EvaluationRule
}

/// An entry under `algorithms`.
struct AlgorithmEntry {
  var label: String
  var location: SuiteLocation
  var method: AlgorithmDescription
  /// In the order of the file.
  var options: [(declaration: OptionDeclaration, value: OptionValue)] = []
  /// The tasks it runs on; nil for all of the suite's.
  var tasks: [String]?
  var perTask: [TaskOverride] = []
  var budget = BudgetRule()
}

/// An entry under an algorithm's `perTask`.
struct TaskOverride {
  var task: String
  var options: [(declaration: OptionDeclaration, value: OptionValue)]
  var budget: BudgetRule
}

/// How much a run may use; what is not said is nil.
struct BudgetRule {
  var environmentSteps: Int?
  var perTask: [(task: String, environmentSteps: Int)] = []

  /// The steps for a task, if the rule says any.
  func environmentSteps(on task: String) -> Int? {
    perTask.first { $0.task == task }?.environmentSteps ?? environmentSteps
  }
}

/// How runs are measured.
struct EvaluationRule {
  var points = 10
  var episodes = 10
  var finalEpisodes = 50
}
