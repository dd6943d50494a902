import Kernels

/// An elementwise nonlinearity y = f(x).
///
/// Its Jacobian is diagonal, so reverse and forward mode are the same product with f′(x).
public enum Activation: String, Sendable {
  /// The hyperbolic tangent.
  case tanh
  /// max(0, x), with derivative 0 at 0.
  case relu
  /// x·Φ(x) in its tanh form: ½x(1 + tanh(√(2/π)(x + 0.044715x³))) (arXiv 1606.08415).
  case gelu

  /// y = f(x).
  public func forward(_ x: Matrix, into y: Matrix) {
    switch self {
    case .tanh: Kernels.tanh(x, into: y)
    case .relu: Kernels.relu(x, into: y)
    case .gelu: Kernels.gelu(x, into: y)
    }
  }

  /// f′(x)·d, where y = f(x): the pullback of a gradient or the pushforward of a tangent.
  public func derivative(times d: Matrix, input x: Matrix, output y: Matrix, into result: Matrix) {
    switch self {
    case .tanh: tanhDerivative(times: d, output: y, into: result)
    case .relu: reluDerivative(times: d, input: x, into: result)
    case .gelu: geluDerivative(times: d, input: x, into: result)
    }
  }
}
