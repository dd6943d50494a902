extension Options {
  /// Every switch, in the order of the documentation.
  public static let declarations: [OptionDeclaration] =
    [
      .choice(
        "rollout", \.rollout,
        "How transitions are gathered: `steps` steps several environments a fixed number of times, `groups` runs whole episodes in groups from one restored initial state.",
        source: "PPO (arXiv 1707.06347), algorithm 1; GRPO (arXiv 2402.03300), section 4.1"
      ).only(.control),
      .integer(
        "environments", \.environments, 1...1024,
        "Environments stepped side by side (rollout: steps).", source: "37 details, core 1"
      ).only(.control),
      .integer(
        "stepsPerEnvironment", \.stepsPerEnvironment, 1...65_536,
        "Steps of each environment between two updates (rollout: steps).",
        source: "PPO, T of algorithm 1"
      ).only(.control),
      .integer(
        "groupSize", \.groupSize, 1...1024,
        "Episodes from one initial state (rollout: groups), or completions of one question.",
        source: "GRPO, G of equation 3"),
      .integer(
        "groupsPerUpdate", \.groupsPerUpdate, 1...1024,
        "Groups between two updates (rollout: groups): initial states, or questions.",
        source: "GRPO, algorithm 1"),
      .number(
        "discount", \.discount, 0...1, "γ, the weight of the next step's reward.",
        source: "GAE (arXiv 1506.02438), equation 1"),
      .choice(
        "advantage", \.advantage,
        "How advantages are estimated: `gae`; `monteCarlo` returns less the baseline; `kStep` returns, bootstrapped after `horizon` steps; `group`: an episode's return against its group's; `leaveOneOut`: against the mean of the others in its group; `groupProcess` (questions): the sum of its later step rewards, each against all step rewards of the group.",
        source: "GAE, equations 11 to 18; A3C (arXiv 1602.01783), section 4; GRPO, equation 3"),
      .number(
        "gaeLambda", \.gaeLambda, 0...1, "λ of generalised advantage estimation.",
        source: "GAE, equation 16"),
      .integer(
        "horizon", \.horizon, 1...65_536, "k of the k-step returns.", source: "A3C, section 4"),
      .choice(
        "baseline", \.baseline,
        "What is subtracted from Monte Carlo returns: a learnt `value`, the batch's `mean`, or `none`. Without a value network a truncated episode is not bootstrapped.",
        source: "Williams 1992; GAE, section 2"),
      .choice(
        "normalizeAdvantages", \.normalizeAdvantages,
        "Shift and scale advantages to mean 0 and standard deviation 1 over the `batch`, over each `minibatch`, or not at all (`none`).",
        source: "37 details, core 7"),
      .choice(
        "groupScale", \.groupScale,
        "What a group's centred returns are divided by: their standard deviation with ÷G (`biased`) or ÷(G−1) (`unbiased`), plus 1e-4; or nothing (`none`, Dr. GRPO).",
        source: "GRPO, section 4.1.2; Dr. GRPO (arXiv 2503.20783)"),
      .choice(
        "surrogate", \.surrogate,
        "`logProbability`: A·log π (REINFORCE); `ratio`: A·π/π_old (conservative policy iteration), which the clip and the penalties modify.",
        source: "Williams 1992; TRPO (arXiv 1502.05477), equation 14"),
      .optionalNumber(
        "clipRange", \.clipRange, 0.001...10,
        "ε: the ratio earns nothing beyond 1 ± ε in the direction of its advantage. null: no clip.",
        source: "PPO, equation 7"),
      .optionalNumber(
        "clipRangeHigh", \.clipRangeHigh, 0.001...10,
        "A separate ε above 1 (clip-higher). null: the same as below.",
        source: "DAPO (arXiv 2503.14476), section 3.1"),
      .choice(
        "clipSchedule", \.clipSchedule, "Whether the clip range stays or falls linearly to 0.",
        source: "37 details, auxiliary 1"),
      .optionalNumber(
        "klPenalty", \.klPenalty, 0...1000,
        "β: weight of the exact KL(π_old‖π) in the loss. null: no penalty.",
        source: "PPO, equation 8"),
      .optionalNumber(
        "klPenaltyTarget", \.klPenaltyTarget, 1e-6...10,
        "Adapts β after each update: doubled where KL > 1.5·target, halved where KL < target/1.5. null: β stays.",
        source: "PPO, section 4"),
      .number(
        "entropyCoefficient", \.entropyCoefficient, 0...10,
        "Weight of the policy's entropy, which is maximised.", source: "A3C, section 4"),
      .number(
        "referenceCoefficient", \.referenceCoefficient, 0...100,
        "β: weight in the loss of the divergence from a reference policy, a copy of the initial one. 0: no reference is kept, unless `rewardDivergence` asks for one.",
        source: "GRPO, equation 3"),
      .choice(
        "referenceEstimator", \.referenceEstimator,
        "The divergence from the reference: `exact` KL(π‖π_ref) over all actions, or of the action taken k1 = log π/π_ref, k2 = ½ log² π/π_ref, k3 = π_ref/π − 1 − log π_ref/π.",
        source: "http://joschu.net/blog/kl-approx.html; GRPO, equation 4"),
      .optionalInteger(
        "referenceRefresh", \.referenceRefresh, 1...1_000_000,
        "Updates after which the reference becomes the current policy. null: never.",
        source: "GRPO, algorithm 1"),
      .choice(
        "aggregation", \.aggregation,
        "What weighs the same in the loss: every `step`; every `episode` (its steps share its weight); or `constant`: every step, divided by the longest that an episode can be instead of by how long they are.",
        source: "GRPO, equation 3; DAPO, section 3.3"),
      .choice(
        "step", \.step,
        "How the policy moves: `adam` on minibatches; `naturalGradient`: F⁻¹g scaled to the KL radius; `trustRegion`: the same with a line search on realised KL and improvement.",
        source: "NPG (Kakade 2001); TRPO, appendix C"),
      .number(
        "learningRate", \.learningRate, 0...10,
        "Adam's step size for the policy (and for the value network where it is trained jointly).",
        source: "Adam (arXiv 1412.6980)"
      ).only([.control, .questions, .supervised]),
      .choice(
        "learningRateSchedule", \.learningRateSchedule,
        "Whether the learning rates stay or fall linearly over the budget: to 0, in supervised training to a tenth.",
        source: "37 details, core 4"
      ).only([.control, .questions, .supervised]),
      .number(
        "adamEpsilon", \.adamEpsilon, 1e-12...1,
        "Adam's ε, added to the root of the bias-corrected second moment.",
        source: "37 details, core 3"
      ).only([.control, .questions, .supervised]),
      .optionalNumber(
        "gradientClip", \.gradientClip, 1e-6...1e6,
        "Largest Euclidean norm of the gradient, policy and value together where trained jointly. null: no limit.",
        source: "37 details, core 11"
      ).only([.control, .questions, .supervised]),
      .integer(
        "epochs", \.epochs, 1...1000, "Passes over each batch (step: adam).",
        source: "PPO, K of algorithm 1"),
      .optionalInteger(
        "minibatchSize", \.minibatchSize, 1...1_048_576,
        "Transitions in one Adam step, or completions on questions. null: the whole batch.",
        source: "PPO, M of algorithm 1"),
      .optionalNumber(
        "klStop", \.klStop, 1e-6...100,
        "Ends an update's epochs once the exact KL(π_old‖π) of a minibatch exceeds this; the step that would follow is not taken. null: never.",
        source: "37 details, auxiliary 3"),
      .number(
        "maximumKL", \.maximumKL, 1e-8...10,
        "δ: radius of the trust region in mean KL(π_old‖π) (step: naturalGradient, trustRegion).",
        source: "TRPO, equation 14"),
      .number(
        "damping", \.damping, 0...10,
        "Added to the diagonal of the Fisher matrix in the conjugate gradient.",
        source: "https://github.com/openai/baselines, trpo_mpi"),
      .integer(
        "conjugateGradientSteps", \.conjugateGradientSteps, 1...1000,
        "Fisher-vector products per update.", source: "TRPO, appendix C"),
      .integer(
        "lineSearchSteps", \.lineSearchSteps, 1...100,
        "Step lengths tried before an update is given up.", source: "TRPO, appendix C"),
      .number(
        "lineSearchShrink", \.lineSearchShrink, 0.01...0.99,
        "What each further step length is multiplied by.", source: "TRPO, appendix C"),
      .number(
        "fisherFraction", \.fisherFraction, 0.001...1,
        "Share of the batch (evenly spaced) on which Fisher-vector products are taken.",
        source: "TRPO, appendix C.1"),
      .number(
        "valueCoefficient", \.valueCoefficient, 0...100,
        "Weight of ½(V − return)² in the joint loss.", source: "PPO, equation 9"),
      .optionalNumber(
        "valueClipRange", \.valueClipRange, 0.001...1000,
        "The value loss is the larger of the plain one and that of a prediction clipped to the old value ± this. null: no clip.",
        source: "37 details, core 9"),
      .optionalInteger(
        "valueEpochs", \.valueEpochs, 1...1000,
        "Trains the value network by itself, after the policy, for this many passes. null: jointly with the policy (step: adam only).",
        source: "https://github.com/openai/spinningup, vpg"),
      .optionalInteger(
        "valueMinibatchSize", \.valueMinibatchSize, 1...1_048_576,
        "Transitions in one of those steps, or completions on questions. null: the whole batch.",
        source: "https://github.com/openai/baselines, trpo_mpi"),
      .number(
        "valueLearningRate", \.valueLearningRate, 0...10,
        "Adam's step size where the value network is trained by itself.",
        source: "https://github.com/openai/spinningup, vpg"),
      .flag(
        "normalizeObservations", \.normalizeObservations,
        "Shift and scale observations by their running mean and standard deviation.",
        source: "37 details, continuous 6"
      ).only(.control),
      .flag(
        "normalizeReturns", \.normalizeReturns,
        "Divide rewards by the running standard deviation of the discounted return.",
        source: "37 details, continuous 8"
      ).only(.control),
      .number(
        "normalizationClip", \.normalizationClip, 0.1...1000,
        "Normalised observations and rewards are clipped to ± this.",
        source: "37 details, continuous 7 and 9"
      ).only(.control),
      .integers(
        "hiddenSizes", \.hiddenSizes, each: 1...4096, count: 0...8,
        "Widths of the hidden layers, the same for policy and value network.",
        source: "37 details, core 13"
      ).only(.control),
      .choice(
        "activation", \.activation, "The nonlinearity after each hidden layer.",
        source: "37 details, core 13"
      ).only(.control),
      .number(
        "policyOutputGain", \.policyOutputGain, 0...10,
        "Gain of the orthogonal initialisation of the policy's last layer (hidden layers √2, value 1).",
        source: "37 details, core 2"
      ).only(.control),
      .number(
        "initialLogStandardDeviation", \.initialLogStandardDeviation, -10...5,
        "Initial log standard deviation of a Gaussian policy; it is learnt and does not depend on the state.",
        source: "37 details, continuous 2"
      ).only(.control),
    ] + moreDeclarations

  private static let moreDeclarations: [OptionDeclaration] =
    rewardDisturbances + questionDeclarations + supervisedDeclarations
}
