/// The numbers of one step of Adam that are the same for every parameter.
///
/// Computed in Double and rounded once, so that `1 − β₂` keeps its digits.
public struct AdamCoefficients: Sendable, Equatable {
  /// The learning rate over the first moment's bias correction: `lr / (1 − β₁ᵗ)`.
  public let stepSize: Float
  /// β₁, the decay of the first moment.
  public let beta1: Float
  /// `1 − β₁`.
  public let complement1: Float
  /// β₂, the decay of the second moment.
  public let beta2: Float
  /// `1 − β₂`.
  public let complement2: Float
  /// The inverse of the second moment's bias correction: `1 / (1 − β₂ᵗ)`.
  public let inverseCorrection2: Float
  /// ε, added to the root of the corrected second moment.
  public let epsilon: Float

  /// The coefficients of a step.
  ///
  /// - Parameters:
  ///   - learningRate: the learning rate.
  ///   - beta1: the decay of the first moment, in [0, 1).
  ///   - beta2: the decay of the second moment, in [0, 1).
  ///   - epsilon: what is added to the root of the second moment, ≥ 0.
  ///   - step: the number of this step; the first is 1.
  public init(
    learningRate: Double, beta1: Double, beta2: Double, epsilon: Double, step: Int
  ) {
    require(step >= 1, "Adam's steps are counted from 1, not \(step)")
    require(
      0 <= beta1 && beta1 < 1 && 0 <= beta2 && beta2 < 1,
      "Adam's decays must lie in [0, 1), not (\(beta1), \(beta2))")
    stepSize = Float(learningRate / (1 - power(beta1, step)))
    self.beta1 = Float(beta1)
    complement1 = Float(1 - beta1)
    self.beta2 = Float(beta2)
    complement2 = Float(1 - beta2)
    inverseCorrection2 = Float(1 / (1 - power(beta2, step)))
    self.epsilon = Float(epsilon)
  }
}

/// `base` to the power of `exponent ≥ 0`, by squaring: multiplications alone, so the same bits on
/// every machine.
private func power(_ base: Double, _ exponent: Int) -> Double {
  var (result, square, rest) = (1.0, base, exponent)
  while rest > 0 {
    if rest & 1 == 1 { result *= square }
    square *= square
    rest >>= 1
  }
  return result
}

public func adamStep(
  parameters: Matrix, gradient: Matrix, firstMoment: Matrix, secondMoment: Matrix,
  gradientScale: Float, _ coefficients: AdamCoefficients
) {
  requireSameShape(parameters, gradient, "adamStep")
  requireSameShape(parameters, firstMoment, "adamStep")
  requireSameShape(parameters, secondMoment, "adamStep")
  let c = coefficients
  for i in 0..<parameters.count {
    let g = gradientScale * gradient[i]
    let m = (c.complement1 * g).addingProduct(c.beta1, firstMoment[i])
    let v = (c.complement2 * g * g).addingProduct(c.beta2, secondMoment[i])
    firstMoment[i] = m
    secondMoment[i] = v
    parameters[i] -= c.stepSize * m / ((v * c.inverseCorrection2).squareRoot() + c.epsilon)
  }
}
