import Foundation
import Testing

@testable import Kernels

/// The largest errors over dense sweeps, in units in the last place of the exact result.
struct ElementaryAccuracyTests {
  @Test
  func `exp is within an ulp and a hundredth`() {
    #expect(largestError(from: -87.3, to: 88.72, Kernels.exp) { Foundation.exp($0) } < 1.01)
    #expect(largestError(from: -103.9, to: -87.3, Kernels.exp) { Foundation.exp($0) } < 1.01)
  }

  @Test
  func `the shorter exp has the bits of the longer one up to 40`() {
    let x =
      sweep(-120, 40) + sweep(-104, -87) + [-.infinity, .nan, -0.0, -3e38]
      + Array(repeating: Float(bitPattern: 0xFFC0_0001), count: 12)
    for start in stride(from: 0, through: x.count - 16, by: 16) {
      let lanes = SIMD16(x[start..<start + 16])
      let (short, long) = (expOfNonpositiveLanes(lanes), expLanes(lanes))
      #expect(
        (0..<16).allSatisfy { short[$0].bitPattern == long[$0].bitPattern }, "from \(lanes[0])")
    }
  }

  @Test
  func `log is within nine tenths of an ulp`() {
    #expect(largestError(from: 0x1p-149, to: 0x1p-126, Kernels.log) { Foundation.log($0) } < 0.9)
    #expect(largestError(from: 0x1p-126, to: 3e38, Kernels.log) { Foundation.log($0) } < 0.9)
    #expect(largestError(from: 0.99, to: 1.01, Kernels.log) { Foundation.log($0) } < 0.9)
  }

  @Test
  func `tanh is within 2 ulp and 61 hundredths`() {
    #expect(largestError(from: 1e-30, to: 12, Kernels.tanh) { Foundation.tanh($0) } < 2.61)
    #expect(largestError(from: 0.01, to: 2, Kernels.tanh) { Foundation.tanh($0) } < 2.61)
  }

  @Test
  func `the logistic function is within two and a half ulp`() {
    let exact = { (x: Double) in 1 / (1 + Foundation.exp(-x)) }
    #expect(largestError(from: 1e-6, to: 100, Kernels.sigmoid, exact) < 2.5)
    #expect(largestError(from: -87, to: -1e-6, Kernels.sigmoid, exact) < 2.5)
  }

  @Test
  func `gelu is within two and a half ulp above zero and twenty below`() {
    let exact = { (x: Double) in
      x / (1 + Foundation.exp(-(8 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x)))
    }
    #expect(largestError(from: 1e-6, to: 100, Kernels.gelu, exact) < 2.5)
    #expect(largestError(from: -4, to: -1e-6, Kernels.gelu, exact) < 20)
  }

  @Test
  func `the derivative of gelu is within two ulp of one`() {
    let x = matrix(1, 400_000, (0..<400_000).map { -8 + 16 * Float($0) / 400_000 })
    let slope = zeros(1, x.count)
    let ones = zeros(1, x.count)
    ones.fill(1)
    geluDerivative(times: ones, input: x, into: slope)
    let scale = (8 / Double.pi).squareRoot()
    var largest = 0.0
    for index in 0..<x.count {
      let x = Double(x[index])
      let logistic = 1 / (1 + Foundation.exp(-scale * (x + 0.044715 * x * x * x)))
      let derivative = scale * (1 + 3 * 0.044715 * x * x)
      let exact = logistic + x * logistic * (1 - logistic) * derivative
      largest = max(largest, abs(Double(slope[index]) - exact))
    }
    #expect(largest < 0x1p-22)
  }

  /// The largest error of `kernel` over 400,000 floats between `low` and `high`, spread evenly over
  /// the floats there are.
  private func largestError(
    from low: Float, to high: Float, _ kernel: (Matrix, Matrix) -> Void,
    _ exact: (Double) -> Double
  ) -> Double {
    let x = matrix(1, 400_000, sweep(low, high))
    let y = zeros(1, 400_000)
    kernel(x, y)
    var largest = 0.0
    for index in 0..<x.count {
      let reference = exact(Double(x[index]))
      let unit = max(Double(Float(reference).ulp), 0x1p-149)
      largest = max(largest, abs(Double(y[index]) - reference) / unit)
    }
    return largest
  }

  private func sweep(_ low: Float, _ high: Float) -> [Float] {
    let (first, last) = (ordered(low), ordered(high))
    return (0..<400_000).map { index in
      let position = first + (last - first) * index / 399_999
      return position < 0
        ? -Float(bitPattern: UInt32(-position)) : Float(bitPattern: UInt32(position))
    }
  }

  private func ordered(_ x: Float) -> Int {
    x < 0 ? -Int((-x).bitPattern) : Int(x.bitPattern)
  }
}
