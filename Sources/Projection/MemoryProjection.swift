/// The bytes that training a large language model takes, by component, for every algorithm.
///
/// Nothing is counted that the formulas do not name: no fragmentation, no communication buffers, no copy
/// for generation, no scratch of a backward pass. Nothing is released between the phases of an update, as
/// in this project's own ledger.
public struct MemoryProjection: Sendable, Equatable {
  /// How numbers are kept.
  public enum Precision: String, Sendable, CaseIterable, Codable {
    /// 2 bytes; the optimiser keeps the parameters in 4 (Micikevicius et al., arXiv 1710.03740).
    case bf16
    /// 4 bytes.
    case fp32

    var bytes: Int { self == .bf16 ? 2 : 4 }
  }

  /// What moves the parameters.
  public enum Optimizer: String, Sendable, CaseIterable, Codable {
    /// Two moments of each parameter, 4 bytes each.
    case adam
    /// Nothing, without momentum.
    case sgd
  }

  /// How much is done at one time.
  public struct Load: Sendable, Equatable, Codable {
    /// Tokens of a question and its completion together.
    public var context: Int
    /// Completions of a question.
    public var group: Int
    /// Questions of an update.
    public var batch: Int
    /// Completions of one forward and backward pass.
    public var pass: Int

    /// - Parameter pass: nil: a group.
    /// - Throws: ``ProjectionError`` where a number is below 1 or above 10⁹, or a pass takes more than
    ///   there is.
    public init(context: Int, group: Int, batch: Int, pass: Int? = nil) throws(ProjectionError) {
      for (name, value) in [("context", context), ("group", group), ("batch", batch)] {
        try ProjectionError.check(name, value)
      }
      let pass = pass ?? group
      guard pass >= 1, pass <= group * batch else {
        throw .outOfRange(
          name: "pass", value: "\(pass)",
          allowed: "from 1 to the \(group * batch) completions of an update")
      }
      self.context = context
      self.group = group
      self.batch = batch
      self.pass = pass
    }

    /// Tokens of one pass.
    var passTokens: Int { pass * context }
    /// Completions of an update.
    var completions: Int { batch * group }
  }

  /// The model.
  public var shape: LanguageModelShape
  /// How much is done at one time.
  public var load: Load
  /// How numbers are kept.
  public var precision: Precision
  /// What moves the parameters.
  public var optimizer: Optimizer
  /// Whether a backward pass computes each layer again from its input (Chen et al., arXiv 1604.06174).
  public var checkpointing: Bool
  /// Whether a learnt model scores completions, instead of a rule.
  public var rewardModel: Bool

  /// Memberwise.
  public init(
    shape: LanguageModelShape, load: Load, precision: Precision, optimizer: Optimizer,
    checkpointing: Bool, rewardModel: Bool
  ) {
    self.shape = shape
    self.load = load
    self.precision = precision
    self.optimizer = optimizer
    self.checkpointing = checkpointing
    self.rewardModel = rewardModel
  }

  /// The bytes of one component of an algorithm.
  public func bytes(_ component: ProjectedComponent, of algorithm: ProjectedAlgorithm) -> Int {
    let width = precision.bytes
    switch component {
    case .policyParameters: return shape.parameterCount * width
    case .policyGradient: return shape.parameterCount * width
    case .policyOptimizer:
      return algorithm.solverVectors > 0 ? 0 : shape.parameterCount * optimizerBytes
    case .policyActivations: return trainingActivations
    case .policyLogits: return load.passTokens * logitBytes
    case .policySolver: return 4 * algorithm.solverVectors * shape.parameterCount
    case .criticParameters, .criticGradient:
      return algorithm.trainsCritic ? shape.scoringParameterCount * width : 0
    case .criticOptimizer:
      return algorithm.trainsCritic ? shape.scoringParameterCount * optimizerBytes : 0
    case .criticActivations: return algorithm.trainsCritic ? trainingActivations : 0
    case .referenceParameters:
      return algorithm.keepsReference ? shape.parameterCount * width : 0
    case .referenceActivations:
      return algorithm.keepsReference
        ? inferenceActivations + load.passTokens * shape.vocabulary * (width + 4) : 0
    case .rewardModelParameters: return rewardModel ? shape.scoringParameterCount * width : 0
    case .rewardModelActivations: return rewardModel ? inferenceActivations : 0
    case .keyValueCache: return load.completions * load.context * cacheBytes
    case .rollout: return load.completions * load.context * rolloutBytes(algorithm)
    case .groups: return algorithm.comparesGroup ? 8 * load.completions : 0
    }
  }

  /// All components of an algorithm together.
  public func totalBytes(of algorithm: ProjectedAlgorithm) -> Int {
    ProjectedComponent.allCases.reduce(0) { $0 + bytes($1, of: algorithm) }
  }
}

extension MemoryProjection {
  /// The optimiser's bytes of a parameter: Adam's moments, and in bf16 the parameter in 4 bytes. With the
  /// parameter and its gradient 16 in either precision (Rajbhandari et al., arXiv 1910.02054, section 3.1).
  private var optimizerBytes: Int {
    (optimizer == .adam ? 8 : 0) + (precision == .bf16 ? 4 : 0)
  }

  /// A token's logits as the head gives them, and in 4 bytes each their logarithmic softmax, which the
  /// backward pass needs, and its gradient.
  var logitBytes: Int { shape.vocabulary * (precision.bytes + 8) }

  /// A token's keys and values in all layers.
  var cacheBytes: Int { 2 * shape.layers * shape.keyValueWidth * precision.bytes }

  /// A token's number (8 bytes), mask (1) and old log-probability (4); the reference's log-probability;
  /// and with a critic its value, return and advantage.
  func rolloutBytes(_ algorithm: ProjectedAlgorithm) -> Int {
    13 + (algorithm.keepsReference ? 4 : 0) + (algorithm.trainsCritic ? 12 : 0)
  }

  /// What the backward pass of one layer needs of a token: before and behind both norms, queries, keys and
  /// values, the heads' output, and of the feed-forward network the gate before and behind its
  /// nonlinearity, what it gates and the product; a number of each norm and each head in 4 bytes. Scores
  /// are computed again (Dao et al., arXiv 2205.14135). After Korthikanti et al., arXiv 2205.05198,
  /// section 4.
  var layerBytes: Int {
    let numbers = 6 * shape.hidden + 2 * shape.keyValueWidth + 4 * shape.feedForward
    return numbers * precision.bytes + 4 * (2 + shape.heads)
  }

  /// Every layer, or with checkpointing each layer's input and one layer; and both sides of the last norm.
  private var trainingActivations: Int {
    let ends = 2 * shape.hidden * precision.bytes
    let layers =
      checkpointing
      ? shape.layers * shape.hidden * precision.bytes + layerBytes : shape.layers * layerBytes
    return load.passTokens * (layers + ends)
  }

  /// One layer for all.
  private var inferenceActivations: Int {
    load.passTokens * (layerBytes + 2 * shape.hidden * precision.bytes)
  }
}

/// What is counted apart, in the order of tables and figures.
public enum ProjectedComponent: String, CaseIterable, Sendable, Codable {
  case policyParameters = "policy.parameters"
  case policyGradient = "policy.gradient"
  case policyOptimizer = "policy.optimizer"
  case policyActivations = "policy.activations"
  case policyLogits = "policy.logits"
  case policySolver = "policy.solver"
  case criticParameters = "critic.parameters"
  case criticGradient = "critic.gradient"
  case criticOptimizer = "critic.optimizer"
  case criticActivations = "critic.activations"
  case referenceParameters = "reference.parameters"
  case referenceActivations = "reference.activations"
  case rewardModelParameters = "rewardModel.parameters"
  case rewardModelActivations = "rewardModel.activations"
  case keyValueCache = "run.keyValueCache"
  case rollout = "run.rollout"
  case groups = "run.groups"
}
