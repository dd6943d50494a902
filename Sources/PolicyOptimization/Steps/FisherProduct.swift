import Kernels
import NeuralNetworks

/// Products with the policy's Fisher matrix, F = mean over states of JᵀMJ + damping·I.
///
/// J is the Jacobian of the distribution's parameters by θ and M the distribution's metric, so that
/// vᵀFv is the second derivative of the mean KL(π_old‖π_θ) along v (TRPO, arXiv 1502.05477, appendix
/// C.1). J·v is one pushforward and Jᵀ·(MJv) one pullback: exact, with no second differentiation.
///
/// Where M = rrᵀ in every state (two actions, or one number), JᵀMJ = ggᵀ with g = Jᵀr, the gradient of
/// one scalar per state. These are taken back to the layers once, and every product after that costs
/// half: ⟨g, v⟩ state by state, then the gradients' sum with these weights. As exact as the other way.
package final class FisherProduct {
  private let policy: Policy
  private let damping: Double
  private let roots: Matrix?
  private let derivatives: Matrix
  private let scratch: Matrix
  private var distributions: DistributionRows?
  private var actions = 0

  /// - Parameter maximumRows: the most states that the mean is taken over.
  package init(policy: Policy, damping: Double, maximumRows: Int, ledger: MemoryLedger) {
    self.policy = policy
    self.damping = damping
    let role = MemoryRole(.policy, .solver)
    func matrix(_ columns: Int) -> Matrix {
      Matrix(rows: maximumRows, columns: columns, role: role, ledger: ledger)
    }
    derivatives = matrix(1)
    scratch = matrix(1)
    roots = policy.distribution.hasScalarMetric ? matrix(policy.outputSize) : nil
  }

  /// Sets F: the states are those of the policy's last forward pass, which gave `distributions`.
  ///
  /// - Parameter actions: what the sum over states is divided by: their number, or where an action takes
  ///   several states (a whole answer) the number of actions.
  package func prepare(_ distributions: DistributionRows, actions: Int) {
    self.distributions = distributions
    self.actions = actions
    guard let roots else { return }
    let rows = roots.rows(0..<distributions.values.rows)
    policy.distribution.writeMetricRoot(distributions, into: rows)
    policy.keepScalars(rows)
  }

  /// Writes F·vector to `product`.
  package func multiply(_ vector: ParameterVector, into product: ParameterVector) {
    guard let distributions else { preconditionFailure("a product needs a prepared matrix") }
    let states = distributions.values.rows
    if roots == nil {
      let tangents = policy.pushforward(vector)
      policy.distribution.multiplyByMetric(distributions, tangents, by: 1 / Float(actions))
      policy.pullback(tangents, gradient: product)
    } else {
      let weights = derivatives.rows(0..<states)
      policy.scalarDerivatives(
        tangent: vector, scratch: scratch.rows(0..<states), into: weights)
      scale(weights, by: 1 / Float(states))
      policy.weightedGradient(weights, gradient: product)
      if let logDeviation = policy.logDeviation {
        // log σ is the same in every state, with metric 2.
        addScaled(vector[logDeviation], by: 2, to: product[logDeviation])
      }
    }
    addScaled(vector.flat, by: Float(damping), to: product.flat)
  }
}
