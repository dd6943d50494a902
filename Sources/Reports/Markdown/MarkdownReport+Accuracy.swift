import Results

extension MarkdownReport {
  /// What is known of the answers, task by task; empty for a suite without questions.
  var accuracy: String {
    var text = ""
    for (index, task) in report.tasks.enumerated() {
      guard let section = task.accuracy, !task.arms.isEmpty else { continue }
      let parts = [
        demonstrations(section), measures(task, section), gains(task, section, index),
        factors(task, section, index), stepCounts(task, section), rewards(task, section),
        examples(task, section),
      ]
      text += "\n### Answers on \(Markdown.escape(task.name))\n\n"
      text += parts.filter { !$0.isEmpty }.joined(separator: "\n")
    }
    return text.isEmpty ? "" : "## Accuracy\n" + text
  }

  /// What the references learnt from, a line each.
  private func demonstrations(_ section: AccuracySection) -> String {
    section.demonstrations.map { entry in
      var text =
        "- **\(Markdown.escape(entry.label))** learnt from "
        + "\(NumberFormat.integer(entry.demonstrations)) "
      text += entry.isClean ? "clean demonstrations." : "demonstrations with a declared error: "
      if !entry.isClean { text += Self.errors(entry) + "." }
      guard !entry.startedBy.isEmpty else { return text + " Nothing starts from it.\n" }
      text += " \(Self.list(entry.startedBy.map(Markdown.escape))) "
      text += entry.startedBy.count == 1 ? "starts from it" : "start from it"
      if let gate = entry.gate {
        text +=
          ", provided that its sampled accuracy lies between \(NumberFormat.exact(gate.lower))"
        text += " and \(NumberFormat.exact(gate.upper))"
      }
      let outside = entry.seedsOutsideGate.map(String.init)
      guard !outside.isEmpty else { return text + ".\n" }
      return text + "; **it does not on seed\(outside.count == 1 ? "" : "s") "
        + "\(Self.list(outside))**.\n"
    }.joined()
  }

  private static func errors(_ entry: DemonstrationsSection) -> String {
    var errors: [String] = []
    if entry.misread > 0 {
      errors.append(
        "a subtraction is read as an addition with probability "
          + NumberFormat.exact(entry.misread) + " (systematic)")
    }
    if entry.slip > 0 {
      errors.append(
        "a step's result is off by 1, 2 or 10 with probability " + NumberFormat.exact(entry.slip))
    }
    return list(errors)
  }

  private static let measureColumns: [(title: String, metric: String, decimals: Int)] = [
    ("Sampled", "sampledAccuracy", 3), ("Greedy", "greedyAccuracy", 3), ("pass@8", "passAt8", 3),
    ("maj@8", "majorityAt8", 3), ("Verified", "verifiedAccuracy", 3), ("Lucky", "luckyRate", 3),
    ("Truncated", "truncationRate", 3), ("Length", "completionLength", 1),
    ("KL to reference", "klReference", 3), ("Entropy", "entropy", 3),
  ]

  /// The measures of every arm, and the shortcuts beside them.
  private func measures(_ task: TaskSection, _ section: AccuracySection) -> String {
    let headline = report.metric(of: task)
    let columns = Self.measureColumns
    let first = columns.first { $0.metric == headline }?.title ?? "Score"
    let others = columns.filter { $0.metric != headline }
    var table = TextTable(
      [
        ("Algorithm", .left),
        ("\(first) [\(FigureText.percent(report.settings.level)) t interval]", .right),
      ] + others.map { ($0.title, .right) })
    for arm in task.arms {
      table.add(
        [
          Self.name(arm, in: section),
          Self.estimate(arm.summary.mean, arm.summary.interval, decimals: 3),
        ] + others.map { Self.cell(arm, $0.metric, decimals: $0.decimals) })
    }
    for shortcut in section.shortcuts {
      table.add(
        [shortcut.words, NumberFormat.fixed(shortcut.accuracy, decimals: 3)]
          + others.map { _ in "–" })
    }
    guard task.arms.contains(where: { $0.count(.completed) < $0.scores.count }) else {
      return table.markdown()
    }
    return table.markdown()
      + "\nA run that did not complete counts with \(NumberFormat.significant(task.floorReturn)) in the "
      + "first column; the others are means over the runs that measured them.\n"
  }

  /// Whether a metric stands in a table of the section on accuracy.
  static func isShownWithAccuracy(_ name: String) -> Bool {
    let sets = FactorSection.names.flatMap { factor in
      ["ood.\(factor).sampledAccuracy", "ood.\(factor).cleanSampledAccuracy"]
    }
    let shown =
      measureColumns.map(\.metric) + rewardMetrics + trainingMetrics + ShortcutSection.names + sets
    return shown.contains(name) || StepCountSection.count(name) != nil
  }

  /// An arm's label, and what it is where it is no algorithm among others.
  static func name(_ arm: ArmSection, in section: AccuracySection) -> String {
    let label = Markdown.escape(arm.algorithm)
    switch arm.control {
    case nil: return label
    case .randomReward: return label + " (random reward)"
    case .shuffledReward: return label + " (shuffled reward)"
    case .supervised:
      let entry = section.demonstrations.first { $0.label == arm.algorithm }
      let kind = entry?.startedBy.isEmpty == false ? "reference" : "supervised"
      return label + " (\(kind)\(entry?.isClean == true ? ", clean" : ""))"
    }
  }

  /// The mean of a metric over the runs that hold it, and their number where it is not all.
  static func cell(_ arm: ArmSection, _ name: String, decimals: Int) -> String {
    guard let metric = arm.metric(name) else { return "–" }
    return NumberFormat.fixed(metric.mean, decimals: decimals)
      + count(metric.count, of: arm.scores.count)
  }

  /// ` (n = 3)` where not all runs count.
  static func count(_ count: Int, of all: Int) -> String { count < all ? " (n = \(count))" : "" }
}

extension MarkdownReport {
  /// How to read the numbers of questions; empty for a suite without any.
  var accuracyReading: String {
    guard report.tasks.contains(where: { $0.accuracy != nil }) else { return "" }
    return """
      - Accuracies are shares of the items of the last evaluation. Sampled: right answers among \
      completions drawn at temperature 1; greedy: the most probable completion; pass@8: at least one of \
      8 drawn is right; maj@8: the commonest of 8 answers is; verified: answer and steps are right; \
      lucky: the answer is right and a step wrong; truncated: unfinished at the longest length. Length \
      is in tokens, KL and entropy in nats per token.
      - The rows in italics are rules that read no question. An accuracy near theirs shows no reasoning.
      - Gains over a reference are differences within a seed, with the t interval of their mean. A run \
      that did not complete counts with its floor; a seed whose reference has no score takes no part.

      """
  }
}

extension ShortcutSection {
  /// What the rule does, as the name of a row.
  var words: String {
    switch name {
    case "baseline.majority": "*the most frequent answer*"
    case "baseline.sum": "*sum of all numbers*"
    case "baseline.firstMinusLast": "*first number minus last*"
    default: "*\(Markdown.escape(name))*"
    }
  }
}
