import PolicyOptimization
import Results
import Tasks

extension CatalogueEntry {
  /// A task.
  init(_ task: TrainingTask) {
    switch task {
    case .control(let task): self.init(task.description)
    case .arithmetic(let task):
      self.init(
        kind: .task, name: task.name, summary: task.summary,
        details: [
          """
          scores  shares of right answers: 0 is none, 1 is all
          floor   0, what a diverged, failed or missing run scores
          suite   {arithmetic: {level: \(task.level)}}; levels are \(ArithmeticTask.levels.lowerBound) to \(ArithmeticTask.levels.upperBound)
          """
        ])
    }
  }

  /// A control task.
  private init(_ task: ControlTaskDescription) {
    let actions =
      switch task.actionSpace {
      case .discrete(let count): "one of \(count) actions, 0 to \(count - 1)"
      case .box(let dimension, let low, let high):
        "\(dimension) number\(dimension == 1 ? "" : "s") from \(low) to \(high)"
      }
    self.init(
      kind: .task, name: task.name, summary: task.summary,
      details: [
        """
        observation  \(task.observationNames.joined(separator: ", "))
        state        \(task.stateNames.joined(separator: ", "))
        action       \(actions)
        time limit   \(task.stepLimit) steps
        floor        \(task.floorReturn), the return that a diverged, failed or missing run scores
        0 is         \(Self.text(task.randomScore))
        1 is         \(Self.text(task.scriptedScore))
        source       \(task.source)
        """
      ])
  }

  private static func text(_ score: ReferenceScore) -> String {
    "\(score.mean) ± \(score.standardDeviation), mean and standard deviation of the return over "
      + "\(score.episodes) episodes: \(score.policy)"
  }

  /// An algorithm, with every option it runs with.
  init(_ algorithm: AlgorithmDescription) {
    let scopes = OptionScope.named.filter { algorithm.scope.contains($0.scope) }
    let options = Options.declarations(in: algorithm.scope).map { declaration in
      let values = scopes.map { scope in
        declaration.scope.contains(scope.scope)
          ? algorithm.defaults(in: scope.scope).map(declaration.get) : nil
      }
      let isOwn = values.contains { $0 != nil && $0 != declaration.get(Options()) }
      return [isOwn ? "*" : "", declaration.name] + values.map { $0.map(Self.text) ?? "" }
        + [declaration.kind.allowed, declaration.source]
    }
    let table = AlignedTable.render(
      [["", "option"] + scopes.map { "on \($0.name)" } + ["allowed", "source"]] + options)
    let notes = algorithm.notes.enumerated().map { "\($0 + 1). \($1)" }
    self.init(
      kind: .algorithm, name: algorithm.name, summary: algorithm.summary,
      details: [algorithm.title, algorithm.equation, "Source: \(algorithm.source)"]
        + (notes.isEmpty ? [] : [notes.joined(separator: "\n")])
        + [
          "Options (* where this algorithm's default is its own; 'assay describe OPTION' says what "
            + "one does):", table,
        ])
  }

  /// An option.
  init(_ option: OptionDeclaration) {
    self.init(
      kind: .option, name: option.name, summary: option.summary,
      details: [
        """
        allowed  \(option.kind.allowed)
        scope    \(option.scope.names.joined(separator: ", "))
        default  \(Self.text(option.get(Options()))), unless the algorithm has its own
        source   \(option.source)
        """
      ])
  }

  /// A metric.
  init(_ metric: MetricDescription) {
    let direction = metric.higherIsBetter.map { $0 ? "higher is better" : "lower is better" }
    self.init(
      kind: .metric, name: metric.name, summary: metric.summary,
      details: [
        [
          metric.unit, direction,
          metric.scope == .both ? nil : "on \(metric.scope.rawValue) tasks only",
          metric.isHeadline ? "can be a suite's metric" : nil,
        ].compactMap { $0 }.joined(separator: "; ")
      ])
  }

  /// A value as a suite writes it.
  private static func text(_ value: OptionValue) -> String {
    switch value {
    case .none: "null"
    case .flag(let flag): "\(flag)"
    case .number(let number): Self.text(number)
    case .text(let text): text
    case .numbers(let numbers): "[" + numbers.map(Self.text).joined(separator: ", ") + "]"
    }
  }

  private static func text(_ number: Double) -> String {
    Int(exactly: number).map { "\($0)" } ?? "\(number)"
  }
}
