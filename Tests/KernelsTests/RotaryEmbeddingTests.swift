import Foundation
import Kernels
import Randomness
import Testing

struct RotaryEmbeddingTests {
  private func table(width: Int, headSize: Int) -> RotaryTable {
    RotaryTable(
      positions: 256, width: width, headSize: headSize, role: activations, ledger: MemoryLedger())
  }

  @Test(arguments: [(2, 2), (12, 6), (64, 16), (48, 12), (128, 16)])
  func `pairs are turned by their position's angles`(width: Int, headSize: Int) {
    let table = table(width: width, headSize: headSize)
    var stream = RandomStream(seed: 36, purpose: "rotary", width)
    let positions: [Int32] = [0, 1, 255, 17]
    let x = randomMatrix(4, 2 * width + 5, &stream)
    let before = x.toArray()
    rotate(x, by: table, positions: positions[...], parts: 2)
    for (row, position) in positions.enumerated() {
      for column in stride(from: 0, to: 2 * width, by: 2) {
        let pair = Double(column % headSize / 2)
        let angle = Double(position) * pow(10000, -2 * pair / Double(headSize))
        let start = row * x.columns + column
        let (a, b) = (Double(before[start]), Double(before[start + 1]))
        #expect(abs(Double(x[start]) - (a * cos(angle) - b * sin(angle))) < 3e-7)
        #expect(abs(Double(x[start + 1]) - (b * cos(angle) + a * sin(angle))) < 3e-7)
      }
      for column in 2 * width..<x.columns {
        #expect(x[row, column] == before[row * x.columns + column])
      }
    }
    rotate(x, by: table, positions: positions[...], parts: 2, backwards: true)
    for index in 0..<x.count { #expect(abs(x[index] - before[index]) < 1e-6) }
  }

  @Test
  func `cosines and sines are the nearest floats, or their neighbours`() {
    let table = table(width: 16, headSize: 16)
    for position in 0..<256 {
      for column in 0..<16 {
        let angle = Double(position) * pow(10000, -2 * Double(column / 2) / 16)
        let cosine = Float(cos(angle))
        let sine = Float(column % 2 == 0 ? -sin(angle) : sin(angle))
        #expect(abs(table.cosines[position, column] - cosine) <= cosine.ulp)
        #expect(abs(table.sines[position, column] - sine) <= sine.ulp)
      }
    }
  }
}
