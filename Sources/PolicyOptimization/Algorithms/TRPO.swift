extension AlgorithmDescription {
  /// Trust region policy optimisation: the natural gradient step, shortened until it is safe.
  static let trpo = AlgorithmDescription(
    name: "trpo", title: "Trust region policy optimisation",
    summary: "The natural gradient step with a line search on the realised KL and improvement.",
    equation: "max_θ E[ π_θ/π_old · A ]  subject to  E_s KL(π_old‖π_θ) ≤ δ",
    source: "Schulman et al., arXiv 1502.05477; settings near Stable-Baselines3-contrib, trpo",
    notes: [
      "The constraint is KL(π_old‖π), as in the paper; Stable-Baselines3 searches on KL(π‖π_old).",
      "A step is accepted where the loss falls at all and KL ≤ δ; the paper leaves the threshold open.",
      "Fisher-vector products use the whole batch; fisherFraction: 0.1 is the paper's subsample.",
    ],
    controlDefaults: Options {
      $0.setNaturalGradient()
      $0.step = .trustRegion
    },
    questionDefaults: Options {
      $0.setQuestionNaturalGradient()
      $0.step = .trustRegion
    })
}
