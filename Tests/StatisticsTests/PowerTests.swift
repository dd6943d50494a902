import Randomness
import Statistics
import Testing

/// One row of `power.json`.
struct PowerCase: Decodable {
  let counts: [Int]
  let effect, alpha, target, power, detectable: Double
  let seeds: Int

  var design: SeedDesign {
    counts.count == 1 ? .paired(counts[0]) : .unpaired(counts[0], counts[1])
  }
}

struct PowerTests {
  @Test func `power agrees with scipy and statsmodels, equal and unequal sizes and pairs`() throws {
    let cases = try Oracle<PowerCase>.read("power.json")
    #expect(cases.count >= 200)
    for row in cases {
      let power = try #require(
        try Power.power(of: row.design, effect: row.effect, significance: row.alpha))
      #expect(isClose(power, row.power), "\(power) \(row)")
      let mirrored = try Power.power(of: row.design, effect: -row.effect, significance: row.alpha)
      #expect(mirrored == power)
    }
  }

  @Test func `the effect that can be detected has the power asked for, as scipy finds`()
    throws
  {
    for row in try Oracle<PowerCase>.read("power.json") {
      let effect = try #require(
        try Power.minimumDetectableEffect(
          of: row.design, power: row.target, significance: row.alpha))
      let power = try #require(
        try Power.power(of: row.design, effect: effect, significance: row.alpha))
      #expect(isClose(power, row.target))
      #expect(isClose(effect, row.detectable), "\(effect) \(row)")
    }
  }

  @Test func `the seeds needed are those that scipy counts, and one fewer is too few`() throws {
    for row in try Oracle<PowerCase>.read("power.json") {
      let paired = row.counts.count == 1
      let seeds = try Power.seedsNeeded(
        effect: row.effect, paired: paired, power: row.target, significance: row.alpha)
      #expect(seeds == row.seeds)
      let fewer = seeds - 1
      let power = try Power.power(
        of: paired ? .paired(fewer) : .unpaired(fewer, fewer), effect: row.effect,
        significance: row.alpha)
      #expect((power ?? 0) < row.target)
    }
  }

  /// n a side, or pairs, for a power of 0.8 at α = 0.05, rounded up.
  @Test(arguments: [
    (0.5, 64, 34), (0.8, 26, 15), (1.0, 17, 10), (1.5, 9, 6), (2.0, 6, 5),
  ])
  func `cohen's effects need their known numbers of seeds`(
    _ effect: Double, _ unpaired: Int, _ paired: Int
  ) throws {
    #expect(try Power.seedsNeeded(effect: effect, paired: false) == unpaired)
    #expect(try Power.seedsNeeded(effect: -effect, paired: true) == paired)
  }

  @Test(arguments: [(3, 3.071), (5, 2.024), (10, 1.325), (20, 0.909)])
  func `few seeds detect only large effects`(_ seeds: Int, _ expected: Double) throws {
    let effect = try #require(try Power.minimumDetectableEffect(of: .unpaired(seeds, seeds)))
    #expect(abs(effect - expected) < 0.0005)
  }

  @Test func `the golden power is known`() throws {
    let power = try #require(try Power.power(of: .unpaired(5, 5), effect: 2))
    #expect(abs(power - 0.7905423780) < 1e-10)
  }

  @Test func `effects that cannot be missed have power one, whatever the number of seeds`() throws {
    for seeds in [3, 10, 1_000, 1_000_000] {
      for design in [SeedDesign.unpaired(seeds, seeds), .unpaired(seeds, 2), .paired(seeds)] {
        for effect in [1e5, 1e8, 1e12, 1e100, 1e300, .greatestFiniteMagnitude] {
          for significance in [0.05, 0.05 / 15] {
            let power = try #require(
              try Power.power(of: design, effect: effect, significance: significance))
            #expect(power > 1 - 1e-9 && power <= 1, "\(design) \(effect): \(power)")
          }
        }
      }
    }
    #expect(try Power.power(of: .paired(5), effect: 1e300) == 1)
    #expect(try Power.seedsNeeded(effect: 1e300, paired: false) == 2)
    // With one degree of freedom even a large effect is mostly missed; the value is mpmath's.
    let two = try #require(try Power.power(of: .paired(2), effect: 100, significance: 0.001))
    #expect(isClose(two, 0.17579825684806565))
  }

  @Test func `power without an effect is the significance level`() throws {
    for design in [SeedDesign.unpaired(5, 9), .paired(4)] {
      let power = try #require(try Power.power(of: design, effect: 0, significance: 0.03))
      #expect(abs(power - 0.03) < 1e-12)
    }
  }

  @Test func `power is how often welch's test finds the effect`() throws {
    var source = RandomStream(seed: 8, purpose: "power")
    let (trials, effect) = (2_000, 1.2)
    var found = 0
    for _ in 0..<trials {
      let x = (0..<12).map { _ in effect + source.normal() }
      let y = (0..<12).map { _ in source.normal() }
      if let p = try WelchTest.run(x, y).pValue, p <= 0.05 { found += 1 }
    }
    let power = try #require(try Power.power(of: .unpaired(12, 12), effect: effect))
    let error = (power * (1 - power) / Double(trials)).squareRoot()
    #expect(abs(Double(found) / Double(trials) - power) < 4 * error + 0.005)
  }

  @Test func `one run a side has no power and detects nothing`() throws {
    for design in [SeedDesign.unpaired(1, 10), .unpaired(10, 1), .paired(1), .paired(0)] {
      #expect(try Power.power(of: design, effect: 1) == nil)
      #expect(try Power.minimumDetectableEffect(of: design) == nil)
    }
    #expect(try #require(try Power.minimumDetectableEffect(of: .paired(2))) > 5)
  }

  @Test func `an effect that a million seeds do not show is refused`() throws {
    #expect(
      throws: StatisticsError.outOfRange(
        what: "the effect in standard deviations", value: 0.001,
        allowed: "large enough to be found with 1000000 seeds")
    ) { try Power.seedsNeeded(effect: 0.001, paired: false) }
    #expect(throws: StatisticsError.self) { try Power.seedsNeeded(effect: 0, paired: true) }
    // (z₀.₉₇₅ + z₀.₈)²/d² for large n.
    #expect(try Power.seedsNeeded(effect: 0.005, paired: true) == 313_957)
  }

  @Test func `arguments out of range are refused`() {
    for value in [0, 1, -0.1, .nan] {
      #expect(
        throws: StatisticsError.outOfRange(
          what: "the significance level", value: value, allowed: "between 0 and 1, both excluded")
      ) { try Power.power(of: .paired(5), effect: 1, significance: value) }
    }
    for power in [0.05, 1, .nan] {
      #expect(
        throws: StatisticsError.outOfRange(
          what: "the power", value: power, allowed: "above the significance level 0.05 and below 1")
      ) { try Power.minimumDetectableEffect(of: .paired(5), power: power) }
    }
    #expect(
      throws: StatisticsError.outOfRange(what: "the effect", value: .nan, allowed: "finite")
    ) { try Power.power(of: .paired(5), effect: .nan) }
  }
}
