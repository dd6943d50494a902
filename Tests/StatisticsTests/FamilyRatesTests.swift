import Foundation
import Randomness
import Statistics
import Testing

/// How often claims are made that are false, or true, of simulated scores.
///
/// The tables in `Guides/statistics-families.md` and `Guides/statistics-power.md` are what this prints
/// with `ASSAY_RATE_TRIALS=2000 swift test -c release --filter FamilyRatesTests`.
struct FamilyRatesTests {
  static let trials =
    ProcessInfo.processInfo.environment["ASSAY_RATE_TRIALS"].flatMap(Int.init) ?? 100

  /// Scores of one run: normal, lognormal, or 0 and 1 alike often.
  enum Scores: String, CaseIterable {
    case normal, lognormal, zeroOne

    func draw(_ count: Int, _ stream: inout RandomStream) -> [Double] {
      (0..<count).map { _ in
        switch self {
        case .normal: stream.normal()
        case .lognormal: exp(stream.normal())
        case .zeroOne: stream.uniform() < 0.5 ? 0 : 1
        }
      }
    }
  }

  private func rate(_ label: String, _ claims: (Int) throws -> Bool) rethrows -> Double {
    let count = try (0..<Self.trials).filter(claims).count
    let rate = Double(count) / Double(Self.trials)
    print("rate", label, rate)
    return rate
  }

  private func slack(_ rate: Double) -> Double {
    5 * (rate * (1 - rate) / Double(Self.trials)).squareRoot()
  }

  @Test(arguments: [3, 5, 10, 20])
  func `welch's test has nearly the power that is promised`(_ runs: Int) throws {
    let effect = try #require(try Power.minimumDetectableEffect(of: .unpaired(runs, runs)))
    let found = try rate("Welch finds the minimum detectable effect, \(runs) runs") { trial in
      var stream = RandomStream(seed: 51, purpose: "power", runs, trial)
      let x = Scores.normal.draw(runs, &stream).map { $0 + effect }
      return (try WelchTest.run(x, Scores.normal.draw(runs, &stream)).pValue ?? 1) <= 0.05
    }
    #expect(found < 0.8 + slack(0.8) && found > 0.68 - slack(0.7))
  }

  @Test(arguments: [5, 10, 20], [false, true])
  func `what differs by the margin is called equivalent no more often than promised`(
    _ runs: Int, _ paired: Bool
  ) throws {
    // Three standard errors, so that only one of the two sides matters.
    let margin = 3 * (2.0 / Double(runs)).squareRoot()
    let claimed = try rate("equivalent at the margin, \(runs) runs, paired \(paired)") { trial in
      var stream = RandomStream(seed: 52, purpose: "equivalence", runs, trial)
      let x = Scores.normal.draw(runs, &stream).map { $0 + margin }
      let y = Scores.normal.draw(runs, &stream)
      return (try EquivalenceTest.run(x, y, margin: margin, paired: paired).pValue ?? 1) <= 0.05
    }
    #expect(claimed < 0.05 + slack(0.05))
  }

  @Test(arguments: Scores.allCases, [5, 8])
  func `of four alike algorithms a pair is told apart no more often than promised`(
    _ scores: Scores, _ runs: Int
  ) throws {
    let resamples = RandomStream(seed: 53, purpose: "assignments")
    let claimed = try rate("four alike, Westfall-Young, \(scores), \(runs) runs") { trial in
      var stream = RandomStream(seed: 54, purpose: "alike", runs, trial)
      let samples = (0..<4).map { _ in scores.draw(runs, &stream) }
      return try MultipleComparisons.westfallYoung(
        samples, limit: 300, resamples: 199, stream: resamples.substream("trial", trial)
      ).values.contains { $0 <= 0.05 }
    }
    #expect(claimed < 0.05 + slack(0.05))
  }

  @Test(arguments: [5, 8])
  func `a better algorithm of four is found, by permutation more often than by holm`(
    _ runs: Int
  ) throws {
    let resamples = RandomStream(seed: 55, purpose: "assignments")
    let draw = { (trial: Int) in
      var stream = RandomStream(seed: 56, purpose: "better", runs, trial)
      return (0..<4).map { arm in
        Scores.normal.draw(runs, &stream).map { $0 + (arm == 0 ? 2.5 : 0) }
      }
    }
    let permutation = try rate("one of four better, Westfall-Young, \(runs) runs") { trial in
      let table = try MultipleComparisons.westfallYoung(
        draw(trial), limit: 300, resamples: 199, stream: resamples.substream("trial", trial))
      return table[0, 1] <= 0.05
    }
    let holm = try rate("one of four better, Welch and Holm, \(runs) runs") { trial in
      let samples = draw(trial)
      let p = try PairTable.pairs(of: 4).map {
        try WelchTest.run(samples[$0.0], samples[$0.1]).pValue ?? 1
      }
      return try MultipleComparisons.holm(p)[0] <= 0.05
    }
    #expect(permutation > 0.3 && permutation > holm - slack(0.5))
  }
}
