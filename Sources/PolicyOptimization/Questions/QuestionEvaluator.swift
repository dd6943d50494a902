import Kernels
import NeuralNetworks
import Randomness
import Tasks

/// Measures a policy on enumerated items that training never asks, the same for every algorithm.
///
/// The random numbers of an item's samples are addressed by (run seed, set, point, item), so that the runs
/// of one seed are sampled with the same ones whatever trained them.
package final class QuestionEvaluator: PolicyEvaluator {
  /// Samples of each item at the end of training, and before it.
  package static let finalSamples = 8
  /// Samples of each item at other points of the curve.
  package static let curveSamples = 4
  private static let probeCount = 6
  private static let decisionItems = 64

  private let family: ArithmeticFamily
  private let policy: Policy
  private let writer: CompletionWriter
  private let divergence: DivergenceMeter
  private let outside: OutOfDistribution?
  private let preference: RewardModel?
  private let seed: RunSeed
  private let items: [Problem]
  private var reference: QuestionMeasurement?
  private var last = QuestionMeasurement()
  private var final: [String: Double] = [:]
  package private(set) var samples: [SampleRecord] = []

  package init(
    family: ArithmeticFamily, items: Int, policy: Policy, writer: CompletionWriter,
    divergence: DivergenceMeter, outside: OutOfDistribution?, preference: RewardModel?,
    seed: RunSeed
  ) {
    self.family = family
    self.policy = policy
    self.writer = writer
    self.divergence = divergence
    self.outside = outside
    self.preference = preference
    self.seed = seed
    self.items = family.evaluationSet(.test, count: items)
  }

  /// Measures the policy before training: on the validation items, for the gate, and on the test items.
  ///
  /// - Parameter count: how many items the end of training is measured on.
  /// - Returns: the sampled accuracy on as many validation items.
  package func measureReference(items count: Int) -> Double {
    keepProbes(position: 0)
    reference = measure(
      Array(items.prefix(count)), samples: Self.finalSamples, set: "reference", point: 0)
    let validation = family.evaluationSet(.validation, count: count)
    return meanOrNaN(
      measure(validation, samples: Self.finalSamples, set: "gate", point: 0).sampled)
  }

  /// The sampled accuracy on a few validation items, for a decision in the course of training.
  ///
  /// - Parameter point: which of such decisions it is.
  package func validationAccuracy(point: Int) -> Double {
    let validation = family.evaluationSet(.validation, count: Self.decisionItems)
    return meanOrNaN(
      measure(validation, samples: Self.curveSamples, set: "decision", point: point).sampled)
  }

  package func returns(
    episodes: Int, point: Int, position: Int, isLast: Bool
  ) -> (greedy: [Double], sampled: [Double]) {
    let items = Array(items.prefix(episodes))
    last = measure(
      items, samples: isLast ? Self.finalSamples : Self.curveSamples, set: "test", point: point)
    if isLast {
      keepProbes(position: position)
      final = measureEnd(items)
    }
    return (last.greedy, last.sampled)
  }

  package func metrics(_ evaluations: [EvaluationRecord]) -> [String: Double] {
    var metrics = final
    let sampled = meanOrNaN(last.sampled)
    metrics["sampledAccuracy"] = sampled
    metrics["greedyAccuracy"] = meanOrNaN(last.greedy)
    metrics["passAt8"] = meanOrNaN(last.anyCorrect)
    metrics["majorityAt8"] = meanOrNaN(last.majority)
    metrics["verifiedAccuracy"] = last.tally.verifiedRate
    metrics["luckyRate"] = last.tally.luckyRate
    metrics["truncationRate"] = last.tally.truncationRate
    metrics["completionLength"] = last.tally.length
    metrics["reward.outcome"] = last.tally.accuracy
    metrics["reward.processSum"] = last.tally.meanProcessSum
    metrics["reward.processMinimum"] = last.tally.meanProcessMinimum
    metrics["areaUnderCurve"] = meanOrNaN(evaluations.map { meanOrNaN($0.sampledReturns) })
    if let reference {
      metrics["referenceSampledAccuracy"] = meanOrNaN(reference.sampled)
      metrics["referenceGreedyAccuracy"] = meanOrNaN(reference.greedy)
      metrics["accuracyGain"] = sampled - meanOrNaN(reference.sampled)
    }
    for count in Set(last.steps).sorted() {
      let own = zip(last.steps, last.sampled).filter { $0.0 == count }.map(\.1)
      metrics["steps.\(count).sampledAccuracy"] = meanOrNaN(own)
    }
    return metrics
  }

  /// What is measured at the end alone.
  private func measureEnd(_ items: [Problem]) -> [String: Double] {
    let shortcuts = ShortcutBaselines(items)
    var metrics = [
      "baseline.majority": shortcuts.majority, "baseline.sum": shortcuts.sum,
      "baseline.firstMinusLast": shortcuts.firstMinusLast,
    ]
    let written = write(Array(items.prefix(128)))
    let (entropy, toReference) = divergence.measure(policy, written)
    metrics["entropy"] = entropy
    metrics["klReference"] = toReference
    if let preference {
      let scores = written.map { preference.scores($0.question, [$0.completion[...]])[0] }
      metrics["reward.rewardModel"] = meanOrNaN(scores)
    }
    outside?.measure(seed, policy).forEach { metrics[$0] = $1 }
    return metrics
  }

  private func measure(
    _ problems: [Problem], samples: Int, set: String, point: Int
  ) -> QuestionMeasurement {
    writer.measure(problems, samples: samples, policy) {
      RandomStream(
        seed: self.seed.suite, purpose: "evaluation token", self.seed.run, point, $0
      ).substream(set)
    }
  }

  /// One sampled completion of each problem.
  private func write(_ problems: [Problem]) -> [(question: [Int], completion: [Int])] {
    var result: [(question: [Int], completion: [Int])] = []
    writer.sample(problems, policy, stream: { probeStream($0) }) { index, completion in
      result.append((problems[index].question, Array(completion)))
    }
    return result
  }

  /// Keeps what the policy writes under the first items.
  private func keepProbes(position: Int) {
    let probes = Array(items.prefix(Self.probeCount))
    writer.sample(probes, policy, stream: { probeStream($0) }) { index, completion in
      let problem = probes[index]
      let verdict = Verifier(problem.program, distractors: problem.distractors).verdict(completion)
      samples.append(
        SampleRecord(
          position: position, question: Vocabulary.arithmetic.text(problem.question),
          completion: Vocabulary.arithmetic.text(completion), answer: problem.answer,
          isCorrect: verdict.isCorrect, isVerified: verdict.isVerified))
    }
  }

  private func probeStream(_ index: Int) -> RandomStream {
    RandomStream(seed: seed.suite, purpose: "probe token", seed.run, index)
  }
}

extension CompletionWriter {
  /// Answers problems, greedily and with `samples` draws of each, in as many passes as are needed.
  ///
  /// - Parameter stream: the random numbers of a draw, by item·samples + draw.
  func measure(
    _ problems: [Problem], samples: Int, _ policy: Policy, stream: (Int) -> RandomStream
  ) -> QuestionMeasurement {
    var measurement = QuestionMeasurement()
    let step = max(1, min(maximumQuestions, maximumCompletions / max(1, samples)))
    for start in stride(from: 0, to: problems.count, by: step) {
      let part = problems[start..<min(start + step, problems.count)]
      let questions = part.map(\.question)
      let verifiers = part.map { Verifier($0.program, distractors: $0.distractors) }
      var none: [RandomStream] = []
      write(questions, count: 1, policy, .greedy, streams: &none)
      let greedy = verifiers.indices.map { verifiers[$0].verdict(completion($0)) }
      var streams = (start * samples..<(start + part.count) * samples).map(stream)
      write(questions, count: samples, policy, .sampled(), streams: &streams)
      for (place, problem) in part.enumerated() {
        measurement.add(
          problem, greedy: greedy[place],
          samples: (0..<samples).map {
            verifiers[place].verdict(completion(place * samples + $0))
          })
      }
    }
    return measurement
  }

  /// Draws one completion of each problem.
  func sample(
    _ problems: [Problem], _ policy: Policy, stream: (Int) -> RandomStream,
    _ body: (_ index: Int, _ completion: ArraySlice<Int>) -> Void
  ) {
    for start in stride(from: 0, to: problems.count, by: maximumQuestions) {
      let end = min(start + maximumQuestions, problems.count)
      var streams = (start..<end).map(stream)
      write(problems[start..<end].map(\.question), count: 1, policy, .sampled(), streams: &streams)
      for index in start..<end { body(index, completion(index - start)) }
    }
  }
}
