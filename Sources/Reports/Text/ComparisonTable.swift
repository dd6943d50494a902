/// The pairs of one task as a table, for Markdown and for the terminal.
struct ComparisonTable {
  private let pairs: [PairComparison]
  private let decimals: Int
  private let settings: ComparisonSettings

  /// The table of these pairs, scores printed with these decimals.
  init(_ pairs: [PairComparison], decimals: Int, _ settings: ComparisonSettings) {
    self.pairs = pairs
    self.decimals = decimals
    self.settings = settings
  }

  /// The table.
  ///
  /// - Parameters:
  ///   - escape: what to do to labels.
  ///   - probability: how often a run of the first has a higher value than one of the second, in a word.
  func table(
    escape: (String) -> String, probability: String = "P(improvement)"
  ) -> TextTable {
    var table = TextTable([
      ("First", .left), ("Second", .left), ("n", .right),
      ("Difference [\(FigureText.percent(settings.level)) t]", .right), ("Detectable", .right),
      ("Test", .left), ("p", .right), ("Holm p", .right), (probability, .right),
      ("The first is", .left),
    ])
    for pair in pairs {
      table.add([
        escape(pair.first), escape(pair.second), Self.runs(pair),
        MarkdownReport.estimate(pair.difference, pair.effectInterval, decimals: decimals),
        pair.minimumDetectableEffect.map { NumberFormat.fixed($0, decimals: decimals) } ?? "–",
        pair.look == nil ? pair.test.name : "group-sequential",
        MarkdownReport.p(pair.testP) + (pair.isFromRandomRearrangements ? "~" : ""),
        MarkdownReport.p(pair.holmP),
        NumberFormat.fixed(pair.probabilityOfImprovement, decimals: 3),
        Self.verdict(pair),
      ])
    }
    return table
  }

  private static func runs(_ pair: PairComparison) -> String {
    pair.firstRuns == pair.secondRuns
      ? "\(pair.firstRuns)" : "\(pair.firstRuns), \(pair.secondRuns)"
  }

  /// What the first algorithm of a pair is, with signs that point to notes.
  static func verdict(_ pair: PairComparison) -> String {
    let word =
      switch pair.verdict {
      case .higher, .lower, .undecided: pair.verdict.rawValue
      case .unreachable: "cannot reach significance at this n"
      }
    return word + (pair.absentRuns > 0 ? " †" : "") + (pair.budgetsDiffer ? " ‡" : "")
      + (pair.bothConstant ? " §" : "")
  }

  static let absentNote =
    "† Provisional: runs were not found or not readable and count with the lowest score."

  static let drawnNote = "~ From random rearrangements"

  static let budgetNote =
    "‡ The two had different budgets: the difference is not the algorithm's alone."

  /// Which tests were taken and why, a sentence for each reason, in the order of the pairs.
  static func tests(_ pairs: [(test: PairTest, reason: PairTestReason)]) -> [String] {
    var kinds: [(test: PairTest, reason: PairTestReason, count: Int)] = []
    for pair in pairs {
      if let index = kinds.firstIndex(where: { $0.test == pair.test && $0.reason == pair.reason }) {
        kinds[index].count += 1
      } else {
        kinds.append((pair.test, pair.reason, 1))
      }
    }
    return kinds.map { kind in
      let which =
        switch kind.test {
        case .permutation where kind.reason == .adaptiveSeeds:
          "Group-sequential permutation test, Welch's interval as a description"
        case .permutation: "Permutation test of independent samples, Welch's interval"
        case .signFlip: "Sign-flip test of the differences seed by seed, paired t interval"
        case .signGap:
          "Sign-gap test of the differences seed by seed (assumes them symmetric with one mode), "
            + "paired t interval"
        }
      let count = kinds.count == 1 ? "" : " (\(kind.count) of \(pairs.count) pairs)"
      return which + count + ": " + kind.reason.words + "."
    }
  }

  /// What the table of these pairs and its signs mean.
  static func notes(_ pairs: [PairComparison], _ settings: ComparisonSettings) -> [String] {
    var notes = tests(pairs.map { ($0.test, $0.testReason) })
    if pairs.contains(where: { $0.minimumDetectableEffect != nil }) {
      notes.append(
        "Detectable: the true difference that would be found with probability "
          + "\(NumberFormat.exact(settings.power)), at the level of Holm's first step.")
    }
    if pairs.contains(where: \.isFromRandomRearrangements) {
      notes.append(drawnNote + ", as there are too many to count all; the others are exact.")
    }
    if pairs.contains(where: { $0.absentRuns > 0 }) { notes.append(absentNote) }
    if pairs.contains(where: \.budgetsDiffer) {
      notes.append(budgetNote)
    }
    if pairs.contains(where: \.bothConstant) {
      notes.append(
        "§ All runs of each score the same, so Welch's test has no variance to go by. Either the "
          + "task's bound is reached, or the seed is not used.")
    }
    return notes
  }
}

/// The pairs over tasks as a table, for Markdown and for the terminal.
struct TaskAverageTable {
  private let pairs: [TaskAverageComparison]
  private let settings: ComparisonSettings

  /// The table of these pairs.
  init(_ pairs: [TaskAverageComparison], _ settings: ComparisonSettings) {
    self.pairs = pairs
    self.settings = settings
  }

  /// The table.
  ///
  /// - Parameter escape: what to do to labels.
  func table(escape: (String) -> String) -> TextTable {
    var table = TextTable([
      ("First", .left), ("Second", .left),
      ("P(improvement) [\(FigureText.percent(settings.level)) bootstrap]", .right),
    ])
    for pair in pairs {
      table.add([
        escape(pair.first), escape(pair.second),
        MarkdownReport.estimate(pair.probabilityOfImprovement, pair.interval, decimals: 3)
          + (pair.absentRuns > 0 ? " †" : ""),
      ])
    }
    return table
  }
}
