import Kernels
import NeuralNetworks
import Randomness

/// A typical batch of language-model training: 32 prompts of about 30 tokens with 8 completions of about
/// 20 tokens each, a forward pass and a pullback over all of them, and the sampling of the completions.
struct TransformerBenchmark {
  let shape: Transformer.Shape
  private let prompts: [[Int]]
  private let completions: [[Int]]
  private let network: Transformer
  private let decoder: TransformerDecoder
  private let parameters: ParameterVector
  private let gradient: ParameterVector
  private let outputGradient: Matrix
  private let pack: PackedTokens
  private static let completionsPerPrompt = 8

  init(_ shape: Transformer.Shape, promptLength: Int, completionLength: Int) {
    self.shape = shape
    var stream = RandomStream(seed: 1, purpose: "transformer benchmark")
    func tokens(about length: Int) -> [Int] {
      let count = length * 3 / 4 + stream.integer(below: length / 2 + 1)
      return (0..<count).map { _ in stream.integer(below: shape.vocabulary) }
    }
    let prompts = (0..<32).map { _ in tokens(about: promptLength) }
    let completions = (0..<32 * Self.completionsPerPrompt).map { _ in
      tokens(about: completionLength)
    }
    var pack = PackedTokens(capacity: 8192)
    for (index, prompt) in prompts.enumerated() {
      let segment = pack.appendPrompt(prompt[...])
      for completion in completions[
        index * Self.completionsPerPrompt..<(index + 1) * Self.completionsPerPrompt]
      {
        pack.appendCompletion(completion[...], of: segment)
      }
    }
    self.prompts = prompts
    self.completions = completions
    self.pack = pack
    let ledger = MemoryLedger()
    var layout = ParameterLayout()
    network = Transformer(
      shape: shape, nodeCapacity: pack.nodeCount, outputCapacity: pack.outputCount, trains: true,
      differentiatesForward: false, layout: &layout, owner: .policy, ledger: ledger)
    decoder = TransformerDecoder(
      shape, entries: network.entries, maximumPrompts: 32,
      promptRows: prompts.map(\.count).reduce(0, +), maximumCompletions: completions.count,
      maximumLength: completions.map(\.count).max() ?? 1, owner: .policy, ledger: ledger)
    parameters = ParameterVector(
      layout, role: MemoryRole(.policy, .parameters), ledger: ledger)
    gradient = ParameterVector(layout, role: MemoryRole(.policy, .gradient), ledger: ledger)
    network.initialize(parameters, stream: stream.substream("parameters"))
    outputGradient = Matrix(
      rows: pack.outputCount, columns: shape.outputs, role: MemoryRole(.policy, .activations),
      ledger: ledger)
    for index in 0..<outputGradient.count { outputGradient[index] = stream.uniformFloat() - 0.5 }
  }

  /// Tokens of completions: those that a training pass learns from, or a sampler draws.
  var completionTokens: Int { completions.map(\.count).reduce(0, +) }

  /// Rows of the trunk of a training pass.
  var nodes: Int { pack.nodeCount }

  /// Floating-point operations of a training pass: the products of the linear maps, and the scores and
  /// weighted sums of the keys that are seen, each once forward and twice backward.
  var trainingOperations: Double {
    let width = shape.width
    var pairs = 0
    for (index, prompt) in prompts.enumerated() {
      pairs += prompt.count * (prompt.count + 1) / 2
      for completion in completions[
        index * Self.completionsPerPrompt..<(index + 1) * Self.completionsPerPrompt]
      {
        let rows = completion.count - 1
        pairs += rows * prompt.count + rows * (rows + 1) / 2
      }
    }
    let perLayer = pack.nodeCount * 12 * width * width + pairs * 2 * width
    let products = shape.layers * perLayer + pack.outputCount * width * shape.outputs
    return 2 * 3 * Double(products)
  }

  /// A forward pass and a pullback.
  func train() {
    _ = network.forward(pack, parameters)
    network.pullback(outputGradient, parameters, gradient: gradient)
  }

  /// A forward pass.
  func forward() {
    _ = network.forward(pack, parameters)
  }

  /// As many packs as asked for, each with one more prompt than the one before.
  func packs(_ count: Int) -> [PackedTokens] {
    var packs = [pack]
    for _ in 1..<count {
      var next = packs[packs.count - 1]
      _ = next.appendPrompt([1, 2, 3])
      packs.append(next)
    }
    return packs
  }

  /// Draws completions of the lengths given, a few of them in work at a time.
  func sample() {
    var stream = RandomStream(seed: 1, purpose: "sampling")
    var written = completions.map { _ in 1 }
    let first = decoder.begin(
      prompts, completionsPerPrompt: Self.completionsPerPrompt, parameters)
    softmax(first, into: first)
    var probabilities = first.toArray()
    var tokens = completions.indices.map {
      draw($0 / Self.completionsPerPrompt, probabilities, &stream)
    }
    var queue = CompletionQueue()
    func isFinished(_ completion: Int) -> Bool {
      written[completion] == completions[completion].count
    }
    queue.begin(prompts: prompts.count, completionsPerPrompt: Self.completionsPerPrompt)
    queue.advance(isFinished)
    while !queue.running.isEmpty {
      let running = Array(queue.running)
      let logits = decoder.step(running.map { tokens[$0] }, of: running, parameters)
      softmax(logits, into: logits)
      probabilities = logits.toArray()
      for (row, completion) in running.enumerated() {
        tokens[completion] = draw(row, probabilities, &stream)
        written[completion] += 1
      }
      queue.advance(isFinished)
    }
  }

  private func draw(_ row: Int, _ probabilities: [Float], _ stream: inout RandomStream) -> Int {
    let start = row * shape.outputs
    return stream.categorical(probabilities.span.extracting(start..<start + shape.outputs))
  }
}
