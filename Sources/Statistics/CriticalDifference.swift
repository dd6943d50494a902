/// The groups of a critical-difference diagram: algorithms of which no two differ.
///
/// A group is a maximal clique of the pairs whose adjusted p is above α; the bars of the diagram. With
/// Nemenyi's p-values a group is a run of neighbours in mean rank. With others, such as Holm's, it need
/// not be: A and C may not differ though B between them differs from one, so a bar must name its
/// members. Not differing is not being equal; see ``EquivalenceTest``. Sources: J. Demšar, JMLR 7 (2006)
/// 1–30; C. Bron and J. Kerbosch, Communications of the ACM 16 (1973) 575–577.
public enum CriticalDifference {
  /// The most algorithms that are grouped.
  public static let mostAlgorithms = 60

  /// The groups of two or more, each from the best mean rank on, ordered by the ranks of their members.
  ///
  /// - Parameters:
  ///   - averageRanks: the mean rank of each algorithm, 1 the best. Equal ranks are ordered as given.
  ///   - adjusted: the adjusted p-value of each pair, of the same algorithms.
  ///   - significance: a pair differs if its p is at most α.
  /// - Throws: ``StatisticsError/outOfRange(what:value:allowed:)`` for another number of algorithms, too
  ///   many, NaN, or a p-value outside [0, 1].
  public static func groups(
    averageRanks: [Double], adjusted: PairTable, significance: Double = 0.05
  ) throws -> [[Int]] {
    let count = averageRanks.count
    guard adjusted.count == count, count <= mostAlgorithms else {
      throw StatisticsError.outOfRange(
        what: "the number of algorithms with p-values", value: Double(adjusted.count),
        allowed: "\(count), as many as have ranks, and at most \(mostAlgorithms)")
    }
    for value in adjusted.values where !(value >= 0 && value <= 1) {
      throw StatisticsError.outOfRange(
        what: "an adjusted p-value", value: value, allowed: "between 0 and 1")
    }
    let order = averageRanks.indices.sorted {
      (averageRanks[$0], $0) < (averageRanks[$1], $1)
    }
    // Bits are places in the order of ranks, so that groups come out in that order.
    let neighbours = order.map { algorithm in
      order.enumerated().reduce(0) { set, other in
        other.element != algorithm && adjusted[algorithm, other.element] > significance
          ? set | 1 << other.offset : set
      }
    }
    var cliques: [Int] = []
    extend(0, candidates: (1 << count) - 1, excluded: 0, neighbours, &cliques)
    return
      cliques.filter { $0.nonzeroBitCount >= 2 }
      .map { clique in order.indices.filter { clique >> $0 & 1 == 1 } }
      .sorted { $0.lexicographicallyPrecedes($1) }
      .map { places in places.map { order[$0] } }
  }

  /// Adds all maximal cliques that hold `clique`, candidates, and nothing excluded.
  private static func extend(
    _ clique: Int, candidates: Int, excluded: Int, _ neighbours: [Int], _ cliques: inout [Int]
  ) {
    guard candidates | excluded != 0 else {
      cliques.append(clique)
      return
    }
    var (candidates, excluded) = (candidates, excluded)
    // A neighbour of the pivot is found with it, or with what is no neighbour of it.
    let pivot = (candidates | excluded).trailingZeroBitCount
    var open = candidates & ~neighbours[pivot]
    while open != 0 {
      let place = open.trailingZeroBitCount
      let bit = 1 << place
      extend(
        clique | bit, candidates: candidates & neighbours[place],
        excluded: excluded & neighbours[place], neighbours, &cliques)
      candidates &= ~bit
      excluded |= bit
      open &= ~bit
    }
  }
}
