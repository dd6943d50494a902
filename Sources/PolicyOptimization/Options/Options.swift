/// Every code-level switch of a training run. All algorithms read the same switches; an algorithm
/// is a set of their values (see ``AlgorithmDescription``).
///
/// What each switch means, its range and its source stand in ``declarations``, from which suites
/// are checked and help texts are printed.
public struct Options: Sendable, Equatable {
  // Sampling
  package var rollout = RolloutKind.steps
  package var environments = 4
  package var stepsPerEnvironment = 512
  package var groupSize = 8
  package var groupsPerUpdate = 4

  // Advantages
  package var discount = 0.99
  package var advantage = AdvantageKind.gae
  package var gaeLambda = 0.95
  package var horizon = 5
  package var baseline = BaselineKind.value
  package var normalizeAdvantages = AdvantageNormalization.batch
  package var groupScale = GroupScale.unbiased

  // Objective
  package var surrogate = SurrogateKind.ratio
  package var clipRange: Double?
  package var clipRangeHigh: Double?
  package var clipSchedule = ScheduleKind.constant
  package var klPenalty: Double?
  package var klPenaltyTarget: Double?
  package var entropyCoefficient = 0.0
  package var referenceCoefficient = 0.0
  package var referenceEstimator = KLEstimator.k3
  package var referenceRefresh: Int?
  package var aggregation = Aggregation.step

  // Policy step
  package var step = StepKind.adam
  package var learningRate = 3e-4
  package var learningRateSchedule = ScheduleKind.constant
  package var adamEpsilon = 1e-5
  package var gradientClip: Double? = 0.5
  package var epochs = 1
  package var minibatchSize: Int?
  package var klStop: Double?
  package var maximumKL = 0.01
  package var damping = 0.1
  package var conjugateGradientSteps = 10
  package var lineSearchSteps = 10
  package var lineSearchShrink = 0.8
  package var fisherFraction = 1.0

  // Value function
  package var valueCoefficient = 0.5
  package var valueClipRange: Double?
  package var valueEpochs: Int?
  package var valueMinibatchSize: Int?
  package var valueLearningRate = 1e-3

  // Normalisation and networks
  package var normalizeObservations = false
  package var normalizeReturns = false
  package var normalizationClip = 10.0
  package var hiddenSizes = [64, 64]
  package var activation = ActivationKind.tanh
  package var policyOutputGain = 0.01
  package var initialLogStandardDeviation = 0.0

  package init() {}

  /// The values above, changed by `change`.
  package init(_ change: (inout Options) -> Void) { change(&self) }
}

/// How transitions are gathered.
public enum RolloutKind: String, NamedChoice {
  /// A fixed number of steps in each of several environments; episodes run on across updates.
  case steps
  /// Whole episodes, in groups that start from one state.
  case groups
}

/// How advantages are estimated.
public enum AdvantageKind: String, NamedChoice {
  case gae, monteCarlo, kStep, group
}

/// What is subtracted from returns.
public enum BaselineKind: String, NamedChoice {
  case value, none
}

/// Over what advantages are shifted to mean 0 and scaled to standard deviation 1.
public enum AdvantageNormalization: String, NamedChoice {
  case none, batch, minibatch
}

/// What the advantages of a group are divided by.
public enum GroupScale: String, NamedChoice {
  case none, biased, unbiased
}

/// What the policy gradient is taken of.
public enum SurrogateKind: String, NamedChoice {
  case logProbability, ratio
}

/// How a coefficient changes over the budget.
public enum ScheduleKind: String, NamedChoice {
  case constant, linear
}

/// How the divergence from the reference policy enters the loss.
public enum KLEstimator: String, NamedChoice {
  case exact, k1, k2, k3
}

/// What every transition weighs in the loss.
public enum Aggregation: String, NamedChoice {
  /// Every step the same: 1/N.
  case step
  /// Every episode the same: 1/(episodes · its length).
  case episode
}

/// How the policy's parameters are moved.
public enum StepKind: String, NamedChoice {
  case adam, naturalGradient, trustRegion
}

/// The nonlinearity between the layers of both networks.
public enum ActivationKind: String, NamedChoice {
  case tanh, relu, gelu
}

extension Options {
  /// Every switch, in the order of the documentation.
  public static let declarations: [OptionDeclaration] = [
    .choice(
      "rollout", \.rollout,
      "How transitions are gathered: `steps` steps several environments a fixed number of times, `groups` runs whole episodes in groups from one restored initial state.",
      source: "PPO (arXiv 1707.06347), algorithm 1; GRPO (arXiv 2402.03300), section 4.1"),
    .integer(
      "environments", \.environments, 1...1024,
      "Environments stepped side by side (rollout: steps).", source: "37 details, core 1"),
    .integer(
      "stepsPerEnvironment", \.stepsPerEnvironment, 1...65_536,
      "Steps of each environment between two updates (rollout: steps).",
      source: "PPO, T of algorithm 1"),
    .integer(
      "groupSize", \.groupSize, 2...1024,
      "Episodes from one initial state (rollout: groups).", source: "GRPO, G of equation 3"),
    .integer(
      "groupsPerUpdate", \.groupsPerUpdate, 1...1024,
      "Groups between two updates (rollout: groups).", source: "GRPO, algorithm 1"),
    .number(
      "discount", \.discount, 0...1, "γ, the weight of the next step's reward.",
      source: "GAE (arXiv 1506.02438), equation 1"),
    .choice(
      "advantage", \.advantage,
      "How advantages are estimated: `gae`; `monteCarlo` returns less the baseline; `kStep` returns, bootstrapped after `horizon` steps; `group`: an episode's return against its group's.",
      source: "GAE, equations 11 to 18; A3C (arXiv 1602.01783), section 4; GRPO, equation 3"),
    .number(
      "gaeLambda", \.gaeLambda, 0...1, "λ of generalised advantage estimation.",
      source: "GAE, equation 16"),
    .integer(
      "horizon", \.horizon, 1...65_536, "k of the k-step returns.", source: "A3C, section 4"),
    .choice(
      "baseline", \.baseline,
      "What is subtracted from Monte Carlo returns: a learnt `value`, or `none`. Without a value network a truncated episode is not bootstrapped.",
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
      "β: weight in the loss of the divergence from a reference policy, a copy of the initial one. 0: no reference is kept.",
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
      "What weighs the same in the loss: every `step`, or every `episode` (its steps share its weight).",
      source: "GRPO, equation 3; DAPO, section 3.3"),
    .choice(
      "step", \.step,
      "How the policy moves: `adam` on minibatches; `naturalGradient`: F⁻¹g scaled to the KL radius; `trustRegion`: the same with a line search on realised KL and improvement.",
      source: "NPG (Kakade 2001); TRPO, appendix C"),
    .number(
      "learningRate", \.learningRate, 0...10,
      "Adam's step size for the policy (and for the value network where it is trained jointly).",
      source: "Adam (arXiv 1412.6980)"),
    .choice(
      "learningRateSchedule", \.learningRateSchedule,
      "Whether the learning rates stay or fall linearly to 0 over the budget.",
      source: "37 details, core 4"),
    .number(
      "adamEpsilon", \.adamEpsilon, 1e-12...1,
      "Adam's ε, added to the root of the bias-corrected second moment.",
      source: "37 details, core 3"),
    .optionalNumber(
      "gradientClip", \.gradientClip, 1e-6...1e6,
      "Largest Euclidean norm of the gradient, policy and value together where trained jointly. null: no limit.",
      source: "37 details, core 11"),
    .integer(
      "epochs", \.epochs, 1...1000, "Passes over each batch (step: adam).",
      source: "PPO, K of algorithm 1"),
    .optionalInteger(
      "minibatchSize", \.minibatchSize, 1...1_048_576,
      "Transitions in one Adam step. null: the whole batch.", source: "PPO, M of algorithm 1"),
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
      "Transitions in one of those steps. null: the whole batch.",
      source: "https://github.com/openai/baselines, trpo_mpi"),
    .number(
      "valueLearningRate", \.valueLearningRate, 0...10,
      "Adam's step size where the value network is trained by itself.",
      source: "https://github.com/openai/spinningup, vpg"),
    .flag(
      "normalizeObservations", \.normalizeObservations,
      "Shift and scale observations by their running mean and standard deviation.",
      source: "37 details, continuous 6"),
    .flag(
      "normalizeReturns", \.normalizeReturns,
      "Divide rewards by the running standard deviation of the discounted return.",
      source: "37 details, continuous 8"),
    .number(
      "normalizationClip", \.normalizationClip, 0.1...1000,
      "Normalised observations and rewards are clipped to ± this.",
      source: "37 details, continuous 7 and 9"),
    .integers(
      "hiddenSizes", \.hiddenSizes, each: 1...4096, count: 0...8,
      "Widths of the hidden layers, the same for policy and value network.",
      source: "37 details, core 13"),
    .choice(
      "activation", \.activation, "The nonlinearity after each hidden layer.",
      source: "37 details, core 13"),
    .number(
      "policyOutputGain", \.policyOutputGain, 0...10,
      "Gain of the orthogonal initialisation of the policy's last layer (hidden layers √2, value 1).",
      source: "37 details, core 2"),
    .number(
      "initialLogStandardDeviation", \.initialLogStandardDeviation, -10...5,
      "Initial log standard deviation of a Gaussian policy; it is learnt and does not depend on the state.",
      source: "37 details, continuous 2"),
  ]
}
