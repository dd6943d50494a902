/// Control of the chance of any false claim in a family of tests.
public enum MultipleComparisons {
  /// Holm's adjusted p-values, in the order given.
  ///
  /// With p₍₁₎ ≤ … ≤ p₍ₘ₎, the i-th is max over j ≤ i of min(1, (m − j + 1) p₍ⱼ₎). Rejecting those
  /// at most α keeps the chance of a false rejection at most α, however the tests depend on each
  /// other. Source: S. Holm, *A simple sequentially rejective multiple test procedure* (1979).
  ///
  /// A comparison that was planned but has no p-value still belongs to the family: pass 1.
  ///
  /// - Parameter p: p-values in [0, 1]; none gives none.
  /// - Returns: values in [0, 1], none below its p-value.
  /// - Throws: ``StatisticsError/outOfRange(what:value:allowed:)`` for NaN or outside [0, 1].
  public static func holm(_ p: [Double]) throws -> [Double] {
    for (index, value) in p.enumerated() {
      guard value >= 0, value <= 1 else {
        throw StatisticsError.outOfRange(
          what: "the p-value at index \(index)", value: value, allowed: "between 0 and 1")
      }
    }
    var adjusted = p
    var greatest = 0.0
    let ascending = p.indices.sorted { (p[$0], $0) < (p[$1], $1) }
    for (rank, index) in ascending.enumerated() {
      greatest = max(greatest, min(1, Double(p.count - rank) * p[index]))
      adjusted[index] = greatest
    }
    return adjusted
  }
}
