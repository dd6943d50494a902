import Randomness
import Statistics

/// Aggregates and comparisons over tasks. Empty where there are fewer than two tasks.
public struct AcrossTasksSection: Codable, Sendable, Equatable {
  /// The tasks of the pairwise comparisons: all of the suite's.
  public var tasks: [String]
  /// The tasks of the aggregates: those of ``tasks`` with a normalised scale.
  public var normalizedTasks: [String]
  /// The algorithms that ran on every task with the same budget as the others.
  public var algorithms: [String]
  /// The aggregates of each algorithm that ran on every task with the same budget as the others.
  public var aggregates: [AlgorithmAggregates]
  /// Every pair of those algorithms.
  public var comparisons: [TaskAverageComparison]
  /// What takes no part, and why.
  public var leftOut: [LeftOut]
  /// How the algorithms rank over tasks; absent for fewer than three algorithms or tasks, and where only
  /// pairs with a baseline are compared.
  public var ranks: RankSection?
  /// The share of runs above each normalised score; absent where there are no aggregates, and for one
  /// seed.
  public var profiles: ProfilesSection?
}

/// An algorithm's normalised scores over tasks, in four numbers.
public struct AlgorithmAggregates: Codable, Sendable, Equatable {
  /// The algorithm's label.
  public var algorithm: String
  /// Median over tasks of the mean over seeds.
  public var median: EstimateSection
  /// Mean of all scores after the lowest and the highest ⌊nm/4⌋ of the n seeds × m tasks are cut.
  public var interquartileMean: EstimateSection
  /// Mean over tasks of the mean over seeds.
  public var mean: EstimateSection
  /// Mean shortfall from the scripted policy's score, 1: scores above it count as 1. Lower is better.
  public var optimalityGap: EstimateSection
}

/// A number and its interval.
public struct EstimateSection: Codable, Sendable, Equatable {
  /// The number.
  public var value: Double
  /// Its interval; absent for one seed.
  public var interval: IntervalSection?
}

/// Two algorithms over tasks.
public struct TaskAverageComparison: Codable, Sendable, Equatable {
  /// The algorithm that stands first.
  public var first: String
  /// The algorithm that stands second.
  public var second: String
  /// How often a run of ``first`` beats one of ``second`` on the same task, ties counting half,
  /// averaged over tasks, in [0, 1].
  public var probabilityOfImprovement: Double
  /// Its bootstrap interval; absent for one seed.
  public var interval: IntervalSection?
  /// Runs of either algorithm, on any task, that were not found or not readable.
  public var absentRuns: Int
}

/// An algorithm or a task that takes no part in the aggregates.
public struct LeftOut: Codable, Sendable, Equatable {
  /// The algorithm's label or the task's name.
  public var name: String
  /// Why.
  public var reason: String
}

/// The algorithms that can be compared over all tasks of a table.
struct ComparableAlgorithms {
  /// Those that ran on every task with the same budgets, in the table's order.
  var labels: [String]
  /// The others.
  var leftOut: [LeftOut]

  /// Takes the budgets that most algorithms share; of equally many, those of the first algorithm.
  init(_ table: ScoreTable) {
    labels = []
    leftOut = []
    var groups: [(budgets: [Int?], labels: [String])] = []
    for algorithm in table.algorithms {
      let arms = table.tasks.compactMap { table.arm(task: $0, algorithm: algorithm) }
      guard arms.count == table.tasks.count else { continue }
      let budgets = arms.map(\.budget)
      if let index = groups.firstIndex(where: { $0.budgets == budgets }) {
        groups[index].labels.append(algorithm)
      } else {
        groups.append((budgets, [algorithm]))
      }
    }
    let largest = groups.map(\.labels.count).max() ?? 0
    guard let chosen = groups.first(where: { $0.labels.count == largest }) else {
      leftOut = table.algorithms.map { Self.leaveOut($0, of: table, budgets: []) }
      return
    }
    labels = chosen.labels
    leftOut = table.algorithms.filter { !chosen.labels.contains($0) }.map {
      Self.leaveOut($0, of: table, budgets: chosen.budgets)
    }
  }

  private static func leaveOut(
    _ algorithm: String, of table: ScoreTable, budgets: [Int?]
  ) -> LeftOut {
    for task in table.tasks {
      if let control = table.control(task: task, algorithm: algorithm) {
        return LeftOut(name: algorithm, reason: "on \(task) it is a control (\(control.words))")
      }
    }
    for (index, task) in table.tasks.enumerated() {
      guard let arm = table.arm(task: task, algorithm: algorithm) else {
        return LeftOut(name: algorithm, reason: "it was not run on \(task)")
      }
      if budgets.indices.contains(index), let own = arm.budget,
        let shared = budgets[index], own != shared
      {
        return LeftOut(
          name: algorithm,
          reason: "on \(task) it had \(NumberFormat.integer(own)) \(arm.budgetUnit), "
            + "those compared here \(NumberFormat.integer(shared))")
      }
    }
    return LeftOut(name: algorithm, reason: "its budgets differ from those compared here")
  }
}

extension TaskAverageComparison {
  /// Every pair of these algorithms, or each with the baseline of the settings, averaged over all tasks
  /// of the table.
  ///
  /// - Precondition: each algorithm has an arm on every task.
  static func all(
    of table: ScoreTable, algorithms: [String], seed: UInt64, _ settings: ComparisonSettings
  ) throws -> [TaskAverageComparison] {
    var pairs: [TaskAverageComparison] = []
    for (index, first) in algorithms.enumerated() {
      let others =
        settings.baseline.map { baseline in
          first == baseline ? [] : algorithms.filter { $0 == baseline }
        } ?? Array(algorithms.dropFirst(index + 1))
      for second in others {
        let x = table.tasks.compactMap { table.arm(task: $0, algorithm: first) }
        let y = table.tasks.compactMap { table.arm(task: $0, algorithm: second) }
        let perTask = try zip(x, y).map {
          try Comparison.probabilityOfImprovement($0.scores, $1.scores)
        }
        let interval = try Bootstrap.probabilityOfImprovement(
          ScoreMatrix(x.map(\.scores)), ScoreMatrix(y.map(\.scores)),
          resamples: settings.bootstrapResamples, level: settings.level,
          stream: Streams.improvement(seed, first, second))
        pairs.append(
          TaskAverageComparison(
            first: first, second: second,
            probabilityOfImprovement: try Descriptive.mean(perTask),
            interval: interval.map(IntervalSection.init),
            absentRuns: (x + y).reduce(0) { $0 + $1.absentRuns }))
      }
    }
    return pairs
  }
}

extension AlgorithmAggregates {
  /// The aggregates of normalised scores. The four intervals come from the same
  /// resamples: of runs, on each task on its own.
  init(
    _ algorithm: String, _ scores: ScoreMatrix, stream: RandomStream, _ settings: ComparisonSettings
  ) throws {
    let estimate = { (aggregate: Aggregate) in
      EstimateSection(
        value: try aggregate.value(of: scores),
        interval: try Bootstrap.stratified(
          scores, aggregate, resamples: settings.bootstrapResamples, level: settings.level,
          stream: stream
        ).map(IntervalSection.init))
    }
    self.algorithm = algorithm
    median = try estimate(.median)
    interquartileMean = try estimate(.interquartileMean)
    mean = try estimate(.mean)
    optimalityGap = try estimate(.optimalityGap)
  }
}
