import PolicyOptimization

extension SuiteGrammar {
  private static let entryKeys = ["algorithm", "tasks", "reference", "perTask", "budget"]
  private static let optionNames = Options.declarations.map(\.name)

  func algorithms(_ node: SuiteNode, tasks: [String]) throws -> [AlgorithmEntry] {
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
      reference: try keys["reference"].map {
        Located(value: try $0.text("the label of a supervised entry"), location: $0.location)
      },
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

  func chosenTasks(_ node: SuiteNode, among tasks: [String]) throws
    -> [Located<String>]
  {
    var chosen: [Located<String>] = []
    for item in try node.items("a list of the suite's tasks") {
      let name = try item.text("the name of a task")
      try require(name, among: tasks, at: item.location)
      guard !chosen.contains(where: { $0.value == name }) else {
        throw SuiteError.duplicateItem(item.location, key: node.path, item: name)
      }
      chosen.append(Located(value: name, location: item.location))
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

  private func options(_ keys: SuiteMapping) throws -> [OptionSetting] {
    try keys.entries.compactMap { key, location, value in
      guard let declaration = Options.declarations.first(where: { $0.name == key }) else {
        return nil
      }
      return OptionSetting(
        declaration: declaration, value: try value.option(declaration), location: location)
    }
  }
}
