extension ScoreComparison {
  /// The comparison as text for a terminal.
  public func text() -> String {
    var text = tasks.map(text).joined(separator: "\n")
    text += aggregatesText
    if !acrossTasks.isEmpty {
      text += "\nOver \(tasks.count) tasks\n\n"
      text += TaskAverageTable(acrossTasks, settings).table(escape: { $0 }).plain()
      if acrossTasks.contains(where: { $0.absentRuns > 0 }) {
        text += ComparisonTable.absentNote + "\n"
      }
    }
    text += ranksText
    if !leftOut.isEmpty {
      text += "\nLeft out over tasks\n"
      for entry in leftOut { text += "  \(entry.name): \(entry.reason)\n" }
    }
    return text + "\n"
      + "The seed is the unit of replication. Verdicts: Holm-adjusted over the pairs of a task, at "
      + "\(NumberFormat.exact(settings.significance));\nhigher scores are better.\n"
  }

  /// The aggregates over tasks, or why there are none; empty for one task.
  private var aggregatesText: String {
    guard tasks.count > 1 else { return "" }
    guard !aggregates.isEmpty else {
      return
        "\nNo median, IQM, mean or optimality gap over tasks: that takes scales of two tasks or more on "
        + "which an\nalgorithm ran. --scales gives the scores of each task that count as 0 and 1.\n"
    }
    return "\nNormalised scores over \(normalizedTasks.count) tasks "
      + "[\(FigureText.percent(settings.level)) stratified bootstrap]\n\n"
      + AggregateTable(aggregates).table(escape: { $0 }).plain()
  }

  /// The mean ranks over tasks; empty where there are too few tasks or algorithms.
  private var ranksText: String {
    guard let ranks else { return "" }
    var table = TextTable([
      ("Algorithm", .left), ("Mean rank", .right), ("Told apart from", .left),
    ])
    for (algorithm, rank) in zip(ranks.algorithms, ranks.averageRanks) {
      let others = ranks.pairs.filter {
        $0.holmP <= settings.significance && [$0.first, $0.second].contains(algorithm)
      }.map { $0.first == algorithm ? $0.second : $0.first }
      table.add([
        algorithm, NumberFormat.fixed(rank, decimals: 2),
        others.isEmpty ? "none" : others.joined(separator: ", "),
      ])
    }
    let note =
      ranks.smallestHolmP > settings.significance
      ? "So few tasks cannot tell \(ranks.pairs.count) pairs apart, whatever the scores; it takes "
        + "\(ranks.tasksNeeded).\n"
      : "Told apart by \(ranks.test.words), Holm-adjusted.\n"
    return "\nRanks by mean score, \(ranks.tasks.count) tasks as blocks, 1 the best\n\n"
      + table.plain() + "Friedman's test: p \(NumberFormat.probability(ranks.friedmanP)). "
      + "Nemenyi's critical difference: \(NumberFormat.fixed(ranks.criticalDifference, decimals: 2)).\n"
      + note
  }

  private func text(_ task: Task) -> String {
    let decimals = NumberFormat.decimals(for: task.arms.flatMap(\.scores))
    let fixed = { (value: Double) in NumberFormat.fixed(value, decimals: decimals) }
    var table = TextTable([
      ("Algorithm", .left), ("n", .right),
      ("Mean [\(FigureText.percent(settings.level)) t]", .right), ("SD", .right),
      ("Median", .right),
      ("IQM", .right), ("Min", .right), ("Max", .right),
    ])
    for arm in task.arms {
      let summary = arm.summary
      table.add([
        arm.algorithm, "\(summary.count)",
        MarkdownReport.estimate(summary.mean, summary.interval, decimals: decimals),
        summary.standardDeviation.map(fixed) ?? "–", fixed(summary.median),
        fixed(summary.interquartileMean), fixed(summary.minimum), fixed(summary.maximum),
      ])
    }
    var text = task.name + "\n\n" + table.plain() + "\n"
    text += Self.steps(task.arms)
    guard !task.comparisons.isEmpty else { return text + Self.nothing(task.arms, settings) }
    text += ComparisonTable(task.comparisons, decimals: decimals, settings)
      .table(escape: { $0 }).plain()
    for note in ComparisonTable.notes(task.comparisons, settings) { text += note + "\n" }
    return text
  }

  /// Where runs end, if that is known.
  private static func steps(_ arms: [Arm]) -> String {
    let steps = arms.compactMap(\.lastSteps).flatMap { $0 }
    guard let first = steps.min(), let last = steps.max() else { return "" }
    let at = NumberFormat.significant(last, digits: 6)
    return first == last
      ? "Each run is scored at its last step, \(at).\n\n"
      : "Each run is scored at its last step. Runs do not end at the same: the first at step "
        + "\(NumberFormat.significant(first, digits: 6)), the last at \(at).\n\n"
  }

  private static func nothing(_ arms: [Arm], _ settings: ComparisonSettings) -> String {
    guard let baseline = settings.baseline, !arms.contains(where: { $0.algorithm == baseline })
    else { return "One algorithm: nothing to compare.\n" }
    return "The baseline \(baseline) has no scores here: nothing to compare.\n"
  }
}
