import Randomness

/// The magnitudes of paired differences as whole numbers, for a sign-flip test.
///
/// They are rounded to multiples of about 2⁻⁶⁰ of their sum: sums of integers are exact, whatever
/// their order. Two sums count as equal within 10⁻¹² of the sum of the magnitudes, plus the rounding
/// of the data themselves, 2⁻⁵¹ of the absolute sum of the values.
struct WholeDifferences {
  /// Ascending.
  private let magnitudes: [Int]
  /// The magnitude from which a sum counts as at least as extreme as the observed one.
  private let threshold: Int

  /// The differences of these pairs.
  init(_ pairs: PairedDifferences) {
    let sample = SortedSample(finite: pairs.members.map(\.value.magnitude))
    let roundings = SortedSample(finite: pairs.members.map(\.rounding))
    var spread = CompensatedSum()
    var rounding = CompensatedSum()
    for value in sample.values { spread.add(value) }
    for value in roundings.values { rounding.add(value) }
    let scale = Double(
      sign: .plus, exponent: min(59 - max(spread.value.exponent, -1000), 1000), significand: 1)
    let whole = { (value: Double) in Int((value * scale).rounded()) }

    magnitudes = sample.values.map(whole)
    let tolerance =
      (1e-12 * spread.value + 2 * rounding.value) * scale + Double(pairs.count)
    let observed = pairs.members.reduce(0) { $0 + whole($1.value) }
    threshold = abs(observed) - Int(min(tolerance, 0x1p61))
  }

  /// How many of all 2ⁿ ways to flip signs are at least as extreme as the observed one.
  ///
  /// The magnitudes are dealt into two halves. A way to flip is a sum of one half plus a sum of the
  /// other; with both lists of 2^(n/2) sums ascending, the pairs that reach the threshold are counted
  /// in one walk. E. Horowitz and S. Sahni, *Computing partitions*, JACM 21 (1974) 277–292.
  func extremeFlips() -> Int {
    guard threshold > 0 else { return 1 << magnitudes.count }
    let half = magnitudes.count / 2
    let low = Self.sums(of: magnitudes[..<half])
    let high = Self.sums(of: magnitudes[half...])
    var count = 0
    var reached = high.count
    for sum in low {
      while reached > 0 && high[reached - 1] >= threshold - sum { reached -= 1 }
      count += high.count - reached
    }
    return 2 * count
  }

  /// The sums of these magnitudes under every choice of signs, ascending.
  private static func sums(of magnitudes: ArraySlice<Int>) -> [Int] {
    magnitudes.reduce(into: [0]) { sums, magnitude in
      // Two ascending lists, the sums less and plus the magnitude, merged.
      var merged: [Int] = []
      merged.reserveCapacity(2 * sums.count)
      var added = 0
      for sum in sums {
        while added < sums.count && sums[added] + magnitude < sum - magnitude {
          merged.append(sums[added] + magnitude)
          added += 1
        }
        merged.append(sum - magnitude)
      }
      for sum in sums[added...] { merged.append(sum + magnitude) }
      sums = merged
    }
  }

  /// How many of `flips` random ways to flip signs are at least as extreme as the observed one.
  ///
  /// Each sign is one bit; a 64-bit word gives the signs of 64 differences.
  func extremeFlips(of flips: Int, from stream: inout RandomStream) -> Int {
    var count = 0
    for _ in 0..<flips {
      var sum = 0
      var bits: UInt64 = 0
      for (index, magnitude) in magnitudes.enumerated() {
        if index % 64 == 0 { bits = stream.next64() }
        sum += bits & 1 == 1 ? magnitude : -magnitude
        bits >>= 1
      }
      if abs(sum) >= threshold { count += 1 }
    }
    return count
  }
}
