extension AlgorithmDescription {
  /// The natural policy gradient: the step of length √(2δ) in the metric of the Fisher matrix.
  static let npg = AlgorithmDescription(
    name: "npg", title: "Natural policy gradient",
    summary:
      "A step along F⁻¹g, scaled so that the quadratic model of KL(π_old‖π) is δ; no line search.",
    equation: "θ ← θ + √(2δ / gᵀF⁻¹g) · F⁻¹g",
    source: "Kakade 2001; normalised step: Rajeswaran et al., arXiv 1703.02660, equation 5",
    notes: [
      "F is the exact Fisher matrix of the policy at the batch's states (actions integrated out), not the outer products of sampled gradients.",
      "F⁻¹g comes from damped conjugate gradients; the damping enters sᵀFs as well.",
    ],
    controlDefaults: Options {
      $0.setNaturalGradient()
      $0.step = .naturalGradient
    },
    questionDefaults: Options {
      $0.setQuestionNaturalGradient()
      $0.step = .naturalGradient
    })
}

extension Options {
  /// What NPG and TRPO share on questions: a smaller trust region, since a token's distribution counts
  /// once for every token, and Fisher-vector products on a quarter of the questions.
  mutating func setQuestionNaturalGradient() {
    setQuestions()
    setQuestionValue()
    gaeLambda = 1
    gradientClip = nil
    maximumKL = 0.001
    damping = 0.1
    conjugateGradientSteps = 8
    lineSearchSteps = 8
    lineSearchShrink = 0.5
    fisherFraction = 0.25
  }

  /// What NPG and TRPO share: near Stable-Baselines3-contrib's TRPO, in rl-baselines3-zoo's 2 × 1,024
  /// steps and with the paper's ten conjugate-gradient steps.
  mutating func setNaturalGradient() {
    environments = 2
    stepsPerEnvironment = 1024
    gaeLambda = 0.95
    gradientClip = nil
    valueEpochs = 10
    valueMinibatchSize = 128
  }
}
