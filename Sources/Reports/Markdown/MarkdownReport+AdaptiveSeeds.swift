import Results

extension MarkdownReport {
  /// The looks that decided how many seeds each arm has; empty where seeds are not adaptive.
  var adaptiveSeeds: String {
    guard let ledger = report.sequential else { return "" }
    let alpha = NumberFormat.exact(ledger.alpha)
    let pairs = report.tasks.flatMap { task in task.comparisons.map { (task: task, pair: $0) } }
    var text = "## Adaptive seeds\n\n"
    text +=
      "The scores decided how many seeds each arm has: \(ledger.runs.first ?? 0) at first, and more "
      + "at each look for the arms of pairs that were not decided, up to "
      + "\(ledger.runs.last ?? 0). Looks are planned at "
      + "\(Self.list(ledger.runs.map { "\($0)" })) runs per arm. On each task the chance that any "
      + "pair of equal algorithms is told apart at any look is at most \(alpha): a look at n runs may "
      + "have spent n/\(ledger.runs.last ?? 0) of it.\n\n"
    text +=
      "A test that takes the number of runs for fixed is invalid here, since it depends on the "
      + "scores: verdicts are those of the group-sequential test, and there is no Welch p. Means, "
      + "differences and intervals describe the runs that were made; where a pair was decided early "
      + "its difference is too large on average.\n"
    guard !ledger.looks.isEmpty else {
      return text + "\nNo look was taken yet: the first waits for its runs.\n"
    }
    text += "\n" + looks(ledger) + "\n" + decisions(pairs)
    return text
      + (ledger.isComplete ? "" : "\nThe next look was not taken yet: it waits for its runs.\n")
  }

  private func looks(_ ledger: SequentialLedger) -> String {
    var table = TextTable([
      ("Look", .right), ("Runs per arm", .right), ("Error spent", .right), ("Open pairs", .right),
      ("Decided", .right),
    ])
    for (index, look) in ledger.looks.enumerated() {
      let pairs = look.tasks.flatMap(\.pairs)
      table.add([
        "\(index + 1)", "\(look.runs)", NumberFormat.significant(look.alphaSpent), "\(pairs.count)",
        "\(pairs.count { $0.decision != .open })",
      ])
    }
    return table.markdown()
  }

  private func decisions(_ pairs: [(task: TaskSection, pair: PairComparison)]) -> String {
    var table = TextTable([
      ("Task", .left), ("First", .left), ("Second", .left), ("Look", .right), ("n", .right),
      ("Error spent", .right), ("Sequential p", .right), ("Holm p", .right),
      ("The first is", .left),
    ])
    for (task, pair) in pairs {
      guard let look = pair.look else { continue }
      table.add([
        Markdown.escape(task.name), Markdown.escape(pair.first), Markdown.escape(pair.second),
        "\(look.look)", "\(look.runs)", NumberFormat.significant(look.alphaSpent),
        Self.p(pair.permutationP), Self.p(pair.holmP),
        ComparisonTable.verdict(pair),
      ])
    }
    return "The look that decided each pair, or the last one at it:\n\n" + table.markdown()
  }
}
