import PolicyOptimization
import Results
import Tasks

/// From a suite file to a suite with every default filled in.
package struct SuiteReader: Sendable {
  /// The names that the file can use.
  package var vocabulary: SuiteVocabulary

  /// A reader of suites that use the given names.
  package init(vocabulary: SuiteVocabulary = .registered) {
    self.vocabulary = vocabulary
  }

  /// Reads a file: YAML, or a resolved suite where its name ends in `.json`.
  ///
  /// - Parameter seeds: Replaces the file's number of seeds; 1 to 10,000.
  /// - Throws: ``SuiteError`` or `StoreError`, naming the file and the place;
  ///   ``RunError/badSeedCount(_:allowed:)``.
  package func read(_ file: String, seeds: Int? = nil) throws -> ResolvedSuite {
    let allowed = SuiteGrammar.seedCounts
    if let seeds, !allowed.contains(seeds) {
      throw RunError.badSeedCount(seeds, allowed: allowed)
    }
    var suite =
      file.hasSuffix(".json")
      ? try ResultStore.storedSuite(at: file)
      : try resolve(SuiteGrammar(vocabulary: vocabulary).suite(SuiteDocument.read(file)))
    suite.seeds = seeds ?? suite.seeds
    return suite
  }

  /// Reads the text of a YAML file; `file` is for messages.
  package func read(text: String, file: String) throws -> ResolvedSuite {
    try resolve(
      SuiteGrammar(vocabulary: vocabulary).suite(SuiteDocument.parse(text, file: file)))
  }

  private func resolve(_ suite: SuiteDeclaration) throws -> ResolvedSuite {
    ResolvedSuite(
      suite: suite.name, suiteSeed: suite.seed, seeds: suite.seeds,
      tasks: suite.tasks.map { TaskSummary($0, metric: suite.metric) },
      algorithms: suite.algorithms.map {
        AlgorithmSummary(label: $0.label, method: $0.method.name, summary: $0.method.summary)
      },
      arms: try suite.tasks.flatMap { task in
        try suite.algorithms
          .filter { $0.tasks?.contains(task.name) ?? true }
          .compactMap { try arm($0, on: task, of: suite) }
      },
      resultsVersion: resultsVersion)
  }

  /// Fills in what the file leaves out: the algorithm's defaults give way to the entry's options,
  /// those to the options for the task.
  private func arm(
    _ entry: AlgorithmEntry, on trainingTask: TrainingTask, of suite: SuiteDeclaration
  )
    throws -> Arm?
  {
    let task = trainingTask.name
    guard var options = entry.method.defaults(on: trainingTask) else { return nil }
    let override = entry.perTask.first { $0.task == task }
    for (declaration, value) in entry.options + (override?.options ?? []) {
      declaration.set(&options, value)
    }
    do {
      try options.validate()
    } catch {
      throw SuiteError.conflict(entry.location, algorithm: entry.label, task: task, error)
    }
    let steps =
      override?.budget.environmentSteps(on: task) ?? entry.budget.environmentSteps(on: task)
      ?? suite.budget.environmentSteps(on: task)
    guard let steps else {
      preconditionFailure("the grammar requires a budget for each task, '\(task)' has none")
    }
    return Arm(
      task: task, algorithm: entry.label, method: entry.method.name,
      options: ArmOptions.json(of: options, in: entry.method.scope(on: trainingTask)),
      budget: steps,
      evaluations: suite.evaluation.points, evaluationEpisodes: suite.evaluation.episodes,
      finalEpisodes: suite.evaluation.finalEpisodes)
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
