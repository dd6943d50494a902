/// One quantity along one run, update by update, such as a column of the training log.
///
/// NaN is a gap: the quantity did not apply in that update, or was not measured. Gaps are left out of
/// every statistic but keep their place. ±∞ is an error: a run that reaches it has diverged, which is
/// counted by itself (``OutcomeRate``). An empty series, of a run that diverged in its first update, is
/// allowed; what is undefined of it is nil.
public struct UpdateSeries: Sendable {
  /// Updates, environment steps or completions; ascending.
  public let positions: [Double]
  /// The quantity there; NaN where there is none.
  public let values: [Double]

  /// A series at these positions.
  ///
  /// - Throws: ``StatisticsError`` if there are not as many values as positions, a value is ±∞ or above
  ///   10³⁰⁰ in magnitude, or positions are not finite and strictly ascending.
  public init(positions: [Double], values: [Double]) throws {
    guard positions.count == values.count else {
      throw StatisticsError.differentCounts(first: positions.count, second: values.count)
    }
    for (index, value) in values.enumerated() where !value.isNaN {
      guard value.isFinite else {
        throw StatisticsError.notFinite(value: value, at: index, of: "the series")
      }
      guard value.magnitude <= SortedSample.greatestMagnitude else {
        throw StatisticsError.outOfRange(
          what: "the value at index \(index) of the series", value: value,
          allowed: "between -1e300 and 1e300")
      }
    }
    if !positions.isEmpty {
      _ = try SortedSample(positions, name: "the positions of the series")
      try Ascending.check(positions, "positions of the series")
    }
    self.positions = positions
    self.values = values
  }

  /// A series whose positions are its updates, from 0.
  ///
  /// - Throws: as ``init(positions:values:)``.
  public init(_ values: [Double]) throws {
    try self.init(positions: values.indices.map(Double.init), values: values)
  }

  /// The values without gaps.
  public var measured: [Double] { values.filter { !$0.isNaN } }

  /// ``TailRisk/upper(_:tail:)`` of the measured values: of KL divergences how large the largest steps
  /// are, in nats; lower is better.
  ///
  /// - Returns: nil where nothing was measured.
  /// - Throws: ``StatisticsError/outOfRange(what:value:allowed:)`` for a tail outside (0, 1).
  public func upperTail(_ tail: Double = 0.05) throws -> Double? {
    try TailRisk.check(tail)
    let measured = measured
    return measured.isEmpty ? nil : TailRisk.upper(SortedSample(finite: measured), tail)
  }
}
