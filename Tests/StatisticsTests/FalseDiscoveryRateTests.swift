import Randomness
import Statistics
import Testing

/// One row of `false_discovery.json`.
struct FalseDiscoveryCase: Decodable {
  let p, benjaminiHochberg, benjaminiYekutieli: [Double]
}

struct FalseDiscoveryRateTests {
  @Test func `both adjustments agree with statsmodels`() throws {
    let cases = try Oracle<FalseDiscoveryCase>.read("false_discovery.json")
    #expect(cases.count >= 200)
    for row in cases {
      let hochberg = try MultipleComparisons.benjaminiHochberg(row.p)
      let yekutieli = try MultipleComparisons.benjaminiYekutieli(row.p)
      #expect(hochberg.count == row.p.count && yekutieli.count == row.p.count)
      for (value, expected) in zip(hochberg, row.benjaminiHochberg) {
        #expect(isClose(value, expected))
      }
      for (value, expected) in zip(yekutieli, row.benjaminiYekutieli) {
        #expect(isClose(value, expected))
      }
    }
  }

  @Test func `the golden family has its known adjustments`() throws {
    let p = [0.001, 0.008, 0.039, 0.041, 0.042, 0.06]
    let hochberg = try MultipleComparisons.benjaminiHochberg(p)
    for (value, expected) in zip(hochberg, [0.006, 0.024, 0.0504, 0.0504, 0.0504, 0.06]) {
      #expect(abs(value - expected) < 1e-15)
    }
    let yekutieli = try MultipleComparisons.benjaminiYekutieli(p)
    for (value, expected) in zip(yekutieli, [0.0147, 0.0588, 0.12348, 0.12348, 0.12348, 0.147]) {
      #expect(abs(value - expected) < 1e-15)
    }
  }

  @Test func `adjusted values come back in the order given, monotone, none below the raw one`()
    throws
  {
    var stream = RandomStream(seed: 10, purpose: "families")
    for size in 1...30 {
      let p = (0..<size).map { _ in stream.uniform() * stream.uniform() }
      for adjust in [
        MultipleComparisons.benjaminiHochberg, MultipleComparisons.benjaminiYekutieli,
      ] {
        let adjusted = try adjust(p)
        for first in p.indices {
          #expect(adjusted[first] >= p[first] && adjusted[first] <= 1)
          for second in p.indices where p[first] <= p[second] {
            #expect(adjusted[first] <= adjusted[second])
          }
        }
        #expect(try adjust(p.reversed()) == adjusted.reversed())
      }
    }
  }

  @Test func `discoveries are never fewer than holm's`() throws {
    for row in try Oracle<FalseDiscoveryCase>.read("false_discovery.json") {
      let holm = try MultipleComparisons.holm(row.p)
      for (value, bound) in zip(try MultipleComparisons.benjaminiHochberg(row.p), holm) {
        #expect(value <= bound + 1e-15)
      }
    }
  }

  @Test func `a family of one is left alone, and of none is none`() throws {
    #expect(try MultipleComparisons.benjaminiHochberg([0.03]) == [0.03])
    #expect(try MultipleComparisons.benjaminiYekutieli([0.03]) == [0.03])
    #expect(try MultipleComparisons.benjaminiHochberg([]) == [])
    #expect(try MultipleComparisons.benjaminiYekutieli([1, 1]) == [1, 1])
  }

  @Test func `what is no probability is refused`() {
    for value in [-0.01, 1.01, .nan] {
      let error = StatisticsError.outOfRange(
        what: "the p-value at index 1", value: value, allowed: "between 0 and 1")
      #expect(throws: error) { try MultipleComparisons.benjaminiHochberg([0.5, value]) }
      #expect(throws: error) { try MultipleComparisons.benjaminiYekutieli([0.5, value]) }
    }
  }
}
