import PolicyOptimization

extension SuiteGrammar {
  private static let stressKeys = ["setting", "of", "tasks"]

  /// The items under `stress`: `{setting: step-x16, of: [ppo, grpo], learningRate: {times: 16}}`.
  func stress(_ node: SuiteNode, algorithms: [AlgorithmEntry], tasks: [String]) throws
    -> [StressEntry]
  {
    try node.items("a list of at least one setting").map {
      try stressed($0, algorithms: algorithms, tasks: tasks)
    }
  }

  private func stressed(_ node: SuiteNode, algorithms: [AlgorithmEntry], tasks: [String]) throws
    -> StressEntry
  {
    let options = Options.declarations
    let keys = try SuiteMapping(
      node, place: "an item of 'stress'", allowed: Self.stressKeys + options.map(\.name))
    let changes = try keys.entries.compactMap { key, location, value in
      try options.first { $0.name == key }.map {
        OptionChange(declaration: $0, kind: try change(value, of: $0), location: location)
      }
    }
    guard !changes.isEmpty else {
      throw node.badValue("a setting that changes at least one option")
    }
    return StressEntry(
      setting: try name(
        keys.required("setting"), matching: /[a-z0-9][a-z0-9.-]*/,
        "a name of a-z, 0-9, '.' and '-', a letter or digit first"),
      location: node.location,
      algorithms: try keys["of"].map { try chosenAlgorithms($0, among: algorithms) },
      tasks: try keys["tasks"].map { try chosenTasks($0, among: tasks).map(\.value) },
      changes: changes)
  }

  /// A value of the option, or `{times: FACTOR}`.
  private func change(_ node: SuiteNode, of option: OptionDeclaration) throws -> OptionChange.Kind {
    guard node.isMapping else { return .value(try node.option(option)) }
    guard option.kind.isNumeric else { throw node.badValue(option.kind.allowed) }
    let keys = try SuiteMapping(node, place: "'\(node.path)'", allowed: ["times"])
    return .factor(
      try keys.required("times").number("a number above 0") { $0 > 0 && $0 < .infinity })
  }

  private func chosenAlgorithms(_ node: SuiteNode, among algorithms: [AlgorithmEntry]) throws
    -> [Located<String>]
  {
    var chosen: [Located<String>] = []
    for item in try node.items("a list of the suite's algorithms") {
      let label = try item.text("the label of an algorithm")
      guard let entry = algorithms.first(where: { $0.label == label }) else {
        throw SuiteError.algorithmNotInSuite(
          item.location, name: label, allowed: algorithms.map(\.label))
      }
      guard entry.method.kind == .reinforcement else {
        throw item.badValue("the label of an algorithm that learns by reinforcement")
      }
      guard !chosen.contains(where: { $0.value == label }) else {
        throw SuiteError.duplicateItem(item.location, key: node.path, item: label)
      }
      chosen.append(Located(value: label, location: item.location))
    }
    return chosen
  }
}

extension OptionKind {
  /// Whether values are numbers that can be multiplied.
  fileprivate var isNumeric: Bool {
    switch self {
    case .integer, .number: true
    case .flag, .choice, .integers: false
    }
  }
}
