import Kernels
import Randomness
import Testing

struct VectorKernelsTests {
  private static let counts = [0, 1, 2, 15, 16, 17, 31, 33, 64, 70, 1000]

  @Test(arguments: counts)
  func `sums run in Double, in strides and one tree`(count: Int) {
    var stream = RandomStream(seed: 12, purpose: "sums", count)
    let a = randomMatrix(1, count, &stream)
    let b = randomMatrix(1, count, &stream)
    let indices = 0..<count
    #expect(dot(a, b) == treeSum(indices.map { Double(a[$0]) * Double(b[$0]) }))
    #expect(sum(a) == treeSum(indices.map { Double(a[$0]) }))
    #expect(sumOfSquares(a) == treeSum(indices.map { Double(a[$0]) * Double(a[$0]) }))
  }

  @Test
  func `a sum keeps what Float would lose`() {
    #expect(sum(matrix(1, 3, [0x1p30, 1, -0x1p30])) == 1)
  }

  @Test(arguments: counts)
  func `the largest magnitude is found, whatever its place and sign`(count: Int) {
    var stream = RandomStream(seed: 13, purpose: "magnitudes", count)
    let x = randomMatrix(1, count, &stream)
    #expect(maximumMagnitude(x) == x.toArray().map { abs($0) }.max() ?? 0)
    guard count > 0 else { return }
    x[count - 1] = -.infinity
    #expect(maximumMagnitude(x) == .infinity)
    x[0] = .nan
    #expect(maximumMagnitude(x).isNaN)
  }

  @Test(arguments: counts)
  func `scaling and adding round once`(count: Int) {
    var stream = RandomStream(seed: 14, purpose: "scaling", count)
    let x = randomMatrix(1, count, &stream)
    let y = randomMatrix(1, count, &stream)
    let z = zeros(1, count)
    let expected = (0..<count).map { y[$0].addingProduct(0.3, x[$0]) }
    scaleAndAdd(x, by: 0.3, to: y, into: z)
    #expect(bits(z.toArray()) == bits(expected))
    addScaled(x, by: 0.3, to: y)
    #expect(bits(y.toArray()) == bits(expected))
    let scaled = x.toArray().map { $0 * 0.3 }
    scale(x, by: 0.3)
    #expect(bits(x.toArray()) == bits(scaled))
    #expect(neighboursStay(1, count) { scaleAndAdd(x, by: 2, to: x, into: $0) })
    #expect(neighboursStay(1, count) { scale($0, by: 2) })
  }
}
