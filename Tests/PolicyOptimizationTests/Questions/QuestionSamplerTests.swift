import Kernels
import NeuralNetworks
import PolicyOptimization
import Randomness
import Tasks
import Testing

@Suite struct `Sampling on questions` {
  /// The options of a batch with the most ragged of completions.
  static let cases: [(Transformer.Positions, Double, Int?)] = [
    (.learnt, 1, nil), (.rotary, 1, nil), (.learnt, 0.7, nil), (.rotary, 1.6, 3),
  ]

  @Test(arguments: cases)
  func `the loss finds the sampler's distributions again, to the bit`(
    _ positions: Transformer.Positions, _ temperature: Double, _ rounds: Int?
  ) throws {
    var fixture = try QuestionFixture(.random(positions)) {
      $0.groupsPerUpdate = 3
      $0.groupSize = 4
      $0.temperature = temperature
      $0.dynamicSampling = rounds
      $0.reward = .random
    }
    for _ in 0..<2 { fixture.collect() }
    let batch = fixture.batch
    #expect(Set(batch.episodes.map(\.length)).count > 3)
    let loss = fixture.loss()
    for size in [nil, 5, 1] {
      _ = fixture.minibatches(size).forEach(batch, update: 0, epoch: 0) { minibatch in
        let summary = loss.evaluate(
          fixture.policy, minibatch, batch,
          advantages: batch.advantages[0..<minibatch.indices.count])
        #expect(summary.smallestRatio == 1 && summary.largestRatio == 1)
        #expect(summary.divergence == 0)
        let rows = loss.distributions(minibatch.indices.count)
        for (row, index) in minibatch.indices.enumerated() {
          let found = fixture.policy.distribution.logProbability(
            rows, row, batch.actions, at: index)
          #expect(found.bitPattern == batch.oldLogProbabilities[index].bitPattern)
          #expect(
            rows.values.rows(row..<row + 1).toArray()
              == batch.old.values.rows(index..<index + 1).toArray())
        }
        return true
      }
    }
    let after = loss.measure(fixture.policy, batch)
    #expect(after.smallestRatio == 1 && after.largestRatio == 1 && after.divergence == 0)
  }

  @Test func `a completion's tokens stand side by side and end in a terminal state`() throws {
    var fixture = try QuestionFixture(.random(.learnt)) {
      $0.groupsPerUpdate = 3
      $0.groupSize = 3
    }
    fixture.collect()
    let batch = fixture.batch
    let completions = try #require(batch.completions)
    #expect(batch.episodes.count == 9 && completions.count == 9)
    #expect(completions.questions.count == 3)
    #expect(completions.groups == [0, 0, 0, 1, 1, 1, 2, 2, 2])
    var first = 0
    for (number, episode) in batch.episodes.enumerated() {
      let range = first..<first + episode.length
      #expect(episode.first == first && episode.row == number && episode.group == number / 3)
      #expect(completions.transitions(number) == range)
      for i in range {
        #expect(batch.row[i] == number)
        #expect(batch.actions[i] == Float(completions.tokens[i]))
        #expect(batch.successor[i] == (i == range.upperBound - 1 ? -1 : i + 1))
        #expect(batch.terminated[i] == (i == range.upperBound - 1))
      }
      let written = completions.tokens[range]
      #expect(!written.dropLast().contains(Symbol.end))
      #expect(written.last == Symbol.end || written.count == fixture.writer.longest)
      first = range.upperBound
    }
    #expect(batch.count == first && completions.tokens.count == first)
  }

  /// Swapped answers would still be rewarded now and then, but not these completions.
  @Test func `every completion is judged by its own question's verifier`() throws {
    var fixture = try QuestionFixture {
      $0.groupsPerUpdate = 16
      $0.groupSize = 4
    }
    fixture.collect()
    let batch = fixture.batch
    let problems = fixture.problems(16)
    #expect(fixture.questions == problems.map(\.question))
    func reward(_ completion: [Int], _ problem: Problem) -> Double {
      let verifier = Verifier(problem.program, distractors: problem.distractors)
      return verifier.verdict(completion).isCorrect ? 1 : 0
    }
    let own = zip(fixture.completions, batch.episodes).map { reward($0, problems[$1.group]) }
    let swapped = zip(fixture.completions, batch.episodes).map {
      reward($0, problems[($1.group + 1) % 16])
    }
    #expect(batch.episodes.map(\.totalReward) == own)
    #expect(own.contains(1) && own != swapped)
    for episode in batch.episodes {
      let rewards = batch.rewards[episode.first..<episode.first + episode.length]
      #expect(rewards.dropLast().allSatisfy { $0 == 0 } && rewards.last == episode.totalReward)
      #expect(episode.discountedReturn == episode.totalReward)
    }
  }

  @Test func `runs of one seed ask the same questions in the same order, whatever else differs`()
    throws
  {
    func asked(
      _ start: QuestionFixture.Start, seed: RunSeed, rounds: Int,
      change: (inout Options) -> Void
    ) throws -> [[Int]] {
      var fixture = try QuestionFixture(start, seed: seed, change: change)
      return (0..<rounds).flatMap { _ in
        fixture.collect()
        return fixture.questions
      }
    }
    let seed = RunSeed(suite: 5, run: 0)
    let few = try asked(.reference, seed: seed, rounds: 3) {
      $0.groupsPerUpdate = 2
      $0.groupSize = 2
    }
    let many = try asked(.random(.rotary), seed: seed, rounds: 1) {
      $0.groupsPerUpdate = 6
      $0.groupSize = 3
      $0.reward = .processSum
      $0.advantage = .monteCarlo
      $0.topK = 5
    }
    #expect(few.count == 6 && few == many)
    for other in [RunSeed(suite: 5, run: 1), RunSeed(suite: 6, run: 0)] {
      let questions = try asked(.reference, seed: other, rounds: 1) { $0.groupsPerUpdate = 6 }
      #expect(questions != few)
    }
  }

  /// Under one distribution for all states, equal random numbers would write equal completions.
  @Test func `no two completions are drawn with the same random numbers`() throws {
    var fixture = try QuestionFixture(.random(.learnt))
    fixture.tokens.fix(
      Dictionary(uniqueKeysWithValues: Symbol.digits.map { ($0, 0.1) }))
    let written = (0..<3).flatMap { _ in
      fixture.collect()
      return fixture.completions
    }
    #expect(written.count == 24 && Set(written).count == 24)
  }

  @Test func `training never asks what the test or the validation asks`() throws {
    var fixture = try QuestionFixture(.random(.learnt)) {
      $0.groupsPerUpdate = 32
      $0.groupSize = 1
      $0.advantage = .monteCarlo
    }
    for round in 0..<3 {
      fixture.collect()
      let problems = fixture.problems(32 * (round + 1)).suffix(32)
      #expect(fixture.questions == problems.map(\.question))
      for problem in problems {
        #expect(problem.program.key % 100 < 80)
        #expect(Split.train.contains(problem.program))
        #expect(!Split.validation.contains(problem.program))
        #expect(!Split.test.contains(problem.program))
      }
    }
  }
}
