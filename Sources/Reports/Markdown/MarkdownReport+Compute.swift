extension MarkdownReport {
  /// What the algorithms computed, task by task.
  var compute: String {
    guard report.tasks.contains(where: { $0.compute != nil }) else { return "" }
    var text = "## Compute\n\n" + computePreface
    for (index, task) in report.tasks.enumerated() {
      guard let section = task.compute else { continue }
      text += "\n### \(Markdown.escape(task.name))\n\n" + Self.roles(section, task).markdown()
      for note in thresholdNotes(section, task) + Self.unknown(section) { text += "\n\(note)\n" }
      for figure in [figures.computeFront[index], figures.memoryFront[index]] {
        guard let figure else { continue }
        text += "\n" + Markdown.image(figure.figure.title, path: figure.path)
      }
      text += "\n" + computePairs(section)
    }
    return text
  }

  private var computePreface: String {
    """
    Multiply-adds, counted exactly by each run: products added to a sum, of matrices and of attention. \
    They count arithmetic, not seconds: memory traffic, the environment and what a processor does at \
    once decide how long a run takes. Algorithms are compared by one measure that was fixed beforehand, \
    the multiply-adds of **training**, the sum of the roles above it; watching it (the log's \
    measurement, evaluation) is apart. Less is better. Where every seed of two algorithms counts the \
    same, their ratio is a fact without interval and p-value; other pairs are tested as scores are, with \
    a Holm family of their own on each task. A run that did not complete counts there with the greatest \
    training on the task, so that stopping early is no advantage; the table has the means over the \
    completed runs (n in parentheses where that is not all). Brackets: \
    \(FigureText.percent(report.settings.level)) t intervals where seeds differ.\(sharedRows)

    """
  }

  /// What two roles on questions count differently.
  private var sharedRows: String {
    guard report.tasks.contains(where: { $0.accuracy != nil }) else { return "" }
    return " On questions, what completions of one question begin with alike is computed "
      + "and counted once; in sampling and evaluation each completion counts as if it were alone."
  }

  /// A row for each role and measure, a column for each algorithm.
  private static func roles(_ section: ComputeSection, _ task: TaskSection) -> TextTable {
    var table = TextTable(
      [("Multiply-adds of", .left), ("Unit", .left)]
        + section.arms.map { (Markdown.escape($0.algorithm), .right) })
    let unit = section.unit
    for metric in ComputeMetric.allCases {
      let measures = section.arms.map { $0.measure(metric) }
      guard measures.contains(where: { $0 != nil }) else { continue }
      let own =
        [.perUpdate, .perSample].contains(metric)
        ? CountUnit(for: measures.compactMap { $0?.value }) : unit
      let isRatio = metric == .relativeTraining
      table.add(
        [
          metric == section.primary ? "**\(metric.title)**" : title(metric, task),
          isRatio ? "ratio" : own.name,
        ]
          + zip(section.arms, measures).map { arm, measure in
            guard let measure else { return "–" }
            let text =
              isRatio
              ? NumberFormat.fixed(measure.value, decimals: 2)
              : own.text(measure.value, measure.interval)
            return text + (measure.count < arm.runs ? " (n = \(measure.count))" : "")
          })
    }
    if let threshold = section.threshold, section.arms.contains(where: { $0.toThreshold != nil }) {
      let score = NumberFormat.significant(threshold, digits: 3)
      table.add(
        ["until \(score) is reached, median", unit.name]
          + section.arms.map { $0.toThreshold.map { toThreshold($0, unit) } ?? "–" })
    }
    return table
  }

  private static func title(_ metric: ComputeMetric, _ task: TaskSection) -> String {
    guard metric == .perSample else { return metric.title }
    let units = task.arms.map(\.unit)
    let isShared = units.allSatisfy { $0 == units.first }
    return isShared
      ? "per " + singular(units.first ?? "sample") : "per step, completion, demonstration"
  }

  private static func toThreshold(_ measure: ComputeToThreshold, _ unit: CountUnit) -> String {
    let reached = "\(measure.reached) of \(measure.runs)"
    guard let median = measure.median else { return "not by half: \(reached)" }
    let ends = [measure.lower, measure.upper].map { $0.map(unit.text) ?? "∞" }
    return unit.text(median) + (measure.runs > 1 ? " [\(ends[0]), \(ends[1])]" : "")
      + (measure.reached < measure.runs ? ", \(reached)" : "")
  }

  /// What the row of the threshold means, and which runs it leaves open.
  private func thresholdNotes(_ section: ComputeSection, _ task: TaskSection) -> [String] {
    guard let threshold = section.threshold else {
      return ["The task has no scale, so there is no threshold to compute until."]
    }
    let score = NumberFormat.significant(threshold, digits: 3)
    let isAsked = task.accuracy != nil
    var note =
      "Until \(score) is reached: half of the runs have an evaluation of "
      + (isAsked ? "accuracy \(score)" : "mean return \(score)")
      + " or more after so many multiply-adds of training (halfway between the random and the scripted "
      + "score; Kaplan–Meier median, \(FigureText.percent(report.settings.level)) interval by Brookmeyer and "
      + "Crowley). It is the share of the budget at the first such evaluation times the run's training, "
      + (isAsked
        ? "an approximation, since lengths change." : "exact where all updates compute the same.")
    let open = section.arms.compactMap { arm in
      arm.toThreshold.flatMap { found in
        found.censoredSeeds.isEmpty
          ? nil
          : found.reached == 0
            ? "\(Markdown.escape(arm.algorithm)) (all)"
            : "\(Markdown.escape(arm.algorithm)) (\(found.censoredSeeds.count == 1 ? "seed" : "seeds") "
              + found.censoredSeeds.map(String.init).joined(separator: ", ") + ")"
      }
    }
    if !open.isEmpty {
      note += " Runs that never reached it, censored: \(open.joined(separator: "; "))."
    }
    return [note]
  }

  /// Which runs are stored without their counts.
  private static func unknown(_ section: ComputeSection) -> [String] {
    let partial = section.arms.filter { $0.known < $0.runs }.map {
      "\(Markdown.escape($0.algorithm)) (\($0.known) of \($0.runs) runs)"
    }
    return partial.isEmpty
      ? []
      : [
        "Not every run is stored with its counts, as it has no result or an earlier version wrote it: "
          + "known of \(list(partial))."
      ]
  }
}

extension ComputeSection {
  /// The unit that fits the largest mean.
  var unit: CountUnit {
    CountUnit(
      for: arms.flatMap(\.measures).filter { $0.metric != .relativeTraining }.map(\.value))
  }
}
