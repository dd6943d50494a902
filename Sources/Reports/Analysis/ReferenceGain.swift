import Results
import Statistics

extension ReferenceGain {
  /// The gains of every arm of a task that starts from a reference, in the suite's order.
  ///
  /// The difference is taken seed by seed, since the run of seed s starts from the reference of seed s;
  /// its interval is the t interval of the mean difference. A run without a score counts with the
  /// floor. A seed whose reference has no score has nothing to be compared with and takes no part.
  static func all(
    on task: TaskSummary, _ arms: [(arm: Arm, runs: [ScoredRun])], level: Double
  ) throws -> [ReferenceGain] {
    try arms.compactMap { arm, runs in
      guard let reference = arm.reference else { return nil }
      let references = arms.first { $0.arm.algorithm == reference.label }?.runs ?? []
      let starts = references.filter { $0.status == .completed }
      let differences = pairs(runs, starts).map { $0.run.score - $0.reference.score }
      let gain = try EstimateSection(mean: differences, level: level)
      let reward = arm.options["reward"].flatMap(\.text)
      let changes = reward.map { Self.changes(of: "reward." + $0, pairs(runs, starts)) } ?? []
      return ReferenceGain(
        algorithm: arm.algorithm, reference: reference.label, control: arm.control,
        count: differences.count, gain: gain, verdict: Verdict(gain?.interval), reward: reward,
        rewardChange: try EstimateSection(mean: changes.map(\.reward), level: level),
        accuracyChange: try EstimateSection(mean: changes.map(\.accuracy), level: level))
    }
  }

  private static func pairs(
    _ runs: [ScoredRun], _ references: [ScoredRun]
  ) -> [(run: ScoredRun, reference: ScoredRun)] {
    runs.compactMap { run in
      references.first { $0.seed == run.seed }.map { (run, $0) }
    }
  }

  /// What each pair that measured a reward changed in it and in sampled accuracy.
  private static func changes(
    of metric: String, _ pairs: [(run: ScoredRun, reference: ScoredRun)]
  ) -> [(reward: Double, accuracy: Double)] {
    let change = { (metric: String, pair: (run: ScoredRun, reference: ScoredRun)) -> Double? in
      guard let end = pair.run.result?.metrics[metric],
        let start = pair.reference.result?.metrics[metric]
      else { return nil }
      return end - start
    }
    return pairs.compactMap { pair in
      guard let reward = change(metric, pair), let accuracy = change("sampledAccuracy", pair) else {
        return nil
      }
      return (reward, accuracy)
    }
  }
}

extension ReferenceGain.Verdict {
  fileprivate init(_ interval: IntervalSection?) {
    guard let interval else {
      self = .unknown
      return
    }
    self = interval.lower > 0 ? .above : interval.upper < 0 ? .below : .includesZero
  }
}

extension EstimateSection {
  /// The mean of some values and its t interval; nil where there are none.
  init?(mean values: [Double], level: Double) throws {
    guard !values.isEmpty else { return nil }
    self.init(
      value: try Descriptive.mean(values),
      interval: try Descriptive.meanInterval(values, level: level).map(IntervalSection.init))
  }
}

extension JSONValue {
  /// The text of a string.
  var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The value of a number.
  var value: Double? {
    if case .number(let value) = self { value } else { nil }
  }
}
