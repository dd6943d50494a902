extension MarkdownReport {
  /// Results task by task, with the learning curves and the scores by seed.
  var results: String {
    var text = "## Results per task\n"
    for (index, task) in report.tasks.enumerated() {
      text += "\n### \(Markdown.escape(task.name))\n\n"
      guard !task.arms.isEmpty else {
        text += "The suite runs no algorithm on this task.\n"
        continue
      }
      text += scores(task) + "\n"
      for figure in [figures.curves[index], figures.strips[index]] {
        guard let figure else { continue }
        text += Markdown.image(figure.figure.title, path: figure.path) + "\n"
      }
      if text.hasSuffix("\n\n") { text.removeLast() }
    }
    return text
  }

  private func scores(_ task: TaskSection) -> String {
    let decimals = task.decimals
    let fixed = { (value: Double) in NumberFormat.fixed(value, decimals: decimals) }
    let statuses = RunStatus.allCases.filter { status in
      status != .completed && task.arms.contains { $0.count(status) > 0 }
    }
    var table = TextTable(
      [
        ("Algorithm", .left), ("n", .right),
        ("Mean [\(FigureText.percent(report.settings.level)) t interval]", .right), ("SD", .right),
        ("Min", .right), ("Max", .right), ("IQM", .right), ("Normalised", .right),
      ] + statuses.map { ($0.rawValue.capitalizedFirst, .right) })
    for arm in task.arms {
      let summary = arm.summary
      table.add(
        [
          Markdown.escape(arm.algorithm), "\(summary.count)",
          Self.estimate(summary.mean, summary.interval, decimals: decimals),
          summary.standardDeviation.map(fixed) ?? "–", fixed(summary.minimum),
          fixed(summary.maximum), fixed(summary.interquartileMean),
          arm.normalizedMean.map { NumberFormat.fixed($0, decimals: 3) } ?? "–",
        ] + statuses.map { "\(arm.count($0))" })
    }
    return table.markdown()
  }

  /// Aggregates over tasks.
  var aggregates: String {
    let section = report.acrossTasks
    var text = "## Aggregates over tasks\n\n"
    guard report.tasks.count > 1 else {
      return text
        + "The suite has one task: there is nothing to aggregate, and no performance profile; "
        + "every score is in the figure by seed above.\n"
    }
    if section.aggregates.isEmpty {
      text += "No algorithm ran on two or more tasks with a normalised scale.\n"
    } else {
      text +=
        "Scores normalised so that random actions score 0 and the scripted policy 1, over "
        + "\(section.normalizedTasks.count) tasks with \(seedCount) seeds each.\n\n"
      text += AggregateTable(section.aggregates).table(escape: Markdown.escape).markdown()
    }
    if !section.leftOut.isEmpty {
      text += "\nLeft out:\n\n"
      for entry in section.leftOut {
        text += "- \(Markdown.escape(entry.name)): \(Markdown.escape(entry.reason)).\n"
      }
    }
    if let figure = figures.aggregates {
      text += "\n" + Markdown.image(figure.figure.title, path: figure.path)
    }
    guard !section.aggregates.isEmpty else { return text }
    guard let figure = figures.profiles else {
      return text + "\nNo performance profiles: they take two seeds and at most "
        + "\(NumberFormat.integer(ProfilesSection.mostTotalRuns)) runs of an algorithm.\n"
    }
    return text + "\n" + Markdown.image(figure.figure.title, path: figure.path)
  }
}

extension String {
  /// With its first letter in upper case.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
