import Randomness

/// A two-sided permutation test of the difference of two means that may stop at any of several looks.
///
/// The runs that are new at a look are a block. Under the null hypothesis that the algorithms are
/// alike, each block's pooled runs were dealt to the two arms at random, so the observed deal and B
/// random ones (each block dealt anew, the same number to each arm) are exchangeable: B + 1 deals, of
/// which the observed is one. Tₖ of a deal is |Σx − Σy| over the blocks up to look k: two-sided, as the
/// absolute value is taken of every deal and not of the observed alone.
///
/// **Crossing.** At level γ, look k may spend the share Δnₖ / maximum of it: a deal that has not
/// crossed before crosses at look k if at most γ (B + 1) Δnₖ / maximum of the deals that have not
/// crossed, itself counted, have a Tₖ at least as large. So at most that many cross at the look, at
/// most γ (B + 1) at all looks together, and the observed deal is one of them with probability at most
/// γ. That holds exactly, at any B and with ties; what a look does not spend is lost.
///
/// **The sequential p-value** of look k is the least γ at which the observed deal has crossed by then.
/// A deal that has crossed at some level has crossed at every higher one (fewer are left, and more may
/// cross), so P(p ≤ γ) ≤ γ whenever one stops, and p never rises from look to look.
///
/// Sources: T. Mathieu et al., *AdaStop: adaptive statistical testing for sound comparisons of deep RL
/// agents* (2024), https://arxiv.org/abs/2306.10882, for blocks and the conditional boundary, whose
/// published code compares |T| with a quantile of signed statistics and so errs twice too often; Q. Liu
/// and K. M. Anderson (2008), and W. Maurer and F. Bretz (2013),
/// https://doi.org/10.1080/19466315.2013.807748, for sequential p-values; B. Phipson and G. K. Smyth
/// (2010), https://doi.org/10.2202/1544-6115.1585, for counting the observed deal.
///
/// Values of Tₖ that are equal but for rounding count as equal. p does not change by a bit when the
/// arms are swapped or the runs of a block are reordered.
public struct GroupSequentialTest: Sendable {
  /// When it looks.
  public let schedule: GroupSequentialSchedule
  /// B, the random deals.
  public let resamples: Int
  /// The random deals of each block, one after the other: the places, in the block's pooled and sorted
  /// runs, of those that the first arm gets. They do not depend on the data, so all pairs share them.
  private let deals: [[UInt16]]

  /// Levels are told apart in multiples of 1 / (1,000 (B + 1)).
  private static let levelsPerDeal = 1000

  /// Draws the deals.
  ///
  /// - Parameters:
  ///   - resamples: B, at least 1. A look can decide at level γ only where γ (B + 1) Δnₖ / maximum ≥ 1.
  ///   - stream: where deals come from; its substreams `"group-sequential test"` are used.
  /// - Throws: ``StatisticsError/tooFew(n:needed:for:)``.
  public init(
    _ schedule: GroupSequentialSchedule, resamples: Int = 20_000, stream: RandomStream
  ) throws {
    guard resamples >= 1 else {
      throw StatisticsError.tooFew(
        n: resamples, needed: 1, for: "resamples of a group-sequential test")
    }
    self.schedule = schedule
    self.resamples = resamples
    deals = schedule.runs.indices.map { look in
      let size = schedule.newRuns(at: look)
      var stream = stream.substream("group-sequential test", look)
      var order = (0..<2 * size).map { UInt16($0) }
      var chosen: [UInt16] = []
      chosen.reserveCapacity(size * resamples)
      for _ in 0..<resamples {
        // The start of a Fisher-Yates shuffle, from whatever order the last one left.
        for place in 0..<size {
          order.swapAt(place, place + stream.integer(below: order.count - place))
          chosen.append(order[place])
        }
      }
      return chosen
    }
  }

  /// The sequential p-value at each look so far.
  ///
  /// - Parameters:
  ///   - x: the scores of the first arm in the order in which they were made: the first `runs[0]` are
  ///     the first block.
  ///   - y: those of the second, as many.
  /// - Returns: values in (0, 1], one per look, never rising.
  /// - Throws: ``StatisticsError`` if the arms differ in number or the number is not that of a look, or
  ///   a value is NaN, ±∞ or above 10³⁰⁰ in magnitude.
  public func pValues(_ x: [Double], _ y: [Double]) throws -> [Double] {
    guard let last = schedule.runs.firstIndex(of: x.count), x.count == y.count else {
      let allowed = schedule.runs.map(\.description).joined(separator: ", ")
      throw StatisticsError.outOfRange(
        what: "the number of runs of an arm",
        value: Double(schedule.runs.contains(x.count) ? y.count : x.count),
        allowed: "the same for both and one of \(allowed)")
    }
    var looks: [DealtLook] = []
    var sums = [Double](repeating: 0, count: resamples + 1)
    var tolerance = 0.0
    for look in 0...last {
      let block = (look == 0 ? 0 : schedule.runs[look - 1])..<schedule.runs[look]
      tolerance += try add(x[block], y[block], dealt: deals[look], to: &sums)
      looks.append(DealtLook(sums: sums, tolerance: tolerance))
    }
    var highest = Self.levelsPerDeal * (resamples + 1)
    return (0...last).map { look in
      highest = leastLevel(looks[...look], atMost: highest)
      return Double(highest) / Double(Self.levelsPerDeal * (resamples + 1))
    }
  }

  /// The least p that any scores could give by each look, one per look of the schedule: that of arms
  /// that do not overlap.
  public func smallestPossible() throws -> [Double] {
    let runs = schedule.maximum
    return try pValues(
      [Double](repeating: 1, count: runs), [Double](repeating: 0, count: runs))
  }

  /// Adds a block's Σx − Σy to the sum of each deal, the observed one at index 0.
  ///
  /// The runs enter as deviations from the block's mean, which cancels since the arms get as many.
  ///
  /// - Returns: how far equal sums may differ by rounding.
  private func add(
    _ x: ArraySlice<Double>, _ y: ArraySlice<Double>, dealt: [UInt16], to sums: inout [Double]
  ) throws -> Double {
    let first = try SortedSample(Array(x), name: "the first arm")
    let second = try SortedSample(Array(y), name: "the second arm")
    let pooled = SortedSample(finite: first.values + second.values)
    let mean = pooled.mean
    let deviations = pooled.values.map { $0 - mean }
    let total = deviations.reduce(0, +)
    let sum = { (sample: SortedSample) in sample.values.reduce(0) { $0 + ($1 - mean) } }
    sums[0] += sum(first) - sum(second)
    var place = 0
    for deal in 1...resamples {
      var chosen = 0.0
      for _ in first.values.indices {
        chosen += deviations[Int(dealt[place])]
        place += 1
      }
      sums[deal] += 2 * chosen - total
    }
    let spread = deviations.reduce(0) { $0 + $1.magnitude }
    let size = pooled.values.reduce(0) { $0 + $1.magnitude }
    return 2e-12 * spread + 0x1p-50 * size
  }

  /// The least level, in units of 1 / (1,000 (B + 1)), at which the observed deal crosses.
  ///
  /// - Parameter highest: a level at which it is known to cross, or the level 1.
  private func leastLevel(_ looks: ArraySlice<DealtLook>, atMost highest: Int) -> Int {
    var (low, high) = (0, highest)
    while high - low > 1 {
      let middle = (low + high) / 2
      if observedCrosses(looks, level: middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// Whether the observed deal crosses by the last of these looks.
  private func observedCrosses(_ looks: ArraySlice<DealtLook>, level: Int) -> Bool {
    var crossed = [Bool](repeating: false, count: resamples + 1)
    for (index, look) in looks.enumerated() {
      let most =
        level * schedule.newRuns(at: index) / (Self.levelsPerDeal * schedule.maximum)
      look.cross(atMost: most, &crossed)
      if crossed[0] { return true }
    }
    return false
  }
}

/// T of every deal at one look.
private struct DealtLook {
  /// |Σx − Σy| by deal, the observed one at index 0.
  let magnitudes: [Double]
  /// How far equal magnitudes may differ.
  let tolerance: Double
  /// The deals by falling magnitude.
  let order: [Int32]

  init(sums: [Double], tolerance: Double) {
    let magnitudes = sums.map(\.magnitude)
    self.magnitudes = magnitudes
    self.tolerance = tolerance
    order = (0..<Int32(magnitudes.count)).sorted {
      (magnitudes[Int($1)], $0) < (magnitudes[Int($0)], $1)
    }
  }

  /// Lets those deals cross that have at most `most` deals, themselves counted, at least as extreme
  /// among those that had not crossed before this look.
  func cross(atMost most: Int, _ crossed: inout [Bool]) {
    guard most > 0 else { return }
    var (ahead, extreme) = (0, 0)
    for deal in order where !crossed[Int(deal)] {
      let least = magnitudes[Int(deal)] - tolerance
      while ahead < order.count, magnitudes[Int(order[ahead])] >= least {
        // Deals that cross at this look are behind `ahead` and stay counted.
        if !crossed[Int(order[ahead])] { extreme += 1 }
        if extreme > most { return }
        ahead += 1
      }
      crossed[Int(deal)] = true
    }
  }
}
