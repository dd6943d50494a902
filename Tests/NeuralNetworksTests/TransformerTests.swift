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
    fixture.network.pullback(u, fixture.parameters, gradient: gradient)
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

  @Test(arguments: shapes)
  func `forward and reverse modes are adjoint`(_ shape: Transformer.Shape) {
    let fixture = TransformerFixture(shape)
    let pack = Self.groups.packed(scored: shape.outputs == 1)
    _ = fixture.network.forward(pack, fixture.parameters)
    let u = randomMatrix(pack.outputCount, shape.outputs, "transformer direction")
    let gradient = fixture.vector()
    fixture.network.pullback(u, fixture.parameters, gradient: gradient)
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
    shared.network.pullback(u, shared.parameters, gradient: first)
    separate.network.pullback(u, separate.parameters, gradient: second)
    let largest = maximumMagnitude(second.flat)
    #expect(largest > 0.1)
    for index in 0..<first.flat.count {
      #expect(abs(first.flat[index] - second.flat[index]) < 3e-6 * largest)
    }
  }
}
