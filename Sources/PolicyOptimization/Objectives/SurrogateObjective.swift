import Kernels

/// The policy's loss on one transition, as a function of its log-probabilities and its advantage: the
/// gradient coefficient that every algorithm of this project comes down to.
///
/// With ρ = π/π_old:
/// - log-probability (Williams 1992): −A·log π;
/// - ratio (conservative policy iteration; TRPO, equation 14): −ρA;
/// - clipped ratio (PPO, arXiv 1707.06347, equation 7): −min(ρA, clip(ρ, 1 − ε, 1 + ε_high)A).
///
/// At ρ = 1 all three have the gradient of −A·log π.
package struct SurrogateObjective: Sendable {
  package var kind: SurrogateKind
  /// ε below and above 1; nil: no clip.
  package var clip: (low: Double, high: Double)?

  package init(kind: SurrogateKind, clip: (low: Double, high: Double)? = nil) {
    self.kind = kind
    self.clip = clip
  }

  /// The loss of one transition, its derivative by log π, and what is worth logging.
  package struct Term: Sendable {
    package var loss: Double
    /// dL/dlog π.
    package var coefficient: Double
    /// π/π_old.
    package var ratio: Double
    /// Whether the clip took the gradient away.
    package var clipped: Bool
  }

  /// Whether a ratio lies outside [1 − ε, 1 + ε_high]; no ratio does without a clip.
  package func isOutside(_ ratio: Double) -> Bool {
    clip.map { ratio < 1 - $0.low || ratio > 1 + $0.high } ?? false
  }

  package func term(
    logProbability: Double, oldLogProbability: Double, advantage: Double
  ) -> Term {
    let ratio = Double(exp(Float(logProbability - oldLogProbability)))
    if kind == .logProbability {
      return Term(
        loss: -advantage * logProbability, coefficient: -advantage, ratio: ratio, clipped: false)
    }
    if let clip {
      let bounded = max(1 - clip.low, min(1 + clip.high, ratio))
      if bounded * advantage < ratio * advantage {
        return Term(loss: -bounded * advantage, coefficient: 0, ratio: ratio, clipped: true)
      }
    }
    return Term(
      loss: -ratio * advantage, coefficient: -ratio * advantage, ratio: ratio, clipped: false)
  }
}
