/// A power of a thousand that large counts are printed in.
struct CountUnit {
  /// What one of it counts.
  let factor: Double
  /// `10⁹`; empty for ones.
  let name: String
  /// The decimals at which the largest count has four significant digits.
  let decimals: Int

  /// The unit in which the largest of these has one to three digits before the point.
  init(for values: [Double]) {
    let largest = values.map(\.magnitude).reduce(0, Double.maximum)
    let units = [(1e15, "10¹⁵"), (1e12, "10¹²"), (1e9, "10⁹"), (1e6, "10⁶"), (1e3, "10³")]
    let unit = units.first { largest >= $0.0 } ?? (1, "")
    (factor, name) = unit
    decimals = NumberFormat.decimals(for: [largest / unit.0])
  }

  /// A count in the unit, or without one of its own, such as `12.34`.
  func text(_ value: Double) -> String { NumberFormat.fixed(value / factor, decimals: decimals) }

  /// The same with its interval, where that is wider than what is printed.
  func text(_ value: Double, _ interval: IntervalSection?) -> String {
    guard let interval, text(interval.lower) != text(interval.upper) else { return text(value) }
    return text(value) + " [\(text(interval.lower)), \(text(interval.upper))]"
  }

  /// The unit before what it counts: `10⁹ multiply-adds`.
  func title(_ noun: String) -> String { name.isEmpty ? noun : name + " " + noun }
}
