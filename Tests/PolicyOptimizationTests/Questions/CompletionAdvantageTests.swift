import Kernels
import NeuralNetworks
import PolicyOptimization
import Testing

/// Puts out equal logits for every token that it is asked for.
final class UniformNetwork: Network {
  private let rows: Matrix

  init(rows: Int, columns: Int, ledger: MemoryLedger) {
    self.rows = Matrix(
      rows: rows, columns: columns, role: MemoryRole(.policy, .activations), ledger: ledger)
  }

  func forward(_ input: NetworkInput, _ parameters: ParameterVector) -> Matrix {
    guard case .tokens(let packed) = input else { return rows }
    return rows.rows(0..<packed.outputCount)
  }

  func pullback(
    _ outputGradient: Matrix, _ parameters: ParameterVector, gradient: ParameterVector
  ) {}

  func pushforward(_ parameters: ParameterVector, tangent: ParameterVector) -> Matrix { rows }
}

/// Completions of given lengths and rewards under a uniform policy of four tokens.
struct UniformBatch {
  let ledger = MemoryLedger()
  let options: Options
  let policy: Policy
  var batch: Batch

  /// - Parameter completions: the groups, each with its completions' lengths and rewards.
  init(
    _ groups: [[(length: Int, steps: [Batch.StepReward])]], longest: Int,
    change: (inout Options) -> Void
  ) {
    let completions = groups.flatMap { $0 }
    let count = completions.reduce(0) { $0 + $1.length }
    options = Options {
      $0.rollout = .groups
      $0.groupSize = groups[0].count
      $0.groupsPerUpdate = groups.count
      $0.discount = 1
      $0.advantage = .monteCarlo
      $0.baseline = .none
      $0.normalizeAdvantages = .none
      change(&$0)
    }
    policy = Policy(
      UniformNetwork(rows: count, columns: 4, ledger: ledger), vocabulary: 4,
      layout: ParameterLayout(), maximumRows: count, ledger: ledger)
    batch = Batch(
      capacity: count, boundaryCapacity: 0, observationSize: 0,
      distribution: policy.distribution, keepsReference: false,
      completions: Completions(longest: longest, packed: PackedTokens(capacity: 64)),
      ledger: ledger)
    let uniform = DistributionRows(
      rows: longest, columns: 4, role: MemoryRole(.run, .rollout), ledger: ledger)
    policy.describe(
      Matrix(rows: longest, columns: 4, role: MemoryRole(.run, .rollout), ledger: ledger),
      into: uniform)
    for group in groups {
      batch.append(question: [1, 2])
      for completion in group {
        batch.append(
          (0..<completion.length).map { $0 % 4 }[...], steps: completion.steps, record: uniform,
          recordRow: 0, policy.distribution)
      }
    }
    var estimation = AdvantageEstimation(options: options, capacity: count, ledger: ledger)
    estimation.fill(&batch, nil)
  }

  func loss() -> PolicyLoss {
    PolicyLoss(
      distribution: policy.distribution, options: options, maximumRows: batch.capacity,
      capacity: batch.capacity, ledger: ledger)
  }

  func minibatches(_ size: Int?) -> Minibatches {
    Minibatches(
      size: size, capacity: batch.capacity, observationSize: 0, options: options,
      seed: RunSeed(suite: 1, run: 0), purpose: "minibatch", ledger: ledger)
  }
}

@Suite struct `Advantages and weights of completions` {
  static func step(_ offset: Int, _ reward: Double) -> Batch.StepReward {
    Batch.StepReward(offset: offset, reward: reward)
  }

  /// Step rewards [1, 0] and [0, 0, 1]: mean 0.4, standard deviation (÷5) 0.48989795.
  @Test func `process supervision has its golden advantages`() {
    let fixture = UniformBatch(
      [
        [
          (length: 4, steps: [Self.step(1, 1), Self.step(3, 0)]),
          (length: 6, steps: [Self.step(0, 0), Self.step(2, 0), Self.step(4, 1)]),
        ]
      ], longest: 8
    ) {
      $0.advantage = .groupProcess
      $0.reward = .processSum
      $0.groupScale = .biased
    }
    // The golden values leave out what guards the division. A token has the advantage of the first step
    // that ends at or after it.
    let guarded = 0.489_897_95 / (0.489_897_95 + 1e-4)
    let first = [0.408_248_29, -0.816_496_58]
    let second = [-0.408_248_29, 0.408_248_29, 1.224_744_87]
    let expected =
      [first[0], first[0], first[1], first[1]]
      + [second[0], second[1], second[1], second[2], second[2], 0]
    for (index, value) in expected.enumerated() {
      #expect(abs(fixture.batch.advantages[index] - guarded * value) < 1e-7, "token \(index)")
    }
  }

  @Test func `the steps of one group are not compared with another's`() {
    let own = [
      (length: 4, steps: [Self.step(1, 1), Self.step(3, 0)]),
      (length: 3, steps: [Self.step(0, 0), Self.step(2, 0)]),
    ]
    func advantages(_ groups: [[(length: Int, steps: [Batch.StepReward])]]) -> [Double] {
      UniformBatch(groups, longest: 8) {
        $0.advantage = .groupProcess
        $0.reward = .processSum
      }.batch.advantages
    }
    let other = [(length: 2, steps: [Self.step(1, 1)]), (length: 1, steps: [Self.step(0, 1)])]
    #expect(advantages([own, other]) == advantages([own]) + [0, 0, 0])
    #expect(advantages([own])[0] != 0)
  }

  static let lengths = [2, 4, 6, 8]

  /// Completions of 2, 4, 6 and 8 tokens whose loss is 1, 2, 3 and 4 at every token.
  static func ladder(
    longest: Int = 8, change: @escaping (inout Options) -> Void
  ) -> UniformBatch {
    let completions = lengths.enumerated().map { number, length in
      (length: length, steps: [step(length - 1, -Double(number + 1))])
    }
    return UniformBatch(
      [Array(completions[0..<2]), Array(completions[2..<4])], longest: longest, change: change)
  }

  static let aggregations: [(Aggregation, CreditKind, Int, Double)] = [
    (.step, .token, 8, 3), (.episode, .token, 8, 2.5), (.constant, .token, 8, 1.875),
    (.constant, .token, 16, 0.9375), (.step, .answer, 8, 2.5),
  ]

  @Test(arguments: aggregations)
  func `every aggregation has its golden mean`(
    _ aggregation: Aggregation, _ credit: CreditKind, _ longest: Int, _ expected: Double
  ) {
    let fixture = Self.ladder(longest: longest) {
      $0.aggregation = aggregation
      $0.credit = credit
    }
    let loss = fixture.loss()
    var calls = 0
    _ = fixture.minibatches(nil).forEach(fixture.batch, update: 0, epoch: 0) { minibatch in
      let summary = loss.evaluate(
        fixture.policy, minibatch, fixture.batch, advantages: fixture.batch.advantages[...])
      #expect(abs(summary.surrogate - expected) < 1e-12)
      calls += 1
      return true
    }
    #expect(calls == 1)
    // The same share where nothing is cut into minibatches.
    let whole = Minibatch(
      input: fixture.batch.input, indices: fixture.batch.indices,
      share: LossNormalizer(fixture.options).share(of: fixture.batch))
    let summary = loss.evaluate(
      fixture.policy, whole, fixture.batch, advantages: fixture.batch.advantages[...])
    #expect(abs(summary.surrogate - expected) < 1e-12)
  }

  /// A minibatch of k of the K completions is a k/K-th of the batch: so weighted, their losses and their
  /// gradients add up to the batch's, whichever completions stand together.
  @Test(
    arguments: aggregations.filter { $0.0 != .step || $0.1 == .answer }.map { $0 },
    [1, 2, 3])
  func `minibatches of completions average to the batch`(
    _ aggregation: (Aggregation, CreditKind, Int, Double), _ size: Int
  ) {
    let fixture = Self.ladder(longest: aggregation.2) {
      $0.aggregation = aggregation.0
      $0.credit = aggregation.1
      $0.entropyCoefficient = 0.1
    }
    let batch = fixture.batch
    let loss = fixture.loss()
    func gradients(_ size: Int?, epoch: Int) -> (loss: Double, rows: [[Double]]) {
      var sum = 0.0
      var rows = [[Double]](repeating: [], count: batch.count)
      _ = fixture.minibatches(size).forEach(batch, update: 3, epoch: epoch) { minibatch in
        let advantages = minibatch.indices.map { batch.advantages[$0] }
        let members = Set(minibatch.indices.map { batch.row[$0] }).count
        let share = Double(members) / Double(batch.episodes.count)
        sum +=
          share
          * loss.evaluate(
            fixture.policy, minibatch, batch, advantages: advantages[...]
          ).loss
        for (row, index) in minibatch.indices.enumerated() {
          rows[index] = (0..<4).map { share * Double(loss.outputGradient[row, $0]) }
        }
        return true
      }
      return (sum, rows)
    }
    let whole = gradients(nil, epoch: 0)
    for epoch in 0..<3 {
      let parts = gradients(size, epoch: epoch)
      #expect(abs(parts.loss - whole.loss) < 1e-9)
      for (part, row) in zip(parts.rows, whole.rows) {
        #expect(part.count == 4 && zip(part, row).allSatisfy { abs($0 - $1) < 1e-7 })
      }
    }
  }

  @Test func `where every token weighs the same, minibatches count by their tokens`() {
    let fixture = Self.ladder { $0.aggregation = .step }
    let loss = fixture.loss()
    var sum = 0.0
    _ = fixture.minibatches(3).forEach(fixture.batch, update: 0, epoch: 0) { minibatch in
      let advantages = minibatch.indices.map { fixture.batch.advantages[$0] }
      let summary = loss.evaluate(
        fixture.policy, minibatch, fixture.batch, advantages: advantages[...])
      sum += summary.surrogate * Double(minibatch.indices.count) / Double(fixture.batch.count)
      return true
    }
    #expect(abs(sum - 3) < 1e-12)
  }

  @Test func `minibatches are whole completions, each once in an epoch, in another order in each`()
  {
    let fixture = Self.ladder { _ in }
    func epoch(_ update: Int, _ epoch: Int) -> [[Int]] {
      var minibatches: [[Int]] = []
      _ = fixture.minibatches(3).forEach(fixture.batch, update: update, epoch: epoch) {
        minibatches.append(Array($0.indices))
        return true
      }
      return minibatches
    }
    let all = (0..<4).map { epoch(0, $0) }
    for minibatches in all {
      #expect(minibatches.flatMap { $0 }.sorted() == Array(0..<20))
      #expect(minibatches.map { Set($0.map { fixture.batch.row[$0] }).count } == [3, 1])
      #expect(minibatches.allSatisfy { $0 == $0.sorted() })
    }
    #expect(Set(all).count > 1)
    #expect(epoch(0, 2) == all[2])
    #expect((0..<4).map { epoch(1, $0) } != all)
  }
}
