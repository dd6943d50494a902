import PolicyOptimization
import Randomness
import Testing

@Suite struct `Advantages of transitions` {
  private func generalized(nextValues: [Double], lambda: Double = 0.8) -> [Double] {
    var advantages = [0.0, 0, 0]
    Advantages.generalized(
      rewards: [1, 1, 1], values: [0.5, 0.4, 0.3], nextValues: nextValues,
      successor: [1, 2, -1], count: 3, discount: 0.9, lambda: lambda, into: &advantages)
    return advantages
  }

  private func expect(_ actual: [Double], _ expected: [Double], _ tolerance: Double = 1e-9) {
    for (a, e) in zip(actual, expected) { #expect(abs(a - e) < tolerance) }
    #expect(actual.count == expected.count)
  }

  /// γ = 0.9, λ = 0.8: a truncated episode is bootstrapped with V = 0.2, a terminated one with 0.
  @Test func `generalised advantages bootstrap a truncated episode and not a terminated one`() {
    expect(generalized(nextValues: [0.4, 0.3, 0.2]), [1.942_592, 1.5036, 0.88])
    expect(generalized(nextValues: [0.4, 0.3, 0]), [1.849_28, 1.374, 0.7])
  }

  @Test func `the trace stops at the end of an episode and goes on in the next`() {
    var advantages = [0.0, 0, 0, 0]
    Advantages.generalized(
      rewards: [1, 2, 3, 4], values: [0, 0, 0, 0], nextValues: [0, 0, 0, 0],
      successor: [2, -1, -1, -1], count: 4, discount: 0.5, lambda: 1, into: &advantages)
    #expect(advantages == [2.5, 2, 3, 4])
  }

  struct Stretch {
    var rewards: [Double] = []
    var values: [Double] = []
    var nextValues: [Double] = []
    var successor: [Int] = []
    let count = 40

    init(_ name: String) {
      var stream = RandomStream(seed: 3, purpose: name)
      for i in 0..<count {
        rewards.append(stream.normal())
        values.append(stream.normal())
        successor.append(i == count - 1 || i % 13 == 12 ? -1 : i + 1)
      }
      nextValues = (0..<count).map { successor[$0] >= 0 ? values[successor[$0]] : stream.normal() }
    }

    func generalized(_ lambda: Double) -> [Double] {
      var result = [Double](repeating: 0, count: count)
      Advantages.generalized(
        rewards: rewards, values: values, nextValues: nextValues, successor: successor,
        count: count, discount: 0.97, lambda: lambda, into: &result)
      return result
    }

    func multiStep(_ steps: Int) -> [Double] {
      var result = [Double](repeating: 0, count: count)
      Advantages.multiStep(
        rewards: rewards, values: values, nextValues: nextValues, successor: successor,
        count: count, discount: 0.97, steps: steps, into: &result)
      return result
    }
  }

  @Test func `one step is λ = 0, and more steps than an episode has are λ = 1`() {
    let stretch = Stretch("k-step")
    expect(stretch.multiStep(1), stretch.generalized(0))
    expect(stretch.multiStep(1000), stretch.generalized(1))
  }

  /// GAE(λ) = (1 − λ) Σ λᵏ⁻¹ (k-step advantage): the definition, arXiv 1506.02438, equation 16.
  @Test func `generalised advantages are the exponential average of k-step ones`() {
    let stretch = Stretch("average")
    var average = [Double](repeating: 0, count: stretch.count)
    for k in 1...400 {
      let advantages = stretch.multiStep(k)
      for i in average.indices {
        average[i] += 0.1 * pow(0.9, k - 1) * advantages[i]
      }
    }
    expect(average, stretch.generalized(0.9), 1e-9)
  }

  private func pow(_ base: Double, _ exponent: Int) -> Double {
    (0..<exponent).reduce(1.0) { product, _ in product * base }
  }

  @Test(arguments: [
    (GroupScale.unbiased, 1.619_835_25, -0.539_945_08), (.biased, 1.731_650_90, -0.577_216_97),
    (.none, 0.75, -0.25),
  ])
  func `a group of eight with two successes has its golden advantages`(
    _ scale: GroupScale, _ success: Double, _ failure: Double
  ) {
    let advantages = Advantages.group([1, 0, 0, 1, 0, 0, 0, 0], scale: scale)
    for (index, advantage) in advantages.enumerated() {
      #expect(abs(advantage - (index == 0 || index == 3 ? success : failure)) < 1e-8)
    }
  }

  @Test func `a group of eight has its golden advantages against the mean of the others`() {
    let advantages = Advantages.leaveOneOut([1, 0, 0, 1, 0, 0, 0, 0])
    for (index, advantage) in advantages.enumerated() {
      let golden = index == 0 || index == 3 ? 0.857_142_86 : -0.285_714_29
      #expect(abs(advantage - golden) < 1e-8)
    }
  }

  @Test func `a group of equal returns has no advantage`() {
    for scale in GroupScale.allCases {
      #expect(Advantages.group([7, 7, 7], scale: scale) == [0, 0, 0])
    }
  }

  @Test func `normalised advantages have mean 0 and standard deviation 1`() {
    let advantages: [Double] = [3, 8, -1, 100, 4, 2]
    var normalized = [Double](repeating: 0, count: 4)
    Advantages.normalize(advantages, at: [0, 1, 2, 5][...], into: &normalized)
    let mean = normalized.reduce(0, +) / 4
    let variance = normalized.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3
    #expect(abs(mean) < 1e-12)
    #expect(abs(variance - 1) < 1e-7)
  }

  @Test func `one advantage alone is normalised to 0`() {
    var normalized = [5.0]
    Advantages.normalize([9], at: [0][...], into: &normalized)
    #expect(normalized == [0])
  }
}
