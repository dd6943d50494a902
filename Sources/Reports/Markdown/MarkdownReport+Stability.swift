extension MarkdownReport {
  /// How steadily the algorithms learnt, task by task.
  var stability: String {
    guard report.tasks.contains(where: { $0.stability != nil }) else { return "" }
    var text = "## Stability\n\n" + stabilityPreface
    for (index, task) in report.tasks.enumerated() {
      guard let section = task.stability else { continue }
      text += "\n### \(Markdown.escape(task.name))\n\n"
      text += measures(section, task).markdown()
      if let note = Self.missingCurves(section, task) { text += "\n" + note + "\n" }
      if let figure = figures.stability[index] {
        text += "\n" + Markdown.image(figure.figure.title, path: figure.path)
      }
      text += "\n" + drawdownPairs(section)
    }
    return text
  }

  private var stabilityPreface: String {
    let share = FigureText.percent(StabilitySection.learntShare)
    return """
      Algorithms are compared by one measure that was fixed beforehand, the relative drawdown: the share \
      of its best return, above that of random actions, that a run lost at its worst. 0 never fell; 1 \
      fell back to random actions, was never better than them, or did not complete. Drawdown in units of \
      the score would favour runs that never learn, as they have nothing to lose. It is tested as scores \
      are, with a Holm family of its own on each task. **All other measures describe and are not tested.** They \
      are means over the completed runs with two evaluations or more (n in parentheses where that is not \
      all), except the dispersion across runs, over the last evaluation of all, and the rates, out of all \
      runs. Collapsed: a run rose by \(share) or more of the way from the random to the scripted score and ended with \
      less than half of its rise. Brackets: \(FigureText.percent(report.settings.level)) intervals, t of means, Wilson's of rates.

      """
  }

  /// A row for each measure, a column for each algorithm.
  private func measures(_ section: StabilitySection, _ task: TaskSection) -> TextTable {
    var table = TextTable(
      [("Measure", .left), ("Unit", .left), ("Better", .left)]
        + section.arms.map { (Markdown.escape($0.algorithm), .right) })
    let score = task.accuracy == nil ? "return" : "accuracy"
    let position = section.positionUnit.map(Self.singular) ?? "unit of the budget"
    for metric in StabilityMetric.allCases
    where section.arms.contains(where: { $0.measure(metric) != nil }) {
      let name = metric.title
      table.add(
        [
          metric == section.primary ? "**\(name)**" : name,
          metric.unit(score: score, position: position),
          metric.higherIsBetter ? "higher" : "lower",
        ]
          + section.arms.map { arm in
            arm.measure(metric).map { Self.text($0, runs: task.runs(of: arm.algorithm)) } ?? "–"
          })
    }
    return table
  }

  private static func text(_ measure: StabilityMeasure, runs: Int) -> String {
    let count = measure.count < runs ? " (n = \(measure.count))" : ""
    switch measure.metric {
    case .relativeDrawdown: return estimate(measure.value, measure.interval, decimals: 3)
    case .divergenceRate, .collapseRate:
      let happened = Int((measure.value * Double(measure.count)).rounded())
      return "\(happened) of \(measure.count)"
        + (measure.interval.map { " " + $0.text(decimals: 2) } ?? "")
    default: return NumberFormat.significant(measure.value, digits: 3) + count
    }
  }

  static func singular(_ unit: String) -> String {
    unit.hasSuffix("s") ? String(unit.dropLast()) : unit
  }

  /// Which algorithms have no relative drawdown; nil where all have one.
  private static func missingCurves(_ section: StabilitySection, _ task: TaskSection) -> String? {
    let names = section.arms.filter(\.relativeDrawdowns.isEmpty).map {
      Markdown.escape($0.algorithm)
    }
    guard !names.isEmpty else { return nil }
    return
      "Of \(list(names)) not every completed run has two evaluations, so that there is no relative "
      + "drawdown and no comparison."
  }

  private static let constantNote =
    "§ All runs of each have the same relative drawdown: 0 where none ever fell, 1 where none kept "
    + "anything."

  /// The pairs by their relative drawdowns.
  private func drawdownPairs(_ section: StabilitySection) -> String {
    if let gap = section.notCompared { return gap.words + "\n" }
    var text =
      "Pairs by relative drawdown: `lower` is the steadier. P(higher): how often a run of the first has "
      + "the higher one, ties counting half.\n\n"
    text += ComparisonTable(section.comparisons, decimals: 3, report.settings)
      .table(escape: Markdown.escape, probability: "P(higher)").markdown()
    for note in ComparisonTable.notes(section.comparisons, report.settings) {
      text += "\n\(note.hasPrefix("§") ? Self.constantNote : note)\n"
    }
    return text
  }
}

extension TaskSection {
  /// How many runs an algorithm has.
  fileprivate func runs(of algorithm: String) -> Int {
    arms.first { $0.algorithm == algorithm }?.scores.count ?? 0
  }
}
