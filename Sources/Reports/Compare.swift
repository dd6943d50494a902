import Foundation
import Results
import Statistics

/// The comparison of algorithms from their final scores alone: what `assay compare` prints.
public struct ScoreComparison: Codable, Sendable, Equatable {
  /// How intervals and p-values were made.
  public var settings: ComparisonSettings
  /// The tasks, in the order of the scores.
  public var tasks: [Task]
  /// Every pair of the algorithms that ran on every task; empty for one task.
  public var acrossTasks: [TaskAverageComparison]
  /// Algorithms that take no part in ``acrossTasks``, tasks that take none in ``aggregates``, and why.
  public var leftOut: [LeftOut]
  /// Every algorithm of the scores, which gives each its colour.
  public var algorithms: [String]
  /// The tasks whose scores have a scale; of fewer than two there are no ``aggregates``.
  public var normalizedTasks: [String]
  /// The aggregates of the normalised scores of each of the algorithms that ran on every task.
  public var aggregates: [AlgorithmAggregates]
  /// How those algorithms rank; absent for fewer than three algorithms or tasks, and with a baseline.
  public var ranks: RankSection?
  /// Performance profiles, where they were asked for and can be had: over tasks of normalised scores,
  /// of one task of its own.
  public var profiles: ProfilesSection?

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
///   - withProfiles: whether to work out performance profiles, which take longest and are for figures.
/// - Throws: `StatisticsError` for scores above 10³⁰⁰ in magnitude; ``ReportError`` for a baseline
///   without scores, for adaptive seeds, and for pairs that were to be paired by seed and have other
///   seeds.
public func compare(
  _ table: ScoreTable, seed: UInt64 = 0, settings: ComparisonSettings = ComparisonSettings(),
  withProfiles: Bool = false
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
  let across = try AcrossTasksSection(table, seed: seed, withProfiles: withProfiles, settings)
  var comparison = ScoreComparison(
    settings: settings, tasks: tasks, acrossTasks: across.comparisons, leftOut: across.leftOut,
    algorithms: table.algorithms, normalizedTasks: across.normalizedTasks,
    aggregates: across.aggregates, ranks: across.ranks, profiles: across.profiles)
  if withProfiles, table.tasks.count == 1 {
    comparison.profiles = try ProfilesSection(
      table.arms.map { ($0.algorithm, try ScoreMatrix([$0.scores])) }, tasks: table.tasks,
      isNormalized: false, seed: seed, settings)
  }
  return comparison
}

extension ScoreComparison {
  /// The comparison as canonical JSON.
  public func json() throws -> Data { try CanonicalJSON.encode(self) }
}
