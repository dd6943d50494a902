/// The differences x − y of paired samples: pair i holds the i-th value of each.
///
/// A decimal such as 0.3 is stored with a relative error of up to 2⁻⁵³, so that 0.3 − 0.1 and 0.2 − 0
/// differ in their last bits. Each difference is therefore known only to its *rounding*,
/// 2⁻⁵² (|x| + |y|), or exactly where x = y; one within its rounding of 0 is 0. Everything is sorted:
/// no bit depends on the order of the pairs, and swapping the arms only changes signs.
struct PairedDifferences {
  /// A difference and how exactly it is known.
  struct Member {
    let value: Double
    let rounding: Double
  }

  /// Ascending by value, then by rounding.
  let members: [Member]
  /// The differences, with signs chosen so that swapping the arms gives the same sample.
  private let canonical: SortedSample
  private let mirrored: Bool

  /// Pairs two samples by position.
  ///
  /// - Throws: ``StatisticsError`` if a sample is empty or holds NaN, ±∞ or a magnitude above 10³⁰⁰,
  ///   or they have different numbers of values.
  init(_ x: [Double], _ y: [Double]) throws {
    _ = try SortedSample(x, name: "the first sample")
    _ = try SortedSample(y, name: "the second sample")
    guard x.count == y.count else {
      throw StatisticsError.differentCounts(first: x.count, second: y.count)
    }
    members = zip(x, y).map { x, y in
      let rounding = x == y ? 0 : 0x1p-52 * (x.magnitude + y.magnitude)
      return Member(value: (x - y).magnitude <= rounding ? 0 : x - y, rounding: rounding)
    }.sorted { ($0.value, $0.rounding) < ($1.value, $1.rounding) }
    let forward = SortedSample(finite: members.map(\.value))
    let backward = SortedSample(finite: members.map { -$0.value })
    mirrored = SortedSample.precedes(backward, forward)
    canonical = mirrored ? backward : forward
  }

  var count: Int { members.count }

  /// The mean difference.
  var mean: Double { mirrored ? -canonical.mean : canonical.mean }

  /// √(Σ(d − d̄)² / (n − 1)); nil for one pair.
  var standardDeviation: Double? { canonical.standardDeviation }

  /// Whether all differences are equal but for rounding.
  var areConstant: Bool {
    members[count - 1].value - members[0].value
      <= members[0].rounding + members[count - 1].rounding
  }
}
