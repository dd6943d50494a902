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
      "Measured by \(rankedBy), with the seed as the unit of "
      + "replication (\(seedCount) per algorithm and task). A difference is called established where "
      + "its \(report.sequential == nil ? "" : "group-sequential permutation ")test, "
      + "Holm-adjusted over the pairs of its task, has "
      + "p ≤ \(NumberFormat.exact(report.settings.significance)).\n\n"
    for task in report.tasks where !task.arms.isEmpty {
      text += "- " + answer(task) + "\n" + gains(task)
    }
    return text + "\n"
      + Markdown.image(figures.finalScores.figure.title, path: figures.finalScores.path)
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

  private func answer(_ task: TaskSection) -> String {
    let competitors = task.competitors
    let highest = competitors.map(\.summary.mean).reduce(-.infinity, Double.maximum)
    let leaders = competitors.filter { $0.summary.mean == highest }
    let names = leaders.map { "**\(Markdown.escape($0.algorithm))**" }
    let estimate = Self.estimate(
      highest, leaders.count == 1 ? leaders[0].summary.interval : nil, decimals: task.decimals)
    var text = "**\(Markdown.escape(task.name))**: "
    guard let first = competitors.first else {
      return text + "controls alone were run, which are compared with nothing."
    }
    if competitors.allSatisfy({ $0.count(.completed) == 0 }) {
      let who = competitors.count == 1 ? "of \(Markdown.escape(first.algorithm)) " : ""
      return text + "no run \(who)completed, so nothing can be said; every score is the floor, "
        + "\(NumberFormat.significant(task.floorReturn))."
    }
    if competitors.count == 1 {
      return text + "\(names[0]) alone was run; its mean is \(estimate)."
    }
    text +=
      leaders.count == 1
      ? "\(names[0]) has the highest mean, \(estimate). "
      : "\(Self.list(names)) share the highest mean, \(estimate). "
    return text + established(task) + open(task)
  }

  /// What was gained over the references, a line for the algorithms and one for each negative control.
  private func gains(_ task: TaskSection) -> String {
    guard let section = task.accuracy else { return "" }
    var text = ""
    for reference in section.demonstrations where !reference.startedBy.isEmpty {
      let gains = section.gains.filter { $0.reference == reference.label && $0.control == nil }
      guard !gains.isEmpty else { continue }
      text += "  - \(Self.gains(gains, over: reference, in: task))\n"
    }
    for gain in section.gains where gain.control == .randomReward {
      text += "  - \(Self.negativeControl(gain))\n"
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

  /// The established differences, one clause for each algorithm that is higher than some other.
  private func established(_ task: TaskSection) -> String {
    let clauses = task.competitors.compactMap { arm -> String? in
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
