import PolicyOptimization
import Tasks

/// The names that a suite can use.
package struct SuiteVocabulary: Sendable {
  /// The tasks.
  package var tasks: [TrainingTask]
  /// The algorithms.
  package var algorithms: [AlgorithmDescription]

  /// Memberwise.
  package init(tasks: [TrainingTask], algorithms: [AlgorithmDescription]) {
    self.tasks = tasks
    self.algorithms = algorithms
  }

  /// Everything that is registered.
  package static let registered = SuiteVocabulary(
    tasks: ControlTaskRegistry.all.map { .control($0) }
      + ArithmeticTask.levels.compactMap(ArithmeticTask.init).map { .arithmetic($0) },
    algorithms: AlgorithmRegistry.all)

  /// The task of a name, if there is one.
  package func task(named name: String) -> TrainingTask? {
    tasks.first { $0.name == name }
  }

  /// The algorithm of a name, if there is one.
  package func algorithm(named name: String) -> AlgorithmDescription? {
    algorithms.first { $0.name == name }
  }
}
