import Kernels
import Randomness

/// Fills `matrix` with gain times a random orthogonal matrix (orthonormal rows or columns,
/// whichever are fewer), uniform over all such.
///
/// Saxe, McClelland and Ganguli, arXiv 1312.6120. Normal vectors are made orthonormal by the
/// Gram–Schmidt process in double precision, each vector twice, which keeps the signs that make the
/// distribution uniform (Haar).
public func initializeOrthogonally(
  _ matrix: Matrix, gain: Double, using stream: inout RandomStream
) {
  let vectors = min(matrix.rows, matrix.columns)
  let length = max(matrix.rows, matrix.columns)
  var basis: [[Double]] = []
  while basis.count < vectors {
    var vector = (0..<length).map { _ in stream.normal() }
    for _ in 0..<2 {
      for unit in basis {
        let projection = zip(vector, unit).reduce(0) { $0 + $1.0 * $1.1 }
        for index in vector.indices { vector[index] -= projection * unit[index] }
      }
    }
    let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
    basis.append(vector.map { $0 / norm })
  }
  for (index, unit) in basis.enumerated() {
    for (position, value) in unit.enumerated() {
      if matrix.rows >= matrix.columns {
        matrix[position, index] = Float(gain * value)
      } else {
        matrix[index, position] = Float(gain * value)
      }
    }
  }
}
