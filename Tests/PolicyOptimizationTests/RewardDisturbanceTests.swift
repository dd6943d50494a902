import NeuralNetworks
import PolicyOptimization
import Randomness
import Tasks
import Testing

/// Rewards that are spoilt in training: shuffled, noisy, flipped.
@Suite struct `Disturbed rewards` {
  static func stream(_ index: Int = 0) -> RandomStream {
    RandomStream(seed: 3, purpose: "test", index)
  }

  private static func shuffled(
    _ batch: Batch, _ options: Options, _ index: Int = 0
  ) -> Batch {
    var (copy, stream) = (batch, stream(index))
    copy.shuffleRewards(options, using: &stream)
    return copy
  }

  private static func rewards(_ batch: Batch) -> [Double] { Array(batch.rewards[0..<batch.count]) }

  @Test func `a shuffle keeps every reward of a batch, elsewhere`() throws {
    let (batch, _) = try Sampling.gather("Pendulum-v1") {
      $0.environments = 2
      $0.stepsPerEnvironment = 250
    }
    let shuffled = Self.shuffled(batch, Options())
    #expect(Self.rewards(shuffled).sorted() == Self.rewards(batch).sorted())
    let moved = zip(Self.rewards(shuffled), Self.rewards(batch)).count { $0 != $1 }
    #expect(moved > 450)
    #expect(shuffled.rewards[batch.count...].allSatisfy { $0 == 0 })
    #expect(shuffled.episodes == batch.episodes)
    #expect(Self.rewards(Self.shuffled(batch, Options())) == Self.rewards(shuffled))
    #expect(Self.rewards(Self.shuffled(batch, Options(), 1)) != Self.rewards(shuffled))
  }

  @Test func `every order is equally likely`() throws {
    let (batch, _) = try Sampling.gather("Pendulum-v1") {
      $0.environments = 1
      $0.stepsPerEnvironment = 3
    }
    let orders = (0..<6_000).map { Self.rewards(Self.shuffled(batch, Options(), $0)) }
    var counts: [[Double]: Int] = [:]
    for order in orders { counts[order, default: 0] += 1 }
    #expect(counts.count == 6)
    // Four standard deviations of 6,000 draws of probability 1/6.
    #expect(counts.values.allSatisfy { abs($0 - 1_000) < 116 })
  }

  @Test func `of whole episodes the shuffled rewards make the discounted return`() throws {
    var options = Options { $0.hiddenSizes = [4] }
    func group(_ options: inout Options) {
      options.rollout = .groups
      options.groupSize = 3
      options.groupsPerUpdate = 2
      options.discount = 0.9
    }
    group(&options)
    let (batch, _) = try Sampling.gather("Pendulum-v1") { group(&$0) }
    let shuffled = Self.shuffled(batch, options)
    #expect(Self.rewards(shuffled).sorted() == Self.rewards(batch).sorted())
    for episode in shuffled.episodes {
      let own = (0..<batch.count).filter { batch.row[$0] == episode.row }
      #expect(own.count == episode.length)
      var sum = 0.0
      for i in own.reversed() { sum = shuffled.rewards[i] + 0.9 * sum }
      #expect(abs(episode.discountedReturn - sum) < 1e-9 * abs(sum))
    }
    #expect(shuffled.episodes.map(\.totalReward) == batch.episodes.map(\.totalReward))
    #expect(
      shuffled.episodes.map(\.discountedReturn) != batch.episodes.map(\.discountedReturn))
  }

  @Test func `of completions the scores are shuffled and what was earned stays`() throws {
    var fixture = try QuestionFixture {
      $0.groupsPerUpdate = 8
      $0.groupSize = 4
      $0.shuffleRewards = true
    }
    fixture.collect()
    let batch = fixture.batch
    let shuffled = Self.shuffled(batch, fixture.options)
    #expect(Set(batch.episodes.map(\.totalReward)) == [0, 1])
    let scores = shuffled.episodes.map(\.discountedReturn)
    #expect(scores.sorted() == batch.episodes.map(\.discountedReturn).sorted())
    #expect(scores != batch.episodes.map(\.discountedReturn))
    #expect(shuffled.episodes.map(\.totalReward) == batch.episodes.map(\.totalReward))
    for episode in shuffled.episodes {
      let own = shuffled.rewards[episode.first..<episode.first + episode.length]
      #expect(own.dropLast().allSatisfy { $0 == 0 })
      #expect(own.last == episode.discountedReturn)
      #expect(episode.stepRewards.map(\.reward) == [episode.discountedReturn])
    }
  }

  @Test func `noise has the standard deviation asked for, and episodes report without it`() throws {
    func gather(_ noise: Double) throws -> Batch {
      try Sampling.gather("Pendulum-v1") {
        $0.environments = 4
        $0.stepsPerEnvironment = 1_000
        $0.rewardNoise = noise
      }.batch
    }
    let (plain, noisy) = (try gather(0), try gather(2.5))
    let noise = zip(Self.rewards(noisy), Self.rewards(plain)).map { $0 - $1 }
    let mean = noise.reduce(0, +) / 4_000
    let variance = noise.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3_999
    // Four standard errors of 4,000 draws.
    #expect(abs(mean) < 0.16)
    #expect(abs(variance.squareRoot() - 2.5) < 0.12)
    #expect(noisy.episodes.map(\.totalReward) == plain.episodes.map(\.totalReward))
    #expect(
      noisy.episodes.map(\.discountedReturn) != plain.episodes.map(\.discountedReturn))
    #expect(noisy.actions == plain.actions)
  }

  @Test func `an outcome is flipped as often as asked, and never of no noise`() throws {
    let verdict = try `Rewards of completions`.verdict(`Rewards of completions`.right)
    var coin = Self.stream()
    let steps = RewardKind.outcome.steps(verdict, preference: nil, using: &coin)
    func share(_ probability: Double) -> Double {
      Double(
        (0..<4_000).count { index in
          var stream = Self.stream(index)
          return RewardKind.flipped(steps, probability: probability, using: &stream) != steps
        }) / 4_000
    }
    #expect(share(0) == 0)
    #expect(share(1) == 1)
    #expect(abs(share(0.2) - 0.2) < 0.026)
    var stream = Self.stream()
    _ = RewardKind.flipped(steps, probability: 0, using: &stream)
    #expect(stream == Self.stream())
    var certain = Self.stream()
    let flipped = RewardKind.flipped(steps, probability: 1, using: &certain)
    #expect(flipped == [.init(offset: steps[0].offset, reward: 0)])
    #expect(RewardKind.flipped(flipped, probability: 1, using: &certain) == steps)
  }

  @Test func `flips of a run do not depend on its policy`() throws {
    func flips(_ start: QuestionFixture.Start) throws -> [Bool] {
      var fixture = try QuestionFixture(start) { $0.rewardFlip = 0.5 }
      var plain = try QuestionFixture(start)
      return (0..<6).flatMap { _ in
        fixture.collect()
        plain.collect()
        return zip(fixture.batch.episodes, plain.batch.episodes).map {
          $0.totalReward != $1.totalReward
        }
      }
    }
    let first = try flips(.reference)
    #expect(try first == flips(.random(.learnt)))
    #expect(Set(first) == [true, false])
  }

  private static let disturbances: [(name: String, change: @Sendable (inout Options) -> Void)] = [
    ("shuffle", { $0.shuffleRewards = true }), ("noise", { $0.rewardNoise = 3 }),
  ]

  @Test(arguments: ["vpg", "npg", "trpo", "ppo", "ppo-penalty", "grpo"])
  func `a disturbed run repeats to the bit, and another seed disturbs otherwise`(
    _ algorithm: String
  ) throws {
    for (name, change) in Self.disturbances {
      func bits(_ seed: Int) throws -> [[UInt64]] {
        Training.bits(
          try Training.record("Pendulum-v1", algorithm, seed: seed, change: change))
      }
      let first = try bits(0)
      #expect(try first == bits(0), "\(name)")
      #expect(try first != bits(1), "\(name)")
      let plain = try Training.record("Pendulum-v1", algorithm)
      #expect(first != Training.bits(plain), "\(name)")
    }
  }

  @Test func `evaluation and the logged return see no disturbance`() throws {
    // A policy that does not move is the same policy, whatever it is trained on.
    func record(_ change: (inout Options) -> Void) throws -> TrainingRecord {
      try Training.record("Pendulum-v1", "vpg") {
        $0.learningRate = 0
        change(&$0)
      }
    }
    let plain = try record { _ in }
    let column = try #require(plain.updateColumns.firstIndex(of: "episodeReturn"))
    for (name, change) in Self.disturbances {
      let disturbed = try record(change)
      #expect(disturbed.evaluations == plain.evaluations, "\(name)")
      #expect(
        disturbed.updates.map { $0[column].bitPattern }
          == plain.updates.map { $0[column].bitPattern }, "\(name)")
      #expect(Training.bits(disturbed) != Training.bits(plain), "\(name)")
    }
  }

  @Test func `where every step earns the same a shuffle changes no bit`() throws {
    for algorithm in ["ppo", "grpo"] {
      let plain = try Training.record("CartPole-v1", algorithm)
      let shuffled = try Training.record("CartPole-v1", algorithm) { $0.shuffleRewards = true }
      #expect(Training.bits(shuffled) == Training.bits(plain))
      #expect(shuffled.evaluations == plain.evaluations)
    }
  }

  @Test(arguments: ["ppo", "grpo", "rloo"])
  func `on questions a disturbed run repeats to the bit and measures the truth`(
    _ algorithm: String
  ) throws {
    let changes: [@Sendable (inout Options) -> Void] = [
      { $0.shuffleRewards = true }, { $0.rewardFlip = 0.4 },
    ]
    func record(_ rate: Double, _ change: (inout Options) -> Void) throws -> TrainingRecord {
      try `Training on questions`.record(algorithm) {
        $0.reward = .outcome
        $0.learningRate = rate
        $0.groupsPerUpdate = 3
        $0.groupSize = 2
        change(&$0)
      }
    }
    let still = try record(0) { _ in }
    let accuracy = try #require(still.updateColumns.firstIndex(of: "accuracy"))
    for change in changes {
      #expect(
        try Training.bits(record(0.01, change)) == Training.bits(record(0.01, change)))
      let disturbed = try record(0, change)
      #expect(disturbed.evaluations == still.evaluations)
      #expect(
        disturbed.updates.map { $0[accuracy].bitPattern }
          == still.updates.map { $0[accuracy].bitPattern })
    }
  }

  @Test func `disturbances that mean nothing together are refused in one sentence`() {
    func conflict(_ change: (inout Options) -> Void) -> String? {
      do {
        try Options(change).validate()
        return nil
      } catch { return error.description }
    }
    #expect(
      conflict {
        $0.shuffleRewards = true
        $0.normalizeReturns = true
      }
        == "shuffleRewards: true needs normalizeReturns: false, since rewards are scaled one by one as they come"
    )
    for reward: RewardKind in [.processSum, .processMinimum, .processPotential, .random] {
      #expect(
        conflict {
          $0.shuffleRewards = true
          $0.reward = reward
        }
          == "shuffleRewards: true needs a reward of whole completions that says something: outcome or rewardModel"
      )
    }
    #expect(
      conflict {
        $0.rewardFlip = 0.5
        $0.reward = .processSum
      } == "rewardFlip: 0.5 needs reward: outcome")
    #expect(conflict { $0.rewardNoise = 1 } == nil)
  }
}
