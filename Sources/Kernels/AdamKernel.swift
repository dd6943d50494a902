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

/// One step of Adam on every parameter.
///
/// With `g = gradientScale · gradient`:
/// `m = β₁ m + (1 − β₁) g`, `v = β₂ v + (1 − β₂) g²`, `p −= lr · (m / c₁) / (√(v / c₂) + ε)`,
/// where `c = 1 − βᵗ` are the bias corrections. A gradient of NaN makes its parameter NaN.
///
/// Source: Kingma and Ba, *Adam* (2015), https://arxiv.org/abs/1412.6980, algorithm 1, with ε where
/// PyTorch has it, which is the paper's place: outside the root of the corrected moment.
///
/// - Parameters:
///   - parameters: p, changed in place.
///   - gradient: the gradient of what is minimised; not changed.
///   - firstMoment: m, changed in place; zero before the first step.
///   - secondMoment: v, changed in place; zero before the first step.
///   - gradientScale: the factor that clips the gradient's norm, or 1.
///   - coefficients: the numbers of this step.
/// - Precondition: the shapes agree; no two of the matrices overlap.
public func adamStep(
  parameters: Matrix, gradient: Matrix, firstMoment: Matrix, secondMoment: Matrix,
  gradientScale: Float, _ coefficients: AdamCoefficients
) {
  requireSameShape(parameters, gradient, "adamStep")
  requireSameShape(parameters, firstMoment, "adamStep")
  requireSameShape(parameters, secondMoment, "adamStep")
  let (p, g, count) = (parameters.base, gradient.base, parameters.count)
  let (m, v) = (firstMoment.base, secondMoment.base)
  var index = 0
  while index < count {
    var step = AdamLanes(p + index, m + index, v + index)
    step.advance(loadLanes(g + index) * gradientScale, coefficients)
    let left = count &- index
    storeLanes(step.parameters, to: p + index, count: left)
    storeLanes(step.first, to: m + index, count: left)
    storeLanes(step.second, to: v + index, count: left)
    index &+= 16
  }
}

/// The state of 16 parameters.
private struct AdamLanes {
  var parameters: Vector
  var first: Vector
  var second: Vector

  @inline(__always)
  init(
    _ parameters: UnsafeMutablePointer<Float>, _ first: UnsafeMutablePointer<Float>,
    _ second: UnsafeMutablePointer<Float>
  ) {
    self.parameters = loadLanes(parameters)
    self.first = loadLanes(first)
    self.second = loadLanes(second)
  }

  @inline(__always)
  mutating func advance(_ gradient: Vector, _ c: AdamCoefficients) {
    first = (gradient * c.complement1).addingProduct(Vector(repeating: c.beta1), first)
    second = (gradient * gradient * c.complement2)
      .addingProduct(Vector(repeating: c.beta2), second)
    let root = (second * c.inverseCorrection2).squareRoot()
    parameters -= first * c.stepSize / (root + Vector(repeating: c.epsilon))
  }
}
