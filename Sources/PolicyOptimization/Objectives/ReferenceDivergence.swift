import Kernels

extension KLEstimator {
  /// An estimate of KL(π‖π_ref) from one action's log-probabilities, and its derivative by log π.
  ///
  /// With δ = log π − log π_ref: k1 = δ, k2 = ½δ², k3 = e^{−δ} − 1 + δ
  /// (http://joschu.net/blog/kl-approx.html; GRPO, arXiv 2402.03300, equation 4, is k3).
  /// As losses on actions drawn from π their expected gradients are 0, ∇KL(π‖π_ref) and
  /// ∇KL(π_ref‖π). `exact` does not go by the action: it is nil here, and
  /// ``ActionDistribution/divergence(_:_:_:_:)`` gives it.
  package func term(
    logProbability: Double, referenceLogProbability: Double
  ) -> (value: Double, coefficient: Double)? {
    let difference = logProbability - referenceLogProbability
    switch self {
    case .exact: return nil
    case .k1: return (difference, 1)
    case .k2: return (0.5 * difference * difference, difference)
    case .k3:
      let inverse = Double(exp(Float(-difference)))
      return (inverse - 1 + difference, 1 - inverse)
    }
  }
}
