import Randomness
import Statistics
import Testing

struct MultipleComparisonsTests {
  @Test func `holm agrees with statsmodels`() throws {
    let cases = try Oracle<Family>.read("holm.json")
    #expect(cases.count >= 200)
    for row in cases {
      let adjusted = try MultipleComparisons.holm(row.p)
      #expect(adjusted.count == row.holm.count)
      for (value, expected) in zip(adjusted, row.holm) { #expect(isClose(value, expected)) }
    }
  }

  @Test func `the golden family has its known adjustment`() throws {
    let adjusted = try MultipleComparisons.holm([0.001, 0.008, 0.039, 0.041, 0.042, 0.06])
    for (value, expected) in zip(adjusted, [0.006, 0.04, 0.156, 0.156, 0.156, 0.156]) {
      #expect(abs(value - expected) < 1e-15)
    }
  }

  /// A common defect: sorting back by the wrong permutation, which the golden family, sorted already,
  /// does not show.
  @Test func `adjusted values come back in the order given`() throws {
    let adjusted = try MultipleComparisons.holm([0.03, 0.01, 0.02])
    for (value, expected) in zip(adjusted, [0.04, 0.03, 0.04]) {
      #expect(abs(value - expected) < 1e-15)
    }
  }

  @Test func `adjusted values are monotone and never below the raw ones`() throws {
    var stream = RandomStream(seed: 9, purpose: "families")
    for size in 1...40 {
      let p = (0..<size).map { _ in stream.uniform() * stream.uniform() }
      let adjusted = try MultipleComparisons.holm(p)
      for first in p.indices {
        #expect(adjusted[first] >= p[first] && adjusted[first] <= 1)
        for second in p.indices where p[first] <= p[second] {
          #expect(adjusted[first] <= adjusted[second])
        }
      }
      #expect(try MultipleComparisons.holm(p.reversed()) == adjusted.reversed())
    }
  }

  @Test func `a family of one is left alone, and of none is none`() throws {
    #expect(try MultipleComparisons.holm([0.03]) == [0.03])
    #expect(try MultipleComparisons.holm([]) == [])
    #expect(try MultipleComparisons.holm([0, 1]) == [0, 1])
  }

  @Test func `what is no probability is refused`() {
    for value in [-0.01, 1.01, .nan, .infinity] {
      #expect(
        throws: StatisticsError.outOfRange(
          what: "the p-value at index 1", value: value, allowed: "between 0 and 1")
      ) { try MultipleComparisons.holm([0.5, value]) }
    }
  }
}
