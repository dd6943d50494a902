import Results

extension MarkdownReport {
  /// What the training logs say of the runs' health, task by task.
  var health: String {
    guard report.tasks.contains(where: { $0.health != nil }) else { return "" }
    var text = "## Training health\n\n" + healthPreface
    for (index, task) in report.tasks.enumerated() {
      guard let section = task.health else { continue }
      text += "\n### \(Markdown.escape(task.name))\n\n"
      text += Self.measures(section, task).markdown()
      if let note = Self.unlogged(section) { text += "\n" + note + "\n" }
      if let note = task.loggedWeights({ "**\(Markdown.escape($0))**" }) {
        text += "\n" + note + "\n"
      }
      if let figure = figures.training[index] {
        text += "\n" + Markdown.image(figure.figure.title, path: figure.path)
      }
    }
    return text
  }

  private var healthPreface: String {
    """
    What the training log of each run says, diverged runs up to where they stopped. **All of it describes \
    and is not tested**: it says how an algorithm came to its scores, and by so many measures some \
    difference always looks large. Means over the runs that logged a measure (n in parentheses where that \
    is not all); a dash: an algorithm has no such quantity. Shares of runs have \
    \(FigureText.percent(report.settings.level)) Wilson intervals; the time of collapse is the median by \
    Kaplan and Meier, with runs that did not collapse censored. `gradientLikeness` is |x̄|/s of gradient \
    norms over seeds, the median over training: high where seeds train alike. Metrics are stored as \
    `health.NAME`; the guide *Stability* has each definition.

    """
  }

  /// A row for each measure, a column for each algorithm.
  private static func measures(_ section: HealthSection, _ task: TaskSection) -> TextTable {
    var table = TextTable(
      [("Measure", .left), ("Unit", .left), ("Better", .left)]
        + section.arms.map { (Markdown.escape($0.algorithm), .right) })
    for name in section.names {
      let description = MetricRegistry.description(of: name)
      let better: Bool? =
        description.map(\.higherIsBetter) ?? (name == HealthMeasure.gradientLikeness)
      table.add(
        [
          "`\(name.hasPrefix(HealthMeasure.prefix) ? String(name.dropFirst(HealthMeasure.prefix.count)) : name)`",
          description?.unit ?? (name == HealthMeasure.diverged ? "share of runs" : "ratio"),
          better.map { $0 ? "higher" : "lower" } ?? "–",
        ]
          + section.arms.map { arm in arm.measure(name).map { text($0, arm) } ?? "–" })
    }
    return table
  }

  private static func text(_ measure: HealthMeasure, _ arm: ArmHealth) -> String {
    if let interval = measure.interval {
      let happened = Int((measure.value * Double(measure.count)).rounded())
      return "\(happened) of \(measure.count) " + interval.text(decimals: 2)
    }
    return NumberFormat.significant(measure.value, digits: 3)
      + (measure.count < arm.runs ? " (n = \(measure.count))" : "")
  }

  /// Which runs are stored without diagnostics; nil where all are.
  private static func unlogged(_ section: HealthSection) -> String? {
    let partial = section.arms.filter { $0.known < $0.runs }.map {
      "\(Markdown.escape($0.algorithm)) (\($0.known) of \($0.runs) runs)"
    }
    guard !partial.isEmpty else { return nil }
    return
      "Not every run is stored with diagnostics, as it has no result or an earlier version wrote it: "
      + "known of \(list(partial))."
  }
}
