import Kernels
import Randomness
import Testing

struct ElementwiseTests {
  @Test
  func `exp of special values`() {
    #expect(
      results([-.infinity, .infinity, 0, -0, -200, 200], Kernels.exp) == [
        0, .infinity, 1, 1, 0, .infinity,
      ])
    #expect(Kernels.exp(Float.nan).isNaN)
    #expect(Kernels.exp(Float(-103.9)) == .leastNonzeroMagnitude)
    #expect(Kernels.exp(Float(88.73)) == .infinity)
    #expect(Kernels.exp(Float(88.72)).isFinite)
  }

  @Test
  func `log of special values`() {
    #expect(results([0, -0, .infinity, 1], Kernels.log) == [-.infinity, -.infinity, .infinity, 0])
    for x in [-1, -.infinity, .nan, -Float.leastNonzeroMagnitude] {
      #expect(Kernels.log(x).isNaN, "\(x)")
    }
    #expect(Kernels.log(Float.leastNonzeroMagnitude) == -103.27893)
  }

  @Test
  func `tanh of special values`() {
    let results = results([-.infinity, .infinity, 10, -10, 0x1p-140, -0], Kernels.tanh)
    #expect(bits(results) == bits([-1, 1, 1, -1, 0x1p-140, -0]))
    #expect(Kernels.tanh(Float.nan).isNaN)
  }

  @Test
  func `tanh never exceeds one and is odd`() {
    let numbers = (0..<100_000).map { Float($0) * 0x1p-13 }
    let positive = results(numbers, Kernels.tanh)
    let negative = results(numbers.map { -$0 }, Kernels.tanh)
    #expect(positive.allSatisfy { $0 <= 1 })
    #expect(bits(negative) == bits(positive.map { -$0 }))
  }

  @Test
  func `the logistic function and gelu of special values`() {
    #expect(results([-.infinity, .infinity, 0, -200], Kernels.sigmoid) == [0, 1, 0.5, 0])
    #expect(
      results([-.infinity, .infinity, 0, -200, 1e30], Kernels.gelu) == [0, .infinity, 0, 0, 1e30])
    #expect(results([.nan], Kernels.sigmoid)[0].isNaN)
    #expect(results([.nan], Kernels.gelu)[0].isNaN)
    let slopes = zeros(1, 4)
    let ones = matrix(1, 4, [1, 1, 1, 1])
    geluDerivative(
      times: ones, input: matrix(1, 4, [-.infinity, .infinity, 0, 1e30]), into: slopes)
    #expect(slopes.toArray() == [0, 1, 0.5, 1])
  }

  @Test
  func `relu keeps what is positive and NaN`() {
    let x: [Float] = [-1, 0, -0, 2, -.infinity, .infinity]
    #expect(bits(results(x, Kernels.relu)) == bits([0, 0, 0, 2, 0, .infinity]))
    #expect(results([.nan], Kernels.relu)[0].isNaN)
    let derivative = zeros(1, 6)
    reluDerivative(
      times: matrix(1, 6, [3, 3, 3, 3, 3, 3]), input: matrix(1, 6, x), into: derivative)
    #expect(derivative.toArray() == [0, 0, 0, 3, 0, 3])
  }

  @Test
  func `a scalar function has the bits of a lane`() {
    var stream = RandomStream(seed: 4, purpose: "scalars")
    let x = randomMatrix(7, 11, &stream, from: -12, to: 12)
    let positive = randomMatrix(7, 11, &stream, from: 0, to: 100)
    let numbers = x.toArray()
    #expect(bits(results(numbers, Kernels.exp)) == bits(numbers.map { Kernels.exp($0) }))
    #expect(bits(results(numbers, Kernels.tanh)) == bits(numbers.map { Kernels.tanh($0) }))
    let others = positive.toArray()
    #expect(bits(results(others, Kernels.log)) == bits(others.map { Kernels.log($0) }))
  }

  @Test(arguments: [0, 1, 2, 3, 7, 8, 15, 16, 17, 31, 33, 70])
  func `derivatives and products are taken number by number`(count: Int) {
    var stream = RandomStream(seed: 5, purpose: "derivatives", count)
    let d = randomMatrix(1, count, &stream)
    let y = randomMatrix(1, count, &stream)
    let r = zeros(1, count)
    tanhDerivative(times: d, output: y, into: r)
    #expect(r.toArray() == (0..<count).map { d[$0] * Float(1).addingProduct(-y[$0], y[$0]) })
    multiplyElements(d, y, into: r)
    #expect(r.toArray() == (0..<count).map { d[$0] * y[$0] })
    #expect(neighboursStay(1, count) { multiplyElements(d, y, into: $0) })
    #expect(neighboursStay(1, count) { Kernels.tanh(d, into: $0) })
  }

  @Test
  func `a function may write over its input`() {
    var stream = RandomStream(seed: 6, purpose: "in place")
    let x = randomMatrix(5, 9, &stream)
    let expected = results(x.toArray(), Kernels.gelu)
    Kernels.gelu(x, into: x)
    #expect(bits(x.toArray()) == bits(expected))
  }

  private func results(_ numbers: [Float], _ kernel: (Matrix, Matrix) -> Void) -> [Float] {
    let y = zeros(1, numbers.count)
    kernel(matrix(1, numbers.count, numbers), y)
    return y.toArray()
  }
}
