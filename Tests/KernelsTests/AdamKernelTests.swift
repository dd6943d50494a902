import Kernels
import Randomness
import Testing

struct AdamKernelTests {
  private static func coefficients(step: Int) -> AdamCoefficients {
    AdamCoefficients(learningRate: 3e-4, beta1: 0.9, beta2: 0.999, epsilon: 1e-5, step: step)
  }

  @Test(arguments: [0, 1, 15, 16, 17, 40])
  func `a step has the bits of its formula`(count: Int) {
    var stream = RandomStream(seed: 15, purpose: "adam", count)
    let parameters = randomMatrix(1, count, &stream)
    let gradient = randomMatrix(1, count, &stream)
    let first = randomMatrix(1, count, &stream)
    let second = randomMatrix(1, count, &stream, from: 0)
    let c = Self.coefficients(step: 7)
    var expected = (parameters.toArray(), first.toArray(), second.toArray())
    for index in 0..<count {
      let g = gradient[index] * 0.5
      expected.1[index] = (g * c.complement1).addingProduct(c.beta1, first[index])
      expected.2[index] = (g * g * c.complement2).addingProduct(c.beta2, second[index])
      let root = (expected.2[index] * c.inverseCorrection2).squareRoot()
      expected.0[index] -= expected.1[index] * c.stepSize / (root + c.epsilon)
    }
    adamStep(
      parameters: parameters, gradient: gradient, firstMoment: first, secondMoment: second,
      gradientScale: 0.5, c)
    #expect(bits(parameters.toArray()) == bits(expected.0))
    #expect(bits(first.toArray()) == bits(expected.1))
    #expect(bits(second.toArray()) == bits(expected.2))
  }

  @Test
  func `the first step is the learning rate against the gradient's sign`() {
    let parameters = zeros(1, 3)
    adamStep(
      parameters: parameters, gradient: matrix(1, 3, [2, -0.5, 100]), firstMoment: zeros(1, 3),
      secondMoment: zeros(1, 3), gradientScale: 1, Self.coefficients(step: 1))
    for (number, expected) in zip(parameters.toArray(), [-3e-4, 3e-4, -3e-4] as [Float]) {
      #expect(abs(number - expected) < 1e-8)
    }
  }

  @Test
  func `coefficients are those of the paper`() {
    let c = Self.coefficients(step: 2)
    #expect(c.stepSize == Float(3e-4 / (1 - 0.9 * 0.9)))
    #expect(c.complement1 == Float(1 - 0.9))
    #expect(c.complement2 == Float(1 - 0.999))
    #expect(c.inverseCorrection2 == Float(1 / (1 - 0.999 * 0.999)))
  }

  @Test
  func `a long run's bias corrections vanish`() {
    let c = Self.coefficients(step: 1_000_000)
    #expect(c.stepSize == 3e-4)
    #expect(c.inverseCorrection2 == 1)
  }
}
