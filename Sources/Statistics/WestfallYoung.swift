import Randomness

extension MultipleComparisons {
  /// The most algorithms that ``westfallYoung(_:limit:resamples:stream:)`` compares: it looks at every
  /// group of them and every way to divide them into groups.
  public static let mostAlgorithmsPermuted = 10

  /// p-values for all pairs of algorithms, adjusted by permuting whole runs (max-T, step-down).
  ///
  /// A group of algorithms is tested as one: under its null hypothesis its runs are exchangeable, and
  /// p_G is the share of assignments of the group's runs to its algorithms whose greatest |t| over the
  /// group's pairs, t Welch's, is at least the observed one. Equalities are transitive, so what can
  /// be true is a division of the algorithms into groups of equals. Runs of different groups are
  /// independent, so a division into m groups of two or more has p = 1 − (1 − min p_G)ᵐ. A pair's
  /// adjusted p is the greatest p of the divisions that keep the pair in one group: closed testing,
  /// which bounds the chance of any false claim whichever algorithms are really alike.
  ///
  /// Deviations from the published step-down, and why: that one permutes all runs at once, which tests
  /// only that *all* algorithms are alike, and its short cut needs subset pivotality, which pairs do
  /// not have; permuting within each pair alone throws away that pairs share an algorithm.
  /// Sources: P. H. Westfall and S. S. Young, *Resampling-based multiple testing* (1993);
  /// R. Marcus, E. Peritz and K. R. Gabriel, Biometrika 63 (1976) 655–660; P. H. Westfall and
  /// R. D. Tobias, JASA 102 (2007) 487–494; A. Janssen, Statistics & Probability Letters 36 (1997)
  /// 9–21, for t instead of the difference.
  ///
  /// Random assignments count the observed one among them, (1 + #)/(B + 1), so p is never 0. Values of
  /// t² within 10⁻⁹ are ties. Constant samples: t is 0 if equal and ∞ if not.
  ///
  /// - Parameters:
  ///   - samples: `[algorithm][run]`, 2 to ``mostAlgorithmsPermuted``, each of two runs or more.
  ///   - limit: the most assignments of a group to enumerate, at least 1.
  ///   - resamples: how many random assignments of a group otherwise, at least 1.
  ///   - stream: where they come from; its substreams `"westfall-young"` are used.
  /// - Returns: adjusted p-values in (0, 1]; the same bits for any order of rows.
  /// - Throws: ``StatisticsError`` for a number out of range, a sample of one run, or one that holds NaN,
  ///   ±∞ or a magnitude above 10³⁰⁰.
  public static func westfallYoung(
    _ samples: [[Double]], limit: Int = 20_000, resamples: Int = 10_000, stream: RandomStream
  ) throws -> PairTable {
    let sorted = try checked(samples, limit: limit, resamples: resamples)
    var groupP = [Double](repeating: 1, count: 1 << samples.count)
    for group in groupP.indices where group.nonzeroBitCount >= 2 {
      let members = sorted.indices.filter { group >> $0 & 1 == 1 }
      let permutations = GroupPermutations(members.map { sorted[$0] })
      // Addressed by the group, so that leaving out an algorithm changes no other group's draws.
      groupP[group] = permutations.pValue(
        limit: limit, resamples: resamples, stream: stream.substream("westfall-young", group))
    }
    return closure(groupP, count: samples.count)
  }

  private static func checked(
    _ samples: [[Double]], limit: Int, resamples: Int
  ) throws -> [SortedSample] {
    for (number, purpose) in [
      (limit, "assignments to enumerate"), (resamples, "resamples of a permutation test"),
    ] where number < 1 {
      throw StatisticsError.tooFew(n: number, needed: 1, for: purpose)
    }
    guard (2...mostAlgorithmsPermuted).contains(samples.count) else {
      throw StatisticsError.outOfRange(
        what: "the number of algorithms to compare by permutation", value: Double(samples.count),
        allowed: "from 2 to \(mostAlgorithmsPermuted)")
    }
    return try samples.enumerated().map { index, values in
      let sample = try SortedSample(values, name: "sample \(index)")
      guard sample.count >= 2 else {
        throw StatisticsError.tooFew(n: sample.count, needed: 2, for: "runs in sample \(index)")
      }
      return sample
    }
  }

  /// The greatest p over the divisions that keep a pair in one group.
  ///
  /// - Parameter groupP: `[group]`, a group being the bits of its algorithms.
  private static func closure(_ groupP: [Double], count: Int) -> PairTable {
    var adjusted = [Double](repeating: 0, count: count * (count - 1) / 2)
    func divide(_ left: Int, into groups: [Int]) {
      guard left != 0 else {
        let tested = groups.filter { $0.nonzeroBitCount >= 2 }
        guard let least = tested.map({ groupP[$0] }).min() else { return }
        let p = tested.reduce(0.0) { joint, _ in joint + least * (1 - joint) }
        for (index, pair) in PairTable.pairs(of: count).enumerated()
        where tested.contains(where: { $0 >> pair.0 & $0 >> pair.1 & 1 == 1 }) {
          adjusted[index] = max(adjusted[index], p)
        }
        return
      }
      // The group of the first algorithm left, with every subset of the others.
      let first = left & -left
      let others = left ^ first
      var subset = others
      while true {
        divide(others ^ subset, into: groups + [first | subset])
        if subset == 0 { break }
        subset = (subset - 1) & others
      }
    }
    divide((1 << count) - 1, into: [])
    return PairTable(count: count) { adjusted[PairTable.index($0, $1, of: count)] }
  }
}
