/// How the rank sum of a group is distributed where every group of its size is equally likely.
///
/// The groups are counted by their rank sum, one value after another: with N(k, s) the number of ways
/// to choose k values with the doubled rank sum s, a further value of doubled rank r adds
/// N(k − 1, s − r) to N(k, s). Without ties it is the recurrence of H. B. Mann and D. R. Whitney,
/// *On a test of whether one of two random variables is stochastically larger than the other*
/// (1947); with ties it is the distribution given the ties.
struct RankSumDistribution {
  /// How many groups have a doubled U of the index, that is a doubled rank sum of the index plus
  /// g (g + 1) for groups of g. Whole numbers, exact below 2⁵³.
  private let groups: [Double]

  /// Counts the groups of `size` among values with these ranks.
  ///
  /// - Precondition: `size` is at most half of the values, and the number of groups is finite.
  init(_ ranks: Midranks, size: Int) {
    let others = ranks.doubled.count - size
    let width = 2 * size * others + 1
    var ways = Array(repeating: 0.0, count: (size + 1) * width)
    ways[0] = 1
    var sums = [0]
    for rank in ranks.doubled { sums.append(sums[sums.count - 1] + rank) }
    for (index, rank) in ranks.doubled.enumerated() {
      // Descending, so that no value is chosen twice.
      for chosen in stride(from: min(index, size - 1), through: 0, by: -1) {
        let shift = rank - 2 * (chosen + 1)
        // The most that `chosen` of the values so far can have: the last of them.
        let greatest = sums[index] - sums[index - chosen] - chosen * (chosen + 1)
        let (from, to) = (chosen * width, (chosen + 1) * width + shift)
        for sum in 0...greatest where ways[from + sum] != 0 {
          ways[to + sum] += ways[from + sum]
        }
      }
    }
    groups = Array(ways[(size * width)...])
  }

  /// The share of groups whose doubled U is at least `distance` from its mean.
  func share(atLeast distance: Int) -> Double {
    let mean = (groups.count - 1) / 2
    var (extreme, all) = (CompensatedSum(), CompensatedSum())
    for (sum, count) in groups.enumerated() {
      all.add(count)
      if abs(sum - mean) >= distance { extreme.add(count) }
    }
    return extreme.value / all.value
  }
}
