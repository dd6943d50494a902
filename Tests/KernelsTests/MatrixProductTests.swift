import Kernels
import Randomness
import Testing

struct MatrixProductTests {
  private static let rowCounts = [0, 1, 2, 3, 5, 6, 7, 8, 13, 16, 23, 70, 129, 259]
  private static let columnCounts = [
    0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33, 47, 63, 64, 65, 70, 129,
  ]
  private static let stepCounts = [0, 1, 3, 31, 131]

  @Test(arguments: rowCounts)
  func `a product is one chain of fused multiply-adds per element`(rows: Int) {
    var stream = RandomStream(seed: 1, purpose: "product", rows)
    for columns in Self.columnCounts {
      for steps in Self.stepCounts {
        let a = randomMatrix(rows, steps, &stream)
        let b = randomMatrix(steps, columns, &stream)
        for start in 0..<3 {
          let c = randomMatrix(rows, columns, &stream)
          let row = randomMatrix(1, columns, &stream)
          let expected = naiveProduct(a, b, start: startNumbers(start, c, row))
          multiply(a, b, into: c, from: productStart(start, row))
          #expect(bits(c.toArray()) == bits(expected), "\(rows)×\(columns)×\(steps), \(start)")
        }
      }
    }
  }

  @Test(arguments: [95, 96, 131], [32, 33, 131])
  func `a product of rows 1 kB apart is the same chains`(rows: Int, steps: Int) {
    var stream = RandomStream(seed: 1, purpose: "far rows", rows, steps)
    let (a, b) = (randomMatrix(rows, steps, &stream), randomMatrix(steps, 256, &stream))
    let c = randomMatrix(rows, 256, &stream)
    let expected = naiveProduct(a, b, start: c.toArray())
    multiply(a, b, into: c, from: .existing)
    #expect(bits(c.toArray()) == bits(expected))
  }

  @Test(arguments: rowCounts)
  func `a transposed product has the bits of the product of the transpose`(rows: Int) {
    var stream = RandomStream(seed: 1, purpose: "transposed product", rows)
    for columns in Self.columnCounts {
      for steps in Self.stepCounts {
        let a = randomMatrix(steps, rows, &stream)
        let b = randomMatrix(steps, columns, &stream)
        let transposed = zeros(rows, steps)
        transpose(a, into: transposed)
        for start in 0..<3 {
          let c = randomMatrix(rows, columns, &stream)
          let row = randomMatrix(1, columns, &stream)
          let expected = zeros(rows, columns)
          expected.copy(from: c)
          multiply(transposed, b, into: expected, from: productStart(start, row))
          multiplyTransposed(a, b, into: c, from: productStart(start, row))
          #expect(
            bits(c.toArray()) == bits(expected.toArray()), "\(rows)×\(columns)×\(steps), \(start)")
        }
      }
    }
  }

  @Test(arguments: [1, 2, 5, 6, 7, 8, 13, 16, 67], [1, 2, 3, 6, 8, 15, 16, 17, 47, 63, 65])
  func `a product writes to no number around its output`(rows: Int, columns: Int) {
    var stream = RandomStream(seed: 2, purpose: "neighbours")
    let a = randomMatrix(rows, 3, &stream)
    let b = randomMatrix(3, columns, &stream)
    #expect(neighboursStay(rows, columns) { multiply(a, b, into: $0) })
    let transposed = zeros(3, rows)
    transpose(a, into: transposed)
    #expect(neighboursStay(rows, columns) { multiplyTransposed(transposed, b, into: $0) })
  }

  @Test
  func `infinity times zero in a product is NaN`() {
    let c = zeros(1, 2)
    multiply(matrix(1, 2, [.infinity, 1]), matrix(2, 2, [0, 1, 1, 1]), into: c)
    #expect(c[0].isNaN)
    #expect(c[1] == .infinity)
  }

  @Test(arguments: [0, 1, 2, 5, 15, 16, 17, 33], [0, 1, 3, 16, 29])
  func `a transpose exchanges rows and columns`(rows: Int, columns: Int) {
    var stream = RandomStream(seed: 3, purpose: "transpose")
    let a = randomMatrix(rows, columns, &stream)
    let b = zeros(columns, rows)
    transpose(a, into: b)
    for row in 0..<rows {
      for column in 0..<columns { #expect(b[column, row] == a[row, column]) }
    }
    #expect(neighboursStay(columns, rows) { transpose(a, into: $0) })
  }

  private func productStart(_ start: Int, _ row: Matrix) -> ProductStart {
    switch start {
    case 0: .zero
    case 1: .existing
    default: .row(row)
    }
  }

  private func startNumbers(_ start: Int, _ c: Matrix, _ row: Matrix) -> [Float] {
    (0..<c.count).map { index in
      switch start {
      case 0: 0
      case 1: c[index]
      default: row[index % c.columns]
      }
    }
  }

  private func naiveProduct(_ a: Matrix, _ b: Matrix, start: [Float]) -> [Float] {
    var result = start
    for row in 0..<a.rows {
      for column in 0..<b.columns {
        var sum = start[row * b.columns + column]
        for step in 0..<a.columns { sum.addProduct(a[row, step], b[step, column]) }
        result[row * b.columns + column] = sum
      }
    }
    return result
  }
}
