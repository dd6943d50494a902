/// Which algorithm scores highest, learns most steadily, keeps least in memory and computes least, a sentence
/// each, and which of those differences are established.
struct LeaderSentences {
  private let report: Report

  /// The sentences of a report.
  init(_ report: Report) { self.report = report }

  /// A list of three, or of four where it is known what runs computed; empty where no task has two algorithms
  /// to compare.
  var text: String {
    let tasks = report.tasks.filter { $0.competitors.count > 1 }
    guard !tasks.isEmpty else { return "" }
    let asksQuestions = tasks.allSatisfy { $0.accuracy != nil }
    let fastest = (
      "Fastest (fewest multiply-adds of training: arithmetic, not seconds)",
      "established by count or test", tasks.map(Standing.init(computeOf:))
    )
    let isComputeKnown = tasks.contains { $0.compute != nil }
    return
      ([
        (
          "\(asksQuestions ? "Most accurate" : "Highest score") (highest mean)", "established",
          tasks.map(Standing.init(scoresOf:))
        ),
        (
          "Most stable (least relative drawdown, see Stability)", "established",
          tasks.map(Standing.init(stabilityOf:))
        ),
        (
          "Smallest (least peak model memory)", "established by count",
          tasks.map(Standing.init(memoryOf:))
        ),
      ] + (isComputeKnown ? [fastest] : [])).map { title, established, standings in
        "- **\(title)**: \(sentence(standings, established)).\n"
      }.joined() + (isComputeKnown ? soonest(tasks) : "")
  }

  /// Who computed least until half of its runs were halfway to the scripted score; described, not tested.
  private func soonest(_ tasks: [TaskSection]) -> String {
    let standings = tasks.map(Standing.init(computeToThresholdOf:))
    return
      "  Until half of the runs are halfway from the random to the scripted score (described, not "
      + "tested): \(sentence(standings, "established")).\n"
  }

  /// Who leads where, and against how many others that is established.
  private func sentence(_ standings: [Standing], _ established: String) -> String {
    let isAlone = standings.count == 1
    let led = standings.filter { !$0.leaders.isEmpty }
    let place = { (tasks: [String]) in
      isAlone
        ? ""
        : tasks.count == standings.count ? " on all tasks" : " on \(MarkdownReport.list(tasks))"
    }
    var clauses = Self.grouped(led) { standing in
      MarkdownReport.list(standing.leaders.map { "**\(Markdown.escape($0))**" })
    }.map { $0.text + place($0.tasks) }
    let unknown = standings.filter(\.leaders.isEmpty)
    clauses += Self.grouped(unknown) { $0.reason }.map { $0.text + place($0.tasks) }
    let told = Self.grouped(led.filter { $0.rivals > 0 }, marked: true) { standing in
      standing.beaten == standing.rivals
        ? (standing.rivals == 1 ? "the other" : "all others")
        : standing.beaten == 0 ? "none" : "\(standing.beaten) of \(standing.rivals) others"
    }.map { $0.text + place($0.tasks) }
    if !told.isEmpty {
      clauses.append("\(established) against " + told.joined(separator: ", "))
    }
    return clauses.joined(separator: "; ")
  }

  /// The tasks of which the same is to be said, in the order in which it is first said.
  private static func grouped(
    _ standings: [Standing], marked: Bool = false, by words: (Standing) -> String
  ) -> [(text: String, tasks: [String])] {
    var groups: [(text: String, tasks: [String])] = []
    for standing in standings {
      let text = words(standing)
      let task = Markdown.escape(standing.task) + (marked && standing.budgetsDiffer ? " ‡" : "")
      if let index = groups.firstIndex(where: { $0.text == text }) {
        groups[index].tasks.append(task)
      } else {
        groups.append((text, [task]))
      }
    }
    return groups
  }
}

/// Who leads on one task by one measure.
private struct Standing {
  let task: String
  /// Those with the best value; none where no value says anything.
  private(set) var leaders: [String] = []
  /// Why nobody leads.
  private(set) var reason = "not known"
  /// The others that have a value.
  private(set) var rivals = 0
  /// The others of which every leader is established to be better.
  private(set) var beaten = 0
  /// Whether a leader had another budget than one that it is established to be better than.
  private(set) var budgetsDiffer = false

  init(scoresOf task: TaskSection) {
    self.task = task.name
    guard task.competitors.contains(where: { $0.count(.completed) > 0 }) else {
      reason = "nobody, as no run completed"
      return
    }
    let values = task.competitors.map { ($0.algorithm, -$0.summary.mean) }
    rank(
      values,
      task.comparisons.filter(\.isEstablished).map { ($0.winner, $0.loser, $0.budgetsDiffer) })
  }

  init(stabilityOf task: TaskSection) {
    self.task = task.name
    let labels = task.competitors.map(\.algorithm)
    let values = (task.stability?.arms ?? []).filter { labels.contains($0.algorithm) }
      .compactMap { arm in arm.measure(.relativeDrawdown).map { (arm.algorithm, $0.value) } }
    guard values.contains(where: { $0.1 < 1 }) else {
      if !values.isEmpty { reason = "nobody, as no run kept anything" }
      return
    }
    let pairs = (task.stability?.comparisons ?? []).filter(\.isEstablished)
    rank(values, pairs.map { ($0.loser, $0.winner, $0.budgetsDiffer) })
  }

  init(memoryOf task: TaskSection) {
    self.task = task.name
    let labels = task.competitors.map(\.algorithm)
    let values = (task.memory?.arms ?? []).filter { labels.contains($0.algorithm) }
      .compactMap { arm in arm.peak.map { (arm.algorithm, $0.greatest) } }
    let pairs = (task.memory?.ratios ?? []).filter { $0.isCounted && $0.least != 1 }
    rank(
      values,
      pairs.map { $0.least < 1 ? ($0.first, $0.second, false) : ($0.second, $0.first, false) })
  }

  init(computeOf task: TaskSection) {
    self.task = task.name
    let labels = task.competitors.map(\.algorithm)
    let values = (task.compute?.arms ?? []).filter { labels.contains($0.algorithm) }
      .compactMap { arm in arm.measure(.training).map { (arm.algorithm, $0.value) } }
    let counted = (task.compute?.ratios ?? []).filter { $0.value != 1 }.map {
      $0.value < 1
        ? ($0.first, $0.second, $0.budgetsDiffer) : ($0.second, $0.first, $0.budgetsDiffer)
    }
    let tested = (task.compute?.comparisons ?? []).filter(\.isEstablished)
    rank(values, counted + tested.map { ($0.loser, $0.winner, $0.budgetsDiffer) })
  }

  init(computeToThresholdOf task: TaskSection) {
    self.task = task.name
    let medians = task.competitors.compactMap { arm in
      task.compute?.arm(arm.algorithm)?.toThreshold?.median.map { (arm.algorithm, $0) }
    }
    if medians.isEmpty, task.compute?.threshold != nil { reason = "nobody" }
    let least = medians.map(\.1).min()
    leaders = medians.filter { $0.1 == least }.map(\.0)
  }

  /// Takes over who has the least value and of whom that is established.
  private mutating func rank(
    _ values: [(label: String, value: Double)],
    _ established: [(better: String?, worse: String?, budgetsDiffer: Bool)]
  ) {
    let least = values.map(\.value).reduce(.infinity, Double.minimum)
    let leaders = values.filter { $0.value == least }.map(\.label)
    self.leaders = leaders
    let others = values.map(\.label).filter { !leaders.contains($0) }
    rivals = others.count
    for other in others {
      let found = leaders.compactMap { leader in
        established.first { $0.better == leader && $0.worse == other }
      }
      guard found.count == leaders.count else { continue }
      beaten += 1
      if found.contains(where: \.budgetsDiffer) { budgetsDiffer = true }
    }
  }
}
