extension MultipleComparisons {
  /// Benjamini's and Hochberg's adjusted p-values, in the order given.
  ///
  /// With p₍₁₎ ≤ … ≤ p₍ₘ₎, the i-th is min over j ≥ i of min(1, m p₍ⱼ₎ / j). Rejecting those at most q
  /// keeps the expected share of false claims among all claims at most q, where the tests are
  /// independent or positively dependent; the tests of all pairs of algorithms are not in general,
  /// for which there is ``benjaminiYekutieli(_:)``. It does not bound the chance of any false claim:
  /// ``holm(_:)`` does. Source: Y. Benjamini and Y. Hochberg, JRSS B 57 (1995) 289–300,
  /// https://doi.org/10.1111/j.2517-6161.1995.tb02031.x.
  ///
  /// A comparison that was planned but has no p-value still belongs to the family: pass 1.
  ///
  /// - Parameter p: p-values in [0, 1]; none gives none.
  /// - Returns: values in [0, 1], none below its p-value.
  /// - Throws: ``StatisticsError/outOfRange(what:value:allowed:)`` for NaN or outside [0, 1].
  public static func benjaminiHochberg(_ p: [Double]) throws -> [Double] {
    try stepUp(p, factor: 1)
  }

  /// Benjamini's and Yekutieli's adjusted p-values, in the order given: those of
  /// ``benjaminiHochberg(_:)`` with p multiplied by c(m) = 1 + ½ + … + 1/m, which holds however the
  /// tests depend on each other.
  ///
  /// c(m) is that of the whole family for every i, not the sum up to i. Source: Y. Benjamini and
  /// D. Yekutieli, Annals of Statistics 29 (2001) 1165–1188, https://doi.org/10.1214/aos/1013699998.
  ///
  /// - Parameter p: p-values in [0, 1]; none gives none.
  /// - Returns: values in [0, 1], none below its p-value.
  /// - Throws: ``StatisticsError/outOfRange(what:value:allowed:)`` for NaN or outside [0, 1].
  public static func benjaminiYekutieli(_ p: [Double]) throws -> [Double] {
    var harmonic = 0.0
    for rank in stride(from: p.count, to: 0, by: -1) { harmonic += 1 / Double(rank) }
    return try stepUp(p, factor: harmonic)
  }

  private static func stepUp(_ p: [Double], factor: Double) throws -> [Double] {
    for (index, value) in p.enumerated() {
      guard value >= 0, value <= 1 else {
        throw StatisticsError.outOfRange(
          what: "the p-value at index \(index)", value: value, allowed: "between 0 and 1")
      }
    }
    var adjusted = p
    var least = 1.0
    let ascending = p.indices.sorted { (p[$0], $0) < (p[$1], $1) }
    for (rank, index) in ascending.enumerated().reversed() {
      // The quotient first: m/m is exactly 1, so the greatest p is not raised by rounding.
      least = min(least, factor * (Double(p.count) / Double(rank + 1)) * p[index])
      adjusted[index] = least
    }
    return adjusted
  }
}
