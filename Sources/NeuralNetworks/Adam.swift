import Kernels

/// The Adam optimiser (Kingma and Ba, arXiv 1412.6980, algorithm 1).
///
/// m ← β₁m + (1−β₁)g; v ← β₂v + (1−β₂)g²; θ ← θ − α·(m/(1−β₁ᵗ)) / (√(v/(1−β₂ᵗ)) + ε), with ε outside
/// the bias correction's root as in PyTorch.
public final class Adam {
  private let firstMoment: Matrix
  private let secondMoment: Matrix
  private let beta1: Double
  private let beta2: Double
  private let epsilon: Double
  private var steps = 0

  /// An optimiser for `parameterCount` numbers, with zero moments.
  public init(
    parameterCount: Int, beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double,
    owner: MemoryOwner, ledger: MemoryLedger
  ) {
    let role = MemoryRole(owner, .optimizer)
    firstMoment = Matrix(rows: 1, columns: parameterCount, role: role, ledger: ledger)
    secondMoment = Matrix(rows: 1, columns: parameterCount, role: role, ledger: ledger)
    self.beta1 = beta1
    self.beta2 = beta2
    self.epsilon = epsilon
  }

  /// One step down `gradientScale · gradient`.
  ///
  /// - Parameters:
  ///   - parameters: θ, `[1, parameterCount]`, changed in place.
  ///   - gradient: g, `[1, parameterCount]`.
  ///   - gradientScale: what the gradient is multiplied by first (norm clipping).
  public func step(
    _ parameters: Matrix, gradient: Matrix, gradientScale: Double, learningRate: Double
  ) {
    steps += 1
    adamStep(
      parameters: parameters, gradient: gradient, firstMoment: firstMoment,
      secondMoment: secondMoment, gradientScale: Float(gradientScale),
      AdamCoefficients(
        learningRate: learningRate, beta1: beta1, beta2: beta2, epsilon: epsilon, step: steps))
  }
}
