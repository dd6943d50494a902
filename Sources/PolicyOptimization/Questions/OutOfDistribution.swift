import Kernels
import NeuralNetworks
import Randomness
import Tasks

/// Measures a policy on problems that differ from those of training in one factor each, beside their
/// unchanged twins.
package final class OutOfDistribution {
  /// Pairs of each factor.
  package static let pairs = 100
  private static let samples = 4

  private struct Pairs {
    var factor: Factor
    var clean: [Problem]
    var changed: [Problem]
  }

  private let sets: [Pairs]
  private let writer: CompletionWriter

  /// - Throws: ``TrainingError/badReference(_:)`` where the model's context is too small.
  package init(
    _ family: ArithmeticFamily, _ transformer: Transformer, ledger: MemoryLedger
  ) throws(TrainingError) {
    var sets: [Pairs] = []
    var question = family.maximumQuestionLength
    var longest = family.longestCompletion
    for factor in Factor.allCases {
      // A level that cannot be changed in a factor has no set of it.
      guard let variant = try? family.variant(factor) else { continue }
      let pairs = variant.evaluationSet(.test, count: Self.pairs)
      sets.append(
        Pairs(factor: factor, clean: pairs.map(\.clean), changed: pairs.map(\.changed)))
      question = max(question, variant.maximumQuestionLength)
      longest = max(longest, variant.maximumSolutionLength)
    }
    self.sets = sets
    let needed = min(question + longest, ArithmeticVariant.context)
    guard transformer.shape.context >= needed else {
      throw .badReference(
        "the model sees \(transformer.shape.context) tokens, the sets that differ in one factor need "
          + "\(needed): set context to that, or outOfDistribution to false")
    }
    writer = CompletionWriter(
      transformer, questions: 64, longestQuestion: question, completions: 256,
      longest: min(longest, transformer.shape.context - question), ledger: ledger)
  }

  /// Accuracies by name: `ood.<factor>.sampledAccuracy`, `ood.<factor>.greedyAccuracy` and, of the
  /// unchanged twins, `ood.<factor>.cleanSampledAccuracy`.
  package func measure(_ seed: RunSeed, _ policy: Policy) -> [String: Double] {
    var metrics: [String: Double] = [:]
    for set in sets {
      let name = set.factor.rawValue
      func measure(_ problems: [Problem]) -> QuestionMeasurement {
        writer.measure(problems, samples: Self.samples, policy) {
          RandomStream(seed: seed.suite, purpose: "out of distribution", seed.run, $0)
            .substream(name)
        }
      }
      let changed = measure(set.changed)
      metrics["ood.\(name).sampledAccuracy"] = meanOrNaN(changed.sampled)
      metrics["ood.\(name).greedyAccuracy"] = meanOrNaN(changed.greedy)
      metrics["ood.\(name).cleanSampledAccuracy"] = meanOrNaN(measure(set.clean).sampled)
    }
    return metrics
  }
}
