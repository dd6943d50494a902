import Kernels
import Randomness

/// The three products of a dense layer, of a batch of m rows with k inputs and n outputs.
struct LayerProducts {
  let rows: Int
  let outputs: Int
  let inputs: Int

  private let input: Matrix
  private let weights: Matrix
  private let bias: Matrix
  private let output: Matrix
  private let transposedWeights: Matrix
  private let inputGradient: Matrix
  private let weightGradient: Matrix

  init(rows: Int, outputs: Int, inputs: Int) {
    self.rows = rows
    self.outputs = outputs
    self.inputs = inputs
    let ledger = MemoryLedger()
    var stream = RandomStream(seed: 1, purpose: "benchmark")
    func matrix(_ rows: Int, _ columns: Int) -> Matrix {
      let matrix = Matrix(
        rows: rows, columns: columns, role: MemoryRole(.run, .activations), ledger: ledger)
      for index in 0..<matrix.count { matrix[index] = stream.uniformFloat() - 0.5 }
      return matrix
    }
    input = matrix(rows, inputs)
    weights = matrix(inputs, outputs)
    bias = matrix(1, outputs)
    output = matrix(rows, outputs)
    transposedWeights = matrix(outputs, inputs)
    inputGradient = matrix(rows, inputs)
    weightGradient = matrix(inputs, outputs)
  }

  /// Floating-point operations of each product, a fused multiply-add counted as two.
  var operations: Double { 2 * Double(rows) * Double(outputs) * Double(inputs) }

  /// Output = bias + input · weights.
  func forward() {
    multiply(input, weights, into: output, from: .row(bias))
  }

  /// Weight gradient = inputᵀ · output, which stands for its gradient.
  func backwardToWeights() {
    multiplyTransposed(input, output, into: weightGradient)
  }

  /// Input gradient = output · weightsᵀ, the transposition included.
  func backwardToInput() {
    transpose(weights, into: transposedWeights)
    multiply(output, transposedWeights, into: inputGradient)
  }
}
