/// All pairs of some algorithms on one task, tested at a sequence of looks until each is decided.
///
/// At every look the sequential p-values of the pairs (``GroupSequentialTest``) are adjusted by Holm's
/// method; a pair whose adjusted p is at most α is decided, keeps its p, and needs no further run. An
/// arm needs the runs of the next look while one of its pairs is open.
///
/// The chance of any false decision, over all pairs and all looks, is at most α, whichever pairs differ
/// and however they depend on each other: p-values only fall from look to look, so every decision made
/// on the way is one that Holm's method would make at the end, on p-values each of which is valid.
public struct GroupSequentialFamily: Sendable, Equatable {
  /// A pair that was open when a look was taken.
  public struct Pair: Sendable, Equatable {
    /// The index of the first arm.
    public let first: Int
    /// The index of the second arm, above ``first``.
    public let second: Int
    /// The mean of the first less that of the second, over the runs that were looked at.
    public let difference: Double
    /// The sequential p-value, two-sided.
    public let pValue: Double
    /// ``pValue`` after Holm's adjustment over all pairs, decided ones with the p that they had.
    public let adjustedPValue: Double
    /// Whether the pair is decided: the sign of ``difference`` is established.
    public let isDecided: Bool
  }

  /// What each look found, in order. A look holds the pairs that were open, (0, 1), (0, 2), …; after
  /// the look at which all are decided, and after the last of the schedule, there is none.
  public let looks: [[Pair]]

  /// Looks at scores.
  ///
  /// - Parameters:
  ///   - arms: the scores of each arm in the order in which they were made; more than a look needs are
  ///     not looked at.
  ///   - alpha: the family-wise error, in (0, 1).
  ///   - count: the most looks to take; nil for as many as the schedule has.
  /// - Throws: ``StatisticsError``: fewer than two arms, an arm with fewer runs than a look of it needs,
  ///   a value that is not finite, `alpha` out of range.
  public init(
    _ arms: [[Double]], alpha: Double, test: GroupSequentialTest, looks count: Int? = nil
  ) throws {
    guard alpha > 0, alpha < 1 else {
      throw StatisticsError.outOfRange(
        what: "the family-wise error", value: alpha, allowed: "above 0 and below 1")
    }
    guard arms.count > 1 else {
      throw StatisticsError.tooFew(n: arms.count, needed: 2, for: "arms to compare")
    }
    let runs = test.schedule.runs.prefix(count ?? Int.max)
    var histories = try PairHistory.all(of: arms, test, within: runs)
    var looks: [[Pair]] = []
    for look in runs.indices where histories.contains(where: { !$0.isDecided }) {
      looks.append(try Self.look(look, at: arms, runs[look], &histories, alpha))
    }
    self.looks = looks
  }

  /// One look: Holm's adjustment over the p-values that open pairs have now and decided ones had then.
  private static func look(
    _ look: Int, at arms: [[Double]], _ runs: Int, _ histories: inout [PairHistory], _ alpha: Double
  ) throws -> [Pair] {
    for index in histories.indices where !histories[index].isDecided {
      guard look < histories[index].pValues.count else {
        let fewest = min(arms[histories[index].first].count, arms[histories[index].second].count)
        throw StatisticsError.tooFew(n: fewest, needed: runs, for: "runs of an arm at a look")
      }
      histories[index].current = histories[index].pValues[look]
    }
    let adjusted = try MultipleComparisons.holm(histories.map(\.current))
    var pairs: [Pair] = []
    for index in histories.indices where !histories[index].isDecided {
      let (first, second) = (histories[index].first, histories[index].second)
      histories[index].isDecided = adjusted[index] <= alpha
      pairs.append(
        Pair(
          first: first, second: second,
          difference: SortedSample(finite: Array(arms[first].prefix(runs))).mean
            - SortedSample(finite: Array(arms[second].prefix(runs))).mean,
          pValue: histories[index].current, adjustedPValue: adjusted[index],
          isDecided: histories[index].isDecided))
    }
    return pairs
  }
}

/// A pair on its way through the looks.
private struct PairHistory {
  let first: Int
  let second: Int
  /// At each look that both arms have runs for.
  let pValues: [Double]
  var current = 1.0
  var isDecided = false

  static func all(
    of arms: [[Double]], _ test: GroupSequentialTest, within runs: ArraySlice<Int>
  ) throws -> [PairHistory] {
    try arms.indices.flatMap { first in
      try arms.indices.dropFirst(first + 1).map { second in
        let fewest = min(arms[first].count, arms[second].count)
        let runs = runs.last { $0 <= fewest } ?? 0
        return PairHistory(
          first: first, second: second,
          pValues: runs == 0
            ? []
            : try test.pValues(Array(arms[first].prefix(runs)), Array(arms[second].prefix(runs))))
      }
    }
  }
}
