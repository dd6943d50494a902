extension AlgorithmDescription {
  /// GRPO with a wider clip above, every token weighing the same, and groups that teach nothing replaced.
  static let dapo = AlgorithmDescription(
    name: "dapo", title: "Decoupled clip and dynamic sampling policy optimisation",
    summary: "GRPO with clip-higher, token-level loss and dynamic sampling; no KL term.",
    equation: "max_θ 1/Σ|oᵢ| Σᵢ Σₜ min(ρÂ, clip(ρ, 1−ε, 1+ε_high)Â),  0 < #right < G",
    source: "Yu et al., arXiv 2503.14476, section 3",
    notes: [
      "Groups with equal rewards are replaced in up to four rounds of sampling; completions that were set aside count against the budget.",
      "There is no penalty for overlong answers: a truncated answer earns nothing.",
      "Two steps on each batch, so that the clip has something to do.",
    ],
    questionDefaults: Options {
      $0.setQuestions()
      $0.advantage = .group
      $0.baseline = .none
      $0.clipRange = 0.2
      $0.clipRangeHigh = 0.28
      $0.dynamicSampling = 4
      $0.minibatchSize = 128
    })
}
