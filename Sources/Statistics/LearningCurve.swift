/// What one run's curve says of how fast it learnt.
public struct LearningCurve: Sendable, Equatable {
  /// Environment steps, completions or whatever is paid; strictly ascending.
  public let steps: [Double]
  /// The scores at those steps.
  public let scores: [Double]

  /// How scores between measurements are filled in.
  public enum Rule: String, CaseIterable, Sendable, Codable {
    /// By straight lines: Σ (tᵢ₊₁ − tᵢ)(yᵢ + yᵢ₊₁)/2.
    case trapezoid
    /// A score holds until the next one is measured: Σ (tᵢ₊₁ − tᵢ) yᵢ. The last one counts nothing.
    case step
  }

  /// A curve of these measurements.
  ///
  /// - Throws: ``StatisticsError`` if there is none, there are not as many scores as steps, a number is
  ///   NaN, ±∞ or above 10³⁰⁰ in magnitude, or the steps do not ascend.
  public init(steps: [Double], scores: [Double]) throws {
    _ = try SortedSample(steps, name: "the steps of the curve")
    _ = try SortedSample(scores, name: "the scores of the curve")
    guard steps.count == scores.count else {
      throw StatisticsError.tooFew(
        n: min(steps.count, scores.count), needed: max(steps.count, scores.count),
        for: "\(steps.count < scores.count ? "steps" : "scores") of the curve")
    }
    try Ascending.check(steps, "steps of the curve")
    self.steps = steps
    self.scores = scores
  }

  /// The area under the curve over the steps from the first to the last: the mean score on the way,
  /// in the units of the score, so that budgets can be compared.
  ///
  /// - Returns: nil with one measurement.
  public func normalisedArea(_ rule: Rule = .trapezoid) -> Double? {
    guard steps.count > 1 else { return nil }
    let span = steps[steps.count - 1] - steps[0]
    var area = CompensatedSum()
    for index in 1..<steps.count {
      let height =
        rule == .step
        ? scores[index - 1] : scores[index - 1] + (scores[index] - scores[index - 1]) / 2
      area.add((steps[index] - steps[index - 1]) / span * height)
    }
    return area.value
  }

  /// The first step at which a measured score is at least `threshold`; censored at the last step where
  /// none is. Nothing is interpolated, and a curve that falls again afterwards has reached it.
  ///
  /// - Throws: ``StatisticsError`` if the threshold is NaN, ±∞ or above 10³⁰⁰ in magnitude, or the curve
  ///   begins below step 0.
  public func time(to threshold: Double) throws -> TimeToThreshold {
    _ = try SortedSample([threshold], name: "the threshold")
    let reached = scores.firstIndex { $0 >= threshold }
    return try TimeToThreshold(
      steps: steps[reached ?? steps.count - 1], reached: reached != nil)
  }
}

/// How long a run took to reach a score, or for how long it is known not to have reached it.
public struct TimeToThreshold: Sendable, Equatable, Codable {
  /// The step at which it was reached, or the last at which it had not been; at least 0.
  public let steps: Double
  /// Whether it was reached; if not, the run is *censored*: its time is more than ``steps``, unknown.
  public let reached: Bool

  /// A time.
  ///
  /// - Throws: ``StatisticsError`` if `steps` is negative, NaN, ±∞ or above 10³⁰⁰.
  public init(steps: Double, reached: Bool) throws {
    _ = try SortedSample([steps], name: "the time to the threshold")
    guard steps >= 0 else {
      throw StatisticsError.outOfRange(
        what: "the time to the threshold", value: steps, allowed: "0 or more")
    }
    self.steps = steps
    self.reached = reached
  }
}

/// A check of positions on an axis.
enum Ascending {
  /// - Throws: ``StatisticsError/outOfRange(what:value:allowed:)`` unless `values` ascend strictly.
  static func check(_ values: [Double], _ name: String) throws {
    for index in values.indices.dropFirst() where values[index] <= values[index - 1] {
      throw StatisticsError.outOfRange(
        what: "number \(index) of the \(name), counted from 0,", value: values[index],
        allowed: "above \(values[index - 1]), the one before it")
    }
  }
}
