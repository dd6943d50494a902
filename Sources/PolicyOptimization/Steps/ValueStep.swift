import Kernels
import NeuralNetworks

/// Fits the value function to a batch's returns: in the policy's own steps, or by itself.
package final class ValueStep {
  private let valueFunction: ValueFunction
  private let options: Options
  private let optimizer: Adam
  private let minibatches: Minibatches?
  private let outputGradient: Matrix

  /// - Parameter minibatches: how ``fit(_:update:epochs:learningRate:)`` cuts a batch; nil where the
  ///   value function is only trained in the policy's steps.
  package init(
    valueFunction: ValueFunction, options: Options, minibatches: Minibatches?, maximumRows: Int,
    ledger: MemoryLedger
  ) {
    self.valueFunction = valueFunction
    self.options = options
    self.minibatches = minibatches
    optimizer = Adam(
      parameterCount: valueFunction.layout.count, beta2: options.adamBeta2,
      epsilon: options.adamEpsilon, owner: .critic, ledger: ledger)
    outputGradient = Matrix(
      rows: maximumRows, columns: 1, role: MemoryRole(.critic, .activations), ledger: ledger)
  }

  /// The squared norm of the gradient that ``differentiate(_:_:coefficient:)`` left.
  package var gradientSquares: Double { sumOfSquares(valueFunction.gradient.flat) }

  /// The mean loss of some transitions, whose gradient times `coefficient` is left for
  /// ``descend(gradientScale:learningRate:)``.
  package func differentiate(
    _ minibatch: Minibatch, _ batch: Batch, coefficient: Double
  ) -> Double {
    let values = valueFunction.forward(minibatch.input)
    let indices = minibatch.indices
    let share = 1 / Double(indices.count)
    var sum = 0.0
    for (row, index) in indices.enumerated() {
      let term = ValueLoss.term(
        value: Double(values[row, 0]), oldValue: batch.values[index],
        target: batch.returns[index], clipRange: options.valueClipRange)
      sum += share * term.loss
      outputGradient[row, 0] = Float(coefficient * share * term.gradient)
    }
    valueFunction.pullback(outputGradient.rows(0..<indices.count))
    return sum
  }

  /// One step of Adam.
  package func descend(gradientScale: Double, learningRate: Double) {
    optimizer.step(
      valueFunction.parameters.flat, gradient: valueFunction.gradient.flat,
      gradientScale: gradientScale, learningRate: learningRate)
  }

  /// `epochs` passes over the batch by itself.
  ///
  /// - Returns: over all steps the mean loss, and the mean norm of the gradient before clipping.
  package func fit(
    _ batch: Batch, update: Int, epochs: Int, learningRate: Double
  ) -> (loss: Double, gradientNorm: Double) {
    guard let minibatches else { preconditionFailure("this value function is trained jointly") }
    var sum = 0.0
    var norms = 0.0
    var steps = 0.0
    for epoch in 0..<epochs {
      _ = minibatches.forEach(batch, update: update, epoch: epoch) { minibatch in
        sum += differentiate(minibatch, batch, coefficient: 1)
        steps += 1
        let norm = gradientSquares.squareRoot()
        norms += norm
        descend(
          gradientScale: gradientScale(norm: norm, limit: options.gradientClip),
          learningRate: learningRate)
        return true
      }
    }
    return (sum / steps, norms / steps)
  }
}
