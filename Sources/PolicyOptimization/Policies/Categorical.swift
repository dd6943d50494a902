import Kernels
import Randomness

/// One of `count` actions, π(a) = softmax(logits)ₐ. An action row is the index.
package struct Categorical: Sendable {
  package let count: Int

  package init(count: Int) { self.count = count }

  /// Whether rows are long enough for the kernels over one row.
  private var isWide: Bool { count > 16 }

  /// The action at the first running sum of probabilities above a uniform number.
  func sample(_ distribution: DistributionRows, _ row: Int, using stream: inout RandomStream) -> Int
  {
    let threshold = stream.uniformFloat()
    var sum: Float = 0
    for action in 0..<count - 1 {
      sum += distribution.exponentials[row, action]
      if sum > threshold { return action }
    }
    return count - 1
  }

  /// The most probable action, the first of equals.
  func mode(_ distribution: DistributionRows, _ row: Int) -> Int {
    var best = 0
    for action in 1..<count
    where distribution.values[row, action] > distribution.values[row, best] {
      best = action
    }
    return best
  }

  /// H(π) = −Σ π log π, in nats.
  func entropy(_ distribution: DistributionRows, _ row: Int) -> Double {
    if isWide {
      return Double(categoricalEntropy(distribution.values, distribution.exponentials, row: row))
    }
    var sum = 0.0
    for action in 0..<count {
      sum -= product(distribution.exponentials[row, action], distribution.values[row, action])
    }
    return sum
  }

  /// KL(p‖q) = Σ p (log p − log q), in nats.
  func divergence(
    _ p: DistributionRows, _ rowP: Int, _ q: DistributionRows, _ rowQ: Int
  ) -> Double {
    if isWide {
      return Double(
        categoricalDivergence(p.values, p.exponentials, row: rowP, q.values, row: rowQ))
    }
    var sum = 0.0
    for action in 0..<count {
      sum += product(
        p.exponentials[rowP, action], p.values[rowP, action] - q.values[rowQ, action])
    }
    return sum
  }

  /// 0 where the probability is 0, whatever its logarithm.
  private func product(_ probability: Float, _ logarithm: Float) -> Double {
    probability == 0 ? 0 : Double(probability) * Double(logarithm)
  }

  /// Writes dL/dlogits, `[count]`, of one row:
  /// ∂log π(a)/∂z_k = 1[k = a] − π_k; ∂H/∂z_k = −π_k (log π_k + H);
  /// ∂KL(π_old‖π)/∂z_k = π_k − π_old,k; ∂KL(π‖π_ref)/∂z_k = π_k (log π_k/π_ref,k − KL).
  func writeGradient(
    _ distribution: DistributionRows, _ row: Int, action: Int, weights: GradientWeights,
    old: DistributionRows, oldRow: Int, reference: DistributionRows?, into gradient: Matrix
  ) {
    let entropy = weights.entropy == 0 ? 0 : entropy(distribution, row)
    var referenceDivergence = 0.0
    if let reference, weights.referenceDivergence != 0 {
      referenceDivergence = divergence(distribution, row, reference, oldRow)
    }
    if isWide {
      writeWideGradient(
        distribution, row, action: action, weights: weights, entropy: entropy,
        referenceDivergence: referenceDivergence, old: old, oldRow: oldRow, reference: reference,
        into: gradient)
      return
    }
    for k in 0..<count {
      let probability = Double(distribution.exponentials[row, k])
      let logarithm = Double(distribution.values[row, k])
      var sum = weights.logProbability * ((k == action ? 1 : 0) - probability)
      if probability > 0 {
        sum -= weights.entropy * probability * (logarithm + entropy)
        if let reference, weights.referenceDivergence != 0 {
          sum +=
            weights.referenceDivergence * probability
            * (logarithm - Double(reference.values[oldRow, k]) - referenceDivergence)
        }
      }
      if weights.oldDivergence != 0 {
        sum += weights.oldDivergence * (probability - Double(old.exponentials[oldRow, k]))
      }
      gradient[row, k] = Float(sum)
    }
  }

  /// The same sum, taken apart by what each term multiplies:
  /// π_k (a + b log π_k + c log π_ref,k) + d π_old,k, and the log-probability's weight at the action.
  private func writeWideGradient(
    _ distribution: DistributionRows, _ row: Int, action: Int, weights: GradientWeights,
    entropy: Double, referenceDivergence: Double, old: DistributionRows, oldRow: Int,
    reference: DistributionRows?, into gradient: Matrix
  ) {
    let coefficients = CategoricalGradient(
      constant: Float(
        weights.oldDivergence - weights.logProbability - weights.entropy * entropy
          - weights.referenceDivergence * referenceDivergence),
      logProbability: Float(weights.referenceDivergence - weights.entropy),
      logOther: Float(-weights.referenceDivergence), old: Float(-weights.oldDivergence))
    writeCategoricalGradient(
      distribution.values, distribution.exponentials, row: row, coefficients,
      old: weights.oldDivergence == 0 ? nil : old.exponentials,
      reference: weights.referenceDivergence == 0 ? nil : reference?.values, otherRow: oldRow,
      into: gradient)
    gradient[row, action] += Float(weights.logProbability)
  }

  /// Multiplies a direction of the logits by the Fisher metric: M = diag(π) − ππᵀ.
  func multiplyByMetric(
    _ distribution: DistributionRows, _ row: Int, _ direction: Matrix, by scale: Float
  ) {
    if isWide {
      multiplyByCategoricalMetric(
        distribution.exponentials, row: row, direction, by: scale)
      return
    }
    var mean: Float = 0
    for k in 0..<count { mean += distribution.exponentials[row, k] * direction[row, k] }
    for k in 0..<count {
      direction[row, k] = scale * distribution.exponentials[row, k] * (direction[row, k] - mean)
    }
  }
}
