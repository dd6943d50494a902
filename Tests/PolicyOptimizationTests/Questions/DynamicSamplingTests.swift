import Kernels
import NeuralNetworks
import PolicyOptimization
import Tasks
import Testing

@Suite struct `Dynamic sampling` {
  /// Groups of a batch: the question, its completions, what they earned and their log-probabilities.
  struct Group: Equatable {
    var question: [Int]
    var completions: [[Int]]
    var rewards: [Double]
    var logProbabilities: [Double]
    var isUniform: Bool { rewards.allSatisfy { $0 == rewards[0] } }
  }

  static func groups(_ fixture: QuestionFixture) -> [Group] {
    let completions = fixture.completions
    return fixture.questions.enumerated().map { number, question in
      let members = fixture.batch.episodes.indices.filter {
        fixture.batch.episodes[$0].group == number
      }
      return Group(
        question: question, completions: members.map { completions[$0] },
        rewards: members.map { fixture.batch.episodes[$0].totalReward },
        logProbabilities: members.flatMap { member in
          let episode = fixture.batch.episodes[member]
          return Array(
            fixture.batch.oldLogProbabilities[episode.first..<episode.first + episode.length])
        })
    }
  }

  static func fixture(rounds: Int?, reward: RewardKind) throws -> QuestionFixture {
    try QuestionFixture(.random(.learnt)) {
      $0.groupsPerUpdate = 4
      $0.groupSize = 2
      $0.reward = reward
      $0.dynamicSampling = rounds
    }
  }

  @Test func `groups with equal rewards are set aside while rounds last`() throws {
    var fixture = try Self.fixture(rounds: 2, reward: .random)
    var (full, short) = (0, 0)
    for _ in 0..<40 {
      let before = fixture.sampler.used
      fixture.collect()
      let groups = Self.groups(fixture)
      let written = fixture.sampler.used - before
      #expect((1...4).contains(groups.count))
      #expect(groups.allSatisfy { $0.completions.count == 2 })
      // Whole rounds of 4 · 2 completions, those that were set aside included.
      #expect(written == 8 || written == 16)
      if groups.count < 4 { #expect(written == 16) }
      if groups.contains(where: \.isUniform) { #expect(groups.count == 1 && written == 16) }
      full += groups.count == 4 ? 1 : 0
      short += groups.count < 4 ? 1 : 0
    }
    #expect(full > 5 && short > 0)
    #expect(fixture.sampler.metrics["completions"] == Double(fixture.sampler.used))
  }

  @Test func `what is kept is what was sampled, and nothing else is left out`() throws {
    var plain = try Self.fixture(rounds: nil, reward: .random)
    var all: [Group] = []
    for _ in 0..<8 {
      plain.collect()
      all += Self.groups(plain)
    }
    #expect(all.contains { $0.isUniform })
    var dynamic = try Self.fixture(rounds: 8, reward: .random)
    dynamic.collect()
    let kept = Self.groups(dynamic)
    #expect(kept.count == 4)
    #expect(kept == Array(all.filter { !$0.isUniform }.prefix(4)))
    // Whole rounds of four groups, and none after the fourth group was found.
    let differing = all.indices.filter { !all[$0].isUniform }
    #expect(dynamic.sampler.used == 8 * (differing[3] / 4 + 1))
    #expect((9..<64).contains(dynamic.sampler.used))
  }

  @Test(arguments: [1, 3])
  func `a batch is never empty, and the rounds are never more than allowed`(_ rounds: Int) throws {
    // A random policy is never right.
    var fixture = try Self.fixture(rounds: rounds, reward: .outcome)
    for round in 1...2 {
      fixture.collect()
      #expect(fixture.questions.count == 1 && fixture.batch.episodes.count == 2)
      #expect(fixture.sampler.used == round * rounds * 8)
      #expect(
        fixture.questions == [fixture.problems(4 * rounds * round)[4 * rounds * round - 1].question]
      )
    }
  }
}
