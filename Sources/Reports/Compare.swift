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
    /// The first and the last of the steps at which the runs end and are scored; absent where steps
    /// are not known.
    public var lastSteps: [Double]?
    /// Numbers that describe them.
    public var summary: ScoreSummary
  }
}

/// Compares the algorithms of a table, on each task and over tasks, with the statistics of a report:
/// every pair, or all with the baseline of the settings.
///
/// - Parameters:
///   - table: scores of any origin: ``ScoreTable/init(csv:name:metric:)``, ``ScoreTable/init(_:)``.
///   - seed: the root of random rearrangements and resamples; a suite's seed gives the report's numbers.
/// - Throws: `StatisticsError` for scores above 10³⁰⁰ in magnitude; ``ReportError`` for a baseline
///   without scores, for adaptive seeds, and for pairs that were to be paired by seed and have other
///   seeds.
public func compare(
  _ table: ScoreTable, seed: UInt64 = 0, settings: ComparisonSettings = ComparisonSettings()
) throws -> ScoreComparison {
  try table.requireFixedSeeds()
  if let baseline = settings.baseline, !table.arms.contains(where: { $0.algorithm == baseline }) {
    let compared = Set(table.arms.map(\.algorithm))
    throw ReportError.unknownBaseline(
      baseline, known: table.algorithms.filter(compared.contains))
  }
  let tasks = try table.tasks.map { task in
    ScoreComparison.Task(
      name: task,
      arms: try table.arms(on: task).map {
        ScoreComparison.Arm(
          algorithm: $0.algorithm, scores: $0.scores,
          lastSteps: $0.lastSteps.map { [$0.lowerBound, $0.upperBound] },
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
      + "The seed is the unit of replication. Verdicts: Holm-adjusted over the pairs of a task, at "
      + "\(NumberFormat.exact(settings.significance));\nhigher scores are better.\n"
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
    text += Self.steps(task.arms)
    guard !task.comparisons.isEmpty else { return text + Self.nothing(task.arms, settings) }
    text += ComparisonTable(task.comparisons, decimals: decimals, settings)
      .table(escape: { $0 }).plain()
    for note in ComparisonTable.notes(task.comparisons, settings) { text += note + "\n" }
    return text
  }

  /// Where runs end, if that is known.
  private static func steps(_ arms: [Arm]) -> String {
    let steps = arms.compactMap(\.lastSteps).flatMap { $0 }
    guard let first = steps.min(), let last = steps.max() else { return "" }
    let at = NumberFormat.significant(last, digits: 6)
    return first == last
      ? "Each run is scored at its last step, \(at).\n\n"
      : "Each run is scored at its last step. Runs do not end at the same: the first at step "
        + "\(NumberFormat.significant(first, digits: 6)), the last at \(at).\n\n"
  }

  private static func nothing(_ arms: [Arm], _ settings: ComparisonSettings) -> String {
    guard let baseline = settings.baseline, !arms.contains(where: { $0.algorithm == baseline })
    else { return "One algorithm: nothing to compare.\n" }
    return "The baseline \(baseline) has no scores here: nothing to compare.\n"
  }
}
