/// The running mean and variance of a stream of vectors, in double precision.
///
/// Chan, Golub and LeVeque's pairwise update (1979) with one row at a time (Welford's case), from a
/// prior of `priorCount` observations with mean 0 and variance 1, so that the first rows are not
/// divided by a spread of zero. OpenAI baselines' running mean and standard deviation does the same
/// with batches.
public struct RunningMoments: Sendable, Equatable {
  /// The mean of each column.
  public private(set) var mean: [Double]
  /// The population variance of each column.
  public private(set) var variance: [Double]
  private var count: Double

  /// Moments of `columns` numbers.
  public init(columns: Int, priorCount: Double = 1e-4) {
    mean = [Double](repeating: 0, count: columns)
    variance = [Double](repeating: 1, count: columns)
    count = priorCount
  }

  /// Takes in one row of numbers, from `values[offset]` on.
  public mutating func update(_ values: [Float], at offset: Int) {
    let total = count + 1
    for column in mean.indices {
      absorb(Double(values[offset + column]), column: column, total: total)
    }
    count = total
  }

  /// Takes in one number (where there is one column).
  public mutating func update(_ value: Double) {
    let total = count + 1
    absorb(value, column: 0, total: total)
    count = total
  }

  private mutating func absorb(_ value: Double, column: Int, total: Double) {
    let difference = value - mean[column]
    mean[column] += difference / total
    variance[column] =
      (variance[column] * count + difference * difference * count / total) / total
  }

  /// (value − mean)/√(variance + 1e-8), within ± limit.
  public func normalize(_ value: Float, column: Int, limit: Double) -> Float {
    let scaled = (Double(value) - mean[column]) / (variance[column] + 1e-8).squareRoot()
    return Float(max(-limit, min(limit, scaled)))
  }

  /// value/√(variance + 1e-8), within ± limit: scaled, not shifted.
  public func scale(_ value: Double, limit: Double) -> Double {
    max(-limit, min(limit, value / (variance[0] + 1e-8).squareRoot()))
  }
}
