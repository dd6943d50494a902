import Foundation
import Kernels
import NeuralNetworks
import PolicyOptimization
import Randomness
import Tasks
import Testing

@Suite struct `Reward model` {
  static let shape = Transformer.Shape(
    vocabulary: 8, outputs: 8, context: 12, width: 4, layers: 1, heads: 2, positions: .learnt,
    tiedHead: false)

  /// A reference of random parameters.
  static func checkpoint() -> Checkpoint {
    let tokens = TokenPolicy(shape, questions: 1, longestQuestion: 1, completions: 1, longest: 1)
    tokens.randomize("reward model")
    return Checkpoint(
      shape: shape, parameters: tokens.policy.parameters.flat.toArray(), note: [:])
  }

  static func model(change: (inout Options) -> Void = { _ in }) -> RewardModel {
    RewardModel(
      checkpoint(), longestQuestion: 3, longest: 5, groupSize: 4, options: Options(change),
      ledger: MemoryLedger())
  }

  /// Questions and completions of random tokens; a 6 in the completion is right, a 7 wrong.
  static func preferences(_ count: Int, seed: UInt64) -> [RewardModel.Preference] {
    var stream = RandomStream(seed: seed, purpose: "preferences")
    return (0..<count).map { _ in
      func tokens(_ length: Int) -> [Int] { (0..<length).map { _ in stream.integer(below: 6) } }
      func completion(_ mark: Int) -> [Int] {
        var completion = tokens(1 + stream.integer(below: 4))
        completion.insert(mark, at: stream.integer(below: completion.count + 1))
        return completion
      }
      return RewardModel.Preference(question: tokens(3), right: completion(6), wrong: completion(7))
    }
  }

  @Test func `it learns a preference that can be told, and ranks pairs it never saw`() {
    let model = Self.model { $0.rewardModelLearningRate = 0.02 }
    let ranked = model.fit(
      Self.preferences(128, seed: 1), epochs: 12, stream: RandomStream(seed: 1, purpose: "order"))
    #expect(ranked.count == 12)
    #expect(ranked[0] < 0.9 && (ranked.last ?? 0) > 0.95)
    let others = Self.preferences(100, seed: 2)
    let right = others.count { pair in
      let scores = model.scores(pair.question, [pair.right[...], pair.wrong[...]])
      return scores[0] > scores[1]
    }
    #expect(right > 90)
  }

  @Test func `an untrained model is indifferent`() {
    let pair = Self.preferences(1, seed: 3)[0]
    #expect(Self.model().scores(pair.question, [pair.right[...], pair.wrong[...]]) == [0, 0])
  }

  @Test func `a score does not depend on what else is scored`() {
    let model = Self.model { $0.rewardModelLearningRate = 0.02 }
    let pairs = Self.preferences(40, seed: 4)
    model.fit(pairs, epochs: 2, stream: RandomStream(seed: 1, purpose: "order"))
    let question = pairs[0].question
    let completions = [pairs[0].right, pairs[1].wrong, pairs[2].right, pairs[3].wrong]
    let together = model.scores(question, completions.map { $0[...] })
    let reversed = model.scores(question, completions.reversed().map { $0[...] })
    let alone = completions.map { model.scores(question, [$0[...]])[0] }
    #expect(together == alone && together == reversed.reversed())
    #expect(Set(together).count == 4)
  }

  /// The first steps, taken beside the model with the gradient of −log σ(margin) by central differences.
  /// With Adam's ε of 1 a step is nearly the gradient itself.
  @Test func `its steps follow the gradient of the log-likelihood of its preferences`() {
    let pairs = Self.preferences(6, seed: 5)
    let steps = 4
    let (rate, epsilon) = (1.0, 1.0)
    let model = Self.model {
      $0.rewardModelLearningRate = rate
      $0.adamEpsilon = epsilon
    }
    model.fit(pairs, epochs: steps, stream: RandomStream(seed: 1, purpose: "order"))

    let twin = TokenPolicy(
      Self.shape.scoring, questions: 6, longestQuestion: 3, completions: 12, longest: 5)
    Self.checkpoint().copyTrunk(to: twin.policy.parameters, twin.policy.layout)
    let parameters = twin.policy.parameters
    let gradient = twin.vector()
    let optimizer = Adam(
      parameterCount: twin.policy.layout.count, epsilon: epsilon, owner: .policy,
      ledger: twin.ledger)
    func scores() -> [Double] {
      var packed = PackedTokens(capacity: 64)
      for pair in pairs {
        let prompt = packed.appendPrompt(pair.question[...])
        packed.appendScored(pair.right[...], of: prompt)
        packed.appendScored(pair.wrong[...], of: prompt)
      }
      return twin.transformer.forward(packed, parameters).toArray().map(Double.init)
    }
    func loss() -> Double {
      let scores = scores()
      return pairs.indices.reduce(0) {
        $0 + Foundation.log(1 + Foundation.exp(scores[2 * $1 + 1] - scores[2 * $1]))
      } / Double(pairs.count)
    }
    for _ in 0..<steps {
      for index in 0..<parameters.flat.count {
        let value = parameters.flat[index]
        parameters.flat[index] = value + 0.01
        let above = loss()
        parameters.flat[index] = value - 0.01
        gradient.flat[index] = Float((above - loss()) / 0.02)
        parameters.flat[index] = value
      }
      optimizer.step(
        parameters.flat, gradient: gradient.flat,
        gradientScale: gradientScale(norm: sumOfSquares(gradient.flat).squareRoot(), limit: 1),
        learningRate: rate)
    }
    let expected = scores()
    let found = pairs.flatMap { model.scores($0.question, [$0.right[...], $0.wrong[...]]) }
    #expect((expected.map(abs).max() ?? 0) > 0.1)
    #expect(relativeError(found, expected) < 2e-3, "\(relativeError(found, expected))")
  }

  @Test func `its preferences are between right and wrong completions of one question`() throws {
    let fixture = try QuestionFixture { $0.rewardModelPrompts = 96 }
    let preferences = RewardModel.preferences(
      fixture.family, fixture.policy, fixture.writer, options: fixture.options,
      seed: fixture.seed)
    #expect(!preferences.isEmpty)
    var stream = RandomStream(
      seed: fixture.seed.suite, purpose: "preference questions", fixture.seed.run)
    let root = stream.next64()
    let problems = (0..<96).map { fixture.family.problem(.train, seed: root, index: $0) }
    for preference in preferences {
      let problem = try #require(problems.first { $0.question == preference.question })
      let verifier = Verifier(problem.program, distractors: problem.distractors)
      #expect(verifier.verdict(preference.right).isCorrect)
      #expect(!verifier.verdict(preference.wrong).isCorrect)
    }
    for problem in problems {
      let pairs = preferences.count { $0.question == problem.question }
      #expect(pairs <= 4)
    }
  }
}
