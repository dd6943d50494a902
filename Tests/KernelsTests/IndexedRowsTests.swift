import Foundation
import Kernels
import Randomness
import Testing

struct IndexedRowsTests {
  private let indices: [Int32] = [3, 0, 3, 6, 3]

  @Test(arguments: [1, 8, 16, 37, 64])
  func `rows are gathered, added and scattered by index`(columns: Int) {
    var stream = RandomStream(seed: 33, purpose: "rows", columns)
    let table = randomMatrix(7, columns, &stream)
    let x = randomMatrix(5, columns, &stream)
    let y = zeros(5, columns)
    gatherRows(table, indices[...], into: y)
    for (row, index) in indices.enumerated() {
      #expect(y.rows(row..<row + 1).toArray() == table.rows(Int(index)..<Int(index) + 1).toArray())
    }
    addGatheredRows(table, indices[...], to: y)
    for index in 0..<y.count {
      #expect(y[index] == 2 * table[Int(indices[index / columns]), index % columns])
    }
    let before = table.toArray()
    scatterAddRows(x, indices[...], to: table)
    for column in 0..<columns {
      #expect(
        table[3, column] == ((before[3 * columns + column] + x[0, column]) + x[2, column])
          + x[4, column])
      #expect(table[0, column] == before[column] + x[1, column])
      #expect(table[1, column] == before[columns + column])
    }
    scatterRows(x, indices[...], into: table)
    for (row, source) in [(3, 4), (0, 1), (6, 3)] {
      #expect(
        table.rows(row..<row + 1).toArray() == x.rows(source..<source + 1).toArray())
    }
    #expect(table[1, 0] == before[columns])
    #expect(neighboursStay(7, columns) { scatterRows(x, indices[...], into: $0) })
    #expect(neighboursStay(5, columns) { gatherRows(table, indices[...], into: $0) })
    #expect(neighboursStay(7, columns) { scatterAddRows(x, indices[...], to: $0) })
  }

  @Test
  func `a row outside the table is refused`() async throws {
    let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
      gatherRows(zeros(3, 4), [0, 3], into: zeros(2, 4))
    }
    let output = try #require(result?.standardErrorContent)
    #expect(
      String(decoding: output, as: UTF8.self)
        .contains("gatherRows: row 3 lies outside a table of 3"))
  }

  @Test(arguments: [1, 15, 16, 40])
  func `a row is added to every row`(columns: Int) {
    var stream = RandomStream(seed: 34, purpose: "row", columns)
    let x = randomMatrix(3, columns, &stream)
    let row = randomMatrix(1, columns, &stream)
    let y = zeros(3, columns)
    add(x, row: row, into: y)
    #expect(y.toArray() == (0..<x.count).map { x[$0] + row[$0 % columns] })
  }

  @Test(arguments: [1, 16, 40])
  func `gelu comes with its derivative`(columns: Int) {
    var stream = RandomStream(seed: 35, purpose: "gelu", columns)
    let x = randomMatrix(9, columns, &stream, from: -20, to: 20)
    let (y, slope, ones) = (zeros(9, columns), zeros(9, columns), zeros(9, columns))
    let (expected, expectedSlope) = (zeros(9, columns), zeros(9, columns))
    ones.fill(1)
    gelu(x, into: expected)
    geluDerivative(times: ones, input: x, into: expectedSlope)
    geluWithSlope(x, into: y, slope: slope)
    #expect(bits(y.toArray()) == bits(expected.toArray()))
    #expect(bits(slope.toArray()) == bits(expectedSlope.toArray()))
  }
}
