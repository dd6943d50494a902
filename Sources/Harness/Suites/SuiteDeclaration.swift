import PolicyOptimization
import Results
import Tasks

/// What a suite file says, checked against the names there are, before defaults are filled in.
struct SuiteDeclaration {
  var name: String
  var seed: UInt64
  var seeds: SeedRule
  /// What ranks on control tasks.
  var metric: String
  /// What ranks on questions.
  var questionMetric: String
  var tasks: [TaskEntry]
  var algorithms: [AlgorithmEntry]
  var budget: BudgetRule
  var evaluation: EvaluationRule
  /// Empty where the file claims nothing.
  var hypotheses: [HypothesisEntry]
  /// Empty where the file has no settings meant to break anything.
  var stress: [StressEntry]
}

/// An item under `tasks`.
struct TaskEntry {
  var task: TrainingTask
  /// The sampled accuracy that references on it must have.
  var gate: ClosedRange<Double>?
}

/// A key, or a name, and where it stands.
struct Located<Value> {
  var value: Value
  var location: SuiteLocation
}

/// A value of an option and where its key stands.
struct OptionSetting {
  var declaration: OptionDeclaration
  var value: OptionValue
  var location: SuiteLocation
}

/// An entry under `algorithms`.
struct AlgorithmEntry {
  var label: String
  var location: SuiteLocation
  var method: AlgorithmDescription
  /// In the order of the file.
  var options: [OptionSetting] = []
  /// The tasks it runs on; nil for all of the suite's on which the algorithm has a meaning.
  var tasks: [Located<String>]?
  /// The label of the supervised entry that it starts from; nil for the suite's first.
  var reference: Located<String>?
  var perTask: [TaskOverride] = []
  var budget = BudgetRule()

  /// Whether the entry is planned on a task.
  func runs(on task: TrainingTask) -> Bool {
    method.defaults(on: task) != nil && tasks?.contains { $0.value == task.name } ?? true
  }
}

/// An entry under an algorithm's `perTask`.
struct TaskOverride {
  var task: String
  var options: [OptionSetting]
  var budget: BudgetRule
}

/// An item under `hypotheses`.
struct HypothesisEntry {
  var location: SuiteLocation
  /// A measure that the registry describes.
  var metric: Located<String>
  var relation: Hypothesis.Relation
  /// The two labels, as the claim has them; the location is that of the claim.
  var pair: Located<(first: String, second: String)>
  var margin: Double?
  var alpha: Located<Double>?
  var family: String?
  /// The only task that the claim is about; nil for all on which both algorithms run.
  var task: Located<String>?
}

/// How runs are measured.
struct EvaluationRule {
  var points = 10
  var episodes = 10
  var finalEpisodes = 50
  var items = 128
  var finalItems = 500
}
