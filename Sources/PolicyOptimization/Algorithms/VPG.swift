extension AlgorithmDescription {
  /// The vanilla policy gradient: one step of Adam up Σ ∇log π(aₜ|sₜ)·(Rₜ − V(sₜ)) per batch.
  static let vpg = AlgorithmDescription(
    name: "vpg", title: "Vanilla policy gradient",
    summary: "One step up the policy gradient per batch, with reward-to-go less a learnt baseline.",
    equation: "∇J = E[ ∇log π(aₜ|sₜ) · (Σ_{k≥t} γ^{k−t} r_k − V(sₜ)) ]",
    source: "Williams 1992; Sutton et al. 2000; settings: Spinning Up, vpg",
    notes: [
      "Spinning Up weighs with GAE(0.97); reward-to-go is the textbook form: advantage: gae restores it.",
      "Returns are bootstrapped with V where an episode is truncated or the rollout ends, never at a terminal state.",
    ],
    controlDefaults: Options {
      $0.advantage = .monteCarlo
      $0.surrogate = .logProbability
      $0.environments = 8
      $0.stepsPerEnvironment = 256
      $0.learningRate = 3e-4
      $0.gradientClip = nil
      $0.valueEpochs = 10
      $0.valueMinibatchSize = 256
    },
    questionDefaults: Options {
      $0.setQuestions()
      $0.setQuestionValue()
      $0.advantage = .monteCarlo
      $0.surrogate = .logProbability
    })
}
