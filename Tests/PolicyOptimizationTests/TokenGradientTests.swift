import Foundation
import Kernels
import NeuralNetworks
import PolicyOptimization
import Testing

/// Every algorithm on a fixed ragged batch, against PyTorch's autograd in double precision
/// (`Tests/Reference/networks/token_gradients.py`): advantages, loss, and its gradient by each logit.
@Suite struct `Gradients on tokens` {
  struct Oracle: Decodable {
    var groupSize: Int
    var maximumLength: Int
    var vocabulary: Int
    var lengths: [Int]
    var rewards: [Double]
    var stepRewards: [Double?]
    var actions: [Int]
    var values: [Double]
    var logitsNew: [[Float]]
    var logitsOld: [[Float]]
    var logitsReference: [[Float]]
    var fisher: Fisher
    var cases: [Case]

    struct Fisher: Decodable {
      var vector: [[Float]]
      var product: [[Double]]
    }

    struct Case: Decodable {
      var name: String
      var settings: Settings
      var advantages: [Double]
      var loss: Double
      var coefficients: [Double]
      var gradient: [[Double]]
    }

    struct Settings: Decodable {
      var aggregation: String?
      var deviation: String?
      var baseline: String?
      var clip: [Double]?
      var lambda: Double?
      var rewardPenalty: Double?
      var klPenalty: Double?
      var entropyCoefficient: Double?
      var referenceCoefficient: Double?
      var estimator: String?
      var normalized: String?
    }

    static let stored: Oracle? = try? JSONDecoder().decode(
      Oracle.self,
      from: Data(
        contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
          .appending(path: "../Reference/networks/token_gradients.json")))
  }

  /// Puts out the same rows whatever it is asked: the whole batch's.
  final class FixedNetwork: Network {
    private let rows: Matrix

    init(_ rows: [[Float]], ledger: MemoryLedger) {
      self.rows = Matrix(
        rows: rows.count, columns: rows[0].count, role: MemoryRole(.policy, .activations),
        ledger: ledger)
      self.rows.copy(from: rows.flatMap { $0 }, count: self.rows.count)
    }

    func forward(_ input: NetworkInput, _ parameters: ParameterVector) -> Matrix { rows }
    func pullback(
      _ outputGradient: Matrix, _ parameters: ParameterVector, gradient: ParameterVector
    ) {}
    func pushforward(_ parameters: ParameterVector, tangent: ParameterVector) -> Matrix { rows }
  }

  /// The options that a case is about.
  static func options(_ test: Oracle.Case, _ oracle: Oracle) -> Options {
    let settings = test.settings
    return Options {
      $0.rollout = .groups
      $0.groupSize = oracle.groupSize
      $0.groupsPerUpdate = oracle.lengths.count / oracle.groupSize
      $0.discount = 1
      $0.normalizeAdvantages = settings.normalized == nil ? .none : .batch
      $0.clipRange = settings.clip?.first
      $0.clipRangeHigh = settings.clip?.last
      $0.rewardDivergence = settings.rewardPenalty ?? 0
      $0.klPenalty = settings.klPenalty
      $0.entropyCoefficient = settings.entropyCoefficient ?? 0
      $0.referenceCoefficient = settings.referenceCoefficient ?? 0
      $0.referenceEstimator = settings.estimator.flatMap(KLEstimator.init) ?? .k3
      $0.groupScale = settings.deviation.flatMap(GroupScale.init) ?? .none
      switch settings.aggregation {
      case "sequence": $0.aggregation = .episode
      case "constant": $0.aggregation = .constant
      case "sequenceSum" where settings.baseline == "values": $0.aggregation = .constant
      case "sequenceSum", "completions": $0.credit = .answer
      default: $0.aggregation = .step
      }
      if let lambda = settings.lambda {
        ($0.advantage, $0.gaeLambda) = (.gae, lambda)
      } else if let baseline = settings.baseline {
        $0.advantage = .monteCarlo
        $0.surrogate = .logProbability
        $0.baseline = baseline == "values" ? .value : baseline == "batchMean" ? .mean : .none
      } else {
        $0.baseline = .none
        let name = test.name
        $0.advantage =
          name.hasPrefix("rloo")
          ? .leaveOneOut : name.hasPrefix("grpo process") ? .groupProcess : .group
        $0.surrogate = name.hasPrefix("rloo reinforce") ? .logProbability : .ratio
      }
    }
  }

  /// The oracle's batch with a policy that puts out its logits.
  struct Fixture {
    var batch: Batch
    let policy: Policy
    let loss: PolicyLoss

    init(_ oracle: Oracle, _ options: Options) {
      let ledger = MemoryLedger()
      let count = oracle.actions.count
      func policy(_ logits: [[Float]]) -> Policy {
        Policy(
          FixedNetwork(logits, ledger: ledger), vocabulary: oracle.vocabulary,
          layout: ParameterLayout(), maximumRows: count, ledger: ledger)
      }
      func rows(_ logits: [[Float]]) -> DistributionRows {
        let rows = DistributionRows(
          rows: count, columns: oracle.vocabulary, role: MemoryRole(.run, .rollout), ledger: ledger)
        policy(logits).forward(.tokens(PackedTokens(capacity: 1)), into: rows)
        return rows
      }
      self.policy = policy(oracle.logitsNew)
      let keepsReference = options.referenceCoefficient > 0 || options.rewardDivergence > 0
      batch = Batch(
        capacity: count, boundaryCapacity: 0, observationSize: 0,
        distribution: self.policy.distribution, keepsReference: keepsReference,
        completions: Completions(
          longest: oracle.maximumLength, packed: PackedTokens(capacity: 64)),
        ledger: ledger)
      let old = rows(oracle.logitsOld)
      var first = 0
      for (number, length) in oracle.lengths.enumerated() {
        if number % oracle.groupSize == 0 { batch.append(question: [1]) }
        let tokens = first..<first + length
        let steps =
          options.advantage == .groupProcess
          ? tokens.compactMap { token in
            oracle.stepRewards[token].map {
              Batch.StepReward(offset: token - first, reward: $0)
            }
          } : [Batch.StepReward(offset: length - 1, reward: oracle.rewards[number])]
        batch.append(
          oracle.actions[tokens], steps: steps, record: old, recordRow: first,
          self.policy.distribution)
        first += length
      }
      batch.reference?.copyRows(0..<count, from: rows(oracle.logitsReference), row: 0)
      batch.chargeDivergence(options.rewardDivergence, self.policy.distribution)
      let values =
        options.usesValueFunction
        ? ValueFunction(
          FixedNetwork(oracle.values.map { [Float($0)] }, ledger: ledger),
          layout: ParameterLayout(), maximumRows: oracle.lengths.count * oracle.maximumLength,
          ledger: ledger) : nil
      var estimation = AdvantageEstimation(options: options, capacity: count, ledger: ledger)
      estimation.fill(&batch, values)
      loss = PolicyLoss(
        distribution: self.policy.distribution, options: options, maximumRows: count,
        capacity: count, ledger: ledger)
      loss.objective.clip = options.clipRange.map { ($0, options.clipRangeHigh ?? $0) }
      loss.penalty = options.klPenalty ?? 0
    }
  }

  static func expectClose(_ found: [Double], _ wanted: [Double], _ what: String) {
    let scale = wanted.map(abs).max() ?? 0
    let error = zip(found, wanted).map { abs($0 - $1) }.max() ?? .infinity
    #expect(found.count == wanted.count, "\(what)")
    #expect(error <= 1e-5 * scale, "\(what): off by \(error / scale) of the largest")
  }

  @Test(arguments: Oracle.stored?.cases.map(\.name) ?? [])
  func `advantages, loss and gradient are PyTorch's`(_ name: String) throws {
    let oracle = try #require(Oracle.stored)
    let test = try #require(oracle.cases.first { $0.name == name })
    let options = Self.options(test, oracle)
    let fixture = Fixture(oracle, options)
    let batch = fixture.batch
    Self.expectClose(Array(batch.advantages), test.advantages, "\(name), advantages")
    let summary = fixture.loss.evaluate(
      fixture.policy,
      Minibatch(
        input: batch.input, indices: batch.indices,
        share: LossNormalizer(options).share(of: batch)),
      batch, advantages: batch.advantages[...])
    // Sums over tokens are the constant aggregation's times its constant.
    let factor =
      test.settings.aggregation == "sequenceSum" && options.aggregation == .constant
      ? Double(oracle.maximumLength) : 1
    #expect(
      abs(factor * summary.loss - test.loss) <= 1e-5 * max(abs(test.loss), 0.1), "\(name), loss")
    let gradient = fixture.loss.outputGradient.toArray().map { factor * Double($0) }
    Self.expectClose(gradient, test.gradient.flatMap { $0 }, "\(name), gradient")
  }

  @Test func `all 38 cases of the oracle are tested`() throws {
    #expect(try #require(Oracle.stored).cases.count == 38)
  }

  @Test func `the metric of the logits is the second derivative of the divergence`() throws {
    let oracle = try #require(Oracle.stored)
    let fixture = Fixture(
      oracle,
      Options {
        $0.baseline = .none; $0.rollout = .groups
      })
    let count = oracle.actions.count
    let ledger = MemoryLedger()
    let rows = DistributionRows(
      rows: count, columns: oracle.vocabulary, role: MemoryRole(.run, .rollout), ledger: ledger)
    fixture.policy.forward(fixture.batch.input, into: rows)
    let direction = Matrix(
      rows: count, columns: oracle.vocabulary, role: MemoryRole(.run, .rollout), ledger: ledger)
    direction.copy(from: oracle.fisher.vector.flatMap { $0 }, count: direction.count)
    fixture.policy.distribution.multiplyByMetric(rows, direction, by: 1 / Float(count))
    Self.expectClose(
      direction.toArray().map(Double.init), oracle.fisher.product.flatMap { $0 }, "Fisher")
  }
}
