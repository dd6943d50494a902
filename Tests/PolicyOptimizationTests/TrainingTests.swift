import PolicyOptimization
import Tasks
import Testing

/// What every registered algorithm must do on every registered task.
@Suite struct `Training` {
  static let algorithms = AlgorithmRegistry.all.filter { $0.controlDefaults != nil }.map(\.name)

  static let pairs = ControlTaskRegistry.all.flatMap { task in
    algorithms.map { (task.description.name, $0) }
  }

  static let budget = TrainingBudget(
    total: 1_200, evaluations: 3, evaluationEpisodes: 1, finalEpisodes: 2)

  static func smallOptions(_ algorithm: AlgorithmDescription) throws -> Options {
    var options = try #require(algorithm.controlDefaults)
    options.hiddenSizes = [8]
    options.environments = 3
    options.stepsPerEnvironment = 100
    options.groupSize = 2
    options.groupsPerUpdate = 1
    if options.valueEpochs != nil { options.valueEpochs = 2 }
    return options
  }

  static func record(
    _ taskName: String, _ algorithmName: String, seed: Int = 0, budget: TrainingBudget = budget,
    change: (inout Options) -> Void = { _ in }
  ) throws -> TrainingRecord {
    let task = try #require(ControlTaskRegistry.task(named: taskName))
    let algorithm = try #require(AlgorithmRegistry.algorithm(named: algorithmName))
    var options = try smallOptions(algorithm)
    change(&options)
    let request = TrainingRequest(
      task: .control(task), options: options, budget: budget, seed: RunSeed(suite: 4, run: seed))
    return try train(request) { _ in }
  }

  /// Bits of a row, so that NaN equals itself.
  static func bits(_ record: TrainingRecord) -> [[UInt64]] {
    record.updates.map { $0.map(\.bitPattern) }
  }

  @Test(arguments: pairs)
  func `the log says how far ratios spread and how large the gradients were`(
    _ task: String, _ algorithm: String
  ) throws {
    let record = try Self.record(task, algorithm)
    let options = try #require(AlgorithmRegistry.algorithm(named: algorithm)?.controlDefaults)
    #expect(record.log.count == record.updates.count)
    for row in record.log {
      #expect(row[.effectiveSampleSize] > 0 && row[.effectiveSampleSize] <= 1 + 1e-12)
      #expect(row[.largestGradientNorm] >= row[.gradientNorm] * (1 - 1e-12))
      #expect(row[.criticGradientNorm].isNaN != options.usesValueFunction)
      #expect(row[.outsideFraction].isNaN == (options.clipRange == nil))
      if options.clipRange != nil { #expect(row[.outsideFraction] >= row[.clipFraction]) }
      if options.step == .adam { #expect(row[.largestDivergence] >= 0) }
    }
  }

  @Test(arguments: pairs)
  func `every algorithm trains on every task, twice to the same bits`(
    _ task: String, _ algorithm: String
  ) throws {
    let first = try Self.record(task, algorithm)
    let second = try Self.record(task, algorithm)
    #expect(first.divergence == nil)
    #expect(Self.bits(first) == Self.bits(second))
    #expect(first.evaluations == second.evaluations)
    #expect(first.metrics == second.metrics)
    #expect(first.evaluations.map(\.position) == [400, 800, 1200])
    #expect(first.evaluations.map(\.greedyReturns.count) == [1, 1, 2])
    #expect(first.evaluations.map(\.sampledReturns.count) == [1, 1, 2])
    #expect(first.updates.allSatisfy { $0.count == first.updateColumns.count })
    for name in [
      "evaluationReturn", "sampledReturn", "areaUnderCurve", "environmentSteps", "updates",
      "peakModelBytes",
    ] {
      #expect(first.metrics[name] != nil, "\(name)")
    }
  }

  @Test(arguments: algorithms)
  func `another seed gives another run`(_ algorithm: String) throws {
    let first = try Self.record("CartPole-v1", algorithm, seed: 0)
    let second = try Self.record("CartPole-v1", algorithm, seed: 1)
    #expect(Self.bits(first) != Self.bits(second))
  }

  @Test(arguments: algorithms)
  func `how often a run is evaluated changes nothing in its training`(_ algorithm: String) throws {
    let seldom = try Self.record("CartPole-v1", algorithm)
    let often = try Self.record(
      "CartPole-v1", algorithm,
      budget: TrainingBudget(
        total: 1_200, evaluations: 7, evaluationEpisodes: 4, finalEpisodes: 5))
    #expect(Self.bits(seldom) == Self.bits(often))
  }

  @Test func `the logged quantities lie where their definitions put them`() throws {
    let columns = UpdateColumn.allCases
    func values(_ record: TrainingRecord, _ column: UpdateColumn) throws -> [Double] {
      let index = try #require(columns.firstIndex(of: column))
      return record.updates.map { $0[index] }
    }
    let ppo = try Self.record("CartPole-v1", "ppo") { $0.learningRate = 0.02 }
    #expect(try values(ppo, .klOld).allSatisfy { $0 > 0 })
    #expect(try values(ppo, .entropy).allSatisfy { $0 >= 0 && $0 <= 0.693_147_2 })
    #expect(try values(ppo, .clipFraction).contains { $0 > 0 && $0 <= 1 })
    #expect(try values(ppo, .smallestRatio).allSatisfy { $0 > 0 && $0 <= 1 })
    #expect(try values(ppo, .largestRatio).allSatisfy { $0 >= 1 })
    #expect(try values(ppo, .explainedVariance).allSatisfy { $0 <= 1 })
    let trpo = try Self.record("CartPole-v1", "trpo")
    let kl = try values(trpo, .klOld)
    #expect(kl.allSatisfy { $0 <= 0.010_001 } && kl.contains { $0 > 0.001 })
    #expect(try values(trpo, .lineSearchSteps).allSatisfy { $0 >= 1 && $0 <= 10 })
    #expect(try values(trpo, .solverResidual).allSatisfy { $0 < 0.5 })
  }

  @Test func `a run that stops being finite is a record with its reason`() throws {
    let record = try Self.record(
      "Pendulum-v1", "vpg",
      budget: TrainingBudget(
        total: 6_000, evaluations: 1, evaluationEpisodes: 1, finalEpisodes: 1)
    ) {
      $0.learningRate = 10
      $0.valueLearningRate = 10
      $0.activation = .relu
      $0.initialLogStandardDeviation = 5
    }
    let divergence = try #require(record.divergence)
    #expect(divergence.reason.hasSuffix("is not finite"))
    #expect(divergence.update == record.updates.count - 1)
    #expect(record.metrics["evaluationReturn"] == nil)
    #expect(record.metrics.values.allSatisfy { $0.isFinite })
  }

  @Test func `a KL stop ends the epochs early`() throws {
    let free = try Self.record("CartPole-v1", "ppo") {
      $0.epochs = 30
      $0.learningRate = 0.01
    }
    let stopped = try Self.record("CartPole-v1", "ppo") {
      $0.epochs = 30
      $0.learningRate = 0.01
      $0.klStop = 0.01
    }
    let column = try #require(UpdateColumn.allCases.firstIndex(of: .epochs))
    #expect(free.updates.allSatisfy { $0[column] == 30 })
    #expect(stopped.updates.contains { $0[column] < 30 })
  }

  @Test func `a step too long for one try is given up and the parameters stay`() throws {
    let failed = try #require(UpdateColumn.allCases.firstIndex(of: .stepFailed))
    let divergence = try #require(UpdateColumn.allCases.firstIndex(of: .klOld))
    let record = try Self.record("CartPole-v1", "trpo") {
      $0.maximumKL = 2
      $0.damping = 0
      $0.fisherFraction = 0.01
      $0.lineSearchSteps = 1
    }
    let givenUp = record.updates.filter { $0[failed] == 1 }
    #expect(!givenUp.isEmpty)
    // Nothing but rounding: the distributions are those that the batch was sampled from.
    #expect(givenUp.allSatisfy { abs($0[divergence]) < 1e-7 })
    #expect(record.metrics["lineSearchFailures"] == Double(givenUp.count))
  }

  @Test func `a step too long at first is shortened until it is inside`() throws {
    let tries = try #require(UpdateColumn.allCases.firstIndex(of: .lineSearchSteps))
    let divergence = try #require(UpdateColumn.allCases.firstIndex(of: .klOld))
    let record = try Self.record("CartPole-v1", "trpo") {
      $0.maximumKL = 2
      $0.damping = 0
      $0.fisherFraction = 0.01
      $0.lineSearchSteps = 60
    }
    #expect(record.updates.contains { $0[tries] > 1 })
    #expect(record.updates.allSatisfy { $0[divergence] <= 2 })
  }

  @Test func `a part of the states gives another Fisher matrix and a step of the same size`() throws
  {
    let divergence = try #require(UpdateColumn.allCases.firstIndex(of: .klOld))
    let whole = try Self.record("Acrobot-v1", "npg")
    let part = try Self.record("Acrobot-v1", "npg") { $0.fisherFraction = 0.2 }
    #expect(Self.bits(whole) != Self.bits(part))
    for (a, b) in zip(whole.updates, part.updates) {
      #expect(b[divergence] > 0 && b[divergence] < 4 * a[divergence])
    }
  }

  @Test func `the budget is used up and not exceeded`() throws {
    let record = try Self.record("CartPole-v1", "ppo")
    #expect(record.metrics["environmentSteps"] == 1_200)
    let groups = try Self.record("CartPole-v1", "grpo")
    let steps = try #require(groups.metrics["environmentSteps"])
    #expect(steps >= 1_200 && steps < 1_200 + 2 * 500)
  }

  @Test(arguments: [KLEstimator.exact, .k1, .k2, .k3])
  func `a reference pulls the policy back to it`(_ estimator: KLEstimator) throws {
    let column = try #require(UpdateColumn.allCases.firstIndex(of: .klReference))
    func finalDivergence(_ coefficient: Double) throws -> Double {
      let record = try Self.record(
        "CartPole-v1", "grpo",
        budget: TrainingBudget(
          total: 4_000, evaluations: 1, evaluationEpisodes: 1, finalEpisodes: 1)
      ) {
        $0.learningRate = 0.01
        $0.referenceEstimator = estimator
        $0.referenceCoefficient = coefficient
      }
      return try abs(#require(record.updates.last)[column])
    }
    // k1 has no gradient in expectation, so only its presence in the log is certain.
    let weak = try finalDivergence(1e-6)
    let strong = try finalDivergence(10)
    #expect(weak.isFinite && strong.isFinite)
    if estimator != .k1 { #expect(strong < weak) }
  }

  @Test func `a reference that is refreshed stays near the policy`() throws {
    let column = try #require(UpdateColumn.allCases.firstIndex(of: .klReference))
    func finalDivergence(refresh: Int?) throws -> Double {
      let record = try Self.record(
        "CartPole-v1", "grpo",
        budget: TrainingBudget(
          total: 4_000, evaluations: 1, evaluationEpisodes: 1, finalEpisodes: 1)
      ) {
        $0.learningRate = 0.01
        $0.referenceEstimator = .exact
        $0.referenceCoefficient = 1e-6
        $0.referenceRefresh = refresh
      }
      return try #require(record.updates.last)[column]
    }
    #expect(try finalDivergence(refresh: 1) < finalDivergence(refresh: nil))
  }

  @Test func `options that exclude each other stop a run before it starts`() {
    #expect(throws: OptionConflict.self) {
      try Self.record("CartPole-v1", "ppo", change: { $0.advantage = .group })
    }
  }
}
