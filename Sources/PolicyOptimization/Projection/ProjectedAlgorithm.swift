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
  /// Vectors of the parameters' length of an iterative solver; without any, the policy has the optimiser.
  public var solverVectors: Int

  /// What the options of a run on questions make it hold.
  init(_ name: String, _ options: Options) {
    self.name = name
    trainsCritic = options.usesValueFunction
    keepsReference = options.usesReference
    comparesGroup = options.advantage.comparesGroup
    solverVectors = options.step == .adam ? 0 : Self.naturalGradientVectors
  }

  /// Solution, residual, direction and product of the conjugate gradient; the step, its product with the
  /// Fisher matrix, and the old parameters.
  private static let naturalGradientVectors = 7

  /// The algorithms that a projection compares, by the registered settings on questions; GRPO also
  /// without its reference.
  public static let all: [ProjectedAlgorithm] = {
    func registered(
      _ algorithm: AlgorithmDescription, _ name: String,
      _ change: (inout Options) -> Void = { _ in }
    ) -> ProjectedAlgorithm? {
      algorithm.questionDefaults.map { options in
        var options = options
        change(&options)
        return ProjectedAlgorithm(name, options)
      }
    }
    return [
      registered(.ppo, "PPO"), registered(.grpo, "GRPO"),
      registered(.grpo, "GRPO, no reference") { $0.referenceCoefficient = 0 },
      registered(.rloo, "RLOO"), registered(.trpo, "TRPO"), registered(.npg, "NPG"),
      registered(.vpg, "VPG"),
    ].compactMap { $0 }
  }()
}
