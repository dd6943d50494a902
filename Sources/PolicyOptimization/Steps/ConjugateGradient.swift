import Kernels

/// Solves A·x = b for a symmetric positive definite A that is known by its products
/// (Hestenes and Stiefel 1952; TRPO, arXiv 1502.05477, appendix C).
package final class ConjugateGradient {
  /// x.
  package let solution: Matrix
  private let residual: Matrix
  private let direction: Matrix
  private let product: Matrix

  package init(count: Int, ledger: MemoryLedger) {
    func vector() -> Matrix {
      Matrix(rows: 1, columns: count, role: MemoryRole(.policy, .solver), ledger: ledger)
    }
    solution = vector()
    residual = vector()
    direction = vector()
    product = vector()
  }

  /// Runs at most `iterations` steps from x = 0 and returns ‖b − A·x‖/‖b‖ by the recurrence.
  ///
  /// Stops early at a squared residual of 1e-10 or less, and where the curvature along the direction
  /// is not positive and finite (rounding, or a matrix that is not positive definite).
  ///
  /// - Parameter multiply: writes A·(first) to (second).
  package func solve(
    _ target: Matrix, iterations: Int, multiply: (Matrix, Matrix) -> Void
  ) -> Double {
    solution.fill(0)
    residual.copy(from: target)
    direction.copy(from: target)
    let targetSquares = sumOfSquares(target)
    var squares = targetSquares
    for _ in 0..<iterations {
      guard squares > 1e-10 else { break }
      multiply(direction, product)
      let curvature = dot(direction, product)
      guard curvature > 0, curvature.isFinite else { break }
      let length = squares / curvature
      addScaled(direction, by: Float(length), to: solution)
      addScaled(product, by: Float(-length), to: residual)
      let newSquares = sumOfSquares(residual)
      scaleAndAdd(direction, by: Float(newSquares / squares), to: residual, into: direction)
      squares = newSquares
    }
    return targetSquares > 0 ? (squares / targetSquares).squareRoot() : 0
  }
}
