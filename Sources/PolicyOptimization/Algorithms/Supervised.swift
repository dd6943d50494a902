extension AlgorithmDescription {
  /// Supervised training on worked solutions: the reference that reinforcement starts from.
  static let supervised = AlgorithmDescription(
    name: "supervised", title: "Supervised training on worked solutions",
    summary: "Maximum likelihood of demonstrations, clean or with a declared systematic error.",
    equation: "max_θ E[ Σₜ log π_θ(oₜ | q, o_{<t}) ]",
    source: "Ouyang et al., arXiv 2203.02155, section 3.5 (SFT)",
    notes: [
      "Each token of the solution weighs the same; the question is not predicted.",
      "The learning rate rises over warmUpUpdates and falls linearly to a tenth over the budget.",
    ],
    kind: .supervised,
    questionDefaults: Options {
      $0.rollout = .groups
      $0.learningRate = 2e-3
      $0.learningRateSchedule = .linear
      $0.warmUpUpdates = 50
      $0.adamEpsilon = 1e-8
      $0.gradientClip = 1
    })
}
