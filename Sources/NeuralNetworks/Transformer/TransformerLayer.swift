import Kernels

/// A linear map with the transpose of its weights, which a pullback makes once for all blocks.
struct TransformerMap {
  let entries: Transformer.Entries.Linear
  private let transposed: Matrix?

  init(
    _ entries: Transformer.Entries.Linear, transposes: Bool, role: MemoryRole, ledger: MemoryLedger
  ) {
    self.entries = entries
    transposed =
      transposes
      ? Matrix(
        rows: entries.weight.columns, columns: entries.weight.rows, role: role, ledger: ledger)
      : nil
  }

  /// y = x · W + b.
  func forward(_ x: Matrix, _ parameters: ParameterVector, into y: Matrix) {
    multiply(x, parameters[entries.weight], into: y, from: .row(parameters[entries.bias]))
  }

  /// y = r + b + x · W, added in this order; y may be r.
  func add(_ x: Matrix, to residual: Matrix, _ parameters: ParameterVector, into y: Matrix) {
    Kernels.add(residual, row: parameters[entries.bias], into: y)
    multiply(x, parameters[entries.weight], into: y, from: .existing)
  }

  /// Makes the transpose of the weights.
  func prepare(_ parameters: ParameterVector) {
    if let transposed { transpose(parameters[entries.weight], into: transposed) }
  }

  /// Adds dL/dW and dL/db, and writes dL/dx.
  func pullback(
    _ outputGradient: Matrix, input x: Matrix, gradient: ParameterVector, into inputGradient: Matrix
  ) {
    guard let transposed else { preconditionFailure("this transformer was made without training") }
    multiplyTransposed(x, outputGradient, into: gradient[entries.weight], from: .existing)
    sumRows(outputGradient, into: gradient[entries.bias], from: .existing)
    multiply(outputGradient, transposed, into: inputGradient)
  }

  /// ẏ = ḃ + x·Ẇ + ẋ·W, or the same added to ẏ.
  func pushforward(
    _ inputTangent: Matrix, input x: Matrix, _ parameters: ParameterVector,
    tangent: ParameterVector, into outputTangent: Matrix, adding: Bool = false
  ) {
    if adding { addRow(tangent[entries.bias], to: outputTangent) }
    multiply(
      x, tangent[entries.weight], into: outputTangent,
      from: adding ? .existing : .row(tangent[entries.bias]))
    multiply(inputTangent, parameters[entries.weight], into: outputTangent, from: .existing)
  }
}

/// One block of attention and feed-forward network. Training and generation share its functions, so
/// that their bits are the same.
///
/// A class: a copy would take and release every name of a parameter, for a step of a few rows longer than its work.
final class TransformerLayer {
  let entries: Transformer.Entries.Layer
  let attentionInput: TransformerMap
  let attentionOutput: TransformerMap
  let hidden: TransformerMap
  let hiddenOutput: TransformerMap

  init(
    _ shape: Transformer.Shape, _ entries: Transformer.Entries.Layer, transposes: Bool,
    role: MemoryRole, ledger: MemoryLedger
  ) {
    self.entries = entries
    func map(_ entries: Transformer.Entries.Linear) -> TransformerMap {
      TransformerMap(entries, transposes: transposes, role: role, ledger: ledger)
    }
    attentionInput = map(entries.attentionInput)
    attentionOutput = map(entries.attentionOutput)
    hidden = map(entries.hidden)
    hiddenOutput = map(entries.hiddenOutput)
  }

  /// Queries, keys and values of the normalised input.
  func queriesKeysValues(
    _ x: Matrix, _ parameters: ParameterVector, normal: Matrix, statistics: Matrix?, into y: Matrix
  ) {
    layerNorm(
      x, gain: parameters[entries.attentionNorm.gain],
      bias: parameters[entries.attentionNorm.bias], into: normal, statistics: statistics)
    attentionInput.forward(normal, parameters, into: y)
  }

  /// y = x + Wₒ · attended.
  func addAttention(
    _ attended: Matrix, to x: Matrix, _ parameters: ParameterVector, into y: Matrix
  ) {
    attentionOutput.add(attended, to: x, parameters, into: y)
  }

  /// y = x + W₂ · gelu(W₁ · norm(x)); `hidden` keeps gelu's values, `slope` its derivatives.
  func addHidden(
    to x: Matrix, _ parameters: ParameterVector, normal: Matrix, statistics: Matrix?,
    hidden values: Matrix, slope: Matrix?, into y: Matrix
  ) {
    layerNorm(
      x, gain: parameters[entries.hiddenNorm.gain], bias: parameters[entries.hiddenNorm.bias],
      into: normal, statistics: statistics)
    hidden.forward(normal, parameters, into: values)
    if let slope {
      geluWithSlope(values, into: values, slope: slope)
    } else {
      gelu(values, into: values)
    }
    hiddenOutput.add(values, to: x, parameters, into: y)
  }

  /// Makes what the pullback of every block needs.
  func prepare(_ parameters: ParameterVector) {
    attentionInput.prepare(parameters)
    attentionOutput.prepare(parameters)
    hidden.prepare(parameters)
    hiddenOutput.prepare(parameters)
  }
}

/// The last normalisation and the linear map to the outputs.
final class TransformerHead {
  let entries: Transformer.Entries
  /// The transpose of the weights, or of the token embedding where it takes their place.
  private let transposed: Matrix?

  init(
    _ shape: Transformer.Shape, _ entries: Transformer.Entries, transposes: Bool,
    role: MemoryRole, ledger: MemoryLedger
  ) {
    self.entries = entries
    let (rows, columns) =
      shape.tiedHead ? (shape.width, shape.vocabulary) : (shape.outputs, shape.width)
    transposed =
      shape.tiedHead || transposes
      ? Matrix(rows: rows, columns: columns, role: role, ledger: ledger) : nil
  }

  /// Makes the transpose, before a forward pass.
  func prepare(_ parameters: ParameterVector) {
    if let transposed {
      transpose(parameters[entries.headWeight ?? entries.tokens], into: transposed)
    }
  }

  /// y = norm(x) · W + b.
  func forward(
    _ x: Matrix, _ parameters: ParameterVector, normal: Matrix, statistics: Matrix?,
    into y: Matrix
  ) {
    layerNorm(
      x, gain: parameters[entries.finalNorm.gain], bias: parameters[entries.finalNorm.bias],
      into: normal, statistics: statistics)
    guard let weight = entries.headWeight.map({ parameters[$0] }) ?? transposed else { return }
    multiply(normal, weight, into: y, from: .row(parameters[entries.headBias]))
  }

  /// Adds the gradients of the head's parameters and writes that of the normalised rows.
  func pullback(
    _ outputGradient: Matrix, normal: Matrix, _ parameters: ParameterVector,
    gradient: ParameterVector, into normalGradient: Matrix
  ) {
    sumRows(outputGradient, into: gradient[entries.headBias], from: .existing)
    if let weight = entries.headWeight {
      guard let transposed else {
        preconditionFailure("this transformer was made without training")
      }
      multiplyTransposed(normal, outputGradient, into: gradient[weight], from: .existing)
      multiply(outputGradient, transposed, into: normalGradient)
    } else {
      multiplyTransposed(outputGradient, normal, into: gradient[entries.tokens], from: .existing)
      multiply(outputGradient, parameters[entries.tokens], into: normalGradient)
    }
  }

  /// ẏ = ḃ + n·Ẇ + ṅ·W.
  func pushforward(
    _ normalTangent: Matrix, normal: Matrix, _ parameters: ParameterVector,
    tangent: ParameterVector, into outputTangent: Matrix
  ) {
    let bias = ProductStart.row(tangent[entries.headBias])
    if let weight = entries.headWeight {
      multiply(normal, tangent[weight], into: outputTangent, from: bias)
      multiply(normalTangent, parameters[weight], into: outputTangent, from: .existing)
    } else if let transposed {
      transpose(tangent[entries.tokens], into: transposed)
      multiply(normal, transposed, into: outputTangent, from: bias)
      transpose(parameters[entries.tokens], into: transposed)
      multiply(normalTangent, transposed, into: outputTangent, from: .existing)
    }
  }
}
