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

  // Rewards that are spoilt in training
  package var shuffleRewards = false
  package var rewardNoise = 0.0
  package var rewardFlip = 0.0

  // Questions: sampling and rewards
  package var temperature = 1.0
  package var topK: Int?
  package var topP: Double?
  package var dynamicSampling: Int?
  package var reward = RewardKind.outcome
  package var credit = CreditKind.token
  package var rewardDivergence = 0.0
  package var valueStart = ValueStart.reference
  package var rewardModelPrompts = 256
  package var rewardModelEpochs = 4
  package var rewardModelLearningRate = 1e-3
  package var outOfDistribution = true

  // Questions: optimiser
  package var warmUpUpdates = 0
  package var adamBeta2 = 0.999

  // Supervised training and its transformer
  package var demonstrationsPerUpdate = 16
  package var stopAccuracy: Double?
  package var misread = 0.0
  package var slip = 0.0
  package var width = 64
  package var layers = 2
  package var heads = 4
  package var positions = PositionKind.rotary
  package var tiedHead = false
  package var context = 224

  package init() {}

  /// The values above, changed by `change`.
  package init(_ change: (inout Options) -> Void) { change(&self) }
}
