import Kernels
import NeuralNetworks
import Randomness
import Testing

@Suite struct `Transformer derivatives` {
  static let shapes: [Transformer.Shape] = [
    shape(.learnt, outputs: 11), shape(.rotary, outputs: 11),
    shape(.learnt, outputs: 11, tied: true), shape(.rotary, outputs: 11, tied: true),
    shape(.learnt, outputs: 1), shape(.rotary, outputs: 1),
    shape(.rotary, outputs: 11, width: 20, heads: 1, layers: 1),
  ]

  static func shape(
    _ positions: Transformer.Positions, outputs: Int, tied: Bool = false, width: Int = 12,
    heads: Int = 2, layers: Int = 2
  ) -> Transformer.Shape {
    Transformer.Shape(
      vocabulary: 11, outputs: outputs, context: 16, width: width, layers: layers, heads: heads,
      positions: positions, tiedHead: tied)
  }

  static let groups = TokenGroups(
    prompts: [3, 5], completions: [[4, 1, 3], [2, 6]], vocabulary: 11)

  @Test(arguments: shapes)
  func `the pullback matches central differences for every parameter`(_ shape: Transformer.Shape) {
    let fixture = TransformerFixture(shape)
    let pack = Self.groups.packed(scored: shape.outputs == 1)
    let u = randomMatrix(pack.outputCount, shape.outputs, "transformer direction")
    func loss() -> Double { dot(u, fixture.network.forward(pack, fixture.parameters)) }
    _ = loss()
    let gradient = fixture.vector()
    gradient.flat.fill(.nan)
    fixture.network.pullback(u.copied(), fixture.parameters, gradient: gradient)
    for entry in fixture.layout.entries {
      let error = worstGradientError(
        of: loss, by: fixture.parameters[entry], analytic: gradient[entry])
      #expect(error < 4e-3, "\(entry.name)")
    }
  }

  /// The largest difference between `analytic` and differences over four points, of fourth order,
  /// relative to the largest derivative.
  private func worstGradientError(
    of function: () -> Double, by variables: Matrix, analytic: Matrix
  ) -> Double {
    let step: Float = 0x1p-7
    var (worst, largest) = (0.0, 1e-12)
    for index in 0..<variables.count {
      let original = variables[index]
      func value(_ steps: Float) -> Double {
        variables[index] = original + steps * step
        return function()
      }
      let numeric =
        (8 * (value(1) - value(-1)) - (value(2) - value(-2))) / (12 * Double(step))
      variables[index] = original
      worst = max(worst, abs(numeric - Double(analytic[index])))
      largest = max(largest, abs(numeric))
    }
    return worst / largest
  }

  /// Two groups, each a block of its own; a token that only the second one holds.
  @Test func `groups whose outputs have no gradient add nothing to the pullback`() {
    let shape = Self.shape(.learnt, outputs: 11)
    let fixture = TransformerFixture(shape, nodeCapacity: 700, outputCapacity: 700)
    let lengths = Array(repeating: 9, count: 35)
    let groups = TokenGroups(prompts: [5, 5], completions: [lengths, lengths], vocabulary: 10)
    var second = groups
    second.prompts[1][0] = 10
    let first = TokenGroups(prompts: [5], completions: [lengths], vocabulary: 10)
    #expect(first.packed().nodeCount >= 192)
    let alone = fixture.vector()
    let outputs = fixture.network.forward(first.packed(), fixture.parameters).rows
    let u = randomMatrix(2 * outputs, shape.outputs, "transformer direction")
    fixture.network.pullback(u.rows(0..<outputs).copied(), fixture.parameters, gradient: alone)
    u.rows(outputs..<2 * outputs).fill(0)

    let together = fixture.vector()
    _ = fixture.network.forward(second.packed(), fixture.parameters)
    fixture.network.pullback(u.copied(), fixture.parameters, gradient: together)
    #expect(together.flat.toArray() == alone.flat.toArray())
    // Whatever the second group's activations are.
    fixture.parameters[fixture.network.entries.tokens].rows(10..<11).fill(.infinity)
    _ = fixture.network.forward(second.packed(), fixture.parameters)
    fixture.network.pullback(u.copied(), fixture.parameters, gradient: together)
    #expect(together.flat.toArray() == alone.flat.toArray())
  }

  @Test(arguments: shapes)
  func `forward and reverse modes are adjoint`(_ shape: Transformer.Shape) {
    let fixture = TransformerFixture(shape)
    let pack = Self.groups.packed(scored: shape.outputs == 1)
    _ = fixture.network.forward(pack, fixture.parameters)
    let u = randomMatrix(pack.outputCount, shape.outputs, "transformer direction")
    let gradient = fixture.vector()
    fixture.network.pullback(u.copied(), fixture.parameters, gradient: gradient)
    for entry in fixture.layout.entries {
      let tangent = fixture.vector()
      fill(tangent[entry], "transformer tangent")
      let forward = dot(u, fixture.network.pushforward(fixture.parameters, tangent: tangent))
      let reverse = dot(gradient.flat, tangent.flat)
      #expect(abs(forward - reverse) < 2e-5 * max(1, abs(forward)), "\(entry.name)")
    }
  }

  @Test(arguments: [shapes[0], shapes[1], shapes[5]])
  func `completions that share a prompt have the outputs and the gradient of separate ones`(
    _ shape: Transformer.Shape
  ) {
    let scored = shape.outputs == 1
    let (shared, separate) = (TransformerFixture(shape), TransformerFixture(shape))
    let (pack, copies) = (
      Self.groups.packed(scored: scored), Self.groups.repeated(scored: scored)
    )
    #expect(pack.nodeCount < copies.nodeCount)
    let outputs = shared.network.forward(pack, shared.parameters)
    let others = separate.network.forward(copies, separate.parameters)
    #expect(outputs.toArray() == others.toArray())
    let u = randomMatrix(pack.outputCount, shape.outputs, "transformer direction")
    let (first, second) = (shared.vector(), separate.vector())
    shared.network.pullback(u.copied(), shared.parameters, gradient: first)
    separate.network.pullback(u.copied(), separate.parameters, gradient: second)
    let largest = maximumMagnitude(second.flat)
    #expect(largest > 0.1)
    for index in 0..<first.flat.count {
      #expect(abs(first.flat[index] - second.flat[index]) < 3e-6 * largest)
    }
  }

  @Test(arguments: [
    (
      Transformer.Positions.learnt, 0x8C07_C5B3_3D96_6BA5 as UInt64,
      0x8F34_269B_D3E7_F6B4 as UInt64,
      0xAFB4_ECAF_648B_5A55 as UInt64
    ),
    (.rotary, 0xB215_9092_5A02_9079, 0xFA61_2B24_6271_A2DF, 0x3795_2ADE_E997_00E0),
  ])
  func `outputs, gradient and tangents have the pinned bits`(
    _ positions: Transformer.Positions, _ outputs: UInt64, _ gradients: UInt64, _ tangents: UInt64
  ) {
    let shape = Transformer.Shape(
      vocabulary: 30, outputs: 30, context: 64, width: 64, layers: 2, heads: 4,
      positions: positions, tiedHead: positions == .rotary)
    let fixture = TransformerFixture(shape)
    fixture.network.initialize(
      fixture.parameters, stream: RandomStream(seed: 3, purpose: "golden transformer"))
    let pack = TokenGroups(
      prompts: [20, 31], completions: [[18, 3, 9], [25, 1]], vocabulary: 30
    ).packed()
    #expect(digest(fixture.network.forward(pack, fixture.parameters)) == outputs)
    let u = randomMatrix(pack.outputCount, 30, "golden direction")
    let gradient = fixture.vector()
    fixture.network.pullback(u.copied(), fixture.parameters, gradient: gradient)
    #expect(digest(gradient.flat) == gradients)
    #expect(
      digest(fixture.network.pushforward(fixture.parameters, tangent: gradient)) == tangents)
  }

  @Test(arguments: [Transformer.Positions.learnt, .rotary])
  func `the blocks of a pass change no bit`(_ positions: Transformer.Positions) {
    let shape = Transformer.Shape(
      vocabulary: 11, outputs: 11, context: 64, width: 16, layers: 2, heads: 2,
      positions: positions, tiedHead: false)
    let groups = TokenGroups(
      prompts: [30, 40, 12],
      completions: [[30, 30, 20, 30, 11], [20, 24, 24, 24, 24], [30, 40]],
      vocabulary: 11)
    // Prompts first makes one block of all rows; each with its completions, several.
    var pack = PackedTokens(capacity: 10)
    let prompts = groups.prompts.map { pack.appendPrompt($0[...]) }
    for (prompt, group) in zip(prompts, groups.completions) {
      for completion in group { pack.appendCompletion(completion[...], of: prompt) }
    }
    let (one, several) = (TransformerFixture(shape), TransformerFixture(shape))
    let outputs = one.network.forward(pack, one.parameters)
    #expect(
      outputs.toArray() == several.network.forward(groups.packed(), several.parameters).toArray())
    let u = randomMatrix(pack.outputCount, 11, "direction")
    let (first, second) = (one.vector(), several.vector())
    one.network.pullback(u.copied(), one.parameters, gradient: first)
    several.network.pullback(u.copied(), several.parameters, gradient: second)
    // The rows stand in another order, so the sums over them are rounded otherwise.
    let largest = maximumMagnitude(second.flat)
    for index in 0..<first.flat.count {
      #expect(abs(first.flat[index] - second.flat[index]) < 3e-6 * largest)
    }
  }

  @Test func `a network that is not trained has the same outputs in less memory`() {
    let shape = Self.shapes[0]
    let trained = TransformerFixture(shape)
    let frozen = TransformerFixture(shape, trains: false, differentiatesForward: false)
    let pack = Self.groups.packed()
    #expect(
      trained.network.forward(pack, trained.parameters).toArray()
        == frozen.network.forward(pack, frozen.parameters).toArray())
    let role = MemoryRole(.policy, .activations)
    #expect(2 * frozen.ledger.bytes(role) < trained.ledger.bytes(role))
  }

  @Test func `a pack is emptied and filled again`() {
    let fixture = TransformerFixture(Self.shapes[0])
    var pack = Self.groups.packed()
    let first = fixture.network.forward(pack, fixture.parameters).toArray()
    pack.removeAll()
    #expect(pack.nodeCount == 0 && pack.outputCount == 0)
    #expect(fixture.network.forward(pack, fixture.parameters).rows == 0)
    let index = pack.appendPrompt(Self.groups.prompts[0][...])
    pack.appendCompletion(Self.groups.completions[0][0][...], of: index)
    #expect(pack.nodeCount == 3 + 3 && pack.outputCount == 4)
    #expect(
      fixture.network.forward(pack, fixture.parameters).toArray() == Array(first[..<44]))
  }

  @Test func `impossible shapes are explained`() {
    func problem(_ change: (inout Transformer.Shape) -> Void) -> String? {
      var shape = Self.shapes[0]
      change(&shape)
      return shape.problem()
    }
    #expect(problem { _ in } == nil)
    #expect(problem { $0.layers = 0 } == "A transformer's layers must be at least 1, not 0.")
    #expect(problem { $0.heads = 5 } == "5 heads do not divide a width of 12.")
    #expect(
      problem {
        $0.positions = .rotary
        $0.heads = 4
      }
        == "Rotary positions need heads of an even size; 4 heads of a width of 12 have 3.")
    #expect(
      problem {
        $0.tiedHead = true
        $0.outputs = 1
      }
        == "A tied head has as many outputs as the vocabulary has tokens: 11, not 1.")
  }

  @Test func `initial parameters have their spreads, and a value starts at zero`() {
    var shape = Self.shapes[0]
    shape.width = 64
    let fixture = TransformerFixture(shape)
    fixture.network.initialize(
      fixture.parameters, stream: RandomStream(seed: 1, purpose: "transformer"))
    let entries = fixture.network.entries
    func deviation(_ entry: ParameterLayout.Entry) -> Double {
      let matrix = fixture.parameters[entry]
      return (sumOfSquares(matrix) / Double(matrix.count)).squareRoot()
    }
    #expect(abs(deviation(entries.tokens) - 0.05) < 0.004)
    #expect(abs(deviation(entries.layers[1].hidden.weight) - 0.05) < 0.001)
    #expect(abs(deviation(entries.layers[1].hiddenOutput.weight) - 0.025) < 0.0005)
    #expect(deviation(entries.layers[0].attentionNorm.gain) == 1)
    #expect(deviation(entries.layers[0].attentionInput.bias) == 0)
    shape.outputs = 1
    let value = TransformerFixture(shape)
    value.network.initialize(
      value.parameters, stream: RandomStream(seed: 1, purpose: "transformer"))
    let outputs = value.network.forward(Self.groups.packed(scored: true), value.parameters)
    #expect(outputs.toArray() == [0, 0, 0, 0, 0])
  }
}
