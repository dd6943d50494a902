/// A running sum that keeps what rounding drops.
///
/// Source: A. Neumaier, *Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen*,
/// ZAMM 54 (1974) 39–51, https://doi.org/10.1002/zamm.19740540106.
struct CompensatedSum {
  private var sum = 0.0
  private var dropped = 0.0

  /// Adds a term.
  mutating func add(_ term: Double) {
    let next = sum + term
    dropped +=
      sum.magnitude >= term.magnitude ? (sum - next) + term : (term - next) + sum
    sum = next
  }

  /// The sum, rounded once.
  var value: Double { sum + dropped }

  /// The sum over `divisor`; what was dropped is divided by itself, so that it is not lost again.
  func divided(by divisor: Double) -> Double {
    sum / divisor + dropped / divisor
  }
}
