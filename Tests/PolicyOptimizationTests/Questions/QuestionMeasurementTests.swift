import Kernels
import NeuralNetworks
import PolicyOptimization
import Tasks
import Testing

@Suite struct `Measures of answers` {
  @Test(
    arguments: [
      ([5, 5, 3], 5, 1), ([5, 5, 3], 3, 0), ([5, 3], 5, 0.5), ([5, 3], 3, 0.5), ([5, 3], 4, 0),
      ([1, 2, 3, 3, 2, 1], 2, 1.0 / 3), ([7], 7, 1), ([], 7, 0), ([0, 0, 9, 9, 9], 0, 0),
    ] as [([Int], Int, Double)])
  func `the majority's answer, or its share of a tie`(
    _ answers: [Int], _ right: Int, _ expected: Double
  ) {
    #expect(QuestionMeasurement.majority(answers, right: right) == expected)
    #expect(QuestionMeasurement.majority(answers.reversed(), right: right) == expected)
  }

  /// An evaluator of a policy, without a reference.
  static func evaluator(
    _ fixture: QuestionFixture, items: Int, seed: RunSeed = RunSeed(suite: 5, run: 0)
  ) -> QuestionEvaluator {
    QuestionEvaluator(
      family: fixture.family, items: items, policy: fixture.policy, writer: fixture.writer,
      divergence: DivergenceMeter(
        reference: nil, columns: fixture.policy.outputSize, longest: fixture.writer.longest,
        perPass: 4, packed: PackedTokens(capacity: 64), ledger: fixture.tokens.ledger),
      outside: nil, preference: nil, seed: seed)
  }

  @Test func `the measures of the last point are those of its returns`() throws {
    let evaluator = try Self.evaluator(QuestionFixture(), items: 20)
    let (greedy, sampled) = evaluator.returns(episodes: 20, point: 0, position: 10, isLast: true)
    #expect(greedy.count == 20 && sampled.count == 20)
    #expect(greedy.allSatisfy { $0 == 0 || $0 == 1 })
    #expect(sampled.allSatisfy { (8 * $0).rounded() == 8 * $0 })
    #expect(sampled.contains { $0 > 0 })
    let record = EvaluationRecord(position: 10, greedyReturns: greedy, sampledReturns: sampled)
    let metrics = evaluator.metrics([record, record])
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    #expect(metrics["sampledAccuracy"] == mean(sampled))
    #expect(metrics["greedyAccuracy"] == mean(greedy))
    #expect(metrics["areaUnderCurve"] == mean(sampled))
    #expect(metrics["passAt8"] == mean(sampled.map { $0 > 0 ? 1 : 0 }))
    let majority = try #require(metrics["majorityAt8"])
    #expect(majority <= mean(sampled.map { $0 > 0 ? 1 : 0 }))
    let verified = try #require(metrics["verifiedAccuracy"])
    let lucky = try #require(metrics["luckyRate"])
    #expect(abs(verified + lucky - mean(sampled)) < 1e-12)
    #expect(metrics["reward.outcome"].map { abs($0 - mean(sampled)) < 1e-12 } == true)
    #expect(metrics["steps.1.sampledAccuracy"] == mean(sampled))
    #expect(metrics["accuracyGain"] == nil)
    #expect(metrics["klReference"]?.isNaN == true)
  }

  @Test func `an item's measures do not depend on the others, and its samples not on the policy`()
    throws
  {
    let fixture = try QuestionFixture()
    func returns(_ items: Int, point: Int) -> (greedy: [Double], sampled: [Double]) {
      Self.evaluator(fixture, items: 20).returns(
        episodes: items, point: point, position: 1, isLast: true)
    }
    let all = returns(20, point: 0)
    let few = returns(7, point: 0)
    #expect(few.greedy == Array(all.greedy.prefix(7)))
    #expect(few.sampled == Array(all.sampled.prefix(7)))
    let later = returns(20, point: 1)
    #expect(later.greedy == all.greedy && later.sampled != all.sampled)
  }

  /// A policy that always gives one answer: in step, right where that answer is.
  @Test func `one answer for all is as good as its frequency`() throws {
    let fixture = try QuestionFixture(.random(.learnt))
    let items = fixture.family.evaluationSet(.test, count: 20)
    let evaluator = Self.evaluator(fixture, items: 20)
    // Nothing but the end token: no answer, and no majority.
    fixture.tokens.fix([Symbol.end: 1])
    let (greedy, sampled) = evaluator.returns(episodes: 20, point: 0, position: 1, isLast: true)
    #expect(greedy == [Double](repeating: 0, count: items.count))
    #expect(sampled == greedy)
    let metrics = evaluator.metrics([])
    #expect(metrics["majorityAt8"] == 0 && metrics["passAt8"] == 0)
    #expect(metrics["completionLength"] == 1 && metrics["truncationRate"] == 0)
    #expect(evaluator.samples.allSatisfy { $0.completion == "<eos>" && !$0.isCorrect })
    // Never the end token.
    fixture.tokens.fix([Symbol.digits.lowerBound: 1])
    _ = evaluator.returns(episodes: 20, point: 1, position: 1, isLast: true)
    let truncated = evaluator.metrics([])
    #expect(truncated["truncationRate"] == 1)
    #expect(truncated["completionLength"] == Double(fixture.writer.longest))
  }

  @Test func `the samples are of the first items, before and after`() throws {
    let fixture = try QuestionFixture()
    let evaluator = Self.evaluator(fixture, items: 8)
    let accuracy = evaluator.measureReference(items: 4)
    #expect((0...1).contains(accuracy))
    _ = evaluator.returns(episodes: 8, point: 0, position: 70, isLast: true)
    #expect(evaluator.samples.map(\.position) == [0, 0, 0, 0, 0, 0, 70, 70, 70, 70, 70, 70])
    let items = fixture.family.evaluationSet(.test, count: 6)
    for (sample, item) in zip(evaluator.samples, items + items) {
      #expect(sample.question == Vocabulary.arithmetic.text(item.question))
      #expect(sample.answer == item.answer)
      let written = try tokens(sample.completion)
      let verdict = Verifier(item.program, distractors: item.distractors).verdict(written)
      #expect(verdict.isCorrect == sample.isCorrect && verdict.isVerified == sample.isVerified)
    }
    // The policy has not moved, and neither have the samples.
    #expect(
      evaluator.samples.prefix(6).map { $0.completion }
        == evaluator.samples.suffix(6).map { $0.completion })
    #expect(evaluator.metrics([])["accuracyGain"] != nil)
  }
}
