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
  /// - Parameter escape: what to do to labels.
  func table(escape: (String) -> String) -> TextTable {
    var table = TextTable([
      ("First", .left), ("Second", .left),
      ("Difference [\(FigureText.percent(settings.level)) Welch]", .right), ("Welch p", .right),
      (pairs.contains { $0.look != nil } ? "Sequential p" : "Permutation p", .right),
      ("Holm p", .right), ("P(improvement)", .right),
      ("The first is", .left),
    ])
    for pair in pairs {
      table.add([
        escape(pair.first), escape(pair.second),
        MarkdownReport.estimate(pair.difference, pair.interval, decimals: decimals),
        MarkdownReport.p(pair.welchP),
        MarkdownReport.p(pair.permutationP) + (pair.isFromRandomSplits ? "~" : ""),
        MarkdownReport.p(pair.holmP),
        NumberFormat.fixed(pair.probabilityOfImprovement, decimals: 3),
        Self.verdict(pair),
      ])
    }
    return table
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

  /// What the signs in the table of these pairs mean.
  static func notes(_ pairs: [PairComparison]) -> [String] {
    var notes: [String] = []
    if pairs.contains(where: \.isFromRandomSplits) {
      notes.append(
        "~ From random splits, as there are too many to count all; the others are exact.")
    }
    if pairs.contains(where: { $0.absentRuns > 0 }) { notes.append(absentNote) }
    if pairs.contains(where: \.budgetsDiffer) {
      notes.append("‡ The two had different budgets: the difference is not the algorithm's alone.")
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
