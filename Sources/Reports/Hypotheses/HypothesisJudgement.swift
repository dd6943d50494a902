import Results
import Statistics

extension HypothesesSection {
  /// Judges hypotheses; nil where there are none.
  ///
  /// Those that came later have families of their own: they change nothing for the suite's.
  ///
  /// - Throws: ``ReportError/hypothesis(claim:problem:)``.
  init?(
    declared: [Hypothesis], later: [Hypothesis], _ cells: ScoredCells,
    _ settings: ComparisonSettings
  ) throws {
    guard !(declared + later).isEmpty else { return nil }
    hypotheses = []
    families = []
    for (claims, isDeclared) in [(declared, true), (later, false)] {
      let trials = try claims.enumerated().flatMap { index, claim in
        try HypothesisTrial.all(index, claim, cells)
      }
      var comparisons: [[HypothesisComparison]] = claims.map { _ in [] }
      for name in claims.map(\.family).uniqued() {
        let family = try FamilyJudgement(
          trials.filter { $0.hypothesis.family == name }, isDeclared: isDeclared,
          seed: cells.suite.suiteSeed, settings)
        families.append(family.section)
        for (index, comparison) in family.comparisons { comparisons[index].append(comparison) }
      }
      hypotheses += zip(claims, comparisons).map { claim, comparisons in
        HypothesisSection(
          hypothesis: claim, isDeclared: isDeclared, outcome: .init(comparisons.map(\.outcome)),
          comparisons: comparisons)
      }
    }
  }
}

extension HypothesisSection.Outcome {
  /// What comparisons on several tasks say together.
  fileprivate init(_ outcomes: [Self]) {
    self =
      outcomes.contains(.refuted)
      ? .refuted : outcomes.allSatisfy { $0 == .confirmed } ? .confirmed : .undecided
  }
}

extension HypothesisTrial {
  /// The trials of a hypothesis, in the order of its tasks.
  fileprivate static func all(_ index: Int, _ hypothesis: Hypothesis, _ cells: ScoredCells) throws
    -> [HypothesisTrial]
  {
    guard !hypothesis.tasks.isEmpty else {
      throw ReportError.hypothesis(claim: hypothesis.claim, problem: .noTask)
    }
    return try hypothesis.tasks.map { try HypothesisTrial(index, hypothesis, on: $0, cells) }
  }
}

/// The hypotheses that share an error rate.
private struct FamilyJudgement {
  /// The family as the report shows it.
  var section: FamilySection
  /// The comparisons in the order of the trials, each with the position of its hypothesis.
  var comparisons: [(index: Int, comparison: HypothesisComparison)] = []

  /// Judges the trials of one family.
  ///
  /// - Precondition: there is one.
  init(
    _ trials: [HypothesisTrial], isDeclared: Bool, seed: UInt64, _ settings: ComparisonSettings
  ) throws {
    let head = trials[0].hypothesis
    for trial in trials where trial.hypothesis.alpha != head.alpha {
      throw ReportError.hypothesis(
        claim: trial.hypothesis.claim, problem: .badAlpha(trial.hypothesis.alpha))
    }
    let size = trials.count { !$0.isCounted }
    section = FamilySection(
      name: head.family, isDeclared: isDeclared, alpha: head.alpha, comparisons: size)
    let tests = try trials.map { trial in
      trial.isCounted || !trial.isMeasured
        ? nil : try trial.test(seed: seed, family: size, settings)
    }
    // A comparison without a p-value was planned all the same, and belongs to the family.
    let open = trials.indices.filter { !trials[$0].isCounted }
    let adjusted = try MultipleComparisons.holm(open.map { tests[$0]?.pValue ?? 1 })
    let smallest = try MultipleComparisons.holm(open.map { tests[$0]?.smallestP ?? 1 })
    for (index, trial) in trials.enumerated() {
      var comparison = HypothesisComparison(trial)
      if trial.isCounted {
        try comparison.setCount(of: trial)
      } else if let test = tests[index], let position = open.firstIndex(of: index) {
        try comparison.set(
          test, of: trial, holmP: adjusted[position], smallestHolmP: smallest[position],
          strictest: head.alpha / Double(size))
      }
      comparisons.append((trial.index, comparison))
    }
    let difference = tests.compactMap(\.self).first { $0.kind.pairTest != nil }
    section.differenceTest = difference?.kind
    section.smallestSignFlipP = difference?.smallestSignFlipP
  }
}

extension [String] {
  /// The elements without repetitions, in their order.
  fileprivate func uniqued() -> [String] {
    reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
