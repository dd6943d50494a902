import Kernels
import NeuralNetworks

/// Measures the entropy of a policy and its exact KL divergence from the reference, token by token on
/// completions that the policy wrote.
package final class DivergenceMeter {
  private let reference: Policy?
  private let own: DistributionRows
  private let other: DistributionRows?
  private var completions: Completions
  private let perPass: Int

  /// - Parameters:
  ///   - perPass: the completions, each with a question of its own, that one pass of the policy and of
  ///     the reference takes.
  package init(
    reference: Policy?, columns: Int, longest: Int, perPass: Int, packed: PackedTokens,
    ledger: MemoryLedger
  ) {
    self.reference = reference
    self.perPass = perPass
    func rows() -> DistributionRows {
      DistributionRows(
        rows: perPass * longest, columns: columns, role: MemoryRole(.run, .rollout),
        ledger: ledger)
    }
    own = rows()
    other = reference == nil ? nil : rows()
    completions = Completions(longest: longest, packed: packed)
  }

  /// The mean over all tokens of H(π) and of KL(π‖π_ref), in nats; NaN of no completions, and the second
  /// without a reference.
  package func measure(
    _ policy: Policy, _ written: [(question: [Int], completion: [Int])]
  ) -> (entropy: Double, divergence: Double) {
    completions.removeAll()
    for (question, completion) in written {
      completions.append(question: question)
      completions.append(completion)
    }
    var (entropy, divergence, tokens) = (0.0, 0.0, 0.0)
    for start in stride(from: 0, to: completions.count, by: perPass) {
      let part = start..<min(start + perPass, completions.count)
      let count =
        completions.transitions(part.upperBound - 1).upperBound
        - completions.transitions(start).lowerBound
      let rows = own.rows(0..<count)
      policy.forward(.tokens(completions.pack(part)), into: rows)
      for row in 0..<count { entropy += policy.distribution.entropy(rows, row) }
      tokens += Double(count)
      guard let reference, let other else { continue }
      let others = other.rows(0..<count)
      let before = reference.multiplyAdds
      reference.forward(.tokens(completions.pack(part)), into: others)
      policy.count(reference.multiplyAdds - before)
      for row in 0..<count {
        divergence += policy.distribution.divergence(rows, row, others, row)
      }
    }
    return (entropy / tokens, reference == nil ? .nan : divergence / tokens)
  }
}
