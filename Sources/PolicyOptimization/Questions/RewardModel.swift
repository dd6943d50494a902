import Kernels
import NeuralNetworks
import Randomness
import Tasks

/// A transformer that scores completions, trained on pairs of a right and a wrong completion of one
/// question (Bradley and Terry 1952; Ouyang et al., arXiv 2203.02155, equation 1):
/// minimise −log σ(s(right) − s(wrong)).
///
/// It learns what right completions of the reference look like, which is not the same as being right:
/// reinforcement that optimises it can be held against the verifier.
package final class RewardModel {
  private let transformer: Transformer
  private let parameters: ParameterVector
  private let gradient: ParameterVector
  private let optimizer: Adam
  private let outputGradient: Matrix
  private let learningRate: Double
  private var packed: PackedTokens
  /// The multiply-adds of all passes so far, and of what was written to train on.
  package private(set) var multiplyAdds = 0
  private static let pairsPerStep = 32

  /// A model of the reference's shape and layers, with a head of zeros.
  package init(
    _ reference: Checkpoint, longestQuestion: Int, longest: Int, groupSize: Int, options: Options,
    ledger: MemoryLedger
  ) {
    var layout = ParameterLayout()
    let nodes = max(
      Self.pairsPerStep * (longestQuestion + 2 * longest), longestQuestion + groupSize * longest)
    let outputs = max(2 * Self.pairsPerStep, groupSize)
    transformer = Transformer(
      shape: reference.shape.scoring, nodeCapacity: nodes, outputCapacity: outputs, trains: true,
      differentiatesForward: false, layout: &layout, owner: .rewardModel, ledger: ledger)
    parameters = ParameterVector(
      layout, role: MemoryRole(.rewardModel, .parameters), ledger: ledger)
    gradient = ParameterVector(layout, role: MemoryRole(.rewardModel, .gradient), ledger: ledger)
    optimizer = Adam(
      parameterCount: layout.count, epsilon: options.adamEpsilon, owner: .rewardModel,
      ledger: ledger)
    outputGradient = Matrix(
      rows: outputs, columns: 1, role: MemoryRole(.rewardModel, .activations), ledger: ledger)
    learningRate = options.rewardModelLearningRate
    packed = PackedTokens(capacity: nodes)
    reference.copyTrunk(to: parameters, layout)
  }

  /// Adds the multiply-adds of what was written to train on.
  package func count(_ multiplyAdds: Int) {
    self.multiplyAdds += multiplyAdds
  }

  /// A right and a wrong completion of one question.
  package struct Preference: Sendable {
    package var question: [Int]
    package var right: [Int]
    package var wrong: [Int]

    package init(question: [Int], right: [Int], wrong: [Int]) {
      self.question = question
      self.right = right
      self.wrong = wrong
    }
  }

  /// Passes over the preferences in random order, a step of Adam on every 32 of them.
  ///
  /// - Returns: the share of preferences that each pass ranked right, before its steps.
  @discardableResult
  package func fit(_ preferences: [Preference], epochs: Int, stream: RandomStream) -> [Double] {
    (0..<epochs).map { epoch in
      var order = Array(preferences.indices)
      var shuffle = stream.substream("epoch", epoch)
      shuffle.shuffle(&order)
      var right = 0
      for start in stride(from: 0, to: order.count, by: Self.pairsPerStep) {
        let part = order[start..<min(start + Self.pairsPerStep, order.count)]
        right += step(part.map { preferences[$0] })
      }
      return Double(right) / Double(preferences.count)
    }
  }

  /// One step; the number of preferences that were ranked right before it.
  private func step(_ preferences: [Preference]) -> Int {
    packed.removeAll()
    for preference in preferences {
      let prompt = packed.appendPrompt(preference.question[...])
      packed.appendScored(preference.right[...], of: prompt)
      packed.appendScored(preference.wrong[...], of: prompt)
    }
    let scores = transformer.forward(packed, parameters)
    let rows = outputGradient.rows(0..<2 * preferences.count)
    var right = 0
    for pair in preferences.indices {
      let margin = scores[2 * pair, 0] - scores[2 * pair + 1, 0]
      if margin > 0 { right += 1 }
      let slope = -1 / (1 + exp(margin)) / Float(preferences.count)
      rows[2 * pair, 0] = slope
      rows[2 * pair + 1, 0] = -slope
    }
    transformer.pullback(rows, parameters, gradient: gradient)
    let work = NetworkWork(transformer.shape, packed.extent)
    multiplyAdds += work.forward + work.pullback
    optimizer.step(
      parameters.flat, gradient: gradient.flat,
      gradientScale: gradientScale(norm: sumOfSquares(gradient.flat).squareRoot(), limit: 1),
      learningRate: learningRate)
    return right
  }

  /// The scores of some completions of a question; at most a group's.
  package func scores(_ question: [Int], _ completions: [ArraySlice<Int>]) -> [Double] {
    packed.removeAll()
    let prompt = packed.appendPrompt(question[...])
    for completion in completions { packed.appendScored(completion, of: prompt) }
    multiplyAdds += NetworkWork(transformer.shape, packed.extent).forward
    let scores = transformer.forward(packed, parameters)
    return completions.indices.map { Double(scores[$0, 0]) }
  }
}

extension RewardModel {
  /// Preferences between completions that `policy` writes: for each question as many pairs as both right
  /// and wrong completions allow, in their order.
  package static func preferences(
    _ family: ArithmeticFamily, _ policy: Policy, _ writer: CompletionWriter, options: Options,
    seed: RunSeed
  ) -> [Preference] {
    var stream = RandomStream(seed: seed.suite, purpose: "preference questions", seed.run)
    let root = stream.next64()
    let perPass = max(1, min(writer.maximumQuestions, writer.maximumCompletions / 8))
    var preferences: [Preference] = []
    for start in stride(from: 0, to: options.rewardModelPrompts, by: perPass) {
      let problems = (start..<min(start + perPass, options.rewardModelPrompts)).map {
        family.problem(.train, seed: root, index: $0)
      }
      var streams = (start * 8..<(start + problems.count) * 8).map {
        RandomStream(seed: seed.suite, purpose: "preference token", seed.run, $0)
      }
      writer.write(
        problems.map(\.question), count: 8, policy, .sampled(), streams: &streams)
      for (place, problem) in problems.enumerated() {
        let verifier = Verifier(problem.program, distractors: problem.distractors)
        let written = (place * 8..<(place + 1) * 8).map { Array(writer.completion($0)) }
        let right = written.filter { verifier.verdict($0).isCorrect }
        let wrong = written.filter { !verifier.verdict($0).isCorrect }
        preferences += zip(right, wrong).map {
          Preference(question: problem.question, right: $0, wrong: $1)
        }
      }
    }
    return preferences
  }
}
