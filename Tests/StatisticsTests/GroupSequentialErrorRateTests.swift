import Foundation
import Randomness
import Statistics
import Testing

/// How often adaptive seeds claim what is not so, and how often they find what is.
///
/// The tables in `Guides/adaptive-seeds.md` are what this prints with
/// `ASSAY_SEQUENTIAL_TRIALS=2000 swift test -c release --filter GroupSequentialErrorRateTests`.
@Suite struct GroupSequentialErrorRateTests {
  static let requested =
    ProcessInfo.processInfo.environment["ASSAY_SEQUENTIAL_TRIALS"].flatMap(Int.init)
  static let trials = requested ?? 40
  /// Few deals and looks keep the short run short, and leave each look something to spend on six pairs.
  static let resamples = requested == nil ? 479 : 4799
  static let familySchedule = requested == nil ? (step: 8, maximum: 16) : (step: 4, maximum: 40)

  /// Scores of one run under the null hypothesis; unit variance but for the last.
  enum ScoreFamily: String, CaseIterable {
    case normal, bimodal, lognormal
    case zeroOrOne = "0/1"

    func draw(_ stream: inout RandomStream) -> Double {
      switch self {
      case .normal: stream.normal()
      case .bimodal: (stream.uniform() < 0.5 ? -0.95 : 0.95) + 0.31 * stream.normal()
      case .lognormal: exp(stream.normal()) / 2.16
      case .zeroOrOne: stream.uniform() < 0.7 ? 1 : 0
      }
    }
  }

  private func test(_ step: Int, _ maximum: Int) throws -> GroupSequentialTest {
    try GroupSequentialTest(
      GroupSequentialSchedule(initial: 8, step: step, maximum: maximum), resamples: Self.resamples,
      stream: RandomStream(seed: 1, purpose: "error rates"))
  }

  /// Families of four arms, each shifted; the looks of each.
  private func families(
    _ family: ScoreFamily, shifts: [Double]
  ) throws -> [GroupSequentialFamily] {
    let maximum = Self.familySchedule.maximum
    let test = try test(Self.familySchedule.step, maximum)
    return try (0..<Self.trials).map { trial in
      var stream = RandomStream(seed: 23, purpose: family.rawValue, trial)
      let arms = shifts.map { shift in (0..<maximum).map { _ in shift + family.draw(&stream) } }
      return try GroupSequentialFamily(arms, alpha: 0.05, test: test)
    }
  }

  private func share(_ label: String, _ count: Int, of total: Int) throws -> Double {
    let interval = try Interval.wilson(count: count, trials: total)
    let round = { (value: Double) in (value * 10_000).rounded() / 10_000 }
    let value = Double(count) / Double(total)
    print(
      "group-sequential |", label, "|", round(value), "|", round(interval.lower), "–",
      round(interval.upper))
    return value
  }

  @Test(arguments: ScoreFamily.allCases)
  func `four equal algorithms are told apart with the chance promised`(_ family: ScoreFamily) throws
  {
    let wrong = try families(family, shifts: [0, 0, 0, 0]).count { family in
      family.looks.joined().contains(where: \.isDecided)
    }
    let rate = try share("\(family.rawValue), four equal", wrong, of: Self.trials)
    // The short run's allowance: three standard errors.
    #expect(rate <= 0.05 + 3 * (0.05 * 0.95 / Double(Self.trials)).squareRoot())
  }

  @Test(arguments: ScoreFamily.allCases)
  func `one better algorithm does not make the equal ones differ`(_ family: ScoreFamily) throws {
    let wrong = try families(family, shifts: [0, 0, 0, 1.5]).count { family in
      family.looks.joined().contains { $0.isDecided && $0.second != 3 }
    }
    let rate = try share("\(family.rawValue), one of four better", wrong, of: Self.trials)
    #expect(rate <= 0.05 + 3 * (0.05 * 0.95 / Double(Self.trials)).squareRoot())
  }

  /// Against the permutation test of all runs, which looks once: what early looks cost and save.
  @Test(arguments: [0.5, 0.75, 1, 1.5])
  func `power is near that of one look at all runs, with fewer runs`(_ effect: Double) throws {
    let test = try test(4, 40)
    var (found, once, runs) = (0, 0, 0)
    for trial in 0..<Self.trials {
      var stream = RandomStream(seed: 29, purpose: "power", trial)
      let arms = [0, effect].map { shift in (0..<40).map { _ in shift + stream.normal() } }
      let looks = try GroupSequentialFamily(arms, alpha: 0.05, test: test).looks
      if looks.joined().contains(where: \.isDecided) { found += 1 }
      runs += test.schedule.runs[looks.count - 1]
      let fixed = try PermutationTest.run(
        arms[0], arms[1], limit: 1, resamples: Self.resamples, stream: stream)
      if fixed.pValue <= 0.05 { once += 1 }
    }
    let power = try share("power at \(effect) SD, adaptive", found, of: Self.trials)
    let fixed = try share("power at \(effect) SD, one look at 40", once, of: Self.trials)
    print("group-sequential | mean runs at \(effect) SD |", Double(runs) / Double(Self.trials))
    #expect(power > fixed - 0.2)
    if effect >= 1 { #expect(Double(runs) / Double(Self.trials) < 30) }
  }
}
