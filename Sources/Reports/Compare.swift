import Foundation
import Results

/// The comparison of algorithms from their final scores alone: what `assay compare` prints.
public struct ScoreComparison: Codable, Sendable, Equatable {
  /// How intervals and p-values were made.
  public var settings: ComparisonSettings
  /// The tasks, in the order of the scores.
  public var tasks: [Task]
  /// Every pair of the algorithms that ran on every task; empty for one task.
  public var acrossTasks: [TaskAverageComparison]
  /// Algorithms that take no part in ``acrossTasks``, and why.
  public var leftOut: [LeftOut]

  /// One task.
  public struct Task: Codable, Sendable, Equatable {
    /// Its name.
    public var name: String
    /// Its algorithms.
    public var arms: [Arm]
    /// Every pair of them.
    public var comparisons: [PairComparison]
  }

  /// One algorithm on a task.
  public struct Arm: Codable, Sendable, Equatable {
    /// The algorithm's label.
    public var algorithm: String
    /// Its scores, by ascending seed.
    public var scores: [Double]
    /// Numbers that describe them.
    public var summary: ScoreSummary
  }
}

/// Compares every pair of algorithms of a table, on each task and over tasks, with the statistics of
/// a report.
///
/// - Parameters:
///   - table: scores of any origin: ``ScoreTable/init(csv:name:)`` or ``ScoreTable/init(_:)``.
///   - seed: the root of the random splits and resamples; a suite's seed gives the report's numbers.
/// - Throws: `StatisticsError` for scores above 10³⁰⁰ in magnitude.
public func compare(
  _ table: ScoreTable, seed: UInt64 = 0, settings: ComparisonSettings = ComparisonSettings()
) throws -> ScoreComparison {
  let tasks = try table.tasks.map { task in
    ScoreComparison.Task(
      name: task,
      arms: try table.arms(on: task).map {
        ScoreComparison.Arm(
          algorithm: $0.algorithm, scores: $0.scores,
          summary: try ScoreSummary($0.scores, level: settings.level))
      },
      comparisons: try PairComparison.all(on: task, of: table, seed: seed, settings))
  }
  guard table.tasks.count > 1 else {
    return ScoreComparison(settings: settings, tasks: tasks, acrossTasks: [], leftOut: [])
  }
  let comparable = ComparableAlgorithms(table)
  return ScoreComparison(
    settings: settings, tasks: tasks,
    acrossTasks: try TaskAverageComparison.all(
      of: table, algorithms: comparable.labels, seed: seed, settings),
    leftOut: comparable.leftOut)
}

extension ScoreComparison {
  /// The comparison as canonical JSON.
  public func json() throws -> Data { try CanonicalJSON.encode(self) }

  /// The comparison as text for a terminal.
  public func text() -> String {
    var text = tasks.map(text).joined(separator: "\n")
    if !acrossTasks.isEmpty {
      text += "\nOver \(tasks.count) tasks\n\n"
      text += TaskAverageTable(acrossTasks, settings).table(escape: { $0 }).plain()
      if acrossTasks.contains(where: { $0.absentRuns > 0 }) {
        text += ComparisonTable.absentNote + "\n"
      }
    }
    if !leftOut.isEmpty {
      text += "\nLeft out over tasks\n"
      for entry in leftOut { text += "  \(entry.name): \(entry.reason)\n" }
    }
    return text + "\n"
      + "The seed is the unit of replication. Verdicts: permutation test, Holm-adjusted over the pairs\n"
      + "of a task, at \(NumberFormat.exact(settings.significance)); higher scores are better.\n"
  }

  private func text(_ task: Task) -> String {
    let decimals = NumberFormat.decimals(for: task.arms.flatMap(\.scores))
    let fixed = { (value: Double) in NumberFormat.fixed(value, decimals: decimals) }
    var table = TextTable([
      ("Algorithm", .left), ("n", .right),
      ("Mean [\(FigureText.percent(settings.level)) t]", .right), ("SD", .right), ("Min", .right),
      ("Max", .right),
    ])
    for arm in task.arms {
      let summary = arm.summary
      table.add([
        arm.algorithm, "\(summary.count)",
        MarkdownReport.estimate(summary.mean, summary.interval, decimals: decimals),
        summary.standardDeviation.map(fixed) ?? "–", fixed(summary.minimum), fixed(summary.maximum),
      ])
    }
    var text = task.name + "\n\n" + table.plain() + "\n"
    guard !task.comparisons.isEmpty else { return text + "One algorithm: nothing to compare.\n" }
    text += ComparisonTable(task.comparisons, decimals: decimals, settings)
      .table(escape: { $0 }).plain()
    for note in ComparisonTable.notes(task.comparisons) { text += note + "\n" }
    return text
  }
}
