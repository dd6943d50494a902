extension AlgorithmDescription {
  /// GRPO without the two divisions that bias it.
  static let drGRPO = AlgorithmDescription(
    name: "dr-grpo", title: "GRPO done right",
    summary: "GRPO that divides by neither the group's standard deviation nor the answer's length.",
    equation: "Âᵢ = Rᵢ − mean R;  max_θ 1/(G·L) Σᵢ Σₜ min(ρÂ, clip(ρ)Â)",
    source: "Liu et al., arXiv 2503.20783, section 3.2",
    notes: [
      "L is the most tokens that an answer can have; there is no KL term, as in the paper."
    ],
    questionDefaults: Options {
      $0.setQuestions()
      $0.advantage = .group
      $0.groupScale = .none
      $0.baseline = .none
      $0.aggregation = .constant
      $0.clipRange = 0.2
    })
}
