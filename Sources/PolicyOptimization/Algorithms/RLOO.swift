extension AlgorithmDescription {
  /// REINFORCE with a leave-one-out baseline, a whole answer as one action.
  static let rloo = AlgorithmDescription(
    name: "rloo", title: "REINFORCE leave-one-out",
    summary:
      "One step up the policy gradient, each answer judged against the others of its question.",
    equation: "∇J = E[ 1/G Σᵢ (Rᵢ − 1/(G−1) Σ_{j≠i} Rⱼ) ∇log π(oᵢ|q) ]",
    source: "Kool, van Hoof and Welling 2019; Ahmadian et al., arXiv 2402.14740, section 3",
    notes: [
      "The reward is lowered by 0.01·(log π_old − log π_ref) of each token, as for PPO here; the paper's coefficients are 0.03 and 0.1 for other models."
    ],
    questionDefaults: Options {
      $0.setQuestions()
      $0.advantage = .leaveOneOut
      $0.baseline = .none
      $0.surrogate = .logProbability
      $0.credit = .answer
      $0.rewardDivergence = 0.01
    })
}
