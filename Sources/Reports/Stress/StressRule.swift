import Statistics

/// What a setting that was meant to break an algorithm did to it.
public enum StressVerdict: String, Codable, Sendable, CaseIterable {
  /// Most runs lose what the algorithm gains as declared: established.
  case breaks
  /// The mean score is lower than as declared: established. That most runs are lost is not.
  case weakened
  /// Neither is established.
  case holds
  /// The algorithm gains nothing as declared, so there is nothing to lose.
  case unjudged
}

/// When a setting counts as breaking an algorithm: fixed before any run, the same for every suite.
///
/// The gain of a run is its score less where it started: the score of random actions, on questions that of
/// the reference of its seed. With Ḡ the mean gain of the algorithm as declared, a run is *broken* if it did
/// not complete, or gained less than ½ Ḡ. A setting *breaks* the algorithm where Wilson's interval of the share
/// of broken runs lies above ½, so where that most runs break is more than chance. It *weakens* it where the
/// mean score is lower by the test of the pair, Holm-adjusted over the settings of that algorithm on the task.
/// Otherwise it *holds*. Where the t interval of Ḡ is not above 0 nothing is judged.
enum StressRule {
  /// The share of the declared gain that a run must keep.
  static let keptShare = 0.5
  /// The share of broken runs that the interval must exceed.
  static let brokenShare = 0.5

  /// Whether a run is broken.
  ///
  /// - Parameter gain: its score less where it started, of a run that completed; nil for another.
  static func isBroken(gain: Double?, declaredGain: Double) -> Bool {
    gain.map { !($0 >= keptShare * declaredGain) } ?? true
  }

  /// Whether an algorithm gains something as declared; no interval (one seed) establishes nothing.
  static func isJudged(_ declaredGain: Interval?) -> Bool {
    declaredGain.map { $0.lower > 0 } ?? false
  }

  /// The verdict on a setting of an algorithm that is judged.
  ///
  /// - Parameter comparison: the setting less the declared one.
  static func verdict(
    broken: OutcomeRate, _ comparison: PairComparison.Verdict
  ) -> StressVerdict {
    if broken.interval.lower > brokenShare { return .breaks }
    return comparison == .lower ? .weakened : .holds
  }
}
