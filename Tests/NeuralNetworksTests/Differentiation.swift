import Kernels
import NeuralNetworks
import Randomness

/// Standard normal numbers in a new matrix, from the stream of a name.
func randomMatrix(
  _ rows: Int, _ columns: Int, _ name: String, scale: Double = 1
) -> Matrix {
  let matrix = Matrix(
    rows: rows, columns: columns, role: MemoryRole(.policy, .activations), ledger: MemoryLedger())
  fill(matrix, name, scale: scale)
  return matrix
}

func fill(_ matrix: Matrix, _ name: String, scale: Double = 1) {
  var stream = RandomStream(seed: 7, purpose: name)
  for index in 0..<matrix.count { matrix[index] = Float(scale * stream.normal()) }
}

func zeroMatrix(_ rows: Int, _ columns: Int) -> Matrix {
  Matrix(
    rows: rows, columns: columns, role: MemoryRole(.policy, .activations), ledger: MemoryLedger())
}

extension Matrix {
  /// The same numbers in another place: a pullback takes its output's gradient apart.
  func copied() -> Matrix {
    let matrix = zeroMatrix(rows, columns)
    matrix.copy(from: self)
    return matrix
  }
}

/// The largest difference between `analytic` and the central differences of `function` by the numbers
/// of `variables`, relative to the largest derivative.
func worstGradientError(
  of function: () -> Double, by variables: Matrix, analytic: Matrix, step: Float = 0x1p-6
) -> Double {
  var worst = 0.0
  var largest = 1e-12
  for index in 0..<variables.count {
    let original = variables[index]
    variables[index] = original + step
    let above = function()
    variables[index] = original - step
    let below = function()
    variables[index] = original
    let numeric = (above - below) / (2 * Double(step))
    worst = max(worst, abs(numeric - Double(analytic[index])))
    largest = max(largest, abs(numeric))
  }
  return worst / largest
}

extension Matrix {
  /// Copies all of `numbers` to the first numbers of the matrix.
  func set(_ numbers: [Float]) { copy(from: numbers, count: numbers.count) }
}
