/// What an algorithm holds beside the policy: the data that the projection's formulas read.
public struct ProjectedAlgorithm: Sendable, Equatable {
  /// Its name in tables and figures.
  public var name: String
  /// Whether a value network is trained.
  public var trainsCritic: Bool
  /// Whether a frozen copy of the start is kept.
  public var keepsReference: Bool
  /// Whether completions are judged against others of their question.
  public var comparesGroup: Bool
  /// Whether natural gradients are solved for; without, the policy has the optimiser.
  public var solvesNaturalGradient: Bool

  /// Memberwise.
  public init(
    name: String, trainsCritic: Bool, keepsReference: Bool, comparesGroup: Bool,
    solvesNaturalGradient: Bool
  ) {
    self.name = name
    self.trainsCritic = trainsCritic
    self.keepsReference = keepsReference
    self.comparesGroup = comparesGroup
    self.solvesNaturalGradient = solvesNaturalGradient
  }

  /// Vectors of the parameters' length of the solver: solution, residual, direction and product of the
  /// conjugate gradient; the step, its product with the Fisher matrix, and the old parameters.
  public var solverVectors: Int { solvesNaturalGradient ? 7 : 0 }
}
