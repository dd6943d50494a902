import PolicyOptimization
import Results

/// What a budget counts.
enum BudgetUnit: String, CaseIterable {
  case environmentSteps, completions, demonstrations

  /// What runs of an algorithm on a task use.
  init(_ kind: TrainingKind, on task: TaskKind) {
    self =
      switch (kind, task) {
      case (.supervised, _): .demonstrations
      case (.reinforcement, .control): .environmentSteps
      case (.reinforcement, .arithmetic): .completions
      }
  }
}

/// How much a run may use; what is not said is absent.
struct BudgetRule {
  /// Where the rule stands; nil where the file has none.
  var location: SuiteLocation?
  /// In the order of the file.
  var amounts: [(unit: BudgetUnit, amount: Int, location: SuiteLocation)] = []
  var perTask: [(task: String, amount: Int)] = []

  /// What the rule says for runs that use a unit on a task, if it says any.
  ///
  /// - Parameter perTaskCounts: Whether the numbers of single tasks are of that unit: those of the
  ///   suite are not of demonstrations.
  func amount(_ unit: BudgetUnit, on task: String, perTaskCounts: Bool = true) -> Int? {
    let own = perTaskCounts ? perTask.first { $0.task == task }?.amount : nil
    return own ?? amounts.first { $0.unit == unit }?.amount
  }
}
