import Foundation
import Kernels
import NeuralNetworks
import PolicyOptimization
import Testing

@Suite struct `Measured divergence` {
  static let shape = Transformer.Shape(
    vocabulary: 4, outputs: 4, context: 8, width: 8, layers: 1, heads: 2, positions: .learnt,
    tiedHead: false)
  static let written: [(question: [Int], completion: [Int])] = [
    ([1, 2], [0, 3, 1]), ([3], [2]), ([0, 0, 1], [1, 2]), ([2], [3, 3, 3]), ([1, 1], [0, 1, 2]),
  ]

  static func policy(_ name: String, temperature: Double = 1) -> TokenPolicy {
    let tokens = TokenPolicy(
      shape, questions: 4, longestQuestion: 3, completions: 4, longest: 3,
      temperature: temperature)
    tokens.randomize(name)
    return tokens
  }

  static func meter(_ reference: Policy?, perPass: Int = 4) -> DivergenceMeter {
    DivergenceMeter(
      reference: reference, columns: 4, longest: 3, perPass: perPass,
      packed: PackedTokens(capacity: 64), ledger: MemoryLedger())
  }

  @Test func `a policy does not diverge from itself`() {
    let policy = Self.policy("own")
    let twin = Self.policy("own")
    let measured = Self.meter(twin.policy).measure(policy.policy, Self.written)
    #expect(measured.divergence == 0)
    #expect(measured.entropy > 0 && measured.entropy < Foundation.log(4))
  }

  @Test func `entropy and divergence are those computed by hand`() {
    let policy = Self.policy("own")
    let reference = Self.policy("other")
    let p = [0.1, 0.2, 0.3, 0.4]
    let q = [0.4, 0.1, 0.25, 0.25]
    policy.fix(Dictionary(uniqueKeysWithValues: p.enumerated().map { ($0, $1) }))
    reference.fix(Dictionary(uniqueKeysWithValues: q.enumerated().map { ($0, $1) }))
    let measured = Self.meter(reference.policy).measure(policy.policy, Self.written)
    #expect(abs(measured.entropy - 1.279_854_23) < 1e-6)
    // 0.1 log ¼ + 0.2 log 2 + 0.3 log 1.2 + 0.4 log 1.6
    #expect(abs(measured.divergence - 0.242_697_92) < 1e-6)
    let other = Self.meter(policy.policy).measure(reference.policy, Self.written)
    #expect(abs(other.divergence - 0.322_121_73) < 1e-6)
  }

  /// Each token counts once, in whatever state it stands.
  @Test(arguments: [1, 2, 3, 4])
  func `the means are over all tokens, in passes of any size`(_ perPass: Int) {
    let policy = Self.policy("own").policy
    let reference = Self.policy("other").policy
    let measured = Self.meter(reference, perPass: perPass).measure(policy, Self.written)
    var sums = (entropy: 0.0, divergence: 0.0)
    for one in Self.written {
      let alone = Self.meter(reference, perPass: 1).measure(policy, [one])
      sums.entropy += alone.entropy * Double(one.completion.count)
      sums.divergence += alone.divergence * Double(one.completion.count)
    }
    #expect(abs(measured.entropy - sums.entropy / 12) < 1e-12)
    #expect(abs(measured.divergence - sums.divergence / 12) < 1e-12)
    #expect(measured.divergence > 0.01)
  }

  @Test func `without completions, or without a reference, there is nothing to measure`() {
    let policy = Self.policy("own").policy
    let empty = Self.meter(policy).measure(policy, [])
    #expect(empty.entropy.isNaN && empty.divergence.isNaN)
    let alone = Self.meter(nil).measure(policy, Self.written)
    #expect(alone.entropy > 0 && alone.divergence.isNaN)
  }
}
