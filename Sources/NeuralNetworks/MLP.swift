import Kernels
import Randomness

/// A multilayer perceptron: linear layers with a nonlinearity after each but the last.
///
/// The network holds the activations of its last ``forward(_:_:)``, for at most `maximumRows` rows;
/// ``pullback(_:_:gradient:)`` and ``pushforward(_:tangent:)`` differentiate at that point.
public final class MLP {
  /// The layers, input to output.
  public let layers: [Linear]
  /// The rows that fit.
  public let maximumRows: Int
  private let activation: Activation
  private let preactivations: [Matrix]
  private let activations: [Matrix]
  private let outputs: Matrix
  private let gradients: [Matrix]
  private let tangents: [Matrix]
  private let outputTangents: Matrix?
  private let outputScratch: Matrix?
  private var input: Matrix?
  private var rows = 0

  /// Appends the parameters to a layout and sets the workspace aside.
  ///
  /// - Parameters:
  ///   - sizes: widths from the input to the output, at least two.
  ///   - differentiatesForward: whether ``pushforward(_:tangent:)`` will be used.
  public init(
    sizes: [Int], activation: Activation, maximumRows: Int, differentiatesForward: Bool,
    layout: inout ParameterLayout, owner: MemoryOwner, ledger: MemoryLedger
  ) {
    precondition(sizes.count >= 2, "a network needs an input and an output, not \(sizes)")
    self.activation = activation
    self.maximumRows = maximumRows
    let hidden = sizes.dropFirst().dropLast()
    layers = (0..<sizes.count - 1).map { index in
      Linear(
        index == sizes.count - 2 ? "output" : "hidden\(index)", inputs: sizes[index],
        outputs: sizes[index + 1], layout: &layout, owner: owner, ledger: ledger)
    }
    let role = MemoryRole(owner, .activations)
    func matrices(_ widths: some Sequence<Int>) -> [Matrix] {
      widths.map { Matrix(rows: maximumRows, columns: $0, role: role, ledger: ledger) }
    }
    preactivations = matrices(hidden)
    activations = matrices(hidden)
    gradients = matrices(hidden)
    tangents = differentiatesForward ? matrices(hidden) : []
    outputs = Matrix(
      rows: maximumRows, columns: sizes[sizes.count - 1], role: role, ledger: ledger)
    func outputSized() -> Matrix? {
      differentiatesForward
        ? Matrix(rows: maximumRows, columns: sizes[sizes.count - 1], role: role, ledger: ledger)
        : nil
    }
    outputTangents = outputSized()
    outputScratch = outputSized()
  }

  /// The outputs for `input` `[rows, inputs]`: a view `[rows, outputs]` that holds until the next call.
  public func forward(_ input: Matrix, _ parameters: ParameterVector) -> Matrix {
    precondition(
      input.rows <= maximumRows, "\(input.rows) rows exceed the workspace's \(maximumRows)")
    self.input = input
    rows = input.rows
    var x = input
    for index in activations.indices {
      let preactivation = preactivations[index].rows(0..<rows)
      let activated = activations[index].rows(0..<rows)
      layers[index].forward(x, parameters, into: preactivation)
      activation.forward(preactivation, into: activated)
      x = activated
    }
    let result = outputs.rows(0..<rows)
    layers[layers.count - 1].forward(x, parameters, into: result)
    return result
  }

  /// Reverse mode at the last forward pass: writes dL/dθ into `gradient`, from dL/d(outputs).
  public func pullback(
    _ outputGradient: Matrix, _ parameters: ParameterVector, gradient: ParameterVector
  ) {
    guard let input else { preconditionFailure("a pullback needs a forward pass before it") }
    var dy = outputGradient
    for index in layers.indices.reversed() {
      guard index > 0 else {
        layers[0].pullback(
          dy, input: input, parameters, gradient: gradient, inputGradient: nil)
        return
      }
      let below = index - 1
      let x = activations[below].rows(0..<rows)
      let dx = gradients[below].rows(0..<rows)
      layers[index].pullback(dy, input: x, parameters, gradient: gradient, inputGradient: dx)
      activation.derivative(
        times: dx, input: preactivations[below].rows(0..<rows), output: x, into: dx)
      dy = dx
    }
  }

  /// Forward mode at the last forward pass: the change of the outputs along a change of the
  /// parameters, a view `[rows, outputs]` that holds until the next call.
  public func pushforward(_ parameters: ParameterVector, tangent: ParameterVector) -> Matrix {
    guard let input, let outputTangents else {
      preconditionFailure(
        "a pushforward needs a forward pass before it and a network made to differentiate forward")
    }
    var x = input
    var xTangent: Matrix?
    for index in activations.indices {
      let y = activations[index].rows(0..<rows)
      let yTangent = tangents[index].rows(0..<rows)
      layers[index].pushforward(
        input: x, inputTangent: xTangent, parameters, tangent: tangent, into: yTangent)
      activation.derivative(
        times: yTangent, input: preactivations[index].rows(0..<rows), output: y, into: yTangent)
      x = y
      xTangent = yTangent
    }
    let result = outputTangents.rows(0..<rows)
    layers[layers.count - 1].pushforward(
      input: x, inputTangent: xTangent, parameters, tangent: tangent, into: result)
    return result
  }

  /// Takes one scalar per row, whose gradient by the outputs is `outputGradient`, back to every layer,
  /// for ``scalarDerivatives(tangent:scratch:into:)`` and ``weightedGradient(_:gradient:)``. They hold
  /// until the next forward pass or pullback.
  ///
  /// Where many products with the gradients gᵢ of these scalars by θ are wanted at one point, the two
  /// need half the matrix products of ``pushforward(_:tangent:)`` and ``pullback(_:_:gradient:)``: each
  /// layer's part of gᵢ is an outer product of its input and the gradient kept here.
  public func keepScalars(_ outputGradient: Matrix, _ parameters: ParameterVector) {
    guard let outputTangents else {
      preconditionFailure("scalars are kept by a network made to differentiate forward")
    }
    let kept = outputTangents.rows(0..<rows)
    kept.copy(from: outputGradient)
    var dy = kept
    for index in layers.indices.reversed() where index > 0 {
      let dx = gradients[index - 1].rows(0..<rows)
      layers[index].inputGradient(of: dy, parameters, into: dx)
      let below = index - 1
      activation.derivative(
        times: dx, input: preactivations[below].rows(0..<rows),
        output: activations[below].rows(0..<rows), into: dx)
      dy = dx
    }
  }

  /// ⟨gᵢ, v⟩ of the kept scalars' gradients, into `column` `[rows, 1]`. `scratch` has its shape.
  public func scalarDerivatives(tangent: ParameterVector, scratch: Matrix, into column: Matrix) {
    column.fill(0)
    forEachKept { layer, x, gradient, space in
      layer.directionalDerivative(
        input: x, outputGradient: gradient, tangent: tangent, scratch: space, into: scratch)
      addScaled(scratch, by: 1, to: column)
    }
  }

  /// Σᵢ weightᵢ·gᵢ of the kept scalars' gradients, written to `gradient`; `weights` is `[rows, 1]`.
  public func weightedGradient(_ weights: Matrix, gradient: ParameterVector) {
    forEachKept { layer, x, kept, space in
      scaleRows(kept, by: weights, into: space)
      layer.parameterGradient(of: space, input: x, gradient: gradient)
    }
  }

  /// Calls `body` with each layer, its input, its kept gradient and room for another.
  private func forEachKept(_ body: (Linear, Matrix, Matrix, Matrix) -> Void) {
    guard let input, let outputTangents, let outputScratch else { return }
    for index in layers.indices {
      let isLast = index == layers.count - 1
      body(
        layers[index], index == 0 ? input : activations[index - 1].rows(0..<rows),
        (isLast ? outputTangents : gradients[index]).rows(0..<rows),
        (isLast ? outputScratch : tangents[index]).rows(0..<rows))
    }
  }

  /// Orthogonal weights (gain √2, the last layer `outputGain`) and zero biases, layer by layer from
  /// substreams of `stream` (*The 37 implementation details of PPO*, core detail 2).
  public func initialize(_ parameters: ParameterVector, outputGain: Double, stream: RandomStream) {
    for (index, layer) in layers.enumerated() {
      var layerStream = stream.substream("layer", index)
      initializeOrthogonally(
        parameters[layer.weight],
        gain: index == layers.count - 1 ? outputGain : 2.0.squareRoot(), using: &layerStream)
      parameters[layer.bias].fill(0)
    }
  }
}
