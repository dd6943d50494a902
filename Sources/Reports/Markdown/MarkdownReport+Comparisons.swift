extension MarkdownReport {
  /// Pairwise comparisons, task by task and over tasks.
  var comparisons: String {
    var text = "## Pairwise comparisons\n\n"
    guard report.tasks.contains(where: { !$0.comparisons.isEmpty }) else {
      return text + "No task has two algorithms to compare.\n"
    }
    text +=
      "The verdict says what the first algorithm is, from the Holm-adjusted p. "
      + "P(improvement): how often a run of the first beats a run of the second.\n"
    for (index, task) in report.tasks.enumerated() where !task.comparisons.isEmpty {
      text += "\n### \(Markdown.escape(task.name)), \(task.comparisons.count) "
      text += "pair\(task.comparisons.count == 1 ? "" : "s")\n\n"
      if let figure = figures.pairs[index] {
        text += Markdown.image(figure.figure.title, path: figure.path) + "\n"
      }
      text += ComparisonTable(task.comparisons, decimals: task.decimals, report.settings)
        .table(escape: Markdown.escape).markdown()
      for note in ComparisonTable.notes(task.comparisons, report.settings) { text += "\n\(note)\n" }
    }
    let pairs = report.acrossTasks.comparisons
    guard !pairs.isEmpty else { return text }
    text += "\n### Over \(report.acrossTasks.tasks.count) tasks\n\n"
    text += TaskAverageTable(pairs, report.settings).table(escape: Markdown.escape).markdown()
    if pairs.contains(where: { $0.absentRuns > 0 }) { text += "\n\(ComparisonTable.absentNote)\n" }
    if let figure = figures.improvement {
      text += "\n" + Markdown.image(figure.figure.title, path: figure.path)
    }
    if let figure = figures.ranks {
      return text + "\n" + Markdown.image(figure.figure.title, path: figure.path)
    }
    return text
      + "\nNo critical-difference diagram: ranks over tasks take \(RankSection.least) algorithms and as "
      + "many tasks at least; here \(report.acrossTasks.algorithms.count) ran on all of "
      + "\(report.acrossTasks.tasks.count).\n"
  }
}
