/// The cosines and sines of rotary position embeddings, for every position up to a limit.
///
/// The pair (2c, 2c + 1) of a head of d numbers is turned by the angle `position · 10000^(−2c/d)`.
/// Computed in Double from additions, products and roots alone, so with the same bits everywhere, to
/// within 10⁻¹² of the exact value, then rounded to Float.
///
/// Source: Su et al., *RoFormer* (2021), https://arxiv.org/abs/2104.09864, equation 34.
public struct RotaryTable {
  /// The cosines, `[positions, width]`: each pair's twice, the heads side by side.
  public let cosines: Matrix
  /// The sines, `[positions, width]`: of each pair first negated, then not.
  public let sines: Matrix

  /// The table for heads of `headSize` numbers, `width` in all.
  ///
  /// - Precondition: `headSize` is even and divides `width`.
  public init(
    positions: Int, width: Int, headSize: Int, role: MemoryRole, ledger: MemoryLedger
  ) {
    require(
      headSize > 0 && headSize % 2 == 0 && width % headSize == 0,
      "rotary embeddings need an even head size that divides \(width), not \(headSize)")
    cosines = Matrix(rows: positions, columns: width, role: role, ledger: ledger)
    sines = Matrix(rows: positions, columns: width, role: role, ledger: ledger)
    for pair in 0..<headSize / 2 {
      let step = unitVector(angle: exponential(-2 * Double(pair) / Double(headSize) * log10000))
      var turn = (cosine: 1.0, sine: 0.0)
      for position in 0..<positions {
        for first in stride(from: 2 * pair, to: width, by: headSize) {
          cosines[position, first] = Float(turn.cosine)
          cosines[position, first + 1] = Float(turn.cosine)
          sines[position, first] = Float(-turn.sine)
          sines[position, first + 1] = Float(turn.sine)
        }
        turn = (
          turn.cosine * step.cosine - turn.sine * step.sine,
          turn.sine * step.cosine + turn.cosine * step.sine
        )
      }
    }
  }
}

/// ln 10000.
private let log10000 = 0x1.26bb1bbb55516p+3

/// eˣ for −10 < x ≤ 0: the Taylor series of x / 1024, squared ten times.
private func exponential(_ x: Double) -> Double {
  let small = x / 1024
  var (term, sum) = (1.0, 1.0)
  for n in 1...12 {
    term *= small / Double(n)
    sum += term
  }
  for _ in 0..<10 { sum *= sum }
  return sum
}

/// The cosine and sine of an angle in [0, 1], by their Taylor series.
private func unitVector(angle: Double) -> (cosine: Double, sine: Double) {
  var (cosine, sine, term) = (0.0, 0.0, 1.0)
  for n in 0..<24 {
    let isNegative = n & 2 != 0
    if n & 1 == 0 {
      cosine += isNegative ? -term : term
    } else {
      sine += isNegative ? -term : term
    }
    term *= angle / Double(n + 1)
  }
  return (cosine, sine)
}

/// Turns the pairs of the first columns of each row by the angles of its position, in place.
///
/// `(x, y)` becomes `(x cos − y sin, y cos + x sin)`; backwards, which is both the inverse and the
/// reverse mode, the angle is negated. The map is linear: it is its own forward mode.
///
/// - Parameters:
///   - x: `[m, n]`, n ≥ `parts · width`: queries and keys side by side are two parts.
///   - table: of `width` columns.
///   - positions: of each row, in `0..<table.cosines.rows`.
///   - parts: how many times `width` columns are turned, from the first column on.
///   - backwards: whether to turn by the negated angles.
/// - Precondition: the shapes agree and the positions lie in the table.
public func rotate(
  _ x: Matrix, by table: RotaryTable, positions: ArraySlice<Int32>, parts: Int,
  backwards: Bool = false
) {
  let width = table.cosines.columns
  require(
    parts * width <= x.columns && positions.count == x.rows,
    "rotate: \(positions.count) positions and \(parts) × \(width) columns do not fit the shape "
      + "[\(x.rows), \(x.columns)]")
  let sign = Vector(repeating: backwards ? -1 : 1)
  var row = x.base
  for position in positions {
    let position = Int(position)
    require(
      position >= 0 && position < table.cosines.rows,
      "rotate: position \(position) lies outside a table of \(table.cosines.rows)")
    let cosines = table.cosines.base + position &* width
    let sines = table.sines.base + position &* width
    for part in 0..<parts {
      let target = row + part &* width
      var column = 0
      while column < width {
        let lanes = loadLanes(target + column)
        let turned = (lanes * loadLanes(cosines + column))
          .addingProduct(swapPairs(lanes), sign * loadLanes(sines + column))
        storeLanes(turned, to: target + column, count: width &- column)
        column &+= 16
      }
    }
    row += x.columns
  }
}

/// Lanes 1, 0, 3, 2, …
@inline(__always)
private func swapPairs(_ lanes: Vector) -> Vector {
  var swapped = Vector()
  swapped.evenHalf = lanes.oddHalf
  swapped.oddHalf = lanes.evenHalf
  return swapped
}
