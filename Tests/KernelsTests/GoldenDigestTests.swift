import Foundation
import Kernels
import Randomness
import Testing

/// Pinned digests of seeded results: the same from every instruction set, compiler mode and tile.
struct GoldenDigestTests {
  @Test
  func `the instruction set is the one that was asked for`() {
    let asked = ProcessInfo.processInfo.environment["ASSAY_INSTRUCTION_SET"]
    #expect(["x86-64-v4", "x86-64-v3", "x86-64", "arm64"].contains(compiledInstructionSet))
    #expect(asked == nil || asked == compiledInstructionSet)
  }

  @Test
  func `products have the pinned bits`() {
    var stream = RandomStream(seed: 20, purpose: "golden product")
    let a = randomMatrix(53, 70, &stream)
    let b = randomMatrix(70, 131, &stream)
    let bias = randomMatrix(1, 131, &stream)
    let c = zeros(53, 131)
    multiply(a, b, into: c, from: .row(bias))
    #expect(digest(c.toArray()) == 0x5440_C70D_C0EC_0907)
    multiplyTransposed(randomMatrix(70, 53, &stream), b, into: c, from: .existing)
    #expect(digest(c.toArray()) == 0x0C11_BBCC_79A3_AF69)
  }

  @Test(arguments: [
    ("exp", 0x2BB0_41F7_9BF4_789E), ("log", 0x2675_26B1_E33D_5481), ("tanh", 0x077C_E996_4E06_E9CA),
    ("sigmoid", 0xC574_F968_F90C_49D6), ("gelu", 0xBB2A_F272_A399_B366),
    ("gelu slope", 0xA00F_EE70_09B3_A67A),
    ("softmax", 0x33BC_A4CF_DD1F_8CC1), ("log softmax", 0xD7B1_A760_637B_F057),
  ])
  func `functions have the pinned bits`(name: String, pinned: UInt64) throws {
    var stream = RandomStream(seed: 21, purpose: "golden function")
    let x = randomMatrix(333, 31, &stream, from: -20, to: 20)
    let y = zeros(333, 31)
    let kernels: [String: (Matrix, Matrix) -> Void] = [
      "exp": Kernels.exp, "tanh": Kernels.tanh, "sigmoid": sigmoid, "gelu": gelu,
      "softmax": softmax, "log softmax": logSoftmax,
      "log": { x, y in
        Kernels.exp(x, into: y)
        Kernels.log(y, into: y)
      },
      "gelu slope": { geluDerivative(times: $0, input: $0, into: $1) },
    ]
    let kernel = try #require(kernels[name])
    kernel(x, y)
    #expect(digest(y.toArray()) == pinned)
  }

  @Test
  func `sums and a step of Adam have the pinned bits`() {
    var stream = RandomStream(seed: 22, purpose: "golden sums")
    let a = randomMatrix(37, 29, &stream)
    let b = randomMatrix(37, 29, &stream, from: 0)
    let column = zeros(37, 1)
    rowDot(a, b, into: column)
    #expect(digest(column.toArray()) == 0x9F73_5C6F_411B_323F)
    #expect(dot(a, b).bitPattern == 0x4010_ECBD_FE84_F878)
    let parameters = randomMatrix(37, 29, &stream)
    let c = AdamCoefficients(learningRate: 1e-3, beta1: 0.9, beta2: 0.99, epsilon: 1e-6, step: 3)
    adamStep(
      parameters: parameters, gradient: a, firstMoment: zeros(37, 29), secondMoment: b,
      gradientScale: 0.7, c)
    #expect(digest(parameters.toArray()) == 0xAA46_243C_EB05_7CC8)
  }
}
