import NeuralNetworks
import PolicyOptimization
import Randomness
import Tasks
import Testing

/// What completions earn, by hand, for "12 − 5, and 3 more".
@Suite struct `Rewards of completions` {
  static let verifier = Verifier(
    LatentProgram(
      givens: [12, 5, 3],
      steps: [.init(.subtract, .given(0), .given(1)), .init(.add, .step(0), .given(2))]))

  static let right = "<< 12 - 5 = 7 >> << 7 + 3 = 10 >> #### 10 <eos>"
  /// The second step is wrong, the answer is not.
  static let lucky = "<< 12 - 5 = 7 >> << 7 + 3 = 11 >> #### 10 <eos>"
  static let wrong = "<< 12 - 5 = 7 >> << 12 + 5 = 17 >> << 12 + 3 = 16 >> #### 16 <eos>"
  static let guessed = "#### 10 <eos>"
  static let truncated = "<< 12 - 5 = 7 >> << 7 +"

  static func verdict(_ text: String) throws -> Verdict { try verifier.verdict(tokens(text)) }

  /// The parts of a reward as (offset, reward).
  static func parts(
    _ kind: RewardKind, _ text: String, preference: Double? = nil
  ) throws -> [Batch.StepReward] {
    var coin = RandomStream(seed: 1, purpose: "coin")
    return try kind.steps(verdict(text), preference: preference, using: &coin)
  }

  static func step(_ offset: Int, _ reward: Double) -> Batch.StepReward {
    Batch.StepReward(offset: offset, reward: reward)
  }

  @Test func `the outcome pays at the last token, for the right answer alone`() throws {
    #expect(try Self.parts(.outcome, Self.right) == [Self.step(19, 1)])
    #expect(try Self.parts(.outcome, Self.lucky) == [Self.step(19, 1)])
    #expect(try Self.parts(.outcome, Self.wrong) == [Self.step(29, 0)])
    #expect(try Self.parts(.outcome, Self.guessed) == [Self.step(3, 1)])
    #expect(try Self.parts(.outcome, Self.truncated) == [Self.step(10, 0)])
  }

  @Test func `the sum pays every needed step its share, and lists those that earn nothing`() throws
  {
    #expect(
      try Self.parts(.processSum, Self.right)
        == [Self.step(7, 0.5), Self.step(15, 0.5), Self.step(19, 1)])
    #expect(
      try Self.parts(.processSum, Self.lucky)
        == [Self.step(7, 0.5), Self.step(15, 0), Self.step(19, 1)])
    #expect(
      try Self.parts(.processSum, Self.wrong)
        == [Self.step(7, 0.5), Self.step(16, 0), Self.step(25, 0), Self.step(29, 0)])
    #expect(try Self.parts(.processSum, Self.guessed) == [Self.step(3, 1)])
  }

  @Test func `the minimum is shared by the worst steps`() throws {
    #expect(
      try Self.parts(.processMinimum, Self.right)
        == [Self.step(7, 0.5), Self.step(15, 0.5), Self.step(19, 1)])
    #expect(
      try Self.parts(.processMinimum, Self.lucky) == [Self.step(15, -1), Self.step(19, 1)])
    #expect(
      try Self.parts(.processMinimum, Self.wrong)
        == [Self.step(16, -0.5), Self.step(25, -0.5), Self.step(29, 0)])
    #expect(try Self.parts(.processMinimum, Self.guessed) == [Self.step(3, 1)])
  }

  @Test func `a potential's differences add up to nothing, and the outcome stays`() throws {
    #expect(
      try Self.parts(.processPotential, Self.right)
        == [Self.step(7, 0.5), Self.step(15, 0.5), Self.step(19, -1), Self.step(19, 1)])
    for text in [Self.right, Self.lucky, Self.wrong, Self.guessed, Self.truncated] {
      let parts = try Self.parts(.processPotential, text)
      #expect(parts.dropLast().reduce(0) { $0 + $1.reward } == 0, "\(text)")
      #expect(try [parts.last] == Self.parts(.outcome, text), "\(text)")
      #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.offset <= $1.offset })
    }
  }

  @Test func `a preference is paid as it is`() throws {
    #expect(
      try Self.parts(.rewardModel, Self.wrong, preference: -1.25) == [Self.step(29, -1.25)])
  }

  @Test func `the coin is fair and does not look at what was written`() throws {
    let verdicts = try [Self.right, Self.wrong, Self.truncated].map(Self.verdict)
    var heads = 0.0
    for throwing in 0..<2_000 {
      let sides = verdicts.map { verdict in
        var coin = RandomStream(seed: 2, purpose: "coin", throwing)
        return RewardKind.random.steps(verdict, preference: nil, using: &coin)
      }
      #expect(Set(sides.map { $0[0].reward }).count == 1)
      for (side, verdict) in zip(sides, verdicts) {
        #expect(side.count == 1 && side[0].offset == verdict.tokenCount - 1)
      }
      heads += sides[0][0].reward
    }
    // Four standard deviations of a fair coin.
    #expect(abs(heads - 1_000) < 90)
  }

  @Test func `the coins of a run do not depend on its policy`() throws {
    func rewards(_ start: QuestionFixture.Start) throws -> [Double] {
      var fixture = try QuestionFixture(start) { $0.reward = .random }
      return (0..<4).flatMap { _ in
        fixture.collect()
        return fixture.batch.episodes.map(\.totalReward)
      }
    }
    let first = try rewards(.reference)
    #expect(try first == rewards(.random(.rotary)))
    #expect(Set(first) == [0, 1])
    #expect(Set(first[0..<8].indices.map { first[$0] == first[$0 + 8] }).count == 2)
  }

  @Test func `a tally has the means of every definition, whatever is optimised`() throws {
    var tally = RewardTally()
    for text in [Self.right, Self.lucky, Self.wrong, Self.truncated] {
      tally.add(try Self.verdict(text))
    }
    #expect(tally.accuracy == 0.5)
    #expect(tally.verifiedRate == 0.25)
    #expect(tally.luckyRate == 0.25)
    #expect(tally.truncationRate == 0.25)
    #expect(tally.length == Double(20 + 20 + 30 + 11) / 4)
    #expect(tally.meanProcessSum == 0.625)
    #expect(tally.meanProcessMinimum == -0.5)
    #expect(RewardTally().accuracy.isNaN)
  }
}
