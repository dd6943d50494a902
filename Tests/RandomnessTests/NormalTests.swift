import Foundation
import Randomness
import Testing

/// normal_quantile.json: quantiles to 50 digits, rounded.
private struct QuantileFile: Decodable {
  struct Row: Decodable {
    let k: UInt64
    let exact: String
    let scipy: String
  }

  let quantiles: [Row]
}

@Suite struct NormalTests {
  private static func rows() throws -> [(k: UInt64, exact: Double, scipy: Double)] {
    let url = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Reference/randomness/normal_quantile.json")
    let file = try JSONDecoder().decode(QuantileFile.self, from: Data(contentsOf: url))
    return try file.quantiles.map { row in
      (row.k, try #require(Double(row.exact)), try #require(Double(row.scipy)))
    }
  }

  @Test func `the quantile is right to 2⁻⁵⁰ from the middle to the last number of the tail`() throws
  {
    let rows = try Self.rows()
    #expect(rows.count > 100)
    for row in rows {
      let value = standardNormalQuantile(row.k)
      #expect(((value - row.exact) / row.exact).magnitude < 0x1p-50, "k = \(row.k)")
      #expect(((value - row.scipy) / row.scipy).magnitude < 0x1p-48, "k = \(row.k)")
    }
  }

  @Test func `the quantile is exactly odd`() throws {
    for row in try Self.rows() {
      #expect(standardNormalQuantile((1 << 53) - 1 - row.k) == -standardNormalQuantile(row.k))
    }
  }

  @Test func `the logarithm is within one unit in the last place of the system's`() {
    var stream = RandomStream(seed: 1, purpose: "logarithm test")
    var worst = 0.0
    for index in 0..<200_000 {
      let x: Double
      switch index % 4 {
      case 0: x = stream.uniform(from: 0x1p-54, to: 1)
      case 1: x = stream.uniform(from: 0.7, to: 1.45)
      case 2:
        x = Double(
          sign: .plus, exponent: stream.integer(below: 2000) - 1000,
          significand: 1 + stream.uniform())
      default: x = 1 + (stream.uniform() - 0.5) * 0x1p-20
      }
      let expected = log(x)
      let error = (naturalLogarithm(x) - expected).magnitude / expected.ulp
      worst = max(worst, error)
    }
    #expect(naturalLogarithm(1) == 0)
    #expect(worst <= 1)
  }
}
