/// The straight line through a series, such as of the length of completions: how far it drifts.
public struct Trend: Sendable, Equatable {
  /// b = Σ(tᵢ − t̄)(xᵢ − x̄)/Σ(tᵢ − t̄)², least squares; units of the series per position.
  public let slope: Double
  /// b · (t_last − t_first): what the line gains from the first to the last measured position, in the units
  /// of the series. Neither direction is better by itself; far from 0 is a drift.
  public let change: Double
}

extension UpdateSeries {
  /// The least-squares line over all measured values.
  ///
  /// There is no interval: neighbouring updates resemble each other. Compare the slopes of seeds. A
  /// constant series has slope 0.
  ///
  /// - Returns: nil with fewer than two measured values.
  /// - Throws: ``StatisticsError/noFiniteValue(of:arguments:)`` where the slope is not finite.
  public func trend() throws -> Trend? {
    let measured = values.indices.filter { !values[$0].isNaN }
    guard measured.count > 1 else { return nil }
    let x = measured.map { values[$0] }
    // As shares of the span, so that no square overflows or underflows.
    let (first, last) = (positions[measured[0]], positions[measured[measured.count - 1]])
    let t = measured.map { (positions[$0] - first) / (last - first) }
    let (meanT, meanX) = (SortedSample(finite: t).mean, SortedSample(finite: x).mean)
    var (products, squares) = (CompensatedSum(), CompensatedSum())
    for (t, x) in zip(t, x) {
      products.add((t - meanT) * (x - meanX))
      squares.add((t - meanT) * (t - meanT))
    }
    let change = products.value / squares.value
    return Trend(
      slope: try GSL.finite(change / (last - first), "the slope of a series", [first, last]),
      change: change)
  }
}
