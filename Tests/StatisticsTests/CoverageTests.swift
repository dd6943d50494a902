import Foundation
import Randomness
import Statistics
import Testing

/// How often intervals of level 95 % hold the true value of normal data, by number of runs.
///
/// The table in `Guides/statistics.md` is what this prints with
/// `ASSAY_COVERAGE_TRIALS=4000 swift test -c release --filter CoverageTests`.
struct CoverageTests {
  static let trials =
    ProcessInfo.processInfo.environment["ASSAY_COVERAGE_TRIALS"].flatMap(Int.init) ?? 200

  /// Five standard errors of a coverage near `expected`.
  private func expect(_ coverage: Double, near expected: Double, _ label: String) {
    let error = (expected * (1 - expected) / Double(Self.trials)).squareRoot()
    print("coverage", label, coverage)
    #expect(abs(coverage - expected) < 5 * error, "\(label): \(coverage)")
  }

  private func coverage(
    of truth: Double, _ purpose: String, _ runs: Int,
    _ interval: (inout RandomStream) throws -> Interval?
  ) throws -> Double {
    var held = 0
    for trial in 0..<Self.trials {
      var stream = RandomStream(seed: 17, purpose: purpose, runs, trial)
      let interval = try #require(try interval(&stream))
      if interval.lower <= truth && truth <= interval.upper { held += 1 }
    }
    return Double(held) / Double(Self.trials)
  }

  /// Standard normal scores, by Box and Muller's transformation.
  private func scores(_ count: Int, _ stream: inout RandomStream) -> [Double] {
    (0..<count).map { _ in
      (-2 * log(1 - stream.uniform())).squareRoot() * cos(2 * Double.pi * stream.uniform())
    }
  }

  @Test(arguments: [3, 5, 10, 20]) func `the t interval covers as promised`(_ runs: Int) throws {
    let value = try coverage(of: 0, "t", runs) { stream in
      try Descriptive.meanInterval(scores(runs, &stream))
    }
    expect(value, near: 0.95, "t, mean, \(runs) runs of 1 task")
  }

  /// Rates measured with rliable's intervals: .748, .831, .899.
  @Test(arguments: [(3, 0.748), (5, 0.831), (10, 0.899)])
  func `the percentile interval of a mean under-covers`(_ runs: Int, _ expected: Double) throws {
    let value = try coverage(of: 0, "percentile", runs) { stream in
      let sample = scores(runs, &stream)
      return try Bootstrap.stratified(ScoreMatrix([sample]), .mean, resamples: 500, stream: stream)
    }
    expect(value, near: expected, "percentile, mean, \(runs) runs of 1 task")
  }

  /// Rates measured with rliable's intervals: .864, .891, .938.
  @Test(arguments: [(3, 0.864), (5, 0.891), (10, 0.938)])
  func `the percentile interval of the iqm under-covers`(_ runs: Int, _ expected: Double) throws {
    let value = try coverage(of: 0, "iqm", runs) { stream in
      let tasks = (0..<4).map { _ in scores(runs, &stream) }
      return try Bootstrap.stratified(
        ScoreMatrix(tasks), .interquartileMean, resamples: 500, stream: stream)
    }
    expect(value, near: expected, "percentile, IQM, \(runs) runs of 4 tasks")
  }
}
