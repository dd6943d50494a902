import PolicyOptimization
import Results
import Tasks

/// From what a suite file says to a suite with every default filled in.
struct SuiteResolution {
  let suite: SuiteDeclaration

  /// The suite that results are stored for.
  ///
  /// - Throws: ``SuiteError``: something in the file has no meaning where it stands, or is missing.
  func resolve() throws -> ResolvedSuite {
    for entry in suite.algorithms {
      try EntryCheck(entry: entry, tasks: suite.tasks.map(\.task)).run()
    }
    if suite.seeds.adaptive != nil, let first = suite.hypotheses.first {
      throw SuiteError.claimWithAdaptiveSeeds(first.location)
    }
    if suite.seeds.adaptive != nil, let first = suite.stress.first {
      throw SuiteError.stressWithAdaptiveSeeds(first.location)
    }
    let stressed = try self.stressed()
    let arms = try suite.tasks.flatMap { task in
      try self.arms(on: task) + stressed.filter { $0.what.task == task.task.name }.map(\.arm)
    }
    var resolved = ResolvedSuite(
      suite: suite.name, suiteSeed: suite.seed, seeds: suite.seeds.count,
      tasks: suite.tasks.map { entry in
        TaskSummary(
          entry.task,
          metric: entry.task.kind == .control ? suite.metric : suite.questionMetric)
      },
      algorithms: suite.algorithms.map {
        AlgorithmSummary(label: $0.label, method: $0.method.name, summary: $0.method.summary)
      },
      arms: arms, resultsVersion: ResultsVersion.current(arms),
      hypotheses: suite.hypotheses.isEmpty ? nil : try hypotheses())
    resolved.adaptiveSeeds = suite.seeds.adaptive
    resolved.add(stressed.map(\.what))
    return resolved
  }

  /// The arms on a task, in the order of the file.
  private func arms(on task: TaskEntry) throws -> [Arm] {
    try suite.algorithms.filter { $0.runs(on: task.task) }.map { entry in
      try arm(entry, label: entry.label, options(of: entry, on: task.task), on: task)
    }
  }

  /// The arm of an entry with some options, under a label.
  func arm(_ entry: AlgorithmEntry, label: String, _ options: Options, on task: TaskEntry) throws
    -> Arm
  {
    var arm = try plainArm(entry, label: label, options, on: task.task)
    if task.task.kind == .arithmetic, entry.method.kind == .reinforcement {
      arm.reference = try reference(of: entry, on: task.task)
      arm.gate = task.gate.map { [$0.lowerBound, $0.upperBound] }
    }
    return arm
  }

  /// What an entry starts from: the supervised entry that it names, or the first.
  private func reference(
    of entry: AlgorithmEntry, on task: TrainingTask
  ) throws -> ReferenceArm {
    let supervised = try suite.algorithms.filter {
      $0.method.kind == .supervised && $0.runs(on: task)
    }.map { try plainArm($0, label: $0.label, options(of: $0, on: task), on: task) }
    guard let first = supervised.first else {
      throw SuiteError.noReference(entry.location, algorithm: entry.label, task: task.name)
    }
    guard let named = entry.reference else { return ReferenceArm(first) }
    guard let arm = supervised.first(where: { $0.algorithm == named.value }) else {
      throw SuiteError.unknownReference(
        named.location, name: named.value, task: task.name, allowed: supervised.map(\.algorithm))
    }
    return ReferenceArm(arm)
  }

  /// Fills in what the file leaves out: the algorithm's defaults give way to the entry's options,
  /// those to the options for the task.
  func options(of entry: AlgorithmEntry, on task: TrainingTask) throws -> Options {
    let scope = entry.method.scope(on: task)
    let override = entry.perTask.first { $0.task == task.name }
    var options = entry.method.defaults(on: task) ?? Options()
    for setting in entry.options + (override?.options ?? [])
    where setting.declaration.scope.contains(scope) {
      setting.declaration.set(&options, setting.value)
    }
    try check(options, of: entry.label, on: task, at: entry.location)
    return options
  }

  /// Checks that options go together.
  func check(
    _ options: Options, of label: String, on task: TrainingTask, at location: SuiteLocation
  ) throws {
    do {
      try options.validate()
    } catch {
      throw SuiteError.conflict(location, algorithm: label, task: task.name, error)
    }
  }

  /// An arm that starts from no reference.
  private func plainArm(
    _ entry: AlgorithmEntry, label: String, _ options: Options, on task: TrainingTask
  ) throws -> Arm {
    let override = entry.perTask.first { $0.task == task.name }
    let rule = suite.evaluation
    let isControl = task.kind == .control
    return Arm(
      task: task.name, algorithm: label, method: entry.method.name,
      options: ArmOptions.json(of: options, in: entry.method.scope(on: task)),
      budget: try budget(of: entry, override, on: task), evaluations: rule.points,
      evaluationEpisodes: isControl ? rule.episodes : rule.items,
      finalEpisodes: isControl ? rule.finalEpisodes : rule.finalItems)
  }

  /// The nearest budget in the unit that the runs use.
  private func budget(
    of entry: AlgorithmEntry, _ override: TaskOverride?, on task: TrainingTask
  ) throws -> Int {
    let unit = BudgetUnit(entry.method.kind, on: task.kind)
    let amount =
      override?.budget.amount(unit, on: task.name) ?? entry.budget.amount(unit, on: task.name)
      ?? suite.budget.amount(unit, on: task.name, perTaskCounts: unit != .demonstrations)
    guard let amount else {
      throw SuiteError.missingKey(
        suite.budget.location ?? entry.location, key: unit.rawValue,
        place:
          "'budget', and '\(unit == .demonstrations ? entry.label : task.name)' has none of its own"
      )
    }
    return amount
  }
}

extension ReferenceArm {
  /// What of an arm determines its checkpoints.
  fileprivate init(_ arm: Arm) {
    self.init(label: arm.algorithm, options: arm.options, budget: arm.budget)
  }
}

extension TaskSummary {
  /// What a report needs of a task; `metric` ranks on it.
  init(_ task: TrainingTask, metric: String) {
    switch task {
    case .control(let task):
      let description = task.description
      self.init(
        name: description.name, summary: description.summary, kind: .control,
        budgetUnit: "environment steps", headlineMetric: metric,
        randomScore: description.randomScore.mean, scriptedScore: description.scriptedScore.mean,
        scriptedPolicy: description.scriptedScore.policy, floorReturn: description.floorReturn)
    case .arithmetic(let task):
      self.init(
        name: task.name, summary: task.summary, kind: .arithmetic, budgetUnit: "completions",
        headlineMetric: metric, randomScore: 0, scriptedScore: 1,
        scriptedPolicy: "answers every item right", floorReturn: 0)
    }
  }
}
