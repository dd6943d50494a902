import Kernels
import NeuralNetworks
import Randomness
import Testing

@Suite struct `Multilayer perceptron` {
  struct Fixture {
    let network: MLP
    let layout: ParameterLayout
    let parameters: ParameterVector
    let ledger = MemoryLedger()

    init(_ sizes: [Int], _ activation: Activation, maximumRows: Int = 8) {
      var layout = ParameterLayout()
      network = MLP(
        sizes: sizes, activation: activation, maximumRows: maximumRows,
        differentiatesForward: true, layout: &layout, owner: .policy, ledger: ledger)
      self.layout = layout
      parameters = ParameterVector(layout, role: MemoryRole(.policy, .parameters), ledger: ledger)
      fill(parameters.flat, "mlp parameters", scale: 0.5)
    }

    func vector() -> ParameterVector {
      ParameterVector(layout, role: MemoryRole(.policy, .gradient), ledger: ledger)
    }
  }

  static let shapes: [([Int], Activation)] = [
    ([3, 2], .tanh), ([4, 8, 2], .tanh), ([5, 7, 6, 3], .gelu), ([4, 16, 16, 1], .tanh),
    ([2, 9, 4], .relu),
  ]

  @Test(arguments: shapes)
  func `the pullback matches central differences`(_ sizes: [Int], _ activation: Activation) {
    let fixture = Fixture(sizes, activation)
    let x = randomMatrix(6, sizes[0], "mlp input")
    let u = randomMatrix(6, sizes[sizes.count - 1], "mlp direction")
    let gradient = fixture.vector()
    func loss() -> Double { dot(u, fixture.network.forward(x, fixture.parameters)) }
    _ = loss()
    fixture.network.pullback(u, fixture.parameters, gradient: gradient)
    let error = worstGradientError(
      of: loss, by: fixture.parameters.flat, analytic: gradient.flat, step: 0x1p-9)
    #expect(error < 1e-3)
  }

  @Test(arguments: shapes)
  func `forward and reverse modes are adjoint`(_ sizes: [Int], _ activation: Activation) {
    let fixture = Fixture(sizes, activation)
    let x = randomMatrix(8, sizes[0], "mlp input")
    let u = randomMatrix(8, sizes[sizes.count - 1], "mlp direction")
    _ = fixture.network.forward(x, fixture.parameters)
    let gradient = fixture.vector()
    fixture.network.pullback(u, fixture.parameters, gradient: gradient)
    let tangent = fixture.vector()
    fill(tangent.flat, "mlp tangent")
    let forward = dot(u, fixture.network.pushforward(fixture.parameters, tangent: tangent))
    let reverse = dot(gradient.flat, tangent.flat)
    #expect(abs(forward - reverse) < 1e-5 * max(1, abs(forward)))
  }

  @Test(arguments: shapes)
  func `products with kept scalars are those of the forward and reverse modes`(
    _ sizes: [Int], _ activation: Activation
  ) {
    let fixture = Fixture(sizes, activation)
    let outputs = sizes[sizes.count - 1]
    let x = randomMatrix(8, sizes[0], "mlp input")
    let u = randomMatrix(8, outputs, "mlp direction")
    let weights = randomMatrix(8, 1, "mlp weights")
    let tangent = fixture.vector()
    fill(tangent.flat, "mlp tangent")
    _ = fixture.network.forward(x, fixture.parameters)
    let expectedDerivatives = zeroMatrix(8, 1)
    rowDot(
      u, fixture.network.pushforward(fixture.parameters, tangent: tangent),
      into: expectedDerivatives)
    let expectedGradient = fixture.vector()
    let weighted = zeroMatrix(8, outputs)
    scaleRows(u, by: weights, into: weighted)
    fixture.network.pullback(weighted, fixture.parameters, gradient: expectedGradient)

    fixture.network.keepScalars(u, fixture.parameters)
    let derivatives = zeroMatrix(8, 1)
    fixture.network.scalarDerivatives(
      tangent: tangent, scratch: zeroMatrix(8, 1), into: derivatives)
    let gradient = fixture.vector()
    fixture.network.weightedGradient(weights, gradient: gradient)
    for row in 0..<8 {
      #expect(
        abs(derivatives[row] - expectedDerivatives[row])
          < 1e-5 * max(1, abs(expectedDerivatives[row])))
    }
    for index in 0..<gradient.flat.count {
      #expect(abs(gradient.flat[index] - expectedGradient.flat[index]) < 2e-5)
    }
  }

  @Test func `each row's output has the same bits alone and in any batch`() {
    let fixture = Fixture([4, 64, 64, 3], .tanh, maximumRows: 37)
    let x = randomMatrix(37, 4, "mlp input")
    let together = fixture.network.forward(x, fixture.parameters).toArray()
    for row in 0..<37 {
      let alone = fixture.network.forward(x.rows(row..<row + 1), fixture.parameters).toArray()
      #expect(alone == Array(together[row * 3..<row * 3 + 3]))
    }
  }

  @Test func `initial weights are orthogonal with their gains and biases are zero`() {
    let fixture = Fixture([6, 32, 20, 3], .tanh)
    fixture.network.initialize(
      fixture.parameters, outputGain: 0.01, stream: RandomStream(seed: 1, purpose: "init"))
    for (index, layer) in fixture.network.layers.enumerated() {
      let weight = fixture.parameters[layer.weight]
      let gain = index == 2 ? 0.01 : 2.0.squareRoot()
      expectOrthogonal(weight, gain: gain)
      #expect(fixture.parameters[layer.bias].toArray().allSatisfy { $0 == 0 })
    }
  }

  @Test func `initial weights depend on the stream and on nothing else`() {
    let first = Fixture([6, 32, 3], .tanh)
    let second = Fixture([6, 32, 3], .tanh)
    let other = Fixture([6, 32, 3], .tanh)
    let stream = RandomStream(seed: 1, purpose: "init")
    first.network.initialize(first.parameters, outputGain: 1, stream: stream)
    second.network.initialize(second.parameters, outputGain: 1, stream: stream)
    other.network.initialize(
      other.parameters, outputGain: 1, stream: RandomStream(seed: 2, purpose: "init"))
    #expect(first.parameters.flat.toArray() == second.parameters.flat.toArray())
    #expect(first.parameters.flat.toArray() != other.parameters.flat.toArray())
  }

  private func expectOrthogonal(_ weight: Matrix, gain: Double) {
    let byColumn = weight.rows >= weight.columns
    let vectors = byColumn ? weight.columns : weight.rows
    let length = byColumn ? weight.rows : weight.columns
    for i in 0..<vectors {
      for j in 0...i {
        var product = 0.0
        for k in 0..<length {
          product +=
            byColumn
            ? Double(weight[k, i]) * Double(weight[k, j])
            : Double(weight[i, k]) * Double(weight[j, k])
        }
        #expect(abs(product / (gain * gain) - (i == j ? 1 : 0)) < 1e-5)
      }
    }
  }
}
