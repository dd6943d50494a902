import PolicyOptimization
import Results
import Tasks

/// Reads a document as a suite: every key, its type and its range.
struct SuiteGrammar {
  var vocabulary: SuiteVocabulary

  static let metrics = MetricRegistry.headlineNames(for: .control)
  static let seedCounts = 1...10_000
  static let stepCounts = 1...1_000_000_000_000

  func suite(_ node: SuiteNode) throws -> SuiteDeclaration {
    let top = try SuiteMapping(
      node, place: "the suite",
      allowed: [
        "suite", "seed", "seeds", "metric", "tasks", "algorithms", "budget", "evaluation",
      ])
    let tasks = try tasks(try top.required("tasks"))
    let names = tasks.map(\.name)
    return SuiteDeclaration(
      name: try name(try top.required("suite"), matching: /[a-z0-9-]+/, "a name of a-z, 0-9 and -"),
      seed: try top["seed"]?.integer(in: 0...UInt64.max) ?? 0,
      seeds: try top.required("seeds").integer(in: Self.seedCounts),
      metric: try top["metric"].map(metric) ?? Self.metrics[0],
      tasks: tasks,
      algorithms: try algorithms(try top.required("algorithms"), tasks: names),
      budget: try budget(try top.required("budget"), tasks: names, requiresSteps: true),
      evaluation: try top["evaluation"].map(evaluation) ?? EvaluationRule())
  }

  private func name(_ node: SuiteNode, matching pattern: Regex<Substring>, _ allowed: String) throws
    -> String
  {
    let text = try node.text(allowed)
    guard text.count <= 64, text.wholeMatch(of: pattern) != nil else {
      throw node.badValue(allowed + ", at most 64 characters")
    }
    return text
  }

  private func metric(_ node: SuiteNode) throws -> String {
    let allowed = "one of " + Self.metrics.joined(separator: ", ")
    let name = try node.text(allowed)
    guard Self.metrics.contains(name) else { throw node.badValue(allowed) }
    return name
  }

  private func tasks(_ node: SuiteNode) throws -> [TrainingTask] {
    var tasks: [TrainingTask] = []
    for item in try node.items("a list of tasks") {
      let name = try item.text("the name of a task")
      guard let task = vocabulary.task(named: name) else {
        throw SuiteError.unknownTask(
          item.location, name: name, allowed: vocabulary.tasks.map(\.name))
      }
      guard !tasks.contains(where: { $0.name == name }) else {
        throw SuiteError.duplicateItem(item.location, key: "tasks", item: name)
      }
      tasks.append(task)
    }
    return tasks
  }

  private func evaluation(_ node: SuiteNode) throws -> EvaluationRule {
    let keys = try SuiteMapping(
      node, place: "'evaluation'", allowed: ["points", "episodes", "finalEpisodes"])
    var rule = EvaluationRule()
    rule.points = try keys["points"]?.integer(in: 1...1000) ?? rule.points
    rule.episodes = try keys["episodes"]?.integer(in: 1...10_000) ?? rule.episodes
    rule.finalEpisodes = try keys["finalEpisodes"]?.integer(in: 1...10_000) ?? rule.finalEpisodes
    return rule
  }

  private func budget(_ node: SuiteNode, tasks: [String], requiresSteps: Bool = false) throws
    -> BudgetRule
  {
    let keys = try SuiteMapping(
      node, place: "'\(node.path)'", allowed: ["environmentSteps", "perTask"])
    var rule = BudgetRule()
    rule.environmentSteps = try keys["environmentSteps"]?.integer(in: Self.stepCounts)
    if let perTask = keys["perTask"] {
      let entries = try SuiteMapping(perTask, place: "'\(perTask.path)'", allowed: nil).entries
      for (task, location, value) in entries {
        try require(task, among: tasks, at: location)
        rule.perTask.append((task, try value.integer(in: Self.stepCounts)))
      }
    }
    if requiresSteps, let task = tasks.first(where: { rule.environmentSteps(on: $0) == nil }) {
      throw SuiteError.missingKey(
        node.location, key: "environmentSteps", place: "'budget', and '\(task)' has none of its own"
      )
    }
    return rule
  }

  private func require(_ task: String, among tasks: [String], at location: SuiteLocation) throws {
    guard tasks.contains(task) else {
      throw SuiteError.taskNotInSuite(location, name: task, allowed: tasks)
    }
  }
}

// MARK: - Algorithms

extension SuiteGrammar {
  private static let entryKeys = ["algorithm", "tasks", "perTask", "budget"]
  private static let optionNames = Options.declarations.map(\.name)

  private func algorithms(_ node: SuiteNode, tasks: [String]) throws -> [AlgorithmEntry] {
    let entries = try SuiteMapping(node, place: "'algorithms'", allowed: nil).entries
    guard !entries.isEmpty else { throw node.badValue("a mapping of at least one algorithm") }
    return try entries.map { label, location, value in
      let allowed =
        "labelled with letters, digits, '.', '_' and '-', a letter or digit first, at most 64 characters"
      guard label.count <= 64, label.wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]*/) != nil else {
        throw SuiteError.badValue(
          location, what: "an algorithm", found: "labelled '\(label)'", allowed: allowed)
      }
      return try algorithm(label, location, value, tasks: tasks)
    }
  }

  private func algorithm(
    _ label: String, _ location: SuiteLocation, _ node: SuiteNode, tasks: [String]
  ) throws -> AlgorithmEntry {
    if node.isNull {
      return AlgorithmEntry(
        label: label, location: location, method: try method(named: label, at: location))
    }
    let keys = try SuiteMapping(
      node, place: "algorithm '\(label)'", allowed: Self.entryKeys + Self.optionNames)
    let method =
      if let name = keys["algorithm"] {
        try method(named: name.text("the name of an algorithm"), at: name.location)
      } else {
        try method(named: label, at: location)
      }
    return AlgorithmEntry(
      label: label, location: location, method: method, options: try options(keys),
      tasks: try keys["tasks"].map { try chosenTasks($0, among: tasks) },
      perTask: try keys["perTask"].map { try overrides($0, label: label, tasks: tasks) } ?? [],
      budget: try keys["budget"].map { try budget($0, tasks: tasks) } ?? BudgetRule())
  }

  private func method(named name: String, at location: SuiteLocation) throws -> AlgorithmDescription
  {
    guard let method = vocabulary.algorithm(named: name) else {
      throw SuiteError.unknownAlgorithm(
        location, name: name, allowed: vocabulary.algorithms.map(\.name))
    }
    return method
  }

  private func chosenTasks(_ node: SuiteNode, among tasks: [String]) throws -> [String] {
    var chosen: [String] = []
    for item in try node.items("a list of the suite's tasks") {
      let name = try item.text("the name of a task")
      try require(name, among: tasks, at: item.location)
      guard !chosen.contains(name) else {
        throw SuiteError.duplicateItem(item.location, key: node.path, item: name)
      }
      chosen.append(name)
    }
    return chosen
  }

  private func overrides(_ node: SuiteNode, label: String, tasks: [String]) throws -> [TaskOverride]
  {
    try SuiteMapping(node, place: "'\(node.path)'", allowed: nil).entries.map {
      task, location, value in
      try require(task, among: tasks, at: location)
      let keys = try SuiteMapping(
        value, place: "algorithm '\(label)' on '\(task)'", allowed: ["budget"] + Self.optionNames)
      return TaskOverride(
        task: task, options: try options(keys),
        budget: try keys["budget"].map { try budget($0, tasks: [task]) } ?? BudgetRule())
    }
  }

  private func options(_ keys: SuiteMapping) throws
    -> [(declaration: OptionDeclaration, value: OptionValue)]
  {
    try keys.entries.compactMap { key, _, value in
      guard let declaration = Options.declarations.first(where: { $0.name == key }) else {
        return nil
      }
      return (declaration, try value.option(declaration))
    }
  }
}
