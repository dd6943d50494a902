extension UpdateSeries {
  /// When the quantity fell to `threshold` for good, such as the entropy of a policy that collapses.
  ///
  /// The position of the first measured value from which on all are at most `threshold`. A series that
  /// comes back above it later has not collapsed yet; one whose last value is above it is censored at its
  /// last position. Later is better; positions, such as environment steps. The times of several seeds go
  /// into ``KaplanMeier``.
  ///
  /// - Parameter threshold: in the units of the series; for entropies see ``collapseThreshold(share:)``.
  /// - Returns: nil where nothing was measured.
  /// - Throws: ``StatisticsError`` if the threshold is not finite, or the first position is below 0.
  public func collapseTime(below threshold: Double) throws -> TimeToThreshold? {
    _ = try SortedSample([threshold], name: "the threshold")
    let measured = values.indices.filter { !values[$0].isNaN }
    guard let last = measured.last else { return nil }
    let above = measured.lastIndex { values[$0] > threshold }
    let first = above.map { $0 + 1 } ?? 0
    let reached = first < measured.count
    return try TimeToThreshold(
      steps: positions[reached ? measured[first] : last], reached: reached)
  }

  /// The entropy at which a policy counts as collapsed: a share of the first one measured, in nats.
  ///
  /// Assay's own definition, for entropies of discrete actions and tokens, which cannot be negative. That
  /// of a density can: give a number of nats there.
  ///
  /// - Returns: nil where nothing was measured, or the first value is not positive.
  /// - Throws: ``StatisticsError/outOfRange(what:value:allowed:)`` for a share outside (0, 1).
  public func collapseThreshold(share: Double = 0.1) throws -> Double? {
    guard share > 0, share < 1 else {
      throw StatisticsError.outOfRange(
        what: "the share of the first entropy", value: share,
        allowed: "between 0 and 1, both excluded")
    }
    return measured.first.flatMap { $0 > 0 ? share * $0 : nil }
  }
}
