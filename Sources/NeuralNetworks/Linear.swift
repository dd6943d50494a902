import Kernels

/// A fully connected layer: y = x·W + b, with x `[rows, inputs]`, W `[inputs, outputs]`, b `[outputs]`.
public struct Linear {
  /// W, `[inputs, outputs]`.
  public let weight: ParameterLayout.Entry
  /// b, `[1, outputs]`.
  public let bias: ParameterLayout.Entry
  private let transposedWeight: Matrix

  /// Appends the layer's parameters to a layout.
  public init(
    _ name: String, inputs: Int, outputs: Int, layout: inout ParameterLayout, owner: MemoryOwner,
    ledger: MemoryLedger
  ) {
    weight = layout.append(name + ".weight", rows: inputs, columns: outputs)
    bias = layout.append(name + ".bias", rows: 1, columns: outputs)
    transposedWeight = Matrix(
      rows: outputs, columns: inputs, role: MemoryRole(owner, .activations), ledger: ledger)
  }

  /// y = x·W + b.
  public func forward(_ x: Matrix, _ parameters: ParameterVector, into y: Matrix) {
    multiply(x, parameters[weight], into: y, from: .row(parameters[bias]))
  }

  /// Reverse mode: from dL/dy to dL/dW = xᵀ·dy, dL/db = Σ rows of dy and, where asked for,
  /// dL/dx = dy·Wᵀ. Overwrites the layer's part of `gradient`.
  public func pullback(
    _ outputGradient: Matrix, input x: Matrix, _ parameters: ParameterVector,
    gradient: ParameterVector, inputGradient: Matrix?
  ) {
    parameterGradient(of: outputGradient, input: x, gradient: gradient)
    if let inputGradient {
      self.inputGradient(of: outputGradient, parameters, into: inputGradient)
    }
  }

  /// dL/dW = xᵀ·dy and dL/db = Σ rows of dy.
  func parameterGradient(of outputGradient: Matrix, input x: Matrix, gradient: ParameterVector) {
    multiplyTransposed(x, outputGradient, into: gradient[weight])
    sumRows(outputGradient, into: gradient[bias])
  }

  /// dL/dx = dy·Wᵀ.
  func inputGradient(
    of outputGradient: Matrix, _ parameters: ParameterVector, into inputGradient: Matrix
  ) {
    transpose(parameters[weight], into: transposedWeight)
    multiply(outputGradient, transposedWeight, into: inputGradient)
  }

  /// The layer's share of a directional derivative per row, ⟨δ, x·Ẇ + ḃ⟩, where δ `[rows, outputs]` is
  /// the gradient of one scalar per row by the layer's output. `scratch` has δ's shape.
  func directionalDerivative(
    input x: Matrix, outputGradient: Matrix, tangent: ParameterVector, scratch: Matrix,
    into column: Matrix
  ) {
    multiply(x, tangent[weight], into: scratch, from: .row(tangent[bias]))
    rowDot(scratch, outputGradient, into: column)
  }

  /// Forward mode: ẏ = x·Ẇ + ḃ + ẋ·W; without an input tangent ẋ is zero.
  public func pushforward(
    input x: Matrix, inputTangent: Matrix?, _ parameters: ParameterVector,
    tangent: ParameterVector, into outputTangent: Matrix
  ) {
    multiply(x, tangent[weight], into: outputTangent, from: .row(tangent[bias]))
    if let inputTangent {
      multiply(inputTangent, parameters[weight], into: outputTangent, from: .existing)
    }
  }
}
