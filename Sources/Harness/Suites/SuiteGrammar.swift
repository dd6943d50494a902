import PolicyOptimization
import Results
import Tasks

/// Reads a document as a suite: every key, its type and its range.
struct SuiteGrammar {
  var vocabulary: SuiteVocabulary

  static let seedCounts = 1...10_000
  static let budgets = 1...1_000_000_000_000

  func suite(_ node: SuiteNode) throws -> SuiteDeclaration {
    let top = try SuiteMapping(
      node, place: "the suite",
      allowed: [
        "suite", "seed", "seeds", "metric", "questionMetric", "tasks", "algorithms", "budget",
        "evaluation", "hypotheses", "stress",
      ])
    let tasks = try tasks(try top.required("tasks"))
    let names = tasks.map(\.task.name)
    let metric = try metric(top["metric"], for: .control)
    let questionMetric = try self.metric(top["questionMetric"], for: .arithmetic)
    let algorithms = try algorithms(try top.required("algorithms"), tasks: names)
    return SuiteDeclaration(
      name: try name(try top.required("suite"), matching: /[a-z0-9-]+/, "a name of a-z, 0-9 and -"),
      seed: try top["seed"]?.integer(in: 0...UInt64.max) ?? 0,
      seeds: try seeds(try top.required("seeds")),
      metric: metric, questionMetric: questionMetric, tasks: tasks,
      algorithms: algorithms,
      budget: try budget(try top.required("budget"), tasks: names),
      evaluation: try top["evaluation"].map(evaluation) ?? EvaluationRule(),
      hypotheses: try top["hypotheses"].map {
        try hypotheses(
          $0, metrics: ["return": metric, "accuracy": questionMetric], tasks: names)
      } ?? [],
      stress: try top["stress"].map { try stress($0, algorithms: algorithms, tasks: names) } ?? [])
  }

  func name(_ node: SuiteNode, matching pattern: Regex<Substring>, _ allowed: String) throws
    -> String
  {
    let text = try node.text(allowed)
    guard text.count <= 64, text.wholeMatch(of: pattern) != nil else {
      throw node.badValue(allowed + ", at most 64 characters")
    }
    return text
  }

  private func metric(_ node: SuiteNode?, for kind: TaskKind) throws -> String {
    guard let node else { return MetricRegistry.defaultHeadline(for: kind) }
    let names = MetricRegistry.headlineNames(for: kind)
    let allowed = "one of " + names.joined(separator: ", ")
    let name = try node.text(allowed)
    guard names.contains(name) else { throw node.badValue(allowed) }
    return name
  }

  private func tasks(_ node: SuiteNode) throws -> [TaskEntry] {
    var entries: [TaskEntry] = []
    for item in try node.items("a list of tasks") {
      let entry = item.isMapping ? try arithmetic(item) : TaskEntry(task: try task(item))
      let name = entry.task.name
      guard !entries.contains(where: { $0.task.name == name }) else {
        throw SuiteError.duplicateItem(item.location, key: "tasks", item: name)
      }
      entries.append(entry)
    }
    return entries
  }

  private func task(_ node: SuiteNode) throws -> TrainingTask {
    let name = try node.text("the name of a task")
    guard let task = vocabulary.task(named: name) else {
      throw SuiteError.unknownTask(
        node.location, name: name, allowed: vocabulary.tasks.map(\.name))
    }
    return task
  }

  /// `{arithmetic: {level: L, gate: [A, B]}}`.
  private func arithmetic(_ node: SuiteNode) throws -> TaskEntry {
    let family = try SuiteMapping(node, place: "a task", allowed: ["arithmetic"])
    let keys = try SuiteMapping(
      try family.required("arithmetic"), place: "the task 'arithmetic'",
      allowed: ["level", "gate"])
    let level = try keys.required("level")
    let number = try level.integer(in: ArithmeticTask.levels)
    guard let task = ArithmeticTask(level: number) else {
      throw level.badValue("one of the levels that 'assay list tasks' prints")
    }
    return TaskEntry(
      task: .arithmetic(task), gate: try keys["gate"].map { try $0.interval(in: 0...1) })
  }

  private func evaluation(_ node: SuiteNode) throws -> EvaluationRule {
    let keys = try SuiteMapping(
      node, place: "'evaluation'",
      allowed: ["points", "episodes", "finalEpisodes", "items", "finalItems"])
    var rule = EvaluationRule()
    let counts = 1...10_000
    rule.points = try keys["points"]?.integer(in: 1...1000) ?? rule.points
    rule.episodes = try keys["episodes"]?.integer(in: counts) ?? rule.episodes
    rule.finalEpisodes = try keys["finalEpisodes"]?.integer(in: counts) ?? rule.finalEpisodes
    rule.items = try keys["items"]?.integer(in: counts) ?? rule.items
    rule.finalItems = try keys["finalItems"]?.integer(in: counts) ?? rule.finalItems
    return rule
  }

  func budget(_ node: SuiteNode, tasks: [String]) throws -> BudgetRule {
    let keys = try SuiteMapping(
      node, place: "'\(node.path)'",
      allowed: BudgetUnit.allCases.map(\.rawValue) + ["perTask"])
    var rule = BudgetRule(location: node.location)
    for (key, location, value) in keys.entries {
      guard let unit = BudgetUnit(rawValue: key) else { continue }
      rule.amounts.append((unit, try value.integer(in: Self.budgets), location))
    }
    if let perTask = keys["perTask"] {
      let entries = try SuiteMapping(perTask, place: "'\(perTask.path)'", allowed: nil).entries
      for (task, location, value) in entries {
        try require(task, among: tasks, at: location)
        rule.perTask.append((task, try value.integer(in: Self.budgets)))
      }
    }
    return rule
  }

  func require(_ task: String, among tasks: [String], at location: SuiteLocation) throws {
    guard tasks.contains(task) else {
      throw SuiteError.taskNotInSuite(location, name: task, allowed: tasks)
    }
  }
}
