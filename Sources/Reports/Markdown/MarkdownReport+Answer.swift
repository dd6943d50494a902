extension MarkdownReport {
  /// The title, the verdict box, who leads by which measure, what it is made from, and what was gained over references.
  var answer: String {
    var text = "# \(Markdown.escape(report.suite.name)): which algorithm is better\n\n"
    if absentRuns > 0 {
      text +=
        "**Incomplete:** \(absentRuns) of \(report.suite.cells) runs were not found or could not be "
        + "read. They count with the lowest score of their task, and every comparison they enter is "
        + "provisional (†).\n\n"
    }
    text += VerdictBox(report).table.markdown() + "\n"
    let leaders = LeaderSentences(report).text
    text += (leaders.isEmpty ? "" : leaders + "\n") + verdictNotes
    let gains = report.tasks.map(gains).joined()
    if !gains.isEmpty { text += "\n" + gains }
    return text + "\n"
      + Markdown.image(figures.finalScores.figure.title, path: figures.finalScores.path)
  }

  /// What the verdicts are made from, and what the signs of the box mean.
  private var verdictNotes: String {
    let pairs = report.tasks.flatMap(\.comparisons)
    var text =
      "Measured by \(rankedBy), with the seed as the unit of replication (\(seedCount) per algorithm "
      + "and task). Established, a \\> b: the mean of a is higher by the "
      + "\(report.sequential == nil ? "" : "group-sequential permutation ")test of the pair, "
      + "Holm-adjusted over the pairs of its task, p ≤ "
      + "\(NumberFormat.exact(report.settings.significance)). Detectable: the true difference that "
      + "would have been found with probability \(NumberFormat.exact(report.settings.power)), least and "
      + "greatest over the undecided pairs.\n"
    if pairs.contains(where: { $0.absentRuns > 0 }) {
      text += "\n" + ComparisonTable.absentNote + "\n"
    }
    if pairs.contains(where: { $0.isEstablished && $0.budgetsDiffer }) {
      text += "\n" + ComparisonTable.budgetNote + "\n"
    }
    if let hypotheses = report.hypotheses { text += "\n" + Self.outcomes(hypotheses) + "\n" }
    return text
  }

  /// What became of the declared hypotheses, in a sentence.
  private static func outcomes(_ section: HypothesesSection) -> String {
    let declared = section.hypotheses.filter(\.isDeclared)
    guard !declared.isEmpty else { return "The suite declares no hypotheses." }
    let counts = [HypothesisSection.Outcome.confirmed, .refuted, .undecided].compactMap { outcome in
      let count = declared.count { $0.outcome == outcome }
      return count > 0 ? "\(count) \(outcome.rawValue)" : nil
    }
    let noun = declared.count == 1 ? "hypothesis" : "hypotheses"
    return "Of the \(declared.count) \(noun) declared before the run: \(list(counts))."
  }

  /// What ranks; where tasks differ, on which of them.
  private var rankedBy: String {
    let groups = report.tasksByMetric
    return Self.list(
      groups.map { group in
        "the " + FigureText.metric(group.metric)
          + (groups.count > 1 ? " on " + Self.list(group.tasks.map(Markdown.escape)) : "")
      })
  }

  /// What was gained over the references, a line for the algorithms and one for each negative control.
  private func gains(_ task: TaskSection) -> String {
    guard let section = task.accuracy else { return "" }
    let start = "- **\(Markdown.escape(task.name))**: "
    var text = ""
    for reference in section.demonstrations where !reference.startedBy.isEmpty {
      let gains = section.gains.filter { $0.reference == reference.label && $0.control == nil }
      guard !gains.isEmpty else { continue }
      text += start + Self.gains(gains, over: reference, in: task) + "\n"
    }
    for gain in section.gains where gain.control?.isNegative == true {
      text += start + Self.negativeControl(gain) + "\n"
    }
    return text
  }

  private static func gains(
    _ gains: [ReferenceGain], over reference: DemonstrationsSection, in task: TaskSection
  ) -> String {
    let own = task.arms.first { $0.algorithm == reference.label }
    let label = Markdown.escape(reference.label)
    let origin = reference.isClean ? "clean demonstrations" : "demonstrations with a declared error"
    guard let own, gains.contains(where: { $0.count > 0 }) else {
      return "Gain over \(label) (\(origin)): none can be stated, as no seed of it completed."
    }
    let seeds = own.scores.count
    let clauses = gains.map { gain in
      "\(Markdown.escape(gain.algorithm)) \(estimate(gain.gain))" + count(gain.count, of: seeds)
    }
    return "Gain over \(label) (\(origin), \(estimate(own.summary.mean, nil, decimals: 3))): "
      + clauses.joined(separator: ", ") + "."
  }
}

extension PairComparison {
  /// The algorithm whose mean is established to be higher.
  var winner: String? {
    switch verdict {
    case .higher: first
    case .lower: second
    case .undecided, .unreachable: nil
    }
  }

  /// The algorithm whose mean is established to be lower.
  var loser: String? { winner.map { $0 == first ? second : first } }
}
