import Randomness
import Statistics
import Testing

struct SignFlipTestTests {
  let stream = RandomStream(seed: 12, purpose: "sign-flip tests")

  @Test func `the exact p agrees with counting all flips in whole numbers`() throws {
    var compared = 0
    for row in try PairedSamples.read() {
      guard let expected = row.signFlip else { continue }
      compared += 1
      let test = try SignFlipTest.run(row.x, row.y, stream: stream)
      #expect(test.exact && test.flips == 1 << row.x.count)
      #expect(isClose(test.pValue, expected))
      #expect(test.pValue >= test.smallestPossible)
    }
    #expect(compared >= 200)
  }

  @Test func `the golden column has its known p`() throws {
    let test = try SignFlipTest.run(Golden.x[2], Golden.y[2], stream: stream)
    #expect(test.pValue == 0.0625)
    #expect(test.flips == 32 && test.smallestPossible == 0.0625)
    #expect(abs(test.difference - 0.2) < 1e-15)
  }

  @Test func `random flips agree with all flips within their error`() throws {
    let rows = try PairedSamples.read().filter { $0.signFlip != nil && $0.x.count > 3 }
    #expect(rows.count > 100)
    for (index, row) in rows.prefix(100).enumerated() {
      let resamples = 2_000
      let test = try SignFlipTest.run(
        row.x, row.y, limit: 1, resamples: resamples, stream: stream.substream("case", index))
      #expect(!test.exact && test.flips == resamples)
      let p = try #require(row.signFlip)
      let error = (p * (1 - p) / Double(resamples)).squareRoot()
      #expect(abs(test.pValue - p) < 5 * error + 2 / Double(resamples))
    }
  }

  @Test func `more than sixty-four pairs take their signs from several words`() throws {
    // 76 of 130 differences are 1 and the others −1: p = 2 P(Bin(130, ½) ≥ 76); scipy 1.17.1: 2 * binom.sf(75, 130, 0.5).
    let x = (0..<130).map { $0 < 76 ? 1.0 : -1 }
    let test = try SignFlipTest.run(
      x, Array(repeating: 0, count: 130), resamples: 20_000, stream: stream)
    let p = 0.06508646998863736
    #expect(abs(test.pValue - p) < 5 * (p * (1 - p) / 20_000).squareRoot())
  }

  @Test func `swapping the arms or reordering pairs does not change a bit of p`() throws {
    var shuffler = RandomStream(seed: 3, purpose: "shuffle")
    for row in try PairedSamples.read() where row.signFlip != nil {
      for limit in [1 << 20, 1] {
        let run = { (x: [Double], y: [Double]) in
          try SignFlipTest.run(x, y, limit: limit, resamples: 50, stream: stream)
        }
        let test = try run(row.x, row.y)
        var order = Array(row.x.indices)
        shuffler.shuffle(&order)
        #expect(try run(order.map { row.x[$0] }, order.map { row.y[$0] }) == test)
        let swapped = try run(row.y, row.x)
        #expect(swapped.pValue == test.pValue && swapped.difference == -test.difference)
      }
    }
  }

  @Test func `p does not depend on the unit or the origin of the scores`() throws {
    for row in try PairedSamples.read() where row.magnitude < 100 && row.magnitude > 1e-3 {
      guard let expected = row.signFlip else { continue }
      for (scale, shift) in [(1e-200, 0.0), (1e200, 0), (-3, 0), (1, 1e6)] {
        let moved = { (value: Double) in value * scale + shift }
        let test = try SignFlipTest.run(row.x.map(moved), row.y.map(moved), stream: stream)
        #expect(isClose(test.pValue, expected))
      }
    }
  }

  @Test func `sums equal but for rounding are ties`() throws {
    // The differences 0.1, 0.2 and −0.3 have the sum 0, but for rounding; so every flip counts.
    #expect(try SignFlipTest.run([0.1, 0.2, 0], [0, 0, 0.3], stream: stream).pValue == 1)
    // 0.3 − 0.1 and −(0.4 − 0.2) cancel but for rounding, so every flip is as extreme.
    #expect(try SignFlipTest.run([0.3, 0.2], [0.1, 0.4], stream: stream).pValue == 1)
  }

  /// adastop compares |T| with quantiles of the signed T and rejects twice too often.
  @Test func `anchor defect 1: both directions count against the null`() throws {
    let (low, high) = ([1.0, 2, 3, 4, 5], [6.0, 8, 10, 12, 14])
    #expect(try SignFlipTest.run(low, high, stream: stream).pValue == 2.0 / 32)
    #expect(try SignFlipTest.run(high, low, stream: stream).pValue == 2.0 / 32)
    let random = try SignFlipTest.run(
      low, high, limit: 1, resamples: 20_000, stream: stream)
    #expect(abs(random.pValue - 0.0625) < 0.01)
  }

  /// rl-reliability-metrics takes the mean of |null| ≥ |observed| and can give p = 0.
  @Test func `anchor defect 5: p of random flips is never zero`() throws {
    let x = (0..<40).map { 100 + Double($0) }
    let test = try SignFlipTest.run(
      x, Array(repeating: 0, count: 40), resamples: 999, stream: stream)
    #expect(!test.exact && test.pValue == 0.001 && test.smallestPossible == 0.001)
  }

  @Test func `the stream decides the random flips`() throws {
    let (x, y) = ((0..<30).map { Double($0) }, (0..<30).map { Double($0 * $0 % 37) })
    let run = { (seed: UInt64) in
      try SignFlipTest.run(x, y, resamples: 500, stream: RandomStream(seed: seed, purpose: "f"))
    }
    #expect(try run(1) == run(1))
    #expect(Set(try (1...5).map { try run($0).pValue }).count > 1)
  }

  @Test(arguments: [(1, 1.0), (4, 0.125), (5, 0.0625), (6, 0.03125), (8, 0.0078125)])
  func `few pairs cannot reach significance`(_ n: Int, _ smallest: Double) throws {
    let test = try SignFlipTest.run(
      (0..<n).map { 100 + Double($0) }, Array(repeating: 0, count: n), stream: stream)
    #expect(test.smallestPossible == smallest && test.pValue == smallest)
  }

  @Test func `the limit separates enumeration from random flips`() throws {
    let (x, y) = ([1.0, 2, 3], [4.0, 5, 7])
    #expect(try SignFlipTest.run(x, y, limit: 8, stream: stream).exact)
    #expect(try !SignFlipTest.run(x, y, limit: 7, resamples: 10, stream: stream).exact)
    let many = Array(repeating: 1.0, count: 70)
    #expect(try !SignFlipTest.run(many, many, limit: .max, resamples: 1, stream: stream).exact)
  }

  @Test func `alike algorithms are told apart no more often than promised`() throws {
    var source = RandomStream(seed: 6, purpose: "alike")
    let (trials, alpha) = (1_000, 0.05)
    var rejections = 0
    for _ in 0..<trials {
      let y = (0..<8).map { _ in source.uniform() }
      let x = (0..<8).map { _ in source.uniform() }
      if try SignFlipTest.run(x, y, stream: stream).pValue <= alpha { rejections += 1 }
    }
    // With 256 flips the largest p at most 0.05 is 12/256.
    let rate = 12.0 / 256
    let error = (rate * (1 - rate) / Double(trials)).squareRoot()
    #expect(abs(Double(rejections) / Double(trials) - rate) < 4 * error)
  }

  @Test func `pairs without a difference have p one`() throws {
    #expect(try SignFlipTest.run([1, 2, 3], [1, 2, 3], stream: stream).pValue == 1)
    let many = Array(repeating: 0.5, count: 100)
    #expect(try SignFlipTest.run(many, many, resamples: 5, stream: stream).pValue == 1)
    // They add nothing: the p of the two others.
    let test = try SignFlipTest.run([1, 1, 3, 4], [1, 1, 1, 1], stream: stream)
    #expect(test.pValue == 0.5)
  }

  @Test func `what cannot be tested is refused`() {
    #expect(throws: StatisticsError.differentCounts(first: 1, second: 2)) {
      try SignFlipTest.run([1], [1, 2], stream: stream)
    }
    #expect(throws: StatisticsError.emptyInput(of: "the second sample")) {
      try SignFlipTest.run([1], [], stream: stream)
    }
    #expect(throws: StatisticsError.notFinite(value: .infinity, at: 0, of: "the first sample")) {
      try SignFlipTest.run([.infinity], [1], stream: stream)
    }
    #expect(throws: StatisticsError.tooFew(n: 0, needed: 1, for: "sign flips to enumerate")) {
      try SignFlipTest.run([1], [2], limit: 0, stream: stream)
    }
    #expect(
      throws: StatisticsError.tooFew(n: 0, needed: 1, for: "resamples of a sign-flip test")
    ) { try SignFlipTest.run([1], [2], resamples: 0, stream: stream) }
  }
}
