import Results
import Statistics

extension AccuracySection {
  /// The section of a task; nil for a task without questions.
  ///
  /// - Parameter arms: the task's arms in the suite's order, each with its runs by seed.
  init?(
    _ task: TaskSummary, _ arms: [(arm: Arm, runs: [ScoredRun])], level: Double
  ) throws {
    guard task.asksQuestions else { return nil }
    demonstrations = DemonstrationsSection.all(arms)
    gains = try ReferenceGain.all(on: task, arms, level: level)
    shortcuts = try ShortcutSection.names.compactMap { name in
      let values = arms.flatMap { $0.runs.compactMap { $0.result?.metrics[name] } }
      return values.isEmpty
        ? nil : ShortcutSection(name: name, accuracy: try Descriptive.mean(values))
    }
    let differing = try FactorSection.names.compactMap { factor in
      let measured = try AccuracyOnSet.all("ood.\(factor).", arms, level: level)
      return measured.isEmpty ? nil : FactorSection(factor: factor, arms: measured)
    }
    let alike = FactorSection(
      factor: FactorSection.none, arms: try AccuracyOnSet.all("", arms, level: level))
    factors = differing.isEmpty ? [] : [alike] + differing
    stepCounts = try StepCountSection.counts(arms.flatMap(\.runs)).map { steps in
      StepCountSection(
        steps: steps, arms: try AccuracyOnSet.all("steps.\(steps).", arms, level: level))
    }
    examples = arms.compactMap { ExampleSection($0.arm, $0.runs) }
  }
}

extension DemonstrationsSection {
  /// Every supervised arm of a task, and every reference that is none, in the order of first use.
  fileprivate static func all(
    _ arms: [(arm: Arm, runs: [ScoredRun])]
  ) -> [DemonstrationsSection] {
    var sections: [DemonstrationsSection] = []
    for arm in arms.map(\.arm) {
      let trained =
        arm.isSupervised
        ? (arm.algorithm, arm.budget, arm.options)
        : arm.reference.map { ($0.label, $0.budget, $0.options) }
      guard let (label, budget, options) = trained else { continue }
      let known = sections.firstIndex { $0.label == label }
      if known == nil {
        sections.append(
          DemonstrationsSection(
            label: label, demonstrations: budget, misread: options["misread"]?.value ?? 0,
            slip: options["slip"]?.value ?? 0, startedBy: [], seedsOutsideGate: []))
      }
      guard !arm.isSupervised else { continue }
      let index = known ?? sections.count - 1
      sections[index].startedBy.append(arm.algorithm)
      sections[index].gate = sections[index].gate ?? arm.gateSection
    }
    for (index, section) in sections.enumerated() {
      guard let gate = section.gate else { continue }
      let runs = arms.first { $0.arm.algorithm == section.label }?.runs ?? []
      sections[index].seedsOutsideGate = runs.filter { run in
        guard let accuracy = run.result?.metrics["sampledAccuracy"] else { return false }
        return accuracy < gate.lower || accuracy > gate.upper
      }.map(\.seed)
    }
    return sections
  }
}

extension ShortcutSection {
  /// The metrics of the shortcuts, in the order they are listed.
  static let names = ["baseline.majority", "baseline.sum", "baseline.firstMinusLast"]
}

extension FactorSection {
  /// What stands for the factor of the set that differs in none.
  static let none = "none"

  /// The factors in which a set can differ, in the order they are listed.
  static let names = [
    "surface", "structure", "range", "facts", "length", "distractors", "order", "inverse",
  ]
}

extension StepCountSection {
  /// The numbers of steps for which some run holds an accuracy, ascending.
  fileprivate static func counts(_ runs: [ScoredRun]) -> [Int] {
    var counts: Set<Int> = []
    for name in runs.flatMap({ ($0.result?.metrics ?? [:]).keys }) {
      if let steps = count(name) { counts.insert(steps) }
    }
    return counts.sorted()
  }

  /// The number of steps in the name of a metric, `steps.<n>.sampledAccuracy`; nil for other metrics.
  static func count(_ name: String) -> Int? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0] == "steps", parts[2] == "sampledAccuracy" else { return nil }
    return Int(parts[1])
  }
}

extension AccuracyOnSet {
  /// The arms whose runs hold the sampled accuracy on a set, in the order given.
  ///
  /// - Parameter set: what stands before the measure in the metrics' names.
  static func all(
    _ set: String, _ arms: [(arm: Arm, runs: [ScoredRun])], level: Double
  ) throws -> [AccuracyOnSet] {
    try arms.compactMap { arm, runs in
      let metrics = runs.compactMap { $0.result?.metrics }
      let values = metrics.compactMap { $0[set + "sampledAccuracy"] }
      let clean = metrics.compactMap { $0[set + "cleanSampledAccuracy"] }
      let differences = metrics.compactMap { metrics -> Double? in
        guard let value = metrics[set + "sampledAccuracy"],
          let clean = metrics[set + "cleanSampledAccuracy"]
        else { return nil }
        return value - clean
      }
      guard let accuracy = try EstimateSection(mean: values, level: level) else { return nil }
      return AccuracyOnSet(
        algorithm: arm.algorithm, count: values.count, accuracy: accuracy,
        clean: try EstimateSection(mean: clean, level: level),
        difference: try EstimateSection(mean: differences, level: level))
    }
  }
}
