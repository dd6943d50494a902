import Kernels

/// A batch of action distributions, one a row, in the form that all formulas start from.
///
/// - Categorical over A actions: `values` holds log-probabilities `[rows, A]`, `exponentials` the
///   probabilities.
/// - Diagonal Gaussian over D numbers: `values` holds `[mean | log σ]`, `[rows, 2D]`;
///   `exponentials` holds σ in its right half, nothing in its left.
package struct DistributionRows {
  package let values: Matrix
  package let exponentials: Matrix

  package init(rows: Int, columns: Int, role: MemoryRole, ledger: MemoryLedger) {
    values = Matrix(rows: rows, columns: columns, role: role, ledger: ledger)
    exponentials = Matrix(rows: rows, columns: columns, role: role, ledger: ledger)
  }

  private init(values: Matrix, exponentials: Matrix) {
    self.values = values
    self.exponentials = exponentials
  }

  /// Copies one row.
  package func copyRow(_ target: Int, from source: DistributionRows, row: Int) {
    copyRows(target..<target + 1, from: source, row: row)
  }

  /// Copies rows from `source`, its row `row` and on, which may be further rows of the same matrices.
  package func copyRows(_ targets: Range<Int>, from source: DistributionRows, row: Int) {
    let sources = row..<row + targets.count
    values.rows(targets).copy(from: source.values.rows(sources))
    exponentials.rows(targets).copy(from: source.exponentials.rows(sources))
  }

  /// Copies row i of `source` to row `targets[i]`, which must not be rows of the same matrices.
  package func scatterRows(_ targets: ArraySlice<Int32>, from source: DistributionRows) {
    Kernels.scatterRows(source.values, targets, into: values)
    Kernels.scatterRows(source.exponentials, targets, into: exponentials)
  }

  /// A view of some rows.
  package func rows(_ range: Range<Int>) -> DistributionRows {
    DistributionRows(values: values.rows(range), exponentials: exponentials.rows(range))
  }
}

/// How strongly one row's terms pull on its distribution: dL is the sum of each weight times the
/// derivative of its quantity.
package struct GradientWeights {
  /// Of log π(a): the gradient coefficient.
  package var logProbability: Double
  /// Of the entropy H(π).
  package var entropy: Double
  /// Of KL(π_old‖π), π_old held fixed.
  package var oldDivergence: Double
  /// Of KL(π‖π_ref), π_ref held fixed.
  package var referenceDivergence: Double

  package init(
    logProbability: Double = 0, entropy: Double = 0, oldDivergence: Double = 0,
    referenceDivergence: Double = 0
  ) {
    self.logProbability = logProbability
    self.entropy = entropy
    self.oldDivergence = oldDivergence
    self.referenceDivergence = referenceDivergence
  }
}
