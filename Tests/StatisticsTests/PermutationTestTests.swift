import Randomness
import Statistics
import Testing

struct PermutationTestTests {
  let stream = RandomStream(seed: 11, purpose: "permutation tests")

  @Test func `the exact p agrees with counting all splits in whole numbers`() throws {
    var compared = 0
    for row in try Oracle<TwoSamples>.read("samples.json") {
      guard let expected = row.permutation else { continue }
      compared += 1
      let test = try PermutationTest.run(row.x, row.y, stream: stream)
      #expect(test.exact)
      #expect(isClose(test.pValue, expected))
      #expect(test.pValue >= test.smallestPossible)
    }
    #expect(compared >= 200)
  }

  @Test func `the golden column has its known p`() throws {
    let test = try PermutationTest.run(Golden.x[2], Golden.y[2], stream: stream)
    #expect(test.pValue == 18.0 / 252)
    #expect(test.permutations == 252)
    #expect(abs(test.difference - 0.2) < 1e-15)
  }

  @Test func `random splits agree with all splits within their error`() throws {
    let rows = try Oracle<TwoSamples>.read("samples.json").filter {
      $0.permutation != nil && $0.x.count > 2 && $0.y.count > 2
    }
    #expect(rows.count > 50)
    for (index, row) in rows.prefix(100).enumerated() {
      let resamples = 2_000
      let test = try PermutationTest.run(
        row.x, row.y, limit: 1, resamples: resamples, stream: stream.substream("case", index))
      #expect(!test.exact && test.permutations == resamples)
      let p = try #require(row.permutation)
      let error = (p * (1 - p) / Double(resamples)).squareRoot()
      #expect(abs(test.pValue - p) < 5 * error + 2 / Double(resamples))
    }
  }

  @Test func `swapping the arms or reordering rows does not change a bit of p`() throws {
    var shuffler = RandomStream(seed: 2, purpose: "shuffle")
    for row in try Oracle<TwoSamples>.read("samples.json") where row.permutation != nil {
      for limit in [1_000_000, 1] {
        let run = { (x: [Double], y: [Double]) in
          try PermutationTest.run(x, y, limit: limit, resamples: 50, stream: stream)
        }
        let test = try run(row.x, row.y)
        var (x, y) = (row.x, row.y)
        shuffler.shuffle(&x)
        shuffler.shuffle(&y)
        #expect(try run(x, y) == test)
        let swapped = try run(row.y, row.x)
        #expect(swapped.pValue == test.pValue)
        #expect(swapped.difference == -test.difference)
      }
    }
  }

  @Test func `p does not depend on the unit or the origin of the scores`() throws {
    for row in try Oracle<TwoSamples>.read("samples.json") where row.magnitude < 100 {
      guard let expected = row.permutation, row.magnitude > 1e-3 else { continue }
      for (scale, shift) in [(1e-200, 0.0), (1e200, 0), (-3, 0), (1, 1e6)] {
        let moved = { (value: Double) in value * scale + shift }
        let test = try PermutationTest.run(row.x.map(moved), row.y.map(moved), stream: stream)
        #expect(isClose(test.pValue, expected))
      }
    }
  }

  @Test func `sums equal but for rounding are ties`() throws {
    // 0.1 + 0.2 and 0.3 + 0.0 differ in the last bit. Splits of {0.1, 0.2 | 0.3, 0.0} with equal
    // sums are as extreme as the observed one, so all six are.
    #expect(try PermutationTest.run([0.1, 0.2], [0.3, 0], stream: stream).pValue == 1)
    #expect(try PermutationTest.run([0.3, 0], [0.1, 0.2], stream: stream).pValue == 1)
  }

  /// AdaStop 0.1.3 compares |T| with quantiles of the signed T and rejects twice too often.
  @Test func `both directions count against the null`() throws {
    let low = try PermutationTest.run([1, 2, 3, 4, 5], [6, 7, 8, 9, 10], stream: stream)
    let high = try PermutationTest.run([6, 7, 8, 9, 10], [1, 2, 3, 4, 5], stream: stream)
    #expect(low.pValue == 2.0 / 252)
    #expect(high.pValue == 2.0 / 252)
  }

  @Test func `alike algorithms are told apart no more often than promised`() throws {
    var source = RandomStream(seed: 4, purpose: "alike")
    let (trials, alpha) = (1_000, 0.05)
    var rejections = 0
    for _ in 0..<trials {
      let x = (0..<5).map { _ in source.uniform() }
      let y = (0..<5).map { _ in source.uniform() }
      if try PermutationTest.run(x, y, stream: stream).pValue <= alpha { rejections += 1 }
    }
    let error = (alpha * (1 - alpha) / Double(trials)).squareRoot()
    #expect(abs(Double(rejections) / Double(trials) - alpha) < 4 * error)
  }

  /// Without the observed split among the random ones, p could be 0.
  @Test func `p of random splits is never zero`() throws {
    let x = (0..<30).map { Double($0) }
    let test = try PermutationTest.run(x, x.map { $0 + 100 }, resamples: 999, stream: stream)
    #expect(!test.exact)
    #expect(test.pValue == 1.0 / 1000)
    #expect(test.smallestPossible == 1.0 / 1000)
  }

  @Test func `the stream decides the random splits`() throws {
    let (x, y) = ((0..<20).map { Double($0) }, (0..<20).map { Double($0 * $0 % 37) })
    let run = { (seed: UInt64) in
      try PermutationTest.run(
        x, y, resamples: 500, stream: RandomStream(seed: seed, purpose: "splits"))
    }
    #expect(try run(1) == run(1))
    #expect(Set(try (1...5).map { try run($0).pValue }).count > 1)
  }

  @Test(arguments: [
    (3, 3, 0.1), (4, 4, 2.0 / 70), (5, 5, 2.0 / 252), (6, 6, 2.0 / 924), (1, 3, 0.25),
  ])
  func `few runs cannot reach significance`(_ n: Int, _ m: Int, _ smallest: Double) throws {
    let x = (0..<n).map { 100 + Double($0) }
    let y = (0..<m).map { Double($0) }
    let test = try PermutationTest.run(x, y, stream: stream)
    #expect(test.smallestPossible == smallest)
    #expect(test.pValue == smallest)
  }

  @Test func `the limit separates enumeration from random splits`() throws {
    let (x, y) = ([1.0, 2, 3], [4.0, 5, 7])
    #expect(try PermutationTest.run(x, y, limit: 20, stream: stream).exact)
    #expect(try !PermutationTest.run(x, y, limit: 19, resamples: 10, stream: stream).exact)
  }

  @Test func `degenerate samples have p one or the least possible`() throws {
    #expect(try PermutationTest.run([2, 2], [2, 2, 2], stream: stream).pValue == 1)
    #expect(try PermutationTest.run([1], [2], stream: stream).pValue == 1)
    #expect(try PermutationTest.run([1, 1, 1], [2, 2, 2], stream: stream).pValue == 0.1)
    let many = Array(repeating: 0.5, count: 100_000)
    let test = try PermutationTest.run(many, many, resamples: 2, stream: stream)
    #expect(test.pValue == 1)
  }

  @Test func `what cannot be tested is refused`() {
    #expect(throws: StatisticsError.emptyInput(of: "the first sample")) {
      try PermutationTest.run([], [1], stream: stream)
    }
    #expect(throws: StatisticsError.notFinite(value: .nan, at: 0, of: "the second sample")) {
      try PermutationTest.run([1], [.nan], stream: stream)
    }
    #expect(
      throws: StatisticsError.tooFew(n: 0, needed: 1, for: "resamples of a permutation test")
    ) { try PermutationTest.run([1], [2], resamples: 0, stream: stream) }
    #expect(throws: StatisticsError.tooFew(n: 0, needed: 1, for: "splits to enumerate")) {
      try PermutationTest.run([1], [2], limit: 0, stream: stream)
    }
  }
}
