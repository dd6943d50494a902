import Statistics
import Testing

struct EffectSizeTests {
  @Test func `cliff's delta agrees with counting pairs and is antisymmetric to the bit`() throws {
    for row in try IndependentSamples.read() {
      let delta = try EffectSize.cliffsDelta(row.x, row.y)
      #expect(isClose(delta, row.cliffsDelta, scale: 1))
      #expect(try EffectSize.cliffsDelta(row.y, row.x) == -delta)
      let probability = try Comparison.probabilityOfImprovement(row.x, row.y)
      #expect(isClose(delta, 2 * probability - 1, scale: 1))
    }
    #expect(try EffectSize.cliffsDelta([2, 3], [1]) == 1)
    #expect(try EffectSize.cliffsDelta([1, 1], [1]) == 0)
  }

  @Test func `hedges' g and its interval agree with scipy's noncentral t`() throws {
    var (compared, bounded) = (0, 0)
    for row in try IndependentSamples.read() {
      guard let expected = row.effect else { continue }
      compared += 1
      let effect = try EffectSize.hedgesG(row.x, row.y, level: row.level)
      bounded += try check(effect, expected, level: row.level)
    }
    #expect(compared >= 200 && bounded >= 200)
  }

  @Test func `g of pairs and its interval agree with scipy's noncentral t`() throws {
    var (compared, bounded) = (0, 0)
    for row in try PairedSamples.read() {
      guard let expected = row.effect else { continue }
      compared += 1
      let effect = try EffectSize.pairedHedgesG(row.x, row.y, level: row.level)
      bounded += try check(effect, expected, level: row.level)
    }
    #expect(compared >= 200 && bounded >= 200)
  }

  /// Compares with the oracle; 1 if it has bounds, which scipy finds to about nine digits.
  private func check(
    _ effect: StandardizedDifference, _ expected: PairedSamples.Effect, level: Double
  ) throws -> Int {
    #expect(isClose(try #require(effect.d), expected.d, scale: 1))
    #expect(isClose(try #require(effect.g), expected.g, scale: 1))
    let interval = try #require(effect.interval)
    #expect(interval.method == "noncentral t" && interval.level == level && !effect.degenerate)
    guard let lower = expected.lower, let upper = expected.upper else { return 0 }
    let width = expected.d.magnitude + upper - lower
    #expect(abs(interval.lower - lower) < 1e-9 * width)
    #expect(abs(interval.upper - upper) < 1e-9 * width)
    return 1
  }

  @Test func `the golden column has its known effects`() throws {
    let effect = try EffectSize.hedgesG(Golden.x[2], Golden.y[2])
    #expect(abs(try #require(effect.d) - 1.3370525409) < 1e-10)
    #expect(abs(try #require(effect.g) - 1.2069617860) < 1e-10)
    #expect(abs(try EffectSize.cliffsDelta(Golden.x[2], Golden.y[2]) - 0.72) < 1e-15)
  }

  /// mpmath 1.4.1 with 30 digits: gamma(n/2) / (sqrt(n/2) * gamma((n-1)/2)).
  @Test(arguments: [
    (2, 0.5641895835477563),
    (3, 0.7236012545582676),
    (8, 0.9027033336764101),
    (9, 0.9138748917925522),
    (58, 0.9870035810279774),
    (1000, 0.9992497811797164),
    (100001, 0.9999925000531246),
  ])
  func `the correction is exact for few and for many degrees of freedom`(
    _ degreesOfFreedom: Int, _ expected: Double
  ) {
    #expect(abs(StandardizedDifference.correction(degreesOfFreedom) / expected - 1) < 1e-13)
  }

  @Test func `swapping the arms mirrors d, g and the interval`() throws {
    for row in try IndependentSamples.read().prefix(40) where row.effect != nil {
      let forward = try EffectSize.hedgesG(row.x, row.y)
      let backward = try EffectSize.hedgesG(row.y, row.x)
      #expect(backward.d == forward.d.map { -$0 } && backward.g == forward.g.map { -$0 })
      #expect(backward.interval?.lower == forward.interval.map { -$0.upper })
      #expect(try EffectSize.hedgesG(row.x.reversed(), row.y.reversed()) == forward)
    }
  }

  @Test func `the interval excludes zero just where the t test rejects`() throws {
    for row in try PairedSamples.read().prefix(60) {
      guard let p = try PairedTTest.run(row.x, row.y).pValue,
        let interval = try EffectSize.pairedHedgesG(row.x, row.y, level: row.level).interval
      else { continue }
      #expect((p < 1 - row.level) == (interval.lower > 0 || interval.upper < 0))
    }
  }

  /// The bounds' share of d: mpmath 1.4.1 with 22 digits, by integrating over the numerator instead.
  @Test(arguments: [
    (150.0, 5, 0.3478402977464133, 1.6691865113289682),
    (1e4, 5, 0.34800088234970023, 1.6690781218691702),
    (1e6, 10, 0.5477620630988383, 1.4538366024167778),
    (3e7, 5, 0.34800091849301153, 1.6690780974746084),
    (150.0, 59, 0.81786929095963659, 1.1817377203428506),
  ])
  func `bounds are exact far out as well`(
    _ t: Double, _ pairs: Int, _ lower: Double, _ upper: Double
  ) throws {
    let spread = (0..<pairs).map { Double($0 - pairs / 2) - (pairs % 2 == 0 ? -0.5 : 0) }
    let deviation = try #require(try Descriptive.standardDeviation(spread))
    let shift = t * deviation / Double(pairs).squareRoot()
    let effect = try EffectSize.pairedHedgesG(spread.map { $0 + shift }, spread.map { _ in 0 })
    let (d, interval) = (try #require(effect.d), try #require(effect.interval))
    #expect(abs(interval.lower / d - lower) < 1e-11, "\(interval.lower / d)")
    #expect(abs(interval.upper / d - upper) < 1e-11, "\(interval.upper / d)")
  }

  @Test func `a large effect has an interval around it`() throws {
    for shift in [1e2, 1e4, 1e9] {
      let effect = try EffectSize.hedgesG([shift, shift + 1, shift + 2], [0, 1, 2])
      let interval = try #require(effect.interval)
      let d = try #require(effect.d)
      // With ν = 4 the spread is known to within √(χ²/ν) at 0.025 and 0.975: 0.348 to 1.669.
      #expect(abs(interval.lower / d - 0.348) < 0.01 && abs(interval.upper / d - 1.669) < 0.01)
    }
    #expect(try EffectSize.hedgesG([1e300, 1e300], [0, 1e-300]).degenerate)
  }

  @Test func `without spread there is no effect size, and with one degree of freedom no g`() throws
  {
    let constant = try EffectSize.hedgesG([1, 1], [2, 2])
    #expect(constant.degenerate && constant.d == nil && constant.g == nil)
    let single = try EffectSize.hedgesG([1], [2])
    #expect(!single.degenerate && single.d == nil && single.interval == nil)
    let three = try EffectSize.hedgesG([1], [2, 4])
    #expect(three.d != nil && three.g == nil && three.interval != nil)
    let pairs = try EffectSize.pairedHedgesG([0.3, 0.4, 0.9], [0.1, 0.2, 0.7])
    #expect(pairs.degenerate && pairs.d == nil)
    #expect(try !EffectSize.pairedHedgesG([1], [2]).degenerate)
  }

  @Test func `extreme scales change nothing`() throws {
    let (x, y) = ([1.0, 2, 4, 7], [3.0, 5, 5.5, 8])
    for exponent in [-900, 900] {
      let scale = Double(sign: .plus, exponent: exponent, significand: 1)
      let (first, second) = (x.map { $0 * scale }, y.map { $0 * scale })
      #expect(try EffectSize.hedgesG(first, second) == EffectSize.hedgesG(x, y))
      #expect(try EffectSize.pairedHedgesG(first, second) == EffectSize.pairedHedgesG(x, y))
    }
  }

  @Test func `what has no effect size is refused`() {
    #expect(throws: StatisticsError.emptyInput(of: "the first sample")) {
      try EffectSize.cliffsDelta([], [1])
    }
    #expect(throws: StatisticsError.notFinite(value: .nan, at: 0, of: "the second sample")) {
      try EffectSize.hedgesG([1], [.nan])
    }
    #expect(throws: StatisticsError.differentCounts(first: 1, second: 2)) {
      try EffectSize.pairedHedgesG([1], [1, 2])
    }
    #expect(throws: StatisticsError.self) { try EffectSize.hedgesG([1, 2], [1, 3], level: 0) }
  }
}
