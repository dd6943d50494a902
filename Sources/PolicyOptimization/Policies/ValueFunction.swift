import Kernels
import NeuralNetworks
import Randomness

/// A learnt estimate of the return from a state, V(s): a network of its own, of the policy's shape.
package final class ValueFunction {
  package let layout: ParameterLayout
  package let parameters: ParameterVector
  package let gradient: ParameterVector
  private let network: MLP
  private let maximumRows: Int

  package init(
    observationSize: Int, options: Options, maximumRows: Int, ledger: MemoryLedger
  ) {
    var layout = ParameterLayout()
    network = MLP(
      sizes: [observationSize] + options.hiddenSizes + [1],
      activation: options.activation.function, maximumRows: maximumRows,
      differentiatesForward: false, layout: &layout, owner: .critic, ledger: ledger)
    self.layout = layout
    self.maximumRows = maximumRows
    parameters = ParameterVector(layout, role: MemoryRole(.critic, .parameters), ledger: ledger)
    gradient = ParameterVector(layout, role: MemoryRole(.critic, .gradient), ledger: ledger)
  }

  /// Orthogonal weights, the last layer with gain 1.
  package func initialize(stream: RandomStream) {
    network.initialize(parameters, outputGain: 1, stream: stream)
  }

  /// V of each observation, `[rows, 1]`: a view that holds until the next pass.
  package func forward(_ observations: Matrix) -> Matrix {
    network.forward(observations, parameters)
  }

  /// Writes dL/dθ into ``gradient`` from dL/dV `[rows, 1]`, at the last forward pass.
  package func pullback(_ outputGradient: Matrix) {
    network.pullback(outputGradient, parameters, gradient: gradient)
  }

  /// V of any number of observations, written to `values`, in passes of at most the workspace's rows.
  package func evaluate(_ observations: Matrix, count: Int, into values: inout [Double]) {
    var start = 0
    while start < count {
      let end = min(start + maximumRows, count)
      let outputs = forward(observations.rows(start..<end))
      for row in start..<end { values[row] = Double(outputs[row - start, 0]) }
      start = end
    }
  }
}
