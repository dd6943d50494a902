import Kernels
import NeuralNetworks
import Randomness

/// A stochastic policy: a network from observations to the parameters of a distribution of actions.
///
/// Differentiation happens at the last ``forward(_:into:)``.
package final class Policy {
  package let distribution: ActionDistribution
  package let layout: ParameterLayout
  package let parameters: ParameterVector
  /// Numbers that the network puts out for a row: logits or means.
  package let outputSize: Int
  /// The most rows that one pass takes.
  package let maximumRows: Int
  private let network: any Network
  /// The network where it can keep one scalar per row.
  private let perceptron: MLP?
  /// log σ of a Gaussian policy, `[1, dimension]`: the same in every state.
  package let logDeviation: ParameterLayout.Entry?
  private let outputTangents: Matrix?
  private let meanGradient: Matrix?
  /// What the logits are divided by.
  private let temperature: Double
  private var meter: WorkMeter

  /// A perceptron on observations, with all parameters zero.
  ///
  /// - Parameters:
  ///   - maximumRows: the most rows that one pass takes.
  ///   - differentiatesForward: whether ``pushforward(_:)`` will be used.
  package init(
    observationSize: Int, distribution: ActionDistribution, options: Options, maximumRows: Int,
    differentiatesForward: Bool, owner: MemoryOwner = .policy, ledger: MemoryLedger
  ) {
    self.distribution = distribution
    self.maximumRows = maximumRows
    temperature = 1
    let role = MemoryRole(owner, .activations)
    var layout = ParameterLayout()
    let outputs: Int
    switch distribution {
    case .categorical(let family): outputs = family.count
    case .gaussian(let family): outputs = family.dimension
    }
    outputSize = outputs
    let perceptron = MLP(
      sizes: [observationSize] + options.hiddenSizes + [outputs],
      activation: options.activation.function, maximumRows: maximumRows,
      differentiatesForward: differentiatesForward, layout: &layout, owner: owner, ledger: ledger)
    self.perceptron = perceptron
    network = perceptron
    meter = WorkMeter(perceptron)
    if case .gaussian(let family) = distribution {
      logDeviation = layout.append("logDeviation", rows: 1, columns: family.dimension)
      meanGradient = Matrix(rows: maximumRows, columns: outputs, role: role, ledger: ledger)
      outputTangents =
        differentiatesForward
        ? Matrix(rows: maximumRows, columns: 2 * outputs, role: role, ledger: ledger) : nil
    } else {
      logDeviation = nil
      meanGradient = nil
      outputTangents = nil
    }
    self.layout = layout
    parameters = ParameterVector(layout, role: MemoryRole(owner, .parameters), ledger: ledger)
  }

  /// A language model: its action is the next token.
  ///
  /// - Parameters:
  ///   - network: the transformer, with one output per token of the vocabulary.
  ///   - maximumRows: the most tokens of completions that one pass takes.
  ///   - temperature: what the logits are divided by, in sampling and in the loss alike.
  package init(
    _ network: any Network, vocabulary: Int, layout: ParameterLayout, maximumRows: Int,
    temperature: Double = 1, owner: MemoryOwner = .policy, ledger: MemoryLedger
  ) {
    distribution = .categorical(Categorical(count: vocabulary))
    outputSize = vocabulary
    self.maximumRows = maximumRows
    self.temperature = temperature
    self.network = network
    meter = WorkMeter(network)
    perceptron = nil
    logDeviation = nil
    meanGradient = nil
    outputTangents = nil
    self.layout = layout
    parameters = ParameterVector(layout, role: MemoryRole(owner, .parameters), ledger: ledger)
  }

  /// Orthogonal weights, the last layer scaled by `policyOutputGain`; log σ from the options.
  package func initialize(options: Options, stream: RandomStream) {
    perceptron?.initialize(parameters, outputGain: options.policyOutputGain, stream: stream)
    if let logDeviation {
      parameters[logDeviation].fill(Float(options.initialLogStandardDeviation))
    }
  }

  /// The distributions for the rows of `input`.
  package func forward(_ input: NetworkInput, into rows: DistributionRows) {
    let outputs = network.forward(input, parameters)
    meter.forward(input)
    guard let logDeviation else {
      describe(outputs, into: rows)
      return
    }
    let logarithms = parameters[logDeviation]
    let dimension = logarithms.count
    for k in 0..<dimension {
      let logarithm = logarithms[k]
      let deviation = exp(logarithm)
      for row in 0..<outputs.rows {
        rows.values[row, k] = outputs[row, k]
        rows.values[row, dimension + k] = logarithm
        rows.exponentials[row, dimension + k] = deviation
      }
    }
  }

  /// The multiply-adds of all passes so far.
  package var multiplyAdds: Int { meter.multiplyAdds }

  /// Adds multiply-adds of the policy's network, or on its account, that others had done.
  package func count(_ multiplyAdds: Int) { meter.add(multiplyAdds) }

  /// The categorical distributions that logits describe; the logits may be changed.
  ///
  /// - Parameter tempered: whether they are divided by the temperature first.
  package func describe(_ logits: Matrix, into rows: DistributionRows, tempered: Bool = true) {
    if tempered && temperature != 1 { scale(logits, by: Float(1 / temperature)) }
    logSoftmax(logits, into: rows.values)
    exp(rows.values, into: rows.exponentials)
  }

  /// The same, that of logits row i at row `targets[i]`.
  package func describe(
    _ logits: Matrix, at targets: ArraySlice<Int32>, of rows: DistributionRows, tempered: Bool
  ) {
    if tempered && temperature != 1 { scale(logits, by: Float(1 / temperature)) }
    describeCategories(
      logits, at: targets, logProbabilities: rows.values, probabilities: rows.exponentials)
  }

  /// Reverse mode: writes dL/dθ into `gradient` from dL/d(distribution parameters), `[rows, columns]`
  /// as ``ActionDistribution/writeGradient(_:_:actions:at:weights:old:oldRow:reference:into:)``
  /// gives it; what that holds afterwards has no meaning.
  package func pullback(_ outputGradient: Matrix, gradient: ParameterVector) {
    meter.pullback()
    guard let logDeviation, let meanGradient else {
      if temperature != 1 { scale(outputGradient, by: Float(1 / temperature)) }
      network.pullback(outputGradient, parameters, gradient: gradient)
      return
    }
    let dimension = meanGradient.columns
    let means = meanGradient.rows(0..<outputGradient.rows)
    for k in 0..<dimension {
      var sum: Float = 0
      for row in 0..<outputGradient.rows {
        means[row, k] = outputGradient[row, k]
        sum += outputGradient[row, dimension + k]
      }
      gradient[logDeviation][k] = sum
    }
    network.pullback(means, parameters, gradient: gradient)
  }

  /// Keeps one scalar per row for ``scalarDerivatives(tangent:scratch:into:)`` and
  /// ``weightedGradient(_:gradient:)``; `outputGradient` is its gradient by what the network puts out,
  /// `[rows, logits or means]`. The log standard deviation has no part in it.
  package func keepScalars(_ outputGradient: Matrix) {
    meter.scalars()
    perceptron?.keepScalars(outputGradient, parameters)
  }

  /// ⟨gᵢ, tangent⟩ of each kept scalar's gradient by θ, into `column` `[rows, 1]`.
  package func scalarDerivatives(tangent: ParameterVector, scratch: Matrix, into column: Matrix) {
    meter.scalarProduct()
    perceptron?.scalarDerivatives(tangent: tangent, scratch: scratch, into: column)
  }

  /// Σᵢ weightᵢ·gᵢ of the kept scalars' gradients, written to `gradient` (0 for log σ).
  package func weightedGradient(_ weights: Matrix, gradient: ParameterVector) {
    meter.scalarProduct()
    perceptron?.weightedGradient(weights, gradient: gradient)
    if let logDeviation { gradient[logDeviation].fill(0) }
  }

  /// Forward mode: the change of the distribution parameters `[rows, columns]` along a change of θ.
  package func pushforward(_ tangent: ParameterVector) -> Matrix {
    meter.pushforward()
    let outputs = network.pushforward(parameters, tangent: tangent)
    guard let logDeviation, let outputTangents else {
      if temperature != 1 { scale(outputs, by: Float(1 / temperature)) }
      return outputs
    }
    let dimension = outputs.columns
    let result = outputTangents.rows(0..<outputs.rows)
    for row in 0..<outputs.rows {
      for k in 0..<dimension {
        result[row, k] = outputs[row, k]
        result[row, dimension + k] = tangent[logDeviation][k]
      }
    }
    return result
  }
}

extension ActivationKind {
  var function: Activation {
    switch self {
    case .tanh: .tanh
    case .relu: .relu
    case .gelu: .gelu
    }
  }
}
