import Kernels
import NeuralNetworks

/// What a network is asked about: one row of outputs per transition.
package enum NetworkInput {
  /// A state a row, `[rows, observationSize]`.
  case observations(Matrix)
  /// Token sequences; each token of a completion is a transition, taken in what stands before it.
  case tokens(PackedTokens)
}

/// A differentiable function from states to numbers, with a workspace of its own.
///
/// ``pullback(_:_:gradient:)`` and ``pushforward(_:tangent:)`` differentiate at the last
/// ``forward(_:_:)``; what they return holds until the next call. A pullback may use its output's
/// gradient, `[rows, outputs]`, as scratch: what that holds afterwards has no meaning.
package protocol Network: AnyObject {
  func forward(_ input: NetworkInput, _ parameters: ParameterVector) -> Matrix
  func pullback(
    _ outputGradient: Matrix, _ parameters: ParameterVector, gradient: ParameterVector)
  func pushforward(_ parameters: ParameterVector, tangent: ParameterVector) -> Matrix
}

extension MLP: Network {
  package func forward(_ input: NetworkInput, _ parameters: ParameterVector) -> Matrix {
    guard case .observations(let rows) = input else {
      preconditionFailure("a perceptron sees observations, not tokens")
    }
    return forward(rows, parameters)
  }
}

extension Transformer: Network {
  package func forward(_ input: NetworkInput, _ parameters: ParameterVector) -> Matrix {
    guard case .tokens(let sequences) = input else {
      preconditionFailure("a transformer sees tokens, not observations")
    }
    return forward(sequences, parameters)
  }
}
