extension AlgorithmDescription {
  /// Group relative policy optimisation, on whole episodes from one initial state.
  static let grpo = AlgorithmDescription(
    name: "grpo", title: "Group relative policy optimisation",
    summary: "Clipped surrogate with each episode's return judged against its group's; no critic.",
    equation: "Âᵢ = (Rᵢ − mean R)/std R;  max_θ E[ min(ρÂ, clip(ρ)Â) − β·KL(π_θ‖π_ref) ]",
    source: "Shao et al., arXiv 2402.03300, equations 3 and 4; on control: arXiv 2511.03527",
    notes: [
      "A group is G episodes from one restored initial state, so that the state's difficulty cancels.",
      "The paper leaves ε, the guard of the standard deviation and ÷G or ÷(G−1) open: 0.2, 1e-4, ÷(G−1).",
      "Returns are summed without discount (discount: 1), and a truncated episode counts as it stands: there is no critic to bootstrap with.",
      "The paper averages over each answer first (aggregation: episode); on control, where a short CartPole episode is a bad one, every step weighs the same.",
      "On control the KL term is off, as in current implementations; a reference is kept only where it is on. On questions it is the paper's: k3 with 0.04.",
      "On questions a batch is used for one step, as in the paper, so that the ratio is 1 and the clip idle unless epochs or minibatchSize say otherwise.",
    ],
    controlDefaults: Options {
      $0.rollout = .groups
      $0.groupSize = 8
      $0.groupsPerUpdate = 4
      $0.discount = 1
      $0.advantage = .group
      $0.baseline = .none
      $0.normalizeAdvantages = .none
      $0.epochs = 4
      $0.minibatchSize = 512
      $0.learningRate = 1e-3
      $0.entropyCoefficient = 0.01
      $0.clipRange = 0.2
    },
    questionDefaults: Options {
      $0.setQuestions()
      $0.advantage = .group
      $0.baseline = .none
      $0.aggregation = .episode
      $0.referenceCoefficient = 0.04
      $0.clipRange = 0.2
    })
}

extension Options {
  /// What all algorithms share on questions: 32 questions with 8 completions each, one step of Adam on all
  /// of them.
  mutating func setQuestions() {
    rollout = .groups
    groupsPerUpdate = 32
    groupSize = 8
    discount = 1
    normalizeAdvantages = .none
    learningRate = 3e-4
    warmUpUpdates = 5
    adamBeta2 = 0.95
    adamEpsilon = 1e-8
    gradientClip = 1
  }

  /// What those with a value transformer share on questions: it is trained by itself, once through each
  /// batch.
  mutating func setQuestionValue() {
    baseline = .value
    normalizeAdvantages = .batch
    valueEpochs = 1
    valueLearningRate = 1e-3
  }
}
