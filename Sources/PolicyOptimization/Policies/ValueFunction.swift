import Kernels
import NeuralNetworks
import Randomness

/// A learnt estimate of the return from a state, V(s): a network of its own, of the policy's shape.
package final class ValueFunction {
  package let layout: ParameterLayout
  package let parameters: ParameterVector
  package let gradient: ParameterVector
  private let network: any Network
  private let maximumRows: Int
  private var meter: WorkMeter

  /// A perceptron on observations, with orthogonal weights, the last layer with gain 1.
  package init(
    observationSize: Int, options: Options, maximumRows: Int, stream: RandomStream,
    ledger: MemoryLedger
  ) {
    var layout = ParameterLayout()
    let perceptron = MLP(
      sizes: [observationSize] + options.hiddenSizes + [1],
      activation: options.activation.function, maximumRows: maximumRows,
      differentiatesForward: false, layout: &layout, owner: .critic, ledger: ledger)
    self.layout = layout
    self.maximumRows = maximumRows
    network = perceptron
    meter = WorkMeter(perceptron)
    parameters = ParameterVector(layout, role: MemoryRole(.critic, .parameters), ledger: ledger)
    gradient = ParameterVector(layout, role: MemoryRole(.critic, .gradient), ledger: ledger)
    perceptron.initialize(parameters, outputGain: 1, stream: stream)
  }

  /// A network with one output, all parameters zero.
  package init(
    _ network: any Network, layout: ParameterLayout, maximumRows: Int, ledger: MemoryLedger
  ) {
    self.layout = layout
    self.maximumRows = maximumRows
    self.network = network
    meter = WorkMeter(network)
    parameters = ParameterVector(layout, role: MemoryRole(.critic, .parameters), ledger: ledger)
    gradient = ParameterVector(layout, role: MemoryRole(.critic, .gradient), ledger: ledger)
  }

  /// The multiply-adds of all passes so far.
  package var multiplyAdds: Int { meter.multiplyAdds }

  /// V of each row of the input, `[rows, 1]`: a view that holds until the next pass.
  package func forward(_ input: NetworkInput) -> Matrix {
    meter.forward(input)
    return network.forward(input, parameters)
  }

  /// Writes dL/dθ into ``gradient`` from dL/dV `[rows, 1]`, at the last forward pass. What dL/dV holds afterwards has
  /// no meaning.
  package func pullback(_ outputGradient: Matrix) {
    meter.pullback()
    network.pullback(outputGradient, parameters, gradient: gradient)
  }

  /// V of any number of observations, written to `values`, in passes of at most the workspace's rows.
  package func evaluate(_ observations: Matrix, count: Int, into values: inout [Double]) {
    for start in stride(from: 0, to: count, by: maximumRows) {
      let range = start..<min(start + maximumRows, count)
      write(.observations(observations.rows(range)), range, into: &values)
    }
  }

  /// V of every transition of a batch, written to its values.
  package func evaluate(_ batch: inout Batch) {
    var values: [Double] = []
    swap(&values, &batch.values)
    batch.forEachPass(maximumRows: maximumRows) { input, range in
      write(input, range, into: &values)
    }
    swap(&values, &batch.values)
  }

  private func write(_ input: NetworkInput, _ range: Range<Int>, into values: inout [Double]) {
    let outputs = forward(input)
    for row in range { values[row] = Double(outputs[row - range.lowerBound, 0]) }
  }
}
