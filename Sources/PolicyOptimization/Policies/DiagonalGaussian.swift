import Kernels
import Randomness

/// A vector of `dimension` independent normal numbers. The standard deviation σ does not depend on
/// the state (*The 37 implementation details of PPO*, continuous details 2 and 3).
package struct DiagonalGaussian: Sendable {
  package let dimension: Int

  package init(dimension: Int) { self.dimension = dimension }

  /// mean + σ·z, z standard normal.
  func sample(
    _ distribution: DistributionRows, _ row: Int, into actions: inout [Float], at offset: Int,
    using stream: inout RandomStream
  ) {
    for k in 0..<dimension {
      actions[offset + k] =
        distribution.values[row, k]
        + distribution.exponentials[row, dimension + k] * Float(stream.normal())
    }
  }

  /// The mean.
  func mode(
    _ distribution: DistributionRows, _ row: Int, into actions: inout [Float], at offset: Int
  ) {
    for k in 0..<dimension { actions[offset + k] = distribution.values[row, k] }
  }

  /// Σ −½((a − μ)/σ)² − log σ − ½ log 2π.
  func logProbability(
    _ distribution: DistributionRows, _ row: Int, _ actions: [Float], at offset: Int
  ) -> Double {
    var sum = 0.0
    for k in 0..<dimension {
      let z = standardized(distribution, row, actions[offset + k], k)
      sum -= 0.5 * z * z + Double(distribution.values[row, dimension + k]) + halfLogTwoPi
    }
    return sum
  }

  /// Σ log σ + ½ log 2πe, in nats.
  func entropy(_ distribution: DistributionRows, _ row: Int) -> Double {
    var sum = 0.0
    for k in 0..<dimension {
      sum += Double(distribution.values[row, dimension + k]) + halfLogTwoPi + 0.5
    }
    return sum
  }

  /// KL(p‖q) = Σ log σ_q/σ_p + (σ_p² + (μ_p − μ_q)²)/(2σ_q²) − ½.
  func divergence(
    _ p: DistributionRows, _ rowP: Int, _ q: DistributionRows, _ rowQ: Int
  ) -> Double {
    var sum = 0.0
    for k in 0..<dimension {
      let deviationP = Double(p.exponentials[rowP, dimension + k])
      let deviationQ = Double(q.exponentials[rowQ, dimension + k])
      let difference = Double(p.values[rowP, k]) - Double(q.values[rowQ, k])
      sum +=
        Double(q.values[rowQ, dimension + k]) - Double(p.values[rowP, dimension + k])
        + (deviationP * deviationP + difference * difference) / (2 * deviationQ * deviationQ) - 0.5
    }
    return sum
  }

  /// Writes dL/d[μ | log σ], `[2·dimension]`, of one row:
  /// ∂log π/∂μ = z/σ, ∂log π/∂log σ = z² − 1; ∂H/∂log σ = 1;
  /// ∂KL(old‖π)/∂μ = (μ − μ_old)/σ², ∂/∂log σ = 1 − (σ_old² + (μ − μ_old)²)/σ²;
  /// ∂KL(π‖ref)/∂μ = (μ − μ_ref)/σ_ref², ∂/∂log σ = σ²/σ_ref² − 1.
  func writeGradient(
    _ distribution: DistributionRows, _ row: Int, actions: [Float], at offset: Int,
    weights: GradientWeights, old: DistributionRows, oldRow: Int, reference: DistributionRows?,
    into gradient: Matrix
  ) {
    for k in 0..<dimension {
      let mean = Double(distribution.values[row, k])
      let deviation = Double(distribution.exponentials[row, dimension + k])
      let z = standardized(distribution, row, actions[offset + k], k)
      var meanGradient = weights.logProbability * z / deviation
      var logGradient = weights.logProbability * (z * z - 1) + weights.entropy
      if weights.oldDivergence != 0 {
        let difference = mean - Double(old.values[oldRow, k])
        let oldDeviation = Double(old.exponentials[oldRow, dimension + k])
        let variance = deviation * deviation
        meanGradient += weights.oldDivergence * difference / variance
        logGradient +=
          weights.oldDivergence
          * (1 - (oldDeviation * oldDeviation + difference * difference) / variance)
      }
      if let reference, weights.referenceDivergence != 0 {
        let difference = mean - Double(reference.values[oldRow, k])
        let referenceDeviation = Double(reference.exponentials[oldRow, dimension + k])
        let variance = referenceDeviation * referenceDeviation
        meanGradient += weights.referenceDivergence * difference / variance
        logGradient += weights.referenceDivergence * (deviation * deviation / variance - 1)
      }
      gradient[row, k] = Float(meanGradient)
      gradient[row, dimension + k] = Float(logGradient)
    }
  }

  /// Multiplies a direction of [μ | log σ] by the Fisher metric: M = diag(1/σ², 2).
  func multiplyByMetric(
    _ distribution: DistributionRows, _ row: Int, _ direction: Matrix, by scale: Float
  ) {
    for k in 0..<dimension {
      let deviation = distribution.exponentials[row, dimension + k]
      direction[row, k] = scale * direction[row, k] / (deviation * deviation)
      direction[row, dimension + k] = scale * 2 * direction[row, dimension + k]
    }
  }

  private func standardized(
    _ distribution: DistributionRows, _ row: Int, _ action: Float, _ k: Int
  ) -> Double {
    (Double(action) - Double(distribution.values[row, k]))
      / Double(distribution.exponentials[row, dimension + k])
  }

  private var halfLogTwoPi: Double { 0.918_938_533_204_672_8 }
}
