extension MarkdownReport {
  /// The title and the answer in plain words.
  var answer: String {
    var text = "# \(Markdown.escape(report.suite.name)): which algorithm is better\n\n"
    if absentRuns > 0 {
      text +=
        "**Incomplete:** \(absentRuns) of \(report.suite.cells) runs were not found or could not be "
        + "read. They count with the lowest score of their task, and every comparison they enter is "
        + "provisional (†).\n\n"
    }
    text +=
      "Measured by the \(FigureText.metric(report.suite.headlineMetric)), with the seed as the unit of "
      + "replication (\(seedCount) per algorithm and task). A difference is called established where "
      + "its permutation test, Holm-adjusted over the pairs of its task, has "
      + "p ≤ \(NumberFormat.exact(report.settings.significance)).\n\n"
    for task in report.tasks where !task.arms.isEmpty { text += "- " + answer(task) + "\n" }
    return text + "\n"
      + Markdown.image(figures.finalScores.figure.title, path: figures.finalScores.path)
  }

  private func answer(_ task: TaskSection) -> String {
    let highest = task.arms.map(\.summary.mean).reduce(-.infinity, Double.maximum)
    let leaders = task.arms.filter { $0.summary.mean == highest }
    let names = leaders.map { "**\(Markdown.escape($0.algorithm))**" }
    let estimate = Self.estimate(
      highest, leaders.count == 1 ? leaders[0].summary.interval : nil, decimals: task.decimals)
    var text = "**\(Markdown.escape(task.name))**: "
    if task.arms.count == 1 {
      return text + "\(names[0]) alone was run; its mean is \(estimate)."
    }
    text +=
      leaders.count == 1
      ? "\(names[0]) has the highest mean, \(estimate). "
      : "\(Self.list(names)) share the highest mean, \(estimate). "
    return text + established(task) + open(task)
  }

  /// The established differences, one clause for each algorithm that is higher than some other.
  private func established(_ task: TaskSection) -> String {
    let clauses = task.arms.compactMap { arm -> String? in
      let lower = task.comparisons.filter(\.isEstablished).compactMap { pair in
        pair.winner == arm.algorithm ? pair.loser : nil
      }
      return lower.isEmpty
        ? nil
        : "\(Markdown.escape(arm.algorithm)) is higher than "
          + Self.list(lower.map(Markdown.escape))
    }
    return clauses.isEmpty
      ? "No difference is established" : "Established: " + clauses.joined(separator: "; ")
  }

  /// What stays open, and why.
  private func open(_ task: TaskSection) -> String {
    let pairs = task.comparisons
    let unreachable = pairs.count { $0.verdict == .unreachable }
    if unreachable == pairs.count {
      return ": \(pairs.count) pair\(pairs.count == 1 ? "" : "s") with \(seedCount) cannot reach "
        + "significance, whatever the scores."
    }
    let provisional = pairs.count { $0.absentRuns > 0 }
    let undecided = pairs.count { $0.verdict == .undecided && $0.absentRuns == 0 }
    var notes: [String] = []
    if undecided > 0 { notes.append("\(undecided) of \(pairs.count) pairs undecided") }
    if provisional > 0 { notes.append("\(provisional) of \(pairs.count) provisional") }
    return notes.isEmpty ? "." : " (\(notes.joined(separator: ", ")))."
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
