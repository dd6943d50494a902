import PolicyOptimization
import Results

/// Whether everything that an entry under `algorithms` says has a meaning on the tasks it runs on.
struct EntryCheck {
  let entry: AlgorithmEntry
  /// The suite's tasks.
  let tasks: [TrainingTask]

  private var own: [TrainingTask] { tasks.filter(entry.runs) }

  private func scope(_ tasks: [TrainingTask]) -> OptionScope {
    tasks.reduce(into: OptionScope()) { $0.formUnion(entry.method.scope(on: $1)) }
  }

  /// - Throws: ``SuiteError``.
  func run() throws {
    for named in entry.tasks ?? [] { try requireMeaning(on: named.value, at: named.location) }
    guard !own.isEmpty else {
      throw SuiteError.noTask(
        entry.location, algorithm: entry.label, scope: entry.method.scope)
    }
    try check(entry.options, entry.budget, on: own)
    for override in entry.perTask {
      let location = override.options.first?.location ?? entry.location
      try requireMeaning(on: override.task, at: location)
      try check(
        override.options, override.budget, on: tasks.filter { $0.name == override.task })
    }
    if let reference = entry.reference,
      entry.method.kind == .supervised || own.allSatisfy({ $0.kind == .control })
    {
      throw SuiteError.referenceWithoutMeaning(reference.location, algorithm: entry.label)
    }
  }

  private func requireMeaning(on name: String, at location: SuiteLocation) throws {
    let task = tasks.first { $0.name == name }
    guard task.flatMap(entry.method.defaults(on:)) != nil else {
      throw SuiteError.taskWithoutMeaning(
        location, task: name, algorithm: entry.label, scope: entry.method.scope)
    }
  }

  private func check(_ options: [OptionSetting], _ budget: BudgetRule, on tasks: [TrainingTask])
    throws
  {
    let scope = scope(tasks)
    for setting in options where setting.declaration.scope.isDisjoint(with: scope) {
      throw SuiteError.optionWithoutMeaning(
        setting.location, option: setting.declaration.name, algorithm: entry.label,
        scope: setting.declaration.scope, runs: scope)
    }
    let units = tasks.map { BudgetUnit(entry.method.kind, on: $0.kind).rawValue }
    for (unit, _, location) in budget.amounts where !units.contains(unit.rawValue) {
      throw SuiteError.budgetWithoutMeaning(
        location, unit: unit.rawValue, algorithm: entry.label, allowed: units.uniqued())
    }
  }
}

extension [String] {
  /// The elements without repetitions, in their order.
  fileprivate func uniqued() -> [String] {
    reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
