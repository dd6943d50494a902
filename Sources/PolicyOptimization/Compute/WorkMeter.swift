import Kernels
import NeuralNetworks

/// Counts the multiply-adds of a network's passes. Costs a few sums a pass, and allocates nothing.
struct WorkMeter {
  /// All passes so far.
  private(set) var multiplyAdds = 0
  /// What a pass at the last forward pass takes.
  private var work = NetworkWork()
  /// Of a perceptron, for one row.
  private let perRow: NetworkWork?
  /// Of a transformer.
  private let shape: Transformer.Shape?

  /// A meter for a perceptron or a transformer; of any other network nothing is counted.
  init(_ network: any Network) {
    shape = (network as? Transformer)?.shape
    perRow = (network as? MLP).map { perceptron in
      let layers = perceptron.layers.map(\.weight)
      return NetworkWork(
        perceptron: layers.map(\.rows) + [layers[layers.count - 1].columns], rows: 1)
    }
  }

  /// Adds multiply-adds that were counted elsewhere.
  mutating func add(_ count: Int) { multiplyAdds += count }

  /// Adds a forward pass, at whose input later passes differentiate.
  mutating func forward(_ input: NetworkInput) {
    switch input {
    case .observations(let matrix): work = perRow?.times(matrix.rows) ?? NetworkWork()
    case .tokens(let packed): work = shape.map { NetworkWork($0, packed.extent) } ?? NetworkWork()
    }
    multiplyAdds += work.forward
  }

  /// Adds a reverse pass at the last input.
  mutating func pullback() { multiplyAdds += work.pullback }

  /// Adds a forward-mode pass at the last input.
  mutating func pushforward() { multiplyAdds += work.pushforward }

  /// Adds taking a scalar a row back to the layers.
  mutating func scalars() { multiplyAdds += work.scalars }

  /// Adds a product with these scalars' gradients.
  mutating func scalarProduct() { multiplyAdds += work.scalarProduct }
}

extension NetworkWork {
  /// The work of as many rows.
  fileprivate func times(_ rows: Int) -> NetworkWork {
    var work = self
    work.forward *= rows
    work.pullback *= rows
    work.pushforward *= rows
    work.scalars *= rows
    work.scalarProduct *= rows
    return work
  }
}
