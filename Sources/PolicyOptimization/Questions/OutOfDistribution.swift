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
    sets = Self.variants(family).map { factor, variant in
      let pairs = variant.evaluationSet(.test, count: Self.pairs)
      return Pairs(factor: factor, clean: pairs.map(\.clean), changed: pairs.map(\.changed))
    }
    let (question, longest) = try Self.lengths(family, transformer.shape)
    writer = CompletionWriter(
      transformer, questions: 64, longestQuestion: question, completions: 256,
      longest: longest, ledger: ledger)
  }

  /// The variants of a family; a level that cannot be changed in a factor has none of it.
  private static func variants(
    _ family: ArithmeticFamily
  ) -> [(factor: Factor, variant: ArithmeticVariant)] {
    Factor.allCases.compactMap { factor in
      (try? family.variant(factor)).map { (factor, $0) }
    }
  }

  /// The most tokens of a question of any set, and of what is written under it.
  ///
  /// - Throws: ``TrainingError/badReference(_:)`` where the model's context is too small.
  static func lengths(
    _ family: ArithmeticFamily, _ shape: Transformer.Shape
  ) throws(TrainingError) -> (question: Int, longest: Int) {
    var question = family.maximumQuestionLength
    var longest = family.longestCompletion
    for (_, variant) in variants(family) {
      question = max(question, variant.maximumQuestionLength)
      longest = max(longest, variant.maximumSolutionLength)
    }
    let needed = min(question + longest, ArithmeticVariant.context)
    guard shape.context >= needed else {
      throw .badReference(
        "the model sees \(shape.context) tokens, the sets that differ in one factor need "
          + "\(needed): set context to that, or outOfDistribution to false")
    }
    return (question, min(longest, shape.context - question))
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
