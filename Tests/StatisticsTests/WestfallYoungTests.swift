import Randomness
import Statistics
import Testing

/// One row of `westfall_young.json`.
struct WestfallYoungCase: Decodable {
  let samples: [[Double]]
  let adjusted: [Double]
}

struct WestfallYoungTests {
  let stream = RandomStream(seed: 21, purpose: "westfall-young tests")

  @Test func `exact p agree with counting all assignments in whole numbers`() throws {
    let cases = try Oracle<WestfallYoungCase>.read("westfall_young.json")
    #expect(cases.count >= 200)
    for row in cases {
      let table = try MultipleComparisons.westfallYoung(row.samples, stream: stream)
      #expect(table.count == row.samples.count)
      for (value, expected) in zip(table.values, row.adjusted) {
        #expect(isClose(value, expected), "\(value) \(row)")
      }
    }
  }

  @Test func `random assignments agree with all of them within their error`() throws {
    let resamples = 2_000
    for (index, row) in try Oracle<WestfallYoungCase>.read("westfall_young.json").enumerated()
    where index % 3 == 0 {
      let table = try MultipleComparisons.westfallYoung(
        row.samples, limit: 1, resamples: resamples, stream: stream.substream("case", index))
      for (value, expected) in zip(table.values, row.adjusted) {
        let error = (expected * (1 - expected) / Double(resamples)).squareRoot()
        // The greatest of several estimates, and two groups double the slope.
        #expect(abs(value - expected) < 10 * error + 4 / Double(resamples))
      }
    }
  }

  @Test func `p does not depend on order of rows, unit or origin of the scores`() throws {
    for row in try Oracle<WestfallYoungCase>.read("westfall_young.json").prefix(40) {
      let table = try MultipleComparisons.westfallYoung(row.samples, stream: stream)
      let reversed = try MultipleComparisons.westfallYoung(
        row.samples.map { $0.reversed() }, stream: stream)
      #expect(reversed == table)
      for (scale, shift) in [(1e-200, 0.0), (1e200, 0), (-3, 0), (0.1, 100)] {
        let moved = row.samples.map { $0.map { $0 * scale + shift } }
        let other = try MultipleComparisons.westfallYoung(moved, stream: stream)
        for (value, expected) in zip(other.values, table.values) {
          #expect(isClose(value, expected))
        }
      }
    }
  }

  @Test func `one pair is the permutation test of t, both directions counting`() throws {
    for (x, y) in [
      ([1.0, 2, 3, 4, 5], [6.0, 7, 8, 9, 10]), ([6, 7, 8, 9, 10], [1, 2, 3, 4, 5]),
    ] {
      let table = try MultipleComparisons.westfallYoung([x, y], stream: stream)
      #expect(table.values == [2.0 / 252])
    }
  }

  @Test func `a pair is adjusted less than by holm where it shares algorithms with others`() throws
  {
    var source = RandomStream(seed: 3, purpose: "arms")
    let samples = (0..<4).map { arm in
      (0..<8).map { _ in source.normal() + (arm == 0 ? 2.2 : 0) }
    }
    let table = try MultipleComparisons.westfallYoung(samples, limit: 1, stream: stream)
    let raw = try PairTable.pairs(of: 4).map {
      try MultipleComparisons.westfallYoung(
        [samples[$0.0], samples[$0.1]], stream: stream
      ).values[0]
    }
    let holm = try MultipleComparisons.holm(raw)
    #expect(zip(table.values, holm).filter { $0 < $1 }.count >= 3)
    for (value, least) in zip(table.values, raw) { #expect(value >= least - 0.02) }
  }

  /// All alike, and one of three apart with ten times the spread: permuting all runs at once would
  /// judge the alike pair by the wild one.
  @Test(arguments: [false, true])
  func `alike algorithms are told apart no more often than promised`(_ oneApart: Bool) throws {
    var source = RandomStream(seed: 6, purpose: "alike", oneApart ? 1 : 0)
    let (trials, alpha) = (300, 0.1)
    var claims = 0
    for trial in 0..<trials {
      let samples = (0..<3).map { arm in
        let apart = oneApart && arm == 2
        return (0..<5).map { _ in apart ? 50 + 10 * source.normal() : source.normal() }
      }
      let table = try MultipleComparisons.westfallYoung(
        samples, limit: 300, resamples: 199, stream: stream.substream("trial", trial))
      let alike = oneApart ? [table[0, 1]] : table.values
      if alike.contains(where: { $0 <= alpha }) { claims += 1 }
    }
    let error = (alpha * (1 - alpha) / Double(trials)).squareRoot()
    let rate = Double(claims) / Double(trials)
    #expect(rate < alpha + 4 * error)
    #expect(rate > alpha - 4 * error)
  }

  @Test func `p of random assignments is never zero, and the stream decides`() throws {
    let x = (0..<12).map { Double($0) }
    let samples = [x, x.map { $0 + 100 }, x.map { $0 + 200 }]
    let table = try MultipleComparisons.westfallYoung(samples, resamples: 99, stream: stream)
    #expect(table.values == [0.01, 0.01, 0.01])
    let close = [x, x.map { $0 * 0.9 + 1.5 }]
    let run = { (seed: UInt64) in
      try MultipleComparisons.westfallYoung(
        close, resamples: 200, stream: RandomStream(seed: seed, purpose: "draws"))
    }
    #expect(try run(1) == run(1))
    #expect(Set(try (1...5).map { try run($0).values[0] }).count > 1)
  }

  @Test func `constant samples are alike if equal, and as far apart as can be if not`() throws {
    let alike = try MultipleComparisons.westfallYoung(
      [[2, 2], [2, 2], [2, 2, 2]], stream: stream)
    #expect(alike.values == [1, 1, 1])
    let apart = try MultipleComparisons.westfallYoung(
      [[0.1, 0.1, 0.1], [0.2, 0.2, 0.2]], stream: stream)
    #expect(apart.values == [0.1])
  }

  @Test func `what cannot be compared is refused`() {
    for count in [1, 11] {
      #expect(
        throws: StatisticsError.outOfRange(
          what: "the number of algorithms to compare by permutation", value: Double(count),
          allowed: "from 2 to 10")
      ) {
        try MultipleComparisons.westfallYoung(
          Array(repeating: [1, 2], count: count), stream: stream)
      }
    }
    #expect(throws: StatisticsError.tooFew(n: 1, needed: 2, for: "runs in sample 1")) {
      try MultipleComparisons.westfallYoung([[1, 2], [1]], stream: stream)
    }
    #expect(throws: StatisticsError.notFinite(value: .nan, at: 0, of: "sample 1")) {
      try MultipleComparisons.westfallYoung([[1, 2], [.nan, 1]], stream: stream)
    }
    #expect(throws: StatisticsError.tooFew(n: 0, needed: 1, for: "assignments to enumerate")) {
      try MultipleComparisons.westfallYoung([[1, 2], [1, 2]], limit: 0, stream: stream)
    }
  }
}
