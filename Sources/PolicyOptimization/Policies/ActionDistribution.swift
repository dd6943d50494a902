import Kernels
import Randomness
import Tasks

/// The family of distributions that a policy's outputs describe.
///
/// An enumeration, so that the loops over rows call nothing dynamic.
package enum ActionDistribution: Sendable {
  case categorical(Categorical)
  case gaussian(DiagonalGaussian)

  /// The family that suits an action space.
  package init(_ space: ActionSpace) {
    switch space {
    case .discrete(let count): self = .categorical(Categorical(count: count))
    case .box(let dimension, _, _): self = .gaussian(DiagonalGaussian(dimension: dimension))
    }
  }

  /// Numbers in a row of ``DistributionRows``.
  package var columns: Int {
    switch self {
    case .categorical(let family): family.count
    case .gaussian(let family): 2 * family.dimension
    }
  }

  /// Numbers in an action row.
  package var actionSize: Int {
    switch self {
    case .categorical: 1
    case .gaussian(let family): family.dimension
    }
  }

  /// Draws an action and writes it to `actions[offset...]`.
  package func sample(
    _ distribution: DistributionRows, _ row: Int, into actions: inout [Float], at offset: Int,
    using stream: inout RandomStream
  ) {
    switch self {
    case .categorical(let family):
      actions[offset] = Float(family.sample(distribution, row, using: &stream))
    case .gaussian(let family):
      family.sample(distribution, row, into: &actions, at: offset, using: &stream)
    }
  }

  /// Writes the most probable action to `actions[offset...]`.
  package func mode(
    _ distribution: DistributionRows, _ row: Int, into actions: inout [Float], at offset: Int
  ) {
    switch self {
    case .categorical(let family): actions[offset] = Float(family.mode(distribution, row))
    case .gaussian(let family): family.mode(distribution, row, into: &actions, at: offset)
    }
  }

  /// log π(a) of the action at `actions[offset...]`, in nats.
  package func logProbability(
    _ distribution: DistributionRows, _ row: Int, _ actions: [Float], at offset: Int
  ) -> Double {
    switch self {
    case .categorical: Double(distribution.values[row, Int(actions[offset])])
    case .gaussian(let family): family.logProbability(distribution, row, actions, at: offset)
    }
  }

  /// H(π) of a row, in nats.
  package func entropy(_ distribution: DistributionRows, _ row: Int) -> Double {
    switch self {
    case .categorical(let family): family.entropy(distribution, row)
    case .gaussian(let family): family.entropy(distribution, row)
    }
  }

  /// KL(p‖q) between a row of each, in nats.
  package func divergence(
    _ p: DistributionRows, _ rowP: Int, _ q: DistributionRows, _ rowQ: Int
  ) -> Double {
    switch self {
    case .categorical(let family): family.divergence(p, rowP, q, rowQ)
    case .gaussian(let family): family.divergence(p, rowP, q, rowQ)
    }
  }

  /// Writes to row `row` of `gradient` the weighted sum of the derivatives that ``GradientWeights``
  /// names, with respect to what the policy's network puts out (logits, or mean and log σ).
  /// `old` and `reference` are read at `oldRow`.
  package func writeGradient(
    _ distribution: DistributionRows, _ row: Int, actions: [Float], at offset: Int,
    weights: GradientWeights, old: DistributionRows, oldRow: Int, reference: DistributionRows?,
    into gradient: Matrix
  ) {
    switch self {
    case .categorical(let family):
      family.writeGradient(
        distribution, row, action: Int(actions[offset]), weights: weights, old: old,
        oldRow: oldRow, reference: reference, into: gradient)
    case .gaussian(let family):
      family.writeGradient(
        distribution, row, actions: actions, at: offset, weights: weights, old: old,
        oldRow: oldRow, reference: reference, into: gradient)
    }
  }

  /// Whether the metric of what the network puts out (logits or means, log σ apart) has rank one in
  /// every state, so that it is rrᵀ with one vector r.
  package var hasScalarMetric: Bool {
    switch self {
    case .categorical(let family): family.count == 2
    case .gaussian(let family): family.dimension == 1
    }
  }

  /// Writes r with rrᵀ = M for every row, `[rows, logits or means]`, where ``hasScalarMetric``:
  /// √(π₀π₁)·(1, −1) of two actions, 1/σ of one number.
  package func writeMetricRoot(_ distribution: DistributionRows, into roots: Matrix) {
    for row in 0..<roots.rows {
      switch self {
      case .categorical:
        let root =
          (distribution.exponentials[row, 0] * distribution.exponentials[row, 1]).squareRoot()
        roots[row, 0] = root
        roots[row, 1] = -root
      case .gaussian:
        roots[row, 0] = 1 / distribution.exponentials[row, 1]
      }
    }
  }

  /// Multiplies every row of `direction` by `scale` times the Fisher metric of its distribution: the
  /// second derivative of KL(π_old‖π) at π = π_old (TRPO, appendix C.1).
  package func multiplyByMetric(
    _ distribution: DistributionRows, _ direction: Matrix, by scale: Float
  ) {
    for row in 0..<direction.rows {
      switch self {
      case .categorical(let family):
        family.multiplyByMetric(distribution, row, direction, by: scale)
      case .gaussian(let family):
        family.multiplyByMetric(distribution, row, direction, by: scale)
      }
    }
  }
}
