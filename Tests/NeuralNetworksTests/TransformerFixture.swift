import Kernels
import NeuralNetworks
import Randomness

/// A transformer with its parameters, and packs of random tokens for it.
struct TransformerFixture {
  let shape: Transformer.Shape
  let network: Transformer
  let layout: ParameterLayout
  let parameters: ParameterVector
  let ledger = MemoryLedger()

  init(
    _ shape: Transformer.Shape, nodeCapacity: Int = 400, outputCapacity: Int = 400,
    trains: Bool = true, differentiatesForward: Bool = true, scale: Double = 0.4
  ) {
    self.shape = shape
    var layout = ParameterLayout()
    network = Transformer(
      shape: shape, nodeCapacity: nodeCapacity, outputCapacity: outputCapacity, trains: trains,
      differentiatesForward: differentiatesForward, layout: &layout, owner: .policy,
      ledger: ledger)
    self.layout = layout
    parameters = ParameterVector(layout, role: MemoryRole(.policy, .parameters), ledger: ledger)
    fill(parameters.flat, "transformer parameters", scale: scale)
  }

  func vector() -> ParameterVector {
    ParameterVector(layout, role: MemoryRole(.policy, .gradient), ledger: ledger)
  }

  func decoder(maximumPrompts: Int = 8, maximumCompletions: Int = 32) -> TransformerDecoder {
    TransformerDecoder(
      shape, entries: network.entries, maximumPrompts: maximumPrompts, promptRows: 200,
      maximumCompletions: maximumCompletions, maximumLength: shape.context, owner: .policy,
      ledger: ledger)
  }
}

/// Prompts, and the completions of each, all of their own lengths.
struct TokenGroups {
  var prompts: [[Int]] = []
  var completions: [[[Int]]] = []

  init(prompts lengths: [Int], completions: [[Int]], vocabulary: Int, name: String = "tokens") {
    var stream = RandomStream(seed: 9, purpose: name)
    func tokens(_ count: Int) -> [Int] {
      (0..<count).map { _ in stream.integer(below: vocabulary) }
    }
    for (length, group) in zip(lengths, completions) {
      prompts.append(tokens(length))
      self.completions.append(group.map { tokens($0) })
    }
  }

  /// Each prompt once, followed by its completions.
  func packed(scored: Bool = false) -> PackedTokens {
    var pack = PackedTokens(capacity: 400)
    for (prompt, group) in zip(prompts, completions) {
      let index = pack.appendPrompt(prompt[...])
      for completion in group { append(completion, of: index, to: &pack, scored) }
    }
    return pack
  }

  /// A copy of the prompt before every completion.
  func repeated(scored: Bool = false) -> PackedTokens {
    var pack = PackedTokens(capacity: 400)
    for (prompt, group) in zip(prompts, completions) {
      for completion in group {
        append(completion, of: pack.appendPrompt(prompt[...]), to: &pack, scored)
      }
    }
    return pack
  }

  private func append(
    _ completion: [Int], of prompt: Int, to pack: inout PackedTokens, _ scored: Bool
  ) {
    if scored {
      pack.appendScored(completion[...], of: prompt)
    } else {
      pack.appendCompletion(completion[...], of: prompt)
    }
  }
}

/// The 64-bit FNV-1a hash of the numbers' bits, low byte first.
func digest(_ matrix: Matrix) -> UInt64 {
  var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  for number in matrix.toArray() {
    for shift in [0, 8, 16, 24] as [UInt32] {
      hash = (hash ^ UInt64(number.bitPattern >> shift & 0xFF)) &* 0x100_0000_01B3
    }
  }
  return hash
}
