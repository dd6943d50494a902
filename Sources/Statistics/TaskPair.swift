/// The runs of two algorithms on one task.
struct TaskPair {
  let x: SortedSample
  let y: SortedSample

  /// The pairs of two matrices, in an order that depends on their values alone.
  ///
  /// - Throws: ``StatisticsError/differentTasks(first:second:)``.
  static func pairs(_ x: ScoreMatrix, _ y: ScoreMatrix) throws -> [TaskPair] {
    guard x.runsByTask.count == y.runsByTask.count else {
      throw StatisticsError.differentTasks(
        first: x.runsByTask.count, second: y.runsByTask.count)
    }
    return zip(x.sortedTasks, y.sortedTasks).map(TaskPair.init(x:y:)).sorted { left, right in
      left.x == right.x
        ? SortedSample.precedes(left.y, right.y) : SortedSample.precedes(left.x, right.x)
    }
  }

  /// For each run of `x`, ascending, how many of `y` it beats, twice, plus how many it ties with; by
  /// one merge of the sorted runs.
  var doubledPlacements: [Int] {
    var (below, notAbove) = (0, 0)
    return x.values.map { value in
      while below < y.count && y.values[below] < value { below += 1 }
      while notAbove < y.count && y.values[notAbove] <= value { notAbove += 1 }
      return below + notAbove
    }
  }

  /// Twice the Mann-Whitney U: the pairs of runs that `x` wins, twice, plus those tied.
  var doubledWins: Int { doubledPlacements.reduce(0, +) }

  /// The share of the pairs of runs that `x` wins.
  var wins: Wins { Wins(doubled: doubledWins, ofPairs: x.count * y.count) }
}

/// Wins of one side and of the other, as shares of all pairs of runs.
///
/// Both sides are kept so that the probabilities of the two sides add up to exactly 1.
struct Wins {
  let won: Double
  let lost: Double

  /// The shares where `doubled` is twice the number of pairs won plus the number tied.
  init(doubled: Int, ofPairs pairs: Int) {
    won = Double(doubled) / Double(2 * pairs)
    lost = Double(2 * pairs - doubled) / Double(2 * pairs)
  }

  /// These shares.
  init(won: Double, lost: Double) {
    self.won = won
    self.lost = lost
  }

  /// The share won; the smaller of the two is taken as it is and the other is its complement.
  var probability: Double {
    if won == lost { return 0.5 }
    return won < lost ? won : 1 - lost
  }
}
