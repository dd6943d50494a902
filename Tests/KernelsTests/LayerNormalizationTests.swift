import Kernels
import Randomness
import Testing

struct LayerNormalizationTests {
  static let shapes = [(1, 1), (3, 2), (5, 15), (4, 16), (7, 17), (6, 48), (9, 64), (2, 130)]

  private struct Fixture {
    let x, gain, bias, y, statistics: Matrix

    init(_ rows: Int, _ columns: Int) {
      var stream = RandomStream(seed: 30, purpose: "layer norm", rows, columns)
      x = randomMatrix(rows, columns, &stream, from: -3, to: 5)
      gain = randomMatrix(1, columns, &stream)
      bias = randomMatrix(1, columns, &stream)
      y = zeros(rows, columns)
      statistics = zeros(rows, 2)
      layerNorm(x, gain: gain, bias: bias, into: y, statistics: statistics)
    }

    /// The mean, the scale and the normalised numbers of a row, in Double.
    func exact(_ row: Int) -> (mean: Double, scale: Double, normal: [Double]) {
      let numbers = (0..<x.columns).map { Double(x[row, $0]) }
      let mean = numbers.reduce(0, +) / Double(numbers.count)
      let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count)
      let scale = 1 / (variance + 1e-5).squareRoot()
      return (mean, scale, numbers.map { ($0 - mean) * scale })
    }

    func numbers(_ matrix: Matrix, _ row: Int = 0) -> [Double] {
      (0..<matrix.columns).map { Double(matrix[row, $0]) }
    }

    func mean(_ numbers: [Double]) -> Double { numbers.reduce(0, +) / Double(numbers.count) }
  }

  @Test(arguments: shapes)
  func `rows are normalised, then scaled and shifted`(rows: Int, columns: Int) {
    let fixture = Fixture(rows, columns)
    for row in 0..<rows {
      let (mean, scale, normal) = fixture.exact(row)
      #expect(abs(Double(fixture.statistics[row, 0]) - mean) < 1e-5)
      #expect(abs(Double(fixture.statistics[row, 1]) / scale - 1) < 1e-4)
      for column in 0..<columns {
        let exact =
          normal[column] * Double(fixture.gain[column]) + Double(fixture.bias[column])
        #expect(abs(Double(fixture.y[row, column]) - exact) < 1e-4)
      }
    }
  }

  @Test(arguments: shapes)
  func `a row has the same bits alone, in place and without statistics`(rows: Int, columns: Int) {
    let fixture = Fixture(rows, columns)
    for row in 0..<rows {
      let alone = zeros(1, columns)
      alone.copy(from: fixture.x.rows(row..<row + 1))
      layerNorm(alone, gain: fixture.gain, bias: fixture.bias, into: alone, statistics: nil)
      #expect(
        bits(alone.toArray()) == bits(fixture.y.rows(row..<row + 1).toArray()))
    }
    #expect(
      neighboursStay(rows, columns) {
        layerNorm(
          fixture.x, gain: fixture.gain, bias: fixture.bias, into: $0, statistics: nil)
      })
  }

  @Test(arguments: shapes)
  func `the pullback has the gradients of its equations and adds them`(rows: Int, columns: Int) {
    let fixture = Fixture(rows, columns)
    var stream = RandomStream(seed: 31, purpose: "layer norm gradient")
    let dy = randomMatrix(rows, columns, &stream)
    let before = randomMatrix(rows, columns, &stream)
    let dx = zeros(rows, columns)
    dx.copy(from: before)
    let (dGain, dBias) = (zeros(1, columns), zeros(1, columns))
    dGain.fill(2)
    dBias.fill(3)
    layerNormPullback(
      dy, input: fixture.x, statistics: fixture.statistics, gain: fixture.gain,
      gainGradient: dGain, biasGradient: dBias, addingTo: dx)
    let gain = fixture.numbers(fixture.gain)
    var (gains, biases) = (
      [Double](repeating: 2, count: columns), [Double](repeating: 3, count: columns)
    )
    for row in 0..<rows {
      let (_, scale, normal) = fixture.exact(row)
      let gradient = fixture.numbers(dy, row)
      let g = zip(gradient, gain).map { $0 * $1 }
      let slope = fixture.mean(zip(g, normal).map { $0 * $1 })
      for column in 0..<columns {
        let exact = scale * (g[column] - fixture.mean(g) - normal[column] * slope)
        let found = Double(dx[row, column]) - Double(before[row, column])
        #expect(abs(found - exact) < 1e-5 * max(1, scale))
        gains[column] += gradient[column] * normal[column]
        biases[column] += gradient[column]
      }
    }
    for column in 0..<columns {
      #expect(abs(Double(dGain[column]) - gains[column]) < 1e-4)
      #expect(abs(Double(dBias[column]) - biases[column]) < 1e-5)
    }
  }

  @Test(arguments: shapes)
  func `the pushforward has the tangents of its equation`(rows: Int, columns: Int) {
    let fixture = Fixture(rows, columns)
    var stream = RandomStream(seed: 32, purpose: "layer norm tangent")
    let tangent = randomMatrix(rows, columns, &stream)
    let gainTangent = randomMatrix(1, columns, &stream)
    let biasTangent = randomMatrix(1, columns, &stream)
    let result = zeros(rows, columns)
    layerNormPushforward(
      tangent, input: fixture.x, statistics: fixture.statistics, gain: fixture.gain,
      gainTangent: gainTangent, biasTangent: biasTangent, into: result)
    for row in 0..<rows {
      let (_, scale, normal) = fixture.exact(row)
      let v = fixture.numbers(tangent, row)
      let slope = fixture.mean(zip(v, normal).map { $0 * $1 })
      for column in 0..<columns {
        let change = scale * (v[column] - fixture.mean(v) - normal[column] * slope)
        let exact =
          change * Double(fixture.gain[column]) + normal[column] * Double(gainTangent[column])
          + Double(biasTangent[column])
        #expect(abs(Double(result[row, column]) - exact) < 1e-5 * max(1, scale))
      }
    }
  }
}
