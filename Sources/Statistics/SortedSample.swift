/// A sample that has been checked and put in ascending order.
///
/// Every statistic starts from one, so none depends on the order of the rows. Zeros are made
/// positive, so equal samples have equal bits. Sums are compensated, in `Double` alone, and taken in
/// ascending order: the same bits on every processor.
struct SortedSample: Equatable {
  /// The values, ascending; at least one.
  let values: [Double]

  /// The greatest magnitude accepted; below it no sum of a sample that fits in memory overflows.
  static let greatestMagnitude = 1e300

  /// Checks and sorts.
  ///
  /// - Parameters:
  ///   - sample: the values, in any order.
  ///   - name: what an error calls the sample.
  /// - Throws: ``StatisticsError`` if it is empty, or holds NaN, ±∞ or a magnitude above 10³⁰⁰.
  init(_ sample: [Double], name: String = "the sample") throws {
    guard !sample.isEmpty else { throw StatisticsError.emptyInput(of: name) }
    for (index, value) in sample.enumerated() {
      guard value.isFinite else {
        throw StatisticsError.notFinite(value: value, at: index, of: name)
      }
      guard value.magnitude <= Self.greatestMagnitude else {
        throw StatisticsError.outOfRange(
          what: "the value at index \(index) of \(name)", value: value,
          allowed: "between -1e300 and 1e300")
      }
    }
    self.init(finite: sample)
  }

  /// Sorts values already known to be finite.
  ///
  /// - Precondition: `sample` is not empty.
  init(finite sample: [Double]) {
    var values = sample.map { $0 + 0.0 }  // −0 + 0 = 0
    values.sort()
    self.values = values
  }

  var count: Int { values.count }
  var minimum: Double { values[0] }
  var maximum: Double { values[values.count - 1] }
  var isConstant: Bool { minimum == maximum }

  /// The arithmetic mean; exact for a constant sample.
  var mean: Double {
    var sum = CompensatedSum()
    for value in values { sum.add(value) }
    return sum.divided(by: Double(count))
  }

  /// √(Σ(x − x̄)² / (n − 1)), in two passes; exactly 0 for a constant sample, nil for n = 1.
  var standardDeviation: Double? {
    guard count > 1 else { return nil }
    guard !isConstant else { return 0 }
    // A power of two, so exact: no square overflows, and none that matters underflows.
    let magnitude = max(minimum.magnitude, maximum.magnitude)
    let scale = Double(sign: .plus, exponent: -max(magnitude.exponent, -1000), significand: 1)
    let centre = mean * scale
    var squares = CompensatedSum()
    for value in values {
      let deviation = value * scale - centre
      squares.add(deviation * deviation)
    }
    return squares.divided(by: Double(count - 1)).squareRoot() / scale
  }

  /// The quantile of Hyndman and Fan's type 7: linear between order statistics.
  ///
  /// - Precondition: 0 ≤ `probability` ≤ 1.
  func quantile(_ probability: Double) -> Double {
    let position = probability * Double(count - 1)
    let lower = Int(position)
    guard lower < count - 1 else { return maximum }
    let weight = position - Double(lower)
    let (below, above) = (values[lower], values[lower + 1])
    return below == above ? below : (1 - weight) * below + weight * above
  }

  /// The mean without the lowest and the highest ⌊n / 4⌋ values; the mean for n < 4.
  var interquartileMean: Double {
    count < 4 ? mean : GSL.trimmedMean(sorted: values, trim: 0.25)
  }
}
