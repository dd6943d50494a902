extension AlgorithmDescription {
  /// Proximal policy optimisation with the clipped surrogate.
  static let ppo = AlgorithmDescription(
    name: "ppo", title: "Proximal policy optimisation (clip)",
    summary: "Several epochs of minibatch Adam on the clipped surrogate.",
    equation: "max_θ E[ min(ρA, clip(ρ, 1−ε, 1+ε)A) ],  ρ = π_θ/π_old",
    source: "Schulman et al., arXiv 1707.06347, equation 7; settings: CleanRL, ppo.py",
    notes: [
      "Truncated episodes are bootstrapped with the value of their final observation; CleanRL treats them as terminal."
    ],
    controlDefaults: Options {
      $0.setProximal()
      $0.clipRange = 0.2
    },
    questionDefaults: Options {
      $0.setQuestionProximal()
      $0.clipRange = 0.2
    })

  /// Proximal policy optimisation with an adaptive KL penalty.
  static let ppoPenalty = AlgorithmDescription(
    name: "ppo-penalty", title: "Proximal policy optimisation (adaptive KL penalty)",
    summary:
      "Several epochs of minibatch Adam on the surrogate less β·KL(π_old‖π), β adapted to a target.",
    equation: "max_θ E[ ρA − β·KL(π_old‖π_θ) ];  d < d_targ/1.5: β ← β/2;  d > 1.5·d_targ: β ← 2β",
    source: "Schulman et al., arXiv 1707.06347, equation 8 and section 4",
    notes: [
      "KL is exact in every state, not estimated from the action taken.",
      "d is the mean KL over the batch after the update. The initial β is 1; the paper calls it unimportant.",
    ],
    controlDefaults: Options {
      $0.setProximal()
      $0.klPenalty = 1
      $0.klPenaltyTarget = 0.01
    },
    questionDefaults: Options {
      $0.setQuestionProximal()
      $0.klPenalty = 1
      $0.klPenaltyTarget = 0.01
    })
}

extension Options {
  /// What both forms of PPO share: CleanRL's settings for classic control.
  mutating func setProximal() {
    environments = 4
    stepsPerEnvironment = 128
    epochs = 4
    minibatchSize = 128
    learningRate = 2.5e-4
    learningRateSchedule = .linear
    normalizeAdvantages = .minibatch
    entropyCoefficient = 0.01
    valueClipRange = 0.2
  }

  /// The same on questions: a value transformer, and the divergence from the reference in the reward.
  mutating func setQuestionProximal() {
    setQuestions()
    setQuestionValue()
    gaeLambda = 1
    rewardDivergence = 0.01
    learningRate = 2e-4
    epochs = 2
    minibatchSize = 128
  }
}
