import Kernels
import NeuralNetworks

extension Transformer.Shape {
  /// The same layers with one output: a value or a score.
  package var scoring: Transformer.Shape {
    var shape = self
    shape.outputs = 1
    shape.tiedHead = false
    return shape
  }
}

extension Checkpoint {
  /// Copies every parameter but the head's to a network of the same layers.
  package func copyTrunk(to target: ParameterVector, _ layout: ParameterLayout) {
    var own = ParameterLayout()
    _ = Transformer.Entries(shape, layout: &own)
    for entry in layout.entries where !entry.name.hasPrefix("head") {
      guard let source = own.entries.first(where: { $0.name == entry.name }) else { continue }
      target[entry].copy(from: parameters, at: source.offset, count: entry.rows * entry.columns)
    }
  }
}
