import PolicyOptimization
import Results

extension SuiteResolution {
  private static let defaultAlpha = 0.05

  /// What the suite claims, every default filled in.
  ///
  /// - Throws: ``SuiteError``: a claim is about what the suite does not run, or is made twice, or a
  ///   family has two error rates.
  func hypotheses() throws -> [Hypothesis] {
    var hypotheses: [Hypothesis] = []
    for entry in suite.hypotheses {
      let hypothesis = try resolve(entry)
      for other in hypotheses {
        if other.family == hypothesis.family, other.alpha != hypothesis.alpha {
          throw SuiteError.alphaOfFamily(
            entry.alpha?.location ?? entry.location, family: other.family, alpha: hypothesis.alpha,
            other: other.alpha)
        }
        if other.metric == hypothesis.metric, other.claim == hypothesis.claim,
          let task = other.tasks.first(where: hypothesis.tasks.contains)
        {
          throw SuiteError.duplicateClaim(
            entry.location, claim: other.claim, metric: other.metric, task: task)
        }
      }
      hypotheses.append(hypothesis)
    }
    return hypotheses
  }

  private func resolve(_ entry: HypothesisEntry) throws -> Hypothesis {
    let (first, second) = entry.pair.value
    var hypothesis = Hypothesis(
      metric: entry.metric.value, first: first, relation: entry.relation, second: second,
      margin: entry.margin, alpha: entry.alpha?.value ?? Self.defaultAlpha,
      family: entry.family ?? suite.name, tasks: [])
    let pair = try [first, second].map { try algorithm($0, at: entry.pair.location) }
    let obstacles = suite.tasks.map { task in
      (name: task.task.name, reason: obstacle(to: hypothesis, of: pair, on: task.task))
    }
    if let named = entry.task,
      let reason = obstacles.first(where: { $0.name == named.value })?.reason
    {
      throw SuiteError.claimWithoutMeaning(
        named.location, claim: hypothesis.claim, task: named.value, reason: reason)
    }
    let possible = obstacles.filter { $0.reason == nil }.map(\.name)
    guard !possible.isEmpty else {
      throw SuiteError.claimWithoutTask(
        entry.location, claim: hypothesis.claim, metric: hypothesis.metric)
    }
    hypothesis.tasks = entry.task.map { [$0.value] } ?? possible
    return hypothesis
  }

  private func algorithm(_ label: String, at location: SuiteLocation) throws -> AlgorithmEntry {
    guard let entry = suite.algorithms.first(where: { $0.label == label }) else {
      throw SuiteError.algorithmNotInSuite(
        location, name: label, allowed: suite.algorithms.map(\.label))
    }
    return entry
  }

  /// Why a claim cannot be judged on a task; nil where it can.
  private func obstacle(
    to hypothesis: Hypothesis, of pair: [AlgorithmEntry], on task: TrainingTask
  ) -> String? {
    if let absent = pair.first(where: { !$0.runs(on: task) }) {
      return "'\(absent.label)' does not run there"
    }
    let metric = MetricRegistry.description(of: hypothesis.metric)
    return metric?.scope.includes(task.kind) == true
      ? nil : "'\(hypothesis.metric)' is not measured there"
  }
}
