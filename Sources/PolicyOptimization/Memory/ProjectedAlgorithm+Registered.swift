import Projection

extension ProjectedAlgorithm {
  /// What the options of a run on questions make it hold.
  init(_ name: String, _ options: Options) {
    self.init(
      name: name, trainsCritic: options.usesValueFunction,
      keepsReference: options.usesReference, comparesGroup: options.advantage.comparesGroup,
      solvesNaturalGradient: options.step != .adam)
  }

  /// The algorithms that a projection compares, by the registered settings on questions; GRPO also
  /// without its reference.
  public static let registered: [ProjectedAlgorithm] = {
    func algorithm(
      _ description: AlgorithmDescription, _ name: String,
      _ change: (inout Options) -> Void = { _ in }
    ) -> ProjectedAlgorithm? {
      description.questionDefaults.map { options in
        var options = options
        change(&options)
        return ProjectedAlgorithm(name, options)
      }
    }
    return [
      algorithm(.ppo, "PPO"), algorithm(.grpo, "GRPO"),
      algorithm(.grpo, "GRPO, no reference") { $0.referenceCoefficient = 0 },
      algorithm(.rloo, "RLOO"), algorithm(.trpo, "TRPO"), algorithm(.npg, "NPG"),
      algorithm(.vpg, "VPG"),
    ].compactMap { $0 }
  }()
}
