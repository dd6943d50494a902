/// The updates in which a quantity jumped far above what it was shortly before.
public struct Spikes: Sendable, Equatable {
  /// The indices of the updates, ascending.
  public let updates: [Int]
  /// How many updates could be judged: measured, with enough measured before them.
  public let judged: Int
  /// The greatest value as a multiple of the median before it; nil where no median was positive.
  public let greatestRatio: Double?

  /// The share of the judged updates, in [0, 1]; lower is better; nil where none was judged.
  ///
  /// Updates of one run depend on each other, so there is no interval: compare runs.
  public var rate: Double? { judged == 0 ? nil : Double(updates.count) / Double(judged) }
}

extension UpdateSeries {
  /// The spikes of KL divergences, gradient norms or another quantity that is not negative.
  ///
  /// Update i is a spike if xᵢ > max(factor · median of the `window` last measured values before it,
  /// floor); at least 5 must have been measured before it. Assay's own definition: local, so that a
  /// quantity may drift; by the median, so that one spike does not hide the next.
  ///
  /// - Parameters:
  ///   - window: how many values before, at least 5.
  ///   - factor: how many times the median, above 1.
  ///   - floor: what no spike is below, in the units of the series, at least 0; where the median is 0 it
  ///     decides alone.
  /// - Throws: ``StatisticsError/outOfRange(what:value:allowed:)``.
  public func spikes(
    window: Int = 20, factor: Double = 5, floor: Double = 0
  ) throws -> Spikes {
    let needed = 5
    for (what, value, allowed, isAllowed) in [
      ("the window", Double(window), "5 or more", window >= needed),
      ("the factor of a spike", factor, "above 1 and finite", factor > 1 && factor.isFinite),
      ("the floor of a spike", floor, "0 or more and finite", floor >= 0 && floor.isFinite),
    ] where !isAllowed {
      throw StatisticsError.outOfRange(what: what, value: value, allowed: allowed)
    }
    var (before, updates, judged): ([Double], [Int], Int) = ([], [], 0)
    var greatestRatio: Double?
    for (index, value) in values.enumerated() where !value.isNaN {
      if before.count >= needed {
        let median = SortedSample(finite: before.suffix(window)).median
        judged += 1
        if value > max(factor * median, floor) { updates.append(index) }
        if median > 0 { greatestRatio = max(greatestRatio ?? 0, value / median) }
      }
      before.append(value)
    }
    return Spikes(updates: updates, judged: judged, greatestRatio: greatestRatio)
  }
}

extension SortedSample {
  /// The middle value, or the mean of the two middle values.
  fileprivate var median: Double { GSL.median(sorted: values) }
}
