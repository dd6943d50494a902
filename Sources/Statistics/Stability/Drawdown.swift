/// What a curve has lost since its best.
public enum Drawdown {
  /// dᵢ = max_{j ≤ i} yⱼ − yᵢ, `[point]`; at least 0, in the units of the scores.
  ///
  /// Large is bad: it is the *upper* tail of it that is a risk. 0 along a curve that never falls, and for
  /// one score.
  ///
  /// - Throws: ``StatisticsError`` if there is no score, or one is NaN, ±∞ or above 10³⁰⁰ in magnitude.
  public static func series(_ scores: [Double]) throws -> [Double] {
    _ = try SortedSample(scores, name: "the scores of the curve")
    return ofFinite(scores)
  }

  /// The scores must be finite.
  static func ofFinite(_ scores: [Double]) -> [Double] {
    var best = -Double.infinity
    return scores.map { score in
      best = max(best, score)
      return best - score
    }
  }
}
