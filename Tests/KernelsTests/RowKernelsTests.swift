import Kernels
import Randomness
import Testing

struct RowKernelsTests {
  @Test(arguments: [0, 1, 2, 3, 4, 6, 7, 8, 9, 15, 16, 17, 40, 64, 70], [0, 1, 15, 16, 35])
  func `softmax and its logarithm add the powers in one tree`(columns: Int, rows: Int) {
    var stream = RandomStream(seed: 7, purpose: "softmax", columns, rows)
    let x = randomMatrix(rows, columns, &stream, from: -5, to: 5)
    let (logarithms, probabilities) = (zeros(rows, columns), zeros(rows, columns))
    logSoftmax(x, into: logarithms)
    softmax(x, into: probabilities)
    for row in 0..<rows {
      let numbers = (0..<columns).map { x[row, $0] }
      let maximum = numbers.max() ?? 0
      let powers = numbers.map { Kernels.exp($0 - maximum) }
      let sum = treeSum(powers)
      let logSum = Kernels.log(sum)
      #expect(
        bits(logarithms.rows(row..<row + 1).toArray())
          == bits(numbers.map { ($0 - maximum) - logSum }), "row \(row)")
      #expect(
        bits(probabilities.rows(row..<row + 1).toArray()) == bits(powers.map { $0 / sum }),
        "row \(row)")
    }
    #expect(neighboursStay(rows, columns) { softmax(x, into: $0) })
    #expect(neighboursStay(rows, columns) { logSoftmax(x, into: $0) })
  }

  @Test(arguments: [1, 5, 8, 16, 37], [0, 1, 20])
  func
    `distributions at rows of their own have the bits of the logarithm of softmax and its powers`(
      columns: Int, rows: Int
    )
  {
    var stream = RandomStream(seed: 9, purpose: "described", columns, rows)
    let x = randomMatrix(rows, columns, &stream, from: -5, to: 5)
    // Some rows repeat the one before, and one does but for its last number.
    for row in [3, 4, 5, 9, 12] where row < rows { x.copyRow(row - 1, to: row) }
    if rows > 12 { x[12, columns - 1] += 1 }
    let (logarithms, powers) = (zeros(rows, columns), zeros(rows, columns))
    logSoftmax(x, into: logarithms)
    Kernels.exp(logarithms, into: powers)
    let (values, probabilities) = (zeros(2 * rows + 1, columns), zeros(2 * rows + 1, columns))
    let targets = (0..<rows).map { Int32(2 * (rows - $0) - 1) }
    describeCategories(
      x, at: targets[...], logProbabilities: values, probabilities: probabilities)
    for row in 0...2 * rows {
      let source = targets.firstIndex(of: Int32(row))
      for (found, expected) in [(values, logarithms), (probabilities, powers)] {
        let expected =
          source.map { expected.rows($0..<$0 + 1).toArray() } ?? Array(repeating: 0, count: columns)
        #expect(bits(found.rows(row..<row + 1).toArray()) == bits(expected), "row \(row)")
      }
    }
  }

  @Test(arguments: [2, 5, 20], [1, 16, 33])
  func `softmax and its logarithm may write over their input`(columns: Int, rows: Int) {
    var stream = RandomStream(seed: 8, purpose: "softmax in place")
    for kernel in [softmax, logSoftmax] as [(Matrix, Matrix) -> Void] {
      let x = randomMatrix(rows, columns, &stream)
      let expected = zeros(rows, columns)
      kernel(x, expected)
      kernel(x, x)
      #expect(bits(x.toArray()) == bits(expected.toArray()))
    }
  }

  @Test(arguments: [1, 16])
  func `softmax gives a masked choice no probability`(rows: Int) {
    let row: [Float] = [0, -.infinity, 0]
    let x = matrix(rows, 3, (0..<rows).flatMap { _ in row })
    let y = zeros(rows, 3)
    softmax(x, into: y)
    #expect(y.toArray() == (0..<rows).flatMap { _ in [0.5, 0, 0.5] as [Float] })
    logSoftmax(x, into: y)
    #expect(y[1] == -.infinity)
  }

  @Test(arguments: [2, 20], [1, 16])
  func `a row with NaN, with infinity or of minus infinity alone is NaN`(columns: Int, rows: Int) {
    for (first, others) in [(Float.nan, 0), (.infinity, 0), (-.infinity, -Float.infinity)] {
      let x = zeros(rows, columns)
      x.fill(others)
      for row in 0..<rows { x[row, 0] = first }
      for kernel in [softmax, logSoftmax] as [(Matrix, Matrix) -> Void] {
        let y = zeros(rows, columns)
        kernel(x, y)
        #expect(y.toArray().allSatisfy { $0.isNaN }, "\(first)")
      }
    }
  }

  @Test(arguments: [0, 1, 2, 6, 15, 16, 17, 64, 70, 130], [0, 1, 5, 33])
  func `rows are summed in order`(columns: Int, rows: Int) {
    var stream = RandomStream(seed: 9, purpose: "row sums", columns, rows)
    let x = randomMatrix(rows, columns, &stream)
    let start = randomMatrix(1, columns, &stream)
    let sums = randomMatrix(1, columns, &stream)
    let existing = sums.toArray()
    func expected(_ start: [Float]) -> [UInt32] {
      (0..<columns).map { column in
        (0..<rows).reduce(start[column]) { $0 + x[$1, column] }.bitPattern
      }
    }
    sumRows(x, into: sums, from: .existing)
    #expect(bits(sums.toArray()) == expected(existing))
    sumRows(x, into: sums, from: .row(start))
    #expect(bits(sums.toArray()) == expected(start.toArray()))
    sumRows(x, into: sums)
    #expect(bits(sums.toArray()) == expected(Array(repeating: 0, count: columns)))
    #expect(neighboursStay(1, columns) { sumRows(x, into: $0) })
  }

  @Test(arguments: [0, 1, 2, 6, 15, 16, 17, 32, 70], [0, 1, 5])
  func `the products of rows are summed in strides and one tree`(columns: Int, rows: Int) {
    var stream = RandomStream(seed: 10, purpose: "row products", columns, rows)
    let a = randomMatrix(rows, columns, &stream)
    let b = randomMatrix(rows, columns, &stream)
    let column = zeros(rows, 1)
    rowDot(a, b, into: column)
    for row in 0..<rows {
      let pairs = (0..<columns).map { (a[row, $0], b[row, $0]) }
      var lanes = [Float](repeating: 0, count: 16)
      for (index, pair) in pairs.enumerated() { lanes[index % 16].addProduct(pair.0, pair.1) }
      #expect(column[row].bitPattern == treeSum(lanes).bitPattern)
    }
  }

  @Test(arguments: [0, 1, 2, 15, 16, 17, 64, 70], [0, 1, 5])
  func `every row is multiplied by its own factor`(columns: Int, rows: Int) {
    var stream = RandomStream(seed: 12, purpose: "scale rows", columns, rows)
    let x = randomMatrix(rows, columns, &stream)
    let factors = randomMatrix(rows, 1, &stream)
    let expected = (0..<x.count).map { x[$0] * factors[$0 / columns] }
    let result = zeros(rows, columns)
    scaleRows(x, by: factors, into: result)
    #expect(result.toArray() == expected)
    scaleRows(x, by: factors, into: x)
    #expect(x.toArray() == expected)
    #expect(neighboursStay(rows, columns) { scaleRows($0, by: factors, into: $0) })
  }

  @Test(arguments: [0, 1, 2, 15, 16, 17, 33], [0, 1, 4])
  func `a row is added to every row`(columns: Int, rows: Int) {
    var stream = RandomStream(seed: 11, purpose: "add a row", columns, rows)
    let x = randomMatrix(rows, columns, &stream)
    let row = randomMatrix(1, columns, &stream)
    let expected = (0..<x.count).map { x[$0] + row[$0 % columns] }
    addRow(row, to: x)
    #expect(x.toArray() == expected)
    #expect(
      neighboursStay(rows, columns) { matrix in
        let before = zeros(1, columns)
        addRow(before, to: matrix)
      })
  }
}

/// The sum of strided partial sums: element i into lane i mod 16, then lanes 8, 4, 2 and 1 apart.
func treeSum<Number: FloatingPoint>(_ numbers: [Number]) -> Number {
  var lanes = [Number](repeating: 0, count: 16)
  for (index, number) in numbers.enumerated() { lanes[index % 16] = lanes[index % 16] + number }
  for distance in [8, 4, 2, 1] {
    for lane in 0..<distance { lanes[lane] = lanes[lane] + lanes[lane + distance] }
  }
  return lanes[0]
}
