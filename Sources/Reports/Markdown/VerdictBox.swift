/// The first thing a report shows: a row for each task that something runs on.
struct VerdictBox {
  private let report: Report

  /// The verdicts of a report.
  init(_ report: Report) { self.report = report }

  /// Task, leader, what is established, what is undecided and what could have been detected; where it is
  /// known, who computed least.
  var table: TextTable {
    let hasCompute = report.tasks.contains { $0.compute != nil }
    var table = TextTable(
      [
        ("Task", .left), ("Highest mean [\(FigureText.percent(report.settings.level)) t]", .left),
        ("Established", .left), ("Undecided pairs", .left), ("Detectable", .right),
      ] + (hasCompute ? [("Fewest multiply-adds", .left)] : []))
    for task in report.tasks where !task.arms.isEmpty {
      table.add(
        ["**\(Markdown.escape(task.name))**"] + row(task) + (hasCompute ? [fewest(task)] : []))
    }
    return table
  }

  /// The algorithms with the least mean of training, controls aside.
  private func fewest(_ task: TaskSection) -> String {
    let means = task.competitors.compactMap { arm in
      task.compute?.arm(arm.algorithm)?.measure(.training).map { (arm.algorithm, $0.value) }
    }
    guard let least = means.map(\.1).min(), let unit = task.compute?.unit else { return "–" }
    let names = means.filter { $0.1 == least }.map { "**\(Markdown.escape($0.0))**" }
    return MarkdownReport.list(names) + ": " + unit.text(least)
      + (unit.name.isEmpty ? "" : " × " + unit.name)
  }

  private func row(_ task: TaskSection) -> [String] {
    let competitors = task.competitors
    guard let first = competitors.first else {
      return ["controls alone were run, which are compared with nothing", "–", "–", "–"]
    }
    guard competitors.contains(where: { $0.count(.completed) > 0 }) else {
      let who = competitors.count == 1 ? "of \(Markdown.escape(first.algorithm)) " : ""
      return [
        "no run \(who)completed, so nothing can be said; every score is the floor, "
          + NumberFormat.significant(task.floorReturn), "–", "–", "–",
      ]
    }
    let leaders = Self.leaders(task)
    let interval = leaders.count == 1 ? leaders[0].summary.interval : nil
    let estimate = MarkdownReport.estimate(
      leaders[0].summary.mean, interval, decimals: task.decimals)
    let names = MarkdownReport.list(leaders.map { "**\(Markdown.escape($0.algorithm))**" })
    guard competitors.count > 1 else {
      return ["\(names) alone was run: \(estimate)", "–", "–", "–"]
    }
    return ["\(names): \(estimate)", established(task), open(task), detectable(task)]
  }

  /// The algorithms with the highest mean, controls aside.
  private static func leaders(_ task: TaskSection) -> [ArmSection] {
    let highest = task.competitors.map(\.summary.mean).reduce(-.infinity, Double.maximum)
    return task.competitors.filter { $0.summary.mean == highest }
  }

  /// The established differences: algorithms that are higher than the same others share a clause,
  /// those higher than most stand first.
  private func established(_ task: TaskSection) -> String {
    var clauses: [(winners: [String], losers: [String])] = []
    for arm in task.competitors {
      let losers = task.comparisons.filter { $0.isEstablished && $0.winner == arm.algorithm }
        .compactMap { pair in
          pair.loser.map { Markdown.escape($0) + (pair.budgetsDiffer ? " ‡" : "") }
        }
      guard !losers.isEmpty else { continue }
      let winner = Markdown.escape(arm.algorithm)
      if let index = clauses.firstIndex(where: { $0.losers == losers }) {
        clauses[index].winners.append(winner)
      } else {
        clauses.append(([winner], losers))
      }
    }
    guard !clauses.isEmpty else { return "nothing" }
    let ordered = clauses.enumerated().sorted {
      (-$0.element.losers.count, $0.offset) < (-$1.element.losers.count, $1.offset)
    }
    return ordered.map { _, clause in
      clause.winners.joined(separator: ", ") + " \\> " + clause.losers.joined(separator: ", ")
    }.joined(separator: "; ")
  }

  /// How many pairs stay open and why, and which of them keep the leader from being alone.
  private func open(_ task: TaskSection) -> String {
    let pairs = task.comparisons
    let unreachable = pairs.filter { $0.verdict == .unreachable }
    if unreachable.count == pairs.count {
      return "all \(pairs.count): \(seeds(task)) cannot reach significance, whatever the scores"
    }
    let undecided = pairs.filter { $0.absentRuns == 0 && $0.winner == nil }
    let provisional = pairs.count { $0.absentRuns > 0 }
    var notes: [String] = []
    if !undecided.isEmpty {
      notes.append(
        "\(undecided.count) of \(pairs.count)"
          + (undecided.count < pairs.count ? rivals(task, undecided) : ""))
    }
    if provisional > 0 { notes.append("\(provisional) of \(pairs.count) provisional †") }
    return notes.isEmpty ? "none" : notes.joined(separator: "; ")
  }

  /// Those that a sole leader is not told apart from, where there are other open pairs too.
  private func rivals(_ task: TaskSection, _ undecided: [PairComparison]) -> String {
    let leaders = Self.leaders(task).map(\.algorithm)
    guard leaders.count == 1 else { return "" }
    let rivals = undecided.compactMap { pair in
      pair.first == leaders[0] ? pair.second : pair.second == leaders[0] ? pair.first : nil
    }
    guard !rivals.isEmpty else { return ", none of them of \(Markdown.escape(leaders[0]))" }
    guard rivals.count < task.competitors.count - 1 else {
      return ", among them all of \(Markdown.escape(leaders[0]))"
    }
    let others = undecided.count - rivals.count
    return ": \(Markdown.escape(leaders[0])) against "
      + rivals.map(Markdown.escape).joined(separator: ", ")
      + (others > 0 ? "; \(others) other\(others == 1 ? "" : "s")" : "")
  }

  private func seeds(_ task: TaskSection) -> String {
    let counts = task.competitors.map(\.scores.count)
    return FigureText.count(counts.max() ?? 0, fewest: counts.min())
  }

  /// The least and the greatest difference that could have been detected, over the undecided pairs.
  private func detectable(_ task: TaskSection) -> String {
    let effects = task.comparisons.filter { $0.verdict == .undecided && $0.absentRuns == 0 }
      .compactMap(\.minimumDetectableEffect)
    guard let least = effects.min(), let greatest = effects.max() else { return "–" }
    let text = [least, greatest].map { NumberFormat.fixed($0, decimals: task.decimals) }
    return text[0] == text[1] ? text[0] : "\(text[0]) to \(text[1])"
  }
}
