/// How steadily one run learnt, after S. C. Y. Chan et al., *Measuring the reliability of reinforcement
/// learning algorithms* (2020), https://arxiv.org/abs/1912.05663, with the tail of the long-term risk that
/// their published configuration has the wrong way round.
extension LearningCurve {
  /// The dispersion in one window of a run.
  public struct WindowedDispersion: Sendable, Equatable, Codable {
    /// The last step of the window.
    public let step: Double
    /// The interquartile range of the changes in it, in units of the score per step.
    public let interquartileRange: Double
    /// How many changes lie in it, at least 1.
    public let changes: Int
  }

  /// The detrended curve: δᵢ = (yᵢ − yᵢ₋₁)/(tᵢ − tᵢ₋₁), `[point]` from the second on; score per step.
  ///
  /// - Returns: nothing for one measurement.
  /// - Throws: ``StatisticsError/outOfRange(what:value:allowed:)`` or
  ///   ``StatisticsError/notFinite(value:at:of:)`` where a change is above 10³⁰⁰ in magnitude.
  public func changes() throws -> [Double] {
    let changes = steps.indices.dropFirst().map { index in
      (scores[index] - scores[index - 1]) / (steps[index] - steps[index - 1])
    }
    if !changes.isEmpty { _ = try SortedSample(changes, name: "the changes of the curve") }
    return changes
  }

  /// The dispersion across time: the interquartile range of all changes, score per step.
  ///
  /// Lower is better. A curve that rises evenly, however steeply, has 0.
  ///
  /// - Returns: nil with one measurement.
  /// - Throws: as ``changes()``.
  public func dispersionAcrossTime() throws -> Double? {
    let changes = try changes()
    return changes.isEmpty ? nil : Dispersion.interquartileRange(SortedSample(finite: changes))
  }

  /// The dispersion across time in a sliding window: the interquartile range of the changes δⱼ with
  /// tᵢ − window < tⱼ ≤ tᵢ, at every step tᵢ with a whole window behind it (tᵢ − window ≥ t₀).
  ///
  /// Lower is better; score per step.
  ///
  /// - Parameter window: in steps, positive and finite.
  /// - Returns: ascending by step; none where the curve is shorter than the window.
  /// - Throws: as ``changes()``, or ``StatisticsError/outOfRange(what:value:allowed:)`` for the window.
  public func dispersionAcrossTime(window: Double) throws -> [WindowedDispersion] {
    guard window > 0, window.isFinite else {
      throw StatisticsError.outOfRange(
        what: "the window in steps", value: window, allowed: "positive and finite")
    }
    let changes = try changes()
    var first = 1
    return steps.indices.dropFirst().compactMap { index in
      let start = steps[index] - window
      guard start >= steps[0] else { return nil }
      while steps[first] <= start { first += 1 }
      let inside = SortedSample(finite: Array(changes[(first - 1)..<index]))
      return WindowedDispersion(
        step: steps[index], interquartileRange: Dispersion.interquartileRange(inside),
        changes: inside.count)
    }
  }

  /// The short-term risk: ``TailRisk/lower(_:tail:)`` of the changes, score per step.
  ///
  /// Higher is better: it is how fast the score falls where it falls fastest; positive for a curve that
  /// always rises.
  ///
  /// - Returns: nil with one measurement.
  /// - Throws: as ``changes()``, or for a tail outside (0, 1).
  public func shortTermRisk(tail: Double = 0.05) throws -> Double? {
    try TailRisk.check(tail)
    let changes = try changes()
    return changes.isEmpty ? nil : TailRisk.lower(SortedSample(finite: changes), tail)
  }

  /// The long-term risk: ``TailRisk/upper(_:tail:)`` of the drawdown, in the units of the score.
  ///
  /// Lower is better: how far below its best a run is at its worst points. 0 for a curve that never falls
  /// and for one measurement.
  ///
  /// - Throws: ``StatisticsError/outOfRange(what:value:allowed:)`` for a tail outside (0, 1).
  public func longTermRisk(tail: Double = 0.05) throws -> Double {
    try TailRisk.check(tail)
    return TailRisk.upper(SortedSample(finite: Drawdown.ofFinite(scores)), tail)
  }

  /// The maximum drawdown: the most that the run ever was below its best so far, in the units of the
  /// score; at least 0, lower is better.
  public var maximumDrawdown: Double { Drawdown.ofFinite(scores).max() ?? 0 }

  /// What the run learnt: q(0.95) − y₀, the 95 % quantile (type 7) of the scores less the first; by it
  /// stability on tasks of different scales is compared, as by Chan et al.'s `curve_range`.
  ///
  /// - Returns: positive; nil where the run learnt nothing, so that nothing can be divided by it: then
  ///   report the measures as they are, and say so.
  public var learntRange: Double? {
    let range = SortedSample(finite: scores).quantile(0.95) - scores[0]
    return range > 0 ? range : nil
  }

  /// Whether the run learnt and then lost what it had: its last score lies below its best by more than
  /// `lost` of what the best lies above the first.
  ///
  /// Assay's own definition. A run that never rose by `minimumGain` has nothing to lose and has not
  /// collapsed; nor has one measurement. A run that diverged is counted by itself.
  ///
  /// - Parameters:
  ///   - lost: the share that must be lost, in (0, 1).
  ///   - minimumGain: the rise that counts as learning, in the units of the score, positive: more than
  ///     evaluations scatter.
  /// - Throws: ``StatisticsError/outOfRange(what:value:allowed:)``.
  public func hasCollapsed(lost: Double = 0.5, minimumGain: Double) throws -> Bool {
    guard lost > 0, lost < 1 else {
      throw StatisticsError.outOfRange(
        what: "the share lost", value: lost, allowed: "between 0 and 1, both excluded")
    }
    guard minimumGain > 0, minimumGain.isFinite else {
      throw StatisticsError.outOfRange(
        what: "the least gain", value: minimumGain, allowed: "positive and finite")
    }
    let gain = (scores.max() ?? 0) - scores[0]
    guard gain >= minimumGain else { return false }
    return (scores.max() ?? 0) - scores[scores.count - 1] > lost * gain
  }
}
