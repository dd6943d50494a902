import NeuralNetworks

/// The multiply-adds of the passes of a network over one input, in closed form.
///
/// Products of matrices and of attention's queries, keys, weights and values count, each pair of factors
/// once; biases, norms, nonlinearities, softmax, embeddings and optimisers do not. A row of attention
/// counts the keys that it sees; that a kernel computes a few more in whole vectors is not counted.
package struct NetworkWork: Sendable, Equatable {
  /// Of a forward pass.
  package var forward = 0
  /// Of reverse mode.
  package var pullback = 0
  /// Of forward mode.
  package var pushforward = 0
  /// Of taking one scalar a row back to the layers.
  package var scalars = 0
  /// Of one product with these scalars' gradients, in either direction.
  package var scalarProduct = 0

  package init() {}
}

extension NetworkWork {
  /// A perceptron of the given widths over `rows` rows. The first layer's input has no gradient and no
  /// tangent.
  package init(perceptron sizes: [Int], rows: Int) {
    let shape = PerceptronShape(sizes: sizes)
    let first = sizes[0] * sizes[1]
    forward = rows * shape.weights
    pullback = rows * (2 * shape.weights - first)
    pushforward = pullback
    scalars = rows * (shape.weights - first)
    scalarProduct = forward
  }

  /// A transformer over packed tokens. Twelve w² a row and layer, but behind the last layer only where it
  /// is asked; attention's two products, and five in either mode of differentiation, which compute the
  /// scores again.
  package init(_ shape: Transformer.Shape, _ extent: PackedTokens.Extent) {
    let square = shape.width * shape.width
    let whole = shape.layers - 1
    let linear = square * (12 * whole * extent.nodes + 3 * extent.nodes + 9 * extent.asked)
    let pairs = shape.width * (whole * extent.pairs + extent.askedPairs)
    let head = extent.outputs * shape.width * shape.outputs
    forward = linear + 2 * pairs + head
    pullback = 2 * linear + 5 * pairs + 2 * head
    pushforward = pullback
  }

  /// Reading a prompt of `tokens` tokens into a cache, and the logits of its last.
  package static func reading(_ shape: Transformer.Shape, tokens: Int) -> Int {
    var extent = PackedTokens.Extent()
    (extent.nodes, extent.outputs, extent.asked) = (tokens, 1, 1)
    (extent.pairs, extent.askedPairs) = (tokens * (tokens + 1) / 2, tokens)
    return NetworkWork(shape, extent).forward
  }

  /// Writing `tokens` tokens behind a prompt of `prompt` with cached keys and values. The last is not read
  /// again.
  package static func writing(_ shape: Transformer.Shape, prompt: Int, tokens: Int) -> Int {
    let steps = tokens - 1
    let seen = steps * prompt + steps * (steps + 1) / 2
    return steps * (12 * shape.layers * shape.width * shape.width + shape.width * shape.outputs)
      + 2 * shape.layers * shape.width * seen
  }
}
