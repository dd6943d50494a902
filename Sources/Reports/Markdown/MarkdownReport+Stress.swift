extension MarkdownReport {
  /// Where the algorithms break, task by task.
  var stress: String {
    guard report.tasks.contains(where: { $0.stress != nil }) else { return "" }
    var text = "## Stress\n\n" + stressPreface
    for (index, task) in report.tasks.enumerated() {
      guard let section = task.stress else { continue }
      text += "\n### \(Markdown.escape(task.name))\n\n"
      for algorithm in section.algorithms { text += sentence(algorithm, section, task) }
      if let figure = figures.stress[index] {
        text += "\n" + Markdown.image(figure.figure.title, path: figure.path)
      }
      text += "\n" + table(section, task).markdown()
    }
    return text
  }

  private var stressPreface: String {
    let level = FigureText.percent(report.settings.level)
    return """
      Each algorithm is run as declared and again in settings meant to break it, on the same seeds. They take \
      part in nothing above but the count of runs. **The rule was fixed beforehand.** The gain of a run is its \
      score less where it started: the score of random actions, on questions that of the reference of its \
      seed. A run is broken if it did not complete, or gained less than half of the mean gain as declared. \
      **breaks**: Wilson's \(level) interval of the share of broken runs lies above ½ (at least 4 seeds). \
      **weakened**: not that, but the mean score is lower than as declared by the test of the pair, \
      Holm-adjusted over the settings of the algorithm on the task, p ≤ \
      \(NumberFormat.exact(report.settings.significance)). **holds**: neither is established; Detectable is the true \
      difference that would have been found with power 0.8. **unjudged**: as declared the algorithm gains \
      nothing that is established, so there is nothing to lose. Gain kept is the mean gain as a share of the \
      declared one. A setting that does not apply to an algorithm is named in its line, and has a dash in the figure and \
      no row in the table.

      """
  }

  /// One line on an algorithm: where it breaks first, and everything else.
  private func sentence(
    _ algorithm: StressedAlgorithm, _ section: StressSection, _ task: TaskSection
  ) -> String {
    func names(_ verdict: StressVerdict) -> [String] {
      algorithm.settings.filter { $0.verdict == verdict }.map { "`\($0.setting)`" }
    }
    let declared = NumberFormat.fixed(algorithm.declared.value, decimals: task.decimals)
    var parts: [String] = []
    if let first = algorithm.settings.first(where: { $0.verdict == .breaks }) {
      let mean = NumberFormat.fixed(first.mean.value, decimals: task.decimals)
      let others = names(.breaks).dropFirst()
      parts.append(
        "breaks at **\(first.setting)** (\(StressText.broken(first)) runs broken, mean \(mean) against "
          + "\(declared) as declared)"
          + (others.isEmpty ? "" : ", and at " + Self.list(Array(others))))
    } else {
      parts.append("breaks nowhere (mean \(declared) as declared)")
    }
    for (verdict, words) in [
      (StressVerdict.weakened, "weakened at"), (.holds, "holds at"), (.unjudged, "not judged at"),
    ] where !names(verdict).isEmpty {
      parts.append("\(words) \(Self.list(names(verdict)))")
    }
    let absent = section.settings.filter { algorithm.setting($0) == nil }.map { "`\($0)`" }
    if !absent.isEmpty { parts.append("does not apply: \(Self.list(absent))") }
    return "- **\(Markdown.escape(algorithm.algorithm))** \(parts.joined(separator: "; ")).\n"
  }

  private func table(_ section: StressSection, _ task: TaskSection) -> TextTable {
    let level = FigureText.percent(report.settings.level)
    var table = TextTable([
      ("Algorithm", .left), ("Setting", .left), ("What it changes", .left),
      ("Broken runs [\(level) Wilson]", .right), ("Diverged", .right),
      ("Mean score [\(level) t]", .right), ("Gain kept", .right), ("Less declared", .right),
      ("Holm p", .right), ("Detectable", .right), ("Verdict", .left),
    ])
    let digits = task.decimals
    for algorithm in section.algorithms {
      let name = Markdown.escape(algorithm.algorithm)
      table.add([
        name, "as declared", "nothing", "–", "–",
        Self.estimate(algorithm.declared.value, algorithm.declared.interval, decimals: digits),
        "100 %", "–", "–", "–", "–",
      ])
      for setting in algorithm.settings {
        let pair = setting.comparison
        table.add([
          name, setting.setting, Markdown.escape(StressText.changes(setting)),
          StressText.broken(setting), "\(setting.statuses.count { $0 == .diverged })",
          Self.estimate(setting.mean.value, setting.mean.interval, decimals: digits),
          StressText.kept(setting).map { $0 + " %" } ?? "–",
          NumberFormat.fixed(pair.difference, decimals: digits), Self.p(pair.holmP),
          pair.minimumDetectableEffect.map { NumberFormat.fixed($0, decimals: digits) } ?? "–",
          setting.verdict == .breaks ? "**breaks**" : setting.verdict.rawValue,
        ])
      }
    }
    return table
  }
}
