import Kernels
import NeuralNetworks
import Testing

@Suite struct `Layers` {
  struct Fixture {
    var layout = ParameterLayout()
    let layer: Linear
    let parameters: ParameterVector
    let x = randomMatrix(5, 4, "x")
    let u = randomMatrix(5, 3, "u")

    init() {
      let ledger = MemoryLedger()
      layer = Linear(
        "layer", inputs: 4, outputs: 3, layout: &layout, owner: .policy, ledger: ledger)
      parameters = ParameterVector(
        layout, role: MemoryRole(.policy, .parameters), ledger: ledger)
      fill(parameters.flat, "parameters")
    }

    func vector() -> ParameterVector {
      ParameterVector(
        layout, role: MemoryRole(.policy, .gradient), ledger: MemoryLedger())
    }

    /// ⟨u, y(x, θ)⟩.
    func loss() -> Double {
      let y = zeroMatrix(5, 3)
      layer.forward(x, parameters, into: y)
      return dot(u, y)
    }
  }

  @Test func `a linear layer computes x·W + b`() {
    let fixture = Fixture()
    let y = zeroMatrix(5, 3)
    fixture.layer.forward(fixture.x, fixture.parameters, into: y)
    for row in 0..<5 {
      for column in 0..<3 {
        var sum = fixture.parameters[fixture.layer.bias][column]
        for k in 0..<4 {
          sum.addProduct(fixture.x[row, k], fixture.parameters[fixture.layer.weight][k, column])
        }
        #expect(y[row, column] == sum)
      }
    }
  }

  @Test func `the pullback of a linear layer matches central differences`() {
    let fixture = Fixture()
    let gradient = fixture.vector()
    let inputGradient = zeroMatrix(5, 4)
    fixture.layer.pullback(
      fixture.u, input: fixture.x, fixture.parameters, gradient: gradient,
      inputGradient: inputGradient)
    let byParameters = worstGradientError(
      of: fixture.loss, by: fixture.parameters.flat, analytic: gradient.flat)
    let byInput = worstGradientError(of: fixture.loss, by: fixture.x, analytic: inputGradient)
    #expect(byParameters < 1e-4)
    #expect(byInput < 1e-4)
  }

  @Test func `a linear layer's forward and reverse modes are adjoint`() {
    let fixture = Fixture()
    let gradient = fixture.vector()
    let inputGradient = zeroMatrix(5, 4)
    fixture.layer.pullback(
      fixture.u, input: fixture.x, fixture.parameters, gradient: gradient,
      inputGradient: inputGradient)
    let tangent = fixture.vector()
    fill(tangent.flat, "tangent")
    let inputTangent = randomMatrix(5, 4, "input tangent")
    let outputTangent = zeroMatrix(5, 3)
    fixture.layer.pushforward(
      input: fixture.x, inputTangent: inputTangent, fixture.parameters, tangent: tangent,
      into: outputTangent)
    let forward = dot(fixture.u, outputTangent)
    let reverse = dot(gradient.flat, tangent.flat) + dot(inputGradient, inputTangent)
    #expect(abs(forward - reverse) < 1e-5 * max(1, abs(forward)))
  }

  @Test(arguments: [Activation.tanh, .relu, .gelu])
  func `the derivative of each activation matches central differences`(_ activation: Activation) {
    let x = randomMatrix(6, 7, "activation input")
    let u = randomMatrix(6, 7, "activation direction")
    let y = zeroMatrix(6, 7)
    func loss() -> Double {
      activation.forward(x, into: y)
      return dot(u, y)
    }
    _ = loss()
    let gradient = zeroMatrix(6, 7)
    activation.derivative(times: u, input: x, output: y, into: gradient)
    let error = worstGradientError(of: loss, by: x, analytic: gradient, step: 0x1p-8)
    #expect(error < 5e-4)
  }
}
