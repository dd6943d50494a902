import Randomness
import Statistics
import Testing

/// One row of `group-sequential.json`: the sequential p-value of each look, from all deals.
private struct Looks: Decodable {
  let runs: [Int]
  let x, y, p: [Double]
}

/// The group-sequential permutation test of one pair.
@Suite struct GroupSequentialTests {
  private func test(
    _ runs: [Int], resamples: Int = 2000, seed: UInt64 = 3
  ) throws -> GroupSequentialTest {
    let schedule = try GroupSequentialSchedule(
      initial: runs[0], step: runs.count > 1 ? runs[1] - runs[0] : 1, maximum: runs[runs.count - 1])
    #expect(schedule.runs == runs)
    return try GroupSequentialTest(
      schedule, resamples: resamples, stream: RandomStream(seed: seed, purpose: "test"))
  }

  @Test func `a schedule looks first, after every step, and at its end`() throws {
    let runs = { (initial: Int, step: Int, maximum: Int) in
      try GroupSequentialSchedule(initial: initial, step: step, maximum: maximum).runs
    }
    #expect(try runs(8, 4, 40) == [8, 12, 16, 20, 24, 28, 32, 36, 40])
    #expect(try runs(8, 5, 15) == [8, 13, 15])
    #expect(try runs(8, 100, 9) == [8, 9])
    #expect(try runs(8, 4, 8) == [8])
    let schedule = try GroupSequentialSchedule(initial: 8, step: 4, maximum: 40)
    #expect(schedule.runs.indices.map(schedule.spentShare) == schedule.runs.map { Double($0) / 40 })
    #expect(throws: StatisticsError.self) { try runs(0, 4, 8) }
    #expect(throws: StatisticsError.self) { try runs(8, 0, 8) }
    #expect(throws: StatisticsError.self) { try runs(8, 4, 7) }
    #expect(throws: StatisticsError.self) { try runs(20_000, 4, 20_000) }
  }

  /// The p of B random deals is least where #/(B + 1) ≤ p · share: its standard error is about
  /// √(p / (B · share)).
  @Test func `p-values agree with those of all deals`() throws {
    let resamples = 999
    var tests: [[Int]: GroupSequentialTest] = [:]
    let cases: [Looks] = try Oracle.read("group-sequential.json")
    #expect(cases.count >= 200)
    for row in cases {
      let test = try tests[row.runs] ?? test(row.runs, resamples: resamples)
      tests[row.runs] = test
      let p = try test.pValues(row.x, row.y)
      let share = zip(row.runs, [0] + row.runs).map { Double($0 - $1) }.min() ?? 1
      let unit = Double(test.schedule.maximum) / (share * Double(resamples))
      for (mine, exact) in zip(p, row.p) {
        let error = 5 * (exact * unit).squareRoot() + 3 * unit
        #expect(abs(mine - exact) < error, "\(row.runs) \(row.x) \(row.y): \(mine), not \(exact)")
      }
      #expect(p.count == row.p.count)
    }
  }

  @Test func `with one look it is the permutation test`() throws {
    let x = [0.10, 0.20, 0.30, 0.25, 0.15, 0.21]
    let y = [0.12, 0.38, 0.35, 0.42, 0.31, 0.29]
    let exact = try PermutationTest.run(x, y, stream: RandomStream(seed: 0, purpose: "none"))
    let p = try test([6], resamples: 20_000).pValues(x, y)
    #expect(p.count == 1)
    #expect(abs(p[0] - exact.pValue) < 5 * (exact.pValue / 20_000).squareRoot())
  }

  /// A copy of a known defect, |T| against signed T, gives half the p of two-sided alternatives.
  @Test func `it is two-sided: p is the same for both directions and twice the one-sided p`() throws
  {
    let test = try test([4], resamples: 20_000)
    let (low, high): ([Double], [Double]) = ([1, 2, 3, 4], [5, 6, 7, 8])
    let p = try test.pValues(low, high)
    #expect(try test.pValues(high, low) == p)
    #expect(abs(p[0] - 2.0 / 70) < 5 * (2.0 / 70 / 20_000).squareRoot())
  }

  @Test func `neither the arms' order nor that of the runs in a block changes a bit`() throws {
    let test = try test([4, 6, 8])
    var stream = RandomStream(seed: 5, purpose: "values")
    for _ in 0..<20 {
      var x = (0..<8).map { _ in stream.normal() + 0.7 }
      let y = (0..<8).map { _ in 1e3 * stream.uniform() }
      let p = try test.pValues(x, y)
      #expect(try test.pValues(y, x) == p)
      x.swapAt(0, 3)
      x.swapAt(6, 7)
      #expect(try test.pValues(x, y) == p)
      #expect(try test.pValues(Array(x.prefix(6)), Array(y.prefix(6))) == Array(p.prefix(2)))
      #expect(zip(p, p.dropFirst()).allSatisfy { $0 >= $1 } && p.allSatisfy { $0 > 0 && $0 <= 1 })
    }
  }

  @Test func `differences that are equal but for rounding are equal`() throws {
    let test = try test([4, 6])
    let (x, y): ([Double], [Double]) = ([1, 2, 3, 5, 2, 4], [3, 4, 4, 6, 2, 7])
    let expected = try test.pValues(x, y)
    for (scale, offset) in [(0.1, 0.0), (1e-7, 0), (1e12, 0), (0.1, 1e4), (-0.3, 17.7)] {
      let map = { (values: [Double]) in values.map { $0 * scale + offset } }
      let p = try test.pValues(map(x), map(y))
      // Turned round, sorted places are others: other deals, the same up to their noise.
      if scale > 0 { #expect(p == expected) } else { #expect(abs(p[1] - expected[1]) < 0.1) }
    }
  }

  @Test func `equal runs are never told apart`() throws {
    let test = try test([4, 6])
    let ones = [Double](repeating: 1, count: 6)
    #expect(try test.pValues(ones, ones) == [1, 1])
    #expect(try test.pValues(ones.map { _ in 0 }, ones) == test.smallestPossible())
  }

  @Test func `the smallest p is that of arms that do not overlap`() throws {
    let smallest = try test([4, 6], resamples: 20_000).smallestPossible()
    // 2 of 70 deals with 4/6 of the level; then 2 of 420 with 2/6.
    #expect(abs(smallest[0] - 2.0 / 70 * 1.5) < 0.009)
    #expect(abs(smallest[1] - 2.0 / 420 * 3) < 0.0075)
  }

  @Test func `runs that are no look's, and values that are no numbers, are refused`() throws {
    let test = try test([4, 6])
    let four = [1.0, 2, 3, 4]
    for (x, y) in [(four + [5], four + [5]), (four, four + [5, 6]), ([], [])] {
      #expect(throws: StatisticsError.self) { try test.pValues(x, y) }
    }
    #expect(
      throws: StatisticsError.notFinite(value: .nan, at: 3, of: "the second arm")
    ) { try test.pValues(four, [1, 2, 3, .nan]) }
    #expect(throws: StatisticsError.self) { try self.test([4, 6], resamples: 0) }
  }
}
