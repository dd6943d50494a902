import Randomness
import Statistics
import Testing

/// One row of `sign_gap.json`; no gap where the differences are not of one sign.
private struct SignGapCase: Decodable {
  let x, y: [Double]
  let p: Double
  let gap: Double?
}

/// One row of `sign_gap_power.json`.
private struct SignGapPowerCase: Decodable {
  let pairs: Int
  let alpha, effect, power: Double
}

struct SignGapTestTests {
  private let stream = RandomStream(seed: 12, purpose: "sign-gap tests")

  private func p(_ differences: [Double]) throws -> Double {
    try SignGapTest.run(
      differences, Array(repeating: 0, count: differences.count), stream: stream
    ).pValue
  }

  @Test func `p agrees with whole fractions over random samples, ties and all`() throws {
    let rows = try Oracle<SignGapCase>.read("sign_gap.json")
    #expect(rows.count >= 200 && rows.count { $0.gap != nil } >= 100)
    for row in rows {
      let test = try SignGapTest.run(row.x, row.y, stream: stream)
      #expect(isClose(test.pValue, row.p), "\(row)")
      #expect(test.exact && test.pValue >= test.smallestPossible)
      if row.x.count > 1 { #expect(test.isUnanimous == (row.gap != nil)) }
      #expect((test.gap == nil) == (row.gap == nil))
      if let gap = row.gap, let found = test.gap { #expect(isClose(found, gap)) }
    }
  }

  @Test func `p lies between half of that of sign flips and all of it`() throws {
    for row in try Oracle<SignGapCase>.read("sign_gap.json") {
      let test = try SignGapTest.run(row.x, row.y, stream: stream)
      let flips = try SignFlipTest.run(row.x, row.y, stream: stream)
      #expect(test.pValue <= flips.pValue && 2 * test.pValue >= flips.pValue)
      #expect(test.isUnanimous || test.pValue == flips.pValue)
      #expect(test.difference == flips.difference && test.flips == flips.flips)
    }
  }

  @Test func `five differences of one sign are significant where the smallest is not close to 0`()
    throws
  {
    // 0.0625 · (1 − 0.2/2)² and · (1 − 0.22/2)².
    #expect(isClose(try p([2, 0.2, 1, 3, 90]), 0.050625))
    #expect(isClose(try p([2, 0.22, 1, 3, 90]), 0.04950625))
    #expect(try p([-2, -0.22, -1, -3, -90]) == p([2, 0.22, 1, 3, 90]))
    // Near 0 it is the p of sign flips, and never less than half of it.
    #expect(abs(try p([2, 1e-9, 1, 3, 90]) - 0.0625) < 1e-9)
    #expect(try p([5, 5, 5, 5, 6]) == 1.0 / 32)
  }

  private static let edges: [(differences: [Double], p: Double)] = [
    ([0, 0, 0, 0, 0], 1), ([1, 1, 1, 1, 1], 0.03125), ([1, 1, 1, 1, 0], 0.125),
    ([1, 2, 3, 4, -0.001], 0.125), ([3], 1), ([0], 1), ([1, 4], 0.375), ([3, 1, 4], 1.0 / 6),
  ]

  @Test(arguments: edges)
  func `p is defined for equal differences, zeros and few pairs`(
    differences: [Double], expected: Double
  ) throws {
    #expect(isClose(try p(differences), expected), "\(differences)")
  }

  @Test func `a difference within the rounding of decimals of 0 has no sign`() throws {
    let test = try SignGapTest.run([0.3, 2, 3, 4, 5], [0.1 + 0.2, 1, 1, 1, 1], stream: stream)
    #expect(!test.isUnanimous && test.pValue == 0.125)
  }

  @Test func `p does not depend on the unit, the order or which arm is first`() throws {
    var shuffler = RandomStream(seed: 3, purpose: "shuffle")
    for row in try Oracle<SignGapCase>.read("sign_gap.json") {
      let test = try SignGapTest.run(row.x, row.y, stream: stream)
      var order = Array(row.x.indices)
      shuffler.shuffle(&order)
      let moved = try SignGapTest.run(
        order.map { row.x[$0] }, order.map { row.y[$0] }, stream: stream)
      #expect(moved == test)
      let swapped = try SignGapTest.run(row.y, row.x, stream: stream)
      #expect(swapped.pValue == test.pValue && swapped.difference == -test.difference)
      let scaled = try SignGapTest.run(
        row.x.map { 1e150 * $0 }, row.y.map { 1e150 * $0 }, stream: stream)
      #expect(isClose(scaled.pValue, test.pValue))
    }
  }

  @Test(arguments: [(1, 1.0), (4, 1.0 / 16), (5, 1.0 / 32), (6, 1.0 / 64)])
  func `no p is below half of the least p of sign flips`(_ n: Int, _ smallest: Double) throws {
    let x = (0..<n).map { 100 + Double($0) / 1e6 }
    let test = try SignGapTest.run(x, Array(repeating: 0, count: n), stream: stream)
    #expect(test.smallestPossible == smallest && test.pValue == smallest)
  }

  @Test func `samples that cannot be paired or hold no numbers are refused`() throws {
    #expect(throws: StatisticsError.self) { try SignGapTest.run([1, 2], [1], stream: stream) }
    #expect(throws: StatisticsError.self) { try SignGapTest.run([], [], stream: stream) }
    #expect(throws: StatisticsError.self) { try SignGapTest.run([.nan], [1], stream: stream) }
    #expect(throws: StatisticsError.self) {
      try SignGapTest.run([1], [2], limit: 0, stream: stream)
    }
  }

  /// Uniform differences meet the bound with equality; two points ±1 show what symmetry alone promises.
  @Test func `alike algorithms are told apart no more often than promised`() throws {
    var source = RandomStream(seed: 8, purpose: "alike")
    let (trials, alpha) = (10_000, 0.05)
    var (uniform, peaked, points) = (0, 0, 0)
    for _ in 0..<trials {
      let signs = (0..<5).map { _ in source.uniform() < 0.5 ? -1.0 : 1 }
      let flat = signs.map { $0 * source.uniform() }
      if try p(flat) <= alpha { uniform += 1 }
      if try p(flat.map { $0 * $0 * $0 }) <= alpha { peaked += 1 }
      if try p(signs) <= alpha { points += 1 }
    }
    let rate = { (count: Int) in Double(count) / Double(trials) }
    let error = (alpha * (1 - alpha) / Double(trials)).squareRoot()
    #expect(abs(rate(uniform) - alpha) < 4 * error)
    #expect(rate(peaked) < alpha + 4 * error)
    #expect(abs(rate(points) - 0.0625) < 4.5 * error)
  }
}

struct SignGapPowerTests {
  @Test func `power agrees with SciPy's normal tails and another integral`() throws {
    let rows = try Oracle<SignGapPowerCase>.read("sign_gap_power.json")
    #expect(rows.count >= 200)
    for row in rows {
      let power = try #require(
        try SignGapTest.power(pairs: row.pairs, effect: row.effect, significance: row.alpha))
      #expect(isClose(power, row.power), "\(power) \(row)")
      #expect(
        try SignGapTest.power(pairs: row.pairs, effect: -row.effect, significance: row.alpha)
          == power)
    }
  }

  @Test func `the effect that can be detected has the power asked for`() throws {
    for (pairs, alpha) in [(4, 0.1), (5, 0.05), (7, 0.01), (2, 0.3)] {
      for target in [0.5, 0.8, 0.95] {
        let effect = try #require(
          try SignGapTest.minimumDetectableEffect(
            pairs: pairs, power: target, significance: alpha))
        let power = try #require(
          try SignGapTest.power(pairs: pairs, effect: effect, significance: alpha))
        #expect(abs(power - target) < 1e-9)
      }
    }
  }

  @Test func `effects however large have a power and approach 1`() throws {
    let powers = try [3.0, 8, 59, 61, 1e300].map {
      try #require(try SignGapTest.power(pairs: 5, effect: $0))
    }
    #expect(powers[0] > 0.97 && powers[1] > 1 - 1e-9)
    #expect(powers.allSatisfy { $0 <= 1 } && powers[2...].allSatisfy { $0 > 1 - 1e-12 })
  }

  @Test func `there is no power where nothing is significant or signs decide`() throws {
    #expect(try SignGapTest.power(pairs: 4, effect: 1) == nil)
    #expect(try SignGapTest.power(pairs: 6, effect: 1) == nil)
    #expect(try SignGapTest.power(pairs: 1, effect: 1, significance: 0.9) == nil)
    #expect(try SignGapTest.minimumDetectableEffect(pairs: 6) == nil)
    #expect(throws: StatisticsError.self) { try SignGapTest.power(pairs: 5, effect: .nan) }
    #expect(throws: StatisticsError.self) {
      try SignGapTest.power(pairs: 5, effect: 1, significance: 0)
    }
    #expect(throws: StatisticsError.self) {
      try SignGapTest.minimumDetectableEffect(pairs: 5, power: 0.01)
    }
  }
}
