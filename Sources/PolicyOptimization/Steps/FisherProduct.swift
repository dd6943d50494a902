import Kernels
import NeuralNetworks

/// Products with the policy's Fisher matrix, F = mean over states of JᵀMJ + damping·I.
///
/// J is the Jacobian of the distribution's parameters by θ and M the distribution's metric, so that
/// vᵀFv is the second derivative of the mean KL(π_old‖π_θ) along v (TRPO, arXiv 1502.05477, appendix
/// C.1). J·v is one pushforward and Jᵀ·(MJv) one pullback: exact, with no second differentiation.
package struct FisherProduct {
  private let policy: Policy
  private let damping: Double

  package init(policy: Policy, damping: Double) {
    self.policy = policy
    self.damping = damping
  }

  /// Writes F·vector to `product`, over the states of the policy's last forward pass, whose
  /// distributions are `distributions`.
  package func multiply(
    _ vector: ParameterVector, _ distributions: DistributionRows, into product: ParameterVector
  ) {
    let tangents = policy.pushforward(vector)
    policy.distribution.multiplyByMetric(
      distributions, tangents, by: 1 / Float(tangents.rows))
    policy.pullback(tangents, gradient: product)
    addScaled(vector.flat, by: Float(damping), to: product.flat)
  }
}
