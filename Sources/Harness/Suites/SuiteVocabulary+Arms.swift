import PolicyOptimization
import Results

/// What an arm of a resolved suite is trained on, how, and how long.
package struct ArmSetting: Sendable {
  /// What it is trained on.
  package var task: TrainingTask
  /// How the parameters come about.
  package var kind: TrainingKind
  /// Every switch.
  package var options: Options
  /// How much a run may use and how it is measured.
  package var budget: TrainingBudget
}

extension SuiteVocabulary {
  /// The setting that an arm stores.
  ///
  /// - Throws: ``RunError/unknownInStoredSuite(kind:name:)``,
  ///   ``RunError/badOption(name:arm:allowed:)``.
  package func setting(of arm: Arm) throws -> ArmSetting {
    guard let task = task(named: arm.task) else {
      throw RunError.unknownInStoredSuite(kind: "task", name: arm.task)
    }
    guard let method = algorithm(named: arm.method), let defaults = method.defaults(on: task)
    else {
      throw RunError.unknownInStoredSuite(kind: "algorithm", name: arm.method)
    }
    return ArmSetting(
      task: task, kind: method.kind,
      options: try ArmOptions.options(of: arm, in: method.scope(on: task), from: defaults),
      budget: TrainingBudget(
        total: arm.budget, evaluations: arm.evaluations,
        evaluationEpisodes: arm.evaluationEpisodes, finalEpisodes: arm.finalEpisodes))
  }
}
