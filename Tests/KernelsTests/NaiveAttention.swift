import Kernels

/// Attention and both its modes in plain loops in Double.
struct NaiveAttention {
  let input: Matrix
  let heads: Int
  let segments: [AttentionSegment]
  var beginnings: [RowRange] = []
  var width: Int { input.columns / 3 }
  private var size: Int { width / heads }
  private var scale: Double { 1 / Double(size).squareRoot() }

  private func number(_ matrix: Matrix, _ part: Int, _ row: Int, _ column: Int) -> Double {
    Double(matrix[row, part * width + column])
  }

  /// Calls `body` with every row, head, and the rows of the keys seen with their weights.
  private func forEach(_ body: (Int, Int, [Int], [Double]) -> Void) {
    for segment in segments {
      for row in segment.own {
        let keys =
          Array(segment.prefix) + beginnings[segment.beginning].flatMap { Array($0.rows) }
          + Array(segment.own.lowerBound...row)
        for head in 0..<heads {
          let powers = keys.map { exponential(scale * product(input, row, input, $0, head, 0, 1)) }
          let total = powers.reduce(0, +)
          body(row, head, keys, powers.map { $0 / total })
        }
      }
    }
  }

  /// `Σ_c a[row, c] b[key, c]` over a head's numbers of two parts.
  private func product(
    _ a: Matrix, _ row: Int, _ b: Matrix, _ key: Int, _ head: Int, _ part: Int, _ other: Int
  ) -> Double {
    (0..<size).reduce(0) {
      $0 + number(a, part, row, head * size + $1) * number(b, other, key, head * size + $1)
    }
  }

  private func exponential(_ x: Double) -> Double {
    var (term, sum) = (1.0, 1.0)
    for n in 1..<60 {
      term *= x / 16 / Double(n)
      sum += term
    }
    for _ in 0..<4 { sum *= sum }
    return sum
  }

  func forward() -> [Double] {
    var output = [Double](repeating: 0, count: input.rows * width)
    forEach { row, head, keys, weights in
      for (key, weight) in zip(keys, weights) {
        for c in head * size..<(head + 1) * size {
          output[row * width + c] += weight * number(input, 2, key, c)
        }
      }
    }
    return output
  }

  func pullback(_ gradient: Matrix) -> [Double] {
    var result = [Double](repeating: 0, count: input.count)
    forEach { row, head, keys, weights in
      let slopes = keys.map { product(gradient, row, input, $0, head, 0, 2) }
      let mean = zip(weights, slopes).reduce(0) { $0 + $1.0 * $1.1 }
      for (index, key) in keys.enumerated() {
        let slope = weights[index] * (slopes[index] - mean) * scale
        for c in head * size..<(head + 1) * size {
          result[row * 3 * width + c] += slope * number(input, 1, key, c)
          result[key * 3 * width + width + c] += slope * number(input, 0, row, c)
          result[key * 3 * width + 2 * width + c] += weights[index] * Double(gradient[row, c])
        }
      }
    }
    return result
  }

  func pushforward(_ tangent: Matrix) -> [Double] {
    var result = [Double](repeating: 0, count: input.rows * width)
    forEach { row, head, keys, weights in
      let slopes = keys.map {
        scale
          * (product(tangent, row, input, $0, head, 0, 1)
            + product(input, row, tangent, $0, head, 0, 1))
      }
      let mean = zip(weights, slopes).reduce(0) { $0 + $1.0 * $1.1 }
      for (index, key) in keys.enumerated() {
        let change = weights[index] * (slopes[index] - mean)
        for c in head * size..<(head + 1) * size {
          result[row * width + c] +=
            change * number(input, 2, key, c) + weights[index] * number(tangent, 2, key, c)
        }
      }
    }
    return result
  }
}
