import PolicyOptimization
import Results

extension SuiteResolution {
  /// The arms under settings meant to break them, task by task, in the order of the file.
  ///
  /// - Throws: ``SuiteError``: a setting has a meaning for none of the algorithms that it names, gives an
  ///   option a value that it cannot have, or stands twice for an algorithm on a task.
  func stressed() throws -> [(what: StressedArm, arm: Arm)] {
    for item in suite.stress { try checkMeaning(of: item) }
    var found: [(what: StressedArm, arm: Arm)] = []
    for task in suite.tasks {
      for item in suite.stress {
        for entry in suite.algorithms where applies(item, to: entry, on: task.task) {
          let arm = try stressed(entry, item, on: task)
          guard
            !found.contains(where: { $0.what.task == arm.task && $0.arm.algorithm == arm.algorithm }
            )
          else {
            throw SuiteError.duplicateStress(
              item.location, setting: item.setting, algorithm: entry.label, task: arm.task)
          }
          let changes = item.changes.map {
            StressedArm.Change(option: $0.declaration.name, factor: $0.factor)
          }
          found.append(
            (
              StressedArm(
                task: arm.task, algorithm: arm.algorithm, of: entry.label, setting: item.setting,
                changes: changes), arm
            ))
        }
      }
    }
    return found
  }

  /// Whether an item is for an entry on a task: all that it changes has a meaning there.
  private func applies(_ item: StressEntry, to entry: AlgorithmEntry, on task: TrainingTask) -> Bool
  {
    let scope = entry.method.scope(on: task)
    return entry.method.kind == .reinforcement && entry.runs(on: task)
      && item.algorithms?.contains { $0.value == entry.label } ?? true
      && item.tasks?.contains(task.name) ?? true
      && item.changes.allSatisfy { $0.declaration.scope.contains(scope) }
  }

  private func checkMeaning(of item: StressEntry) throws {
    func isTried(_ label: String?) -> Bool {
      suite.algorithms.contains { entry in
        label ?? entry.label == entry.label
          && suite.tasks.contains { applies(item, to: entry, on: $0.task) }
      }
    }
    for named in item.algorithms ?? [] where !isTried(named.value) {
      throw SuiteError.stressWithoutMeaning(
        named.location, setting: item.setting, algorithm: named.value)
    }
    guard isTried(nil) else {
      throw SuiteError.stressWithoutMeaning(item.location, setting: item.setting, algorithm: nil)
    }
    for entry in suite.algorithms {
      let label = item.label(of: entry.label)
      if suite.algorithms.contains(where: { $0.label == label }) || label.count > 64 {
        throw SuiteError.stressLabel(item.location, label: label)
      }
    }
  }

  private func stressed(_ entry: AlgorithmEntry, _ item: StressEntry, on task: TaskEntry) throws
    -> Arm
  {
    let declared = try options(of: entry, on: task.task)
    var options = declared
    for change in item.changes {
      let value = change.value(from: change.declaration.get(declared))
      guard let value, change.declaration.kind.allows(value) else {
        throw SuiteError.stressOutOfRange(
          change.location, option: change.declaration.name, algorithm: entry.label,
          task: task.task.name, found: value, factor: change.factor ?? 1,
          allowed: change.declaration.kind.allowed)
      }
      change.declaration.set(&options, value)
    }
    let label = item.label(of: entry.label)
    try check(options, of: label, on: task.task, at: item.location)
    return try arm(entry, label: label, options, on: task)
  }
}

extension ResolvedSuite {
  /// Lists arms that are others under a setting meant to break them, whose labels follow the suite's own.
  mutating func add(_ stressed: [StressedArm]) {
    guard !stressed.isEmpty else { return }
    stress = stressed
    for arm in stressed where !algorithms.contains(where: { $0.label == arm.algorithm }) {
      guard var summary = algorithms.first(where: { $0.label == arm.of }) else { continue }
      summary.label = arm.algorithm
      algorithms.append(summary)
    }
  }
}
