import Statistics

/// How algorithms rank over tasks: what a critical-difference diagram shows.
///
/// Tasks are the blocks: what is asked is whether one algorithm ranks above another on tasks like these.
/// That is another question than whether it is better on each of them, and few tasks seldom answer it.
public struct RankSection: Codable, Sendable, Equatable {
  /// The algorithms that ran on every task, in the order of the table.
  public var algorithms: [String]
  /// The tasks, whose number is the number of blocks.
  public var tasks: [String]
  /// The mean rank of each algorithm by its mean score on a task, 1 the best; ties share their ranks.
  public var averageRanks: [Double]
  /// The p of Friedman's test, by Iman's and Davenport's F, that all rank alike.
  public var friedmanP: Double
  /// Nemenyi's critical difference of mean ranks, for all pairs together; above k − 1 no pair of k can
  /// differ.
  public var criticalDifference: Double
  /// Where the p-values of the pairs come from.
  public var test: Test
  /// Every pair, in the order of ``algorithms``.
  public var pairs: [Pair]
  /// The least Holm-adjusted p that any scores could give on so many tasks.
  public var smallestHolmP: Double
  /// The least number of tasks at which a pair could be told apart.
  public var tasksNeeded: Int
  /// Groups of two or more of which no pair is told apart after Holm, from the best mean rank on.
  public var groups: [[String]]
  /// Runs of any of them that were not found or not readable.
  public var absentRuns: Int

  /// Where a p-value comes from.
  public enum Test: String, Codable, Sendable {
    /// Wilcoxon's signed-rank test of the normalised mean scores, paired by task.
    case signedRank
    /// The sign test of who has the higher mean, task by task: scores of tasks without a scale cannot be
    /// compared in size.
    case sign
  }

  /// Two algorithms.
  public struct Pair: Codable, Sendable, Equatable {
    /// The algorithm that stands first.
    public var first: String
    /// The algorithm that stands second.
    public var second: String
    /// The two-sided p.
    public var p: Double
    /// ``p`` after Holm over all pairs.
    public var holmP: Double
  }

  /// The least number of algorithms, and of tasks, that are ranked.
  static let least = 3
}

extension RankSection {
  /// Ranks algorithms that have an arm on every task of the table; nil for fewer than three of either,
  /// for more algorithms than can be grouped, and where only pairs with a baseline are compared.
  init?(_ table: ScoreTable, algorithms: [String], _ settings: ComparisonSettings) throws {
    guard table.tasks.count >= Self.least, settings.baseline == nil,
      (Self.least...CriticalDifference.mostAlgorithms).contains(algorithms.count)
    else { return nil }
    let arms = table.tasks.map { task in
      algorithms.compactMap { table.arm(task: task, algorithm: $0) }
    }
    let means = try arms.map { try $0.map { try Descriptive.mean($0.scores) } }
    let friedman = try FriedmanTest.run(means)
    let scales = table.tasks.compactMap { table.scales[$0] }
    let hasScales = scales.count == table.tasks.count
    // Where there are scales, the columns hold normalised means.
    let columns = algorithms.indices.map { index in
      means.indices.map { hasScales ? scales[$0].normalised(means[$0][index]) : means[$0][index] }
    }
    let indices = PairTable.pairs(of: algorithms.count)
    let p = try indices.map { first, second in
      try Self.p(columns[first], columns[second], hasScales: hasScales)
    }
    let holm = try MultipleComparisons.holm(p)
    let groups = try CriticalDifference.groups(
      averageRanks: friedman.averageRanks,
      adjusted: PairTable(count: algorithms.count, values: holm),
      significance: settings.significance)
    self.init(
      algorithms: algorithms, tasks: table.tasks, averageRanks: friedman.averageRanks,
      friedmanP: friedman.pValue,
      criticalDifference: try NemenyiTest.criticalDifference(
        algorithms: algorithms.count, blocks: table.tasks.count,
        significance: settings.significance),
      test: hasScales ? .signedRank : .sign,
      pairs: indices.enumerated().map { place, pair in
        Pair(
          first: algorithms[pair.0], second: algorithms[pair.1], p: p[place], holmP: holm[place])
      },
      smallestHolmP: Self.smallestHolmP(tasks: table.tasks.count, pairs: indices.count),
      tasksNeeded: Self.tasksNeeded(pairs: indices.count, settings.significance),
      groups: groups.map { $0.map { algorithms[$0] } },
      absentRuns: arms.joined().reduce(0) { $0 + $1.absentRuns })
  }

  /// The exact two-sided p of a pair, by task. The signed-rank test of signs alone, whose magnitudes
  /// are all tied, is the sign test.
  private static func p(_ x: [Double], _ y: [Double], hasScales: Bool) throws -> Double {
    guard hasScales else {
      let signs = zip(x, y).map { $0 > $1 ? 1.0 : $0 < $1 ? -1 : 0 }
      return try WilcoxonTest.run(signs, signs.map { _ in 0 }).pValue
    }
    return try WilcoxonTest.run(x, y).pValue
  }

  /// min(1, 2/2ⁿ · pairs).
  static func smallestHolmP(tasks: Int, pairs: Int) -> Double {
    min(1, Double(sign: .plus, exponent: 1 - tasks, significand: 1) * Double(pairs))
  }

  /// The least n with 2/2ⁿ · pairs ≤ α.
  private static func tasksNeeded(pairs: Int, _ significance: Double) -> Int {
    var tasks = 1
    while smallestHolmP(tasks: tasks, pairs: pairs) > significance { tasks += 1 }
    return tasks
  }
}
