import Randomness

/// Two samples pooled for a permutation test, as whole numbers.
///
/// With fixed group sizes the difference of the means is a linear function of the sum over the
/// smaller group, so only that sum is computed. The deviations from the pooled mean are rounded to
/// multiples of about 2⁻⁶⁰ of their absolute sum: sums of integers are exact, whatever their order.
///
/// Two differences count as equal within 10⁻¹² of the absolute sum of the deviations, plus the
/// rounding of the data themselves, 2⁻⁵¹ of the absolute sum of the values.
struct PooledDeviations {
  /// Ascending.
  private let deviations: [Int]
  private let groupSize: Int
  /// The mean of the group's sum over all splits, 0 but for rounding.
  private let centre: Int
  /// The distance from `centre` from which a split counts as at least as extreme as the observed one.
  private let threshold: Int

  /// Pools two samples; which of them is the first does not matter.
  init(_ x: SortedSample, _ y: SortedSample) {
    let xFirst = x.count == y.count ? SortedSample.precedes(x, y) : x.count < y.count
    let group = xFirst ? x : y
    let pooled = SortedSample(finite: x.values + y.values)
    let mean = pooled.mean
    var spread = CompensatedSum()
    var size = CompensatedSum()
    for value in pooled.values {
      spread.add((value - mean).magnitude)
      size.add(value.magnitude)
    }
    let scale = Double(
      sign: .plus, exponent: min(59 - max(spread.value.exponent, -1000), 1000), significand: 1)
    let whole = { (value: Double) in Int(((value - mean) * scale).rounded()) }

    deviations = pooled.values.map(whole)
    groupSize = group.count
    // The rounding of each deviation leaves a sum of at most half a unit per value.
    let total = deviations.reduce(0, +)
    centre = total * group.count / pooled.count
    let tolerance =
      (1e-12 * spread.value + 0x1p-51 * size.value) * scale + Double(pooled.count)
    let observed = group.values.reduce(0) { $0 + whole($1) }
    threshold = abs(observed - centre) - Int(min(tolerance, 0x1p61))
  }

  /// How many of all splits are at least as extreme as the observed one.
  func extremeSplits() -> Int {
    extremeSplits(choosing: groupSize, from: 0, sum: -centre)
  }

  /// How many ways to complete a group by `remaining` values from index `start` on are extreme.
  private func extremeSplits(choosing remaining: Int, from start: Int, sum: Int) -> Int {
    var count = 0
    if remaining == 1 {
      for index in start..<deviations.count where abs(sum &+ deviations[index]) >= threshold {
        count &+= 1
      }
      return count
    }
    for index in start...deviations.count - remaining {
      count += extremeSplits(
        choosing: remaining - 1, from: index + 1, sum: sum + deviations[index])
    }
    return count
  }

  /// How many of `splits` random splits are at least as extreme as the observed one.
  ///
  /// Each is the start of a Fisher-Yates shuffle.
  func extremeSplits(of splits: Int, from stream: inout RandomStream) -> Int {
    var order = deviations
    var count = 0
    for _ in 0..<splits {
      var sum = -centre
      for index in 0..<groupSize {
        let chosen = index + stream.integer(below: order.count - index)
        order.swapAt(index, chosen)
        sum += order[index]
      }
      if abs(sum) >= threshold { count += 1 }
    }
    return count
  }
}
