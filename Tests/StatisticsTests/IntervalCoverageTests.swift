import Foundation
import Randomness
import Statistics
import Testing

/// How often bootstrap intervals and bands of level 95 % hold the true value of normal data.
///
/// The tables in `Guides/statistics-intervals.md` are what this prints with
/// `ASSAY_COVERAGE_TRIALS=1000 swift test -c release --filter IntervalCoverageTests`.
struct IntervalCoverageTests {
  static let trials =
    ProcessInfo.processInfo.environment["ASSAY_COVERAGE_TRIALS"].flatMap(Int.init) ?? 60

  /// Whether the share of trials that held lies within five standard errors of `expected`.
  private func expect(_ held: Int, near expected: Double, _ label: String) {
    let coverage = Double(held) / Double(Self.trials)
    let error = (expected * (1 - expected) / Double(Self.trials)).squareRoot()
    print("coverage", label, coverage)
    #expect(abs(coverage - expected) < 5 * error, "\(label): \(coverage)")
  }

  /// Each method, its number of runs, and the coverage that the guide's table has.
  @Test(arguments: [5, 10, 20]) func `the methods cover the mean as the guide says`(
    _ runs: Int
  ) throws {
    try expectCoverage(
      .mean, tasks: 1, runs: runs,
      [5: [0.83, 0.83, 0.83, 0.94], 10: [0.90, 0.90, 0.90, 0.95], 20: [0.92, 0.92, 0.92, 0.94]])
  }

  @Test(arguments: [5, 10]) func `the methods cover the iqm as the guide says`(
    _ runs: Int
  ) throws {
    try expectCoverage(
      .interquartileMean, tasks: 4, runs: runs,
      [5: [0.91, 0.88, 0.91, 0.95], 10: [0.93, 0.91, 0.92, 0.95]])
  }

  private func expectCoverage(
    _ aggregate: Aggregate, tasks: Int, runs: Int, _ expected: [Int: [Double]]
  ) throws {
    for (method, coverage) in zip(BootstrapMethod.allCases, try #require(expected[runs])) {
      var held = 0
      for trial in 0..<Self.trials {
        var stream = RandomStream(seed: 19, purpose: "methods", runs, trial)
        let scores = try ScoreMatrix(
          (0..<tasks).map { _ in (0..<runs).map { _ in stream.normal() } })
        let interval = try #require(
          try Bootstrap.stratified(
            scores, aggregate, method: method, resamples: 500, stream: stream))
        if interval.lower <= 0 && 0 <= interval.upper { held += 1 }
      }
      expect(held, near: coverage, "\(method.title), \(aggregate.title), \(runs) runs")
    }
  }

  /// Curves of ten points, each run a random walk, held as a whole.
  @Test(arguments: [5, 10, 20]) func `the bands cover whole curves as the guide says`(
    _ runs: Int
  ) throws {
    let expected = [5: [0.45, 0.91], 10: [0.64, 0.94], 20: [0.72, 0.95]]
    for (coverage, rate) in zip(CurveBand.Coverage.allCases, try #require(expected[runs])) {
      var held = 0
      for trial in 0..<Self.trials {
        var stream = RandomStream(seed: 19, purpose: "bands", runs, trial)
        let curves = try ScoreCurves(
          runs: (0..<runs).map { _ in
            var sum = 0.0
            return (0..<10).map { _ in
              sum += stream.normal()
              return sum
            }
          })
        let band = try #require(
          try Bootstrap.band(curves, .mean, coverage: coverage, resamples: 500, stream: stream))
        if zip(band.lower, band.upper).allSatisfy({ $0 <= 0 && 0 <= $1 }) { held += 1 }
      }
      expect(held, near: rate, "\(coverage.rawValue), \(runs) runs")
    }
  }
}
