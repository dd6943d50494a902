import Randomness

/// A kind of distribution that final scores are drawn from when error rates are measured.
public enum ScoreFamily: String, Codable, Sendable, CaseIterable {
  /// Standard normal.
  case normal
  /// Runs that fail or succeed: an equal mixture of two normal distributions, 0 ± 1 and 4 ± 1.
  case bimodal
  /// eᶻ with z standard normal: skewed, with a heavy tail.
  case lognormal
  /// 0 or 1 with equal chances.
  case binary

  /// Whether scores tie with probability 0.
  public var isContinuous: Bool { self != .binary }

  /// The mean.
  var mean: Double {
    switch self {
    case .normal: 0
    case .bimodal: 2
    case .lognormal: 1.648_721_270_700_128_2  // √e
    case .binary: 0.5
    }
  }

  /// The correlation of the underlying normal numbers at which scores of one seed correlate by ½.
  ///
  /// Normal: ½. Lognormal: (eʳ − 1)/(e − 1) = ½. 0/1: the sines' law, (2/π) asin r = ½. Bimodal:
  /// 4 · (2/π) asin r + r = 5/2, the modes' part and the noise's of a variance of 5.
  var latentCorrelation: Double {
    switch self {
    case .normal: 0.5
    case .bimodal: 0.661_013_321
    case .lognormal: 0.620_114_507
    case .binary: 0.707_106_781
    }
  }

  /// How many normal numbers a score is made from.
  static let latents = 2

  /// A score from ``latents`` standard normal numbers.
  func score(_ first: Double, _ second: Double) -> Double {
    switch self {
    case .normal: first
    case .bimodal: (first > 0 ? 4 : 0) + second
    case .lognormal: exponential(first)
    case .binary: first > 0 ? 1 : 0
    }
  }

  /// The scores of arms that are all alike, by arm, then by seed.
  ///
  /// - Parameter isShared: whether scores of one seed correlate by ½ between arms.
  func scores(
    arms: Int, seeds: Int, isShared: Bool, from stream: inout RandomStream
  ) -> [[Double]] {
    let own = isShared ? (1 - latentCorrelation).squareRoot() : 1
    let common = isShared ? latentCorrelation.squareRoot() : 0
    var scores = [[Double]](repeating: [], count: arms)
    for _ in 0..<seeds {
      let shared = (common * stream.normal(), common * stream.normal())
      for arm in 0..<arms {
        scores[arm].append(
          score(shared.0 + own * stream.normal(), shared.1 + own * stream.normal()))
      }
    }
    return scores
  }

  /// eˣ for |x| < 20, from IEEE arithmetic alone, so that simulated scores have the same bits
  /// everywhere: 2ᵏ eʳ with |r| ≤ ½ log 2, eʳ by its series up to r¹⁴.
  private func exponential(_ x: Double) -> Double {
    let log2 = 0.693_147_180_559_945_3
    let power = (x / log2).rounded()
    let rest = x - power * log2
    var sum = 1.0
    for divisor in stride(from: 14.0, through: 1, by: -1) { sum = 1 + rest * sum / divisor }
    return Double(sign: .plus, exponent: Int(power), significand: 1) * sum
  }
}
