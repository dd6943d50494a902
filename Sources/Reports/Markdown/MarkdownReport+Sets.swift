extension MarkdownReport {
  /// The gains over the references.
  func gains(_ task: TaskSection, _ section: AccuracySection, _ index: Int) -> String {
    guard !section.gains.isEmpty else { return "" }
    var table = TextTable([
      ("Algorithm", .left), ("Reference", .left), ("n", .right),
      ("Gain [\(FigureText.percent(report.settings.level)) paired t]", .right),
      ("The interval", .left), ("Change of its own reward", .right),
    ])
    for gain in section.gains {
      let control = gain.control.map { " (\($0.words))" } ?? ""
      table.add([
        Markdown.escape(gain.algorithm) + control, Markdown.escape(gain.reference),
        "\(gain.count)", Self.estimate(gain.gain), gain.verdict.words,
        Self.estimate(gain.rewardChange),
      ])
    }
    var text =
      "Gain in \(FigureText.metric(report.metric(of: task))) over the reference, paired by seed: the run "
      + "of a seed starts from the reference of that seed. Intervals are not adjusted for their "
      + "number.\n\n"
      + table.markdown()
    for gain in section.gains where gain.control?.isNegative == true {
      text += "\n" + Self.negativeControl(gain) + "\n"
    }
    if let figure = figures.gains[index] {
      text += "\n" + Markdown.image(figure.figure.title, path: figure.path)
    }
    return text
  }

  /// What a negative control shows, in a sentence.
  static func negativeControl(_ gain: ReferenceGain) -> String {
    let label = Markdown.escape(gain.algorithm)
    let start = "Negative control \(label), rewarded at random: "
    guard let value = gain.gain else { return start + "no seed can be paired with its reference." }
    let number = estimate(value.value, value.interval, decimals: 3)
    let finding =
      switch gain.verdict {
      case .above: "**it gained \(number), which no random reward should do**."
      case .below: "it lost accuracy (\(number)), as training on noise can."
      case .includesZero: "its gain \(number) includes 0, as it should."
      case .unknown: "its gain is \(number); one seed gives no interval."
      }
    return start + finding
  }

  /// The accuracies on the sets that differ in one factor.
  func factors(_ task: TaskSection, _ section: AccuracySection, _ index: Int) -> String {
    guard !section.factors.isEmpty else { return "" }
    let arms = task.arms.filter { arm in
      section.factors.contains { $0.arms.contains { $0.algorithm == arm.algorithm } }
    }
    var table = TextTable(
      [("Differs in", .left)] + arms.map { (Self.name($0, in: section), .right) })
    for factor in section.factors {
      table.add([factor.factor] + arms.map { Self.cell(factor.arms, $0) })
    }
    var text = "Sampled accuracy on questions that differ from training in one factor"
    text +=
      section.factors.contains(where: \.isPaired)
      ? "; after the slash, on the same questions without it (clean twins):\n\n" : ":\n\n"
    text += table.markdown()
    if let figure = figures.factors[index] {
      text += "\n" + Markdown.image(figure.figure.title, path: figure.path)
    }
    return text
  }

  /// The accuracies by the number of steps.
  func stepCounts(_ task: TaskSection, _ section: AccuracySection) -> String {
    guard !section.stepCounts.isEmpty else { return "" }
    let arms = task.arms.filter { arm in
      section.stepCounts.contains { $0.arms.contains { $0.algorithm == arm.algorithm } }
    }
    var table = TextTable(
      [("Steps", .right)] + arms.map { (Self.name($0, in: section), .right) })
    for row in section.stepCounts {
      table.add(["\(row.steps)"] + arms.map { Self.cell(row.arms, $0) })
    }
    return "Sampled accuracy by the steps a question needs:\n\n" + table.markdown()
  }

  private static func cell(_ set: [AccuracyOnSet], _ arm: ArmSection) -> String {
    guard let entry = set.first(where: { $0.algorithm == arm.algorithm }) else { return "–" }
    return NumberFormat.fixed(entry.accuracy.value, decimals: 3)
      + (entry.clean.map { " / " + NumberFormat.fixed($0.value, decimals: 3) } ?? "")
      + count(entry.count, of: arm.scores.count)
  }

  /// A number with its interval, three decimals; a dash where there is none.
  static func estimate(_ section: EstimateSection?) -> String {
    section.map { estimate($0.value, $0.interval, decimals: 3) } ?? "–"
  }
}

extension ReferenceGain.Verdict {
  /// What a table says of the interval.
  fileprivate var words: String {
    switch self {
    case .above: "above 0"
    case .below: "below 0"
    case .includesZero: "includes 0"
    case .unknown: "does not exist"
    }
  }
}
