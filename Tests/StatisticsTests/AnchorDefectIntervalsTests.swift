import Randomness
import Statistics
import Testing

/// Defects of intervals measured in other tools, each with a copy that fails what the shipped code
/// passes.
struct AnchorDefectIntervalsTests {
  let scores = [[0.1, 0.9, 0.4, 0.7, 0.2], [0.5, 0.6, 0.3, 0.8, 0.45]]

  /// rliable takes a random state and draws from NumPy's global generator.
  @Test func `defect 2, a state that does nothing: the stream decides the interval`() throws {
    let matrix = try ScoreMatrix(scores)
    let interval = { (stream: RandomStream) in
      try Bootstrap.stratified(matrix, .interquartileMean, resamples: 200, stream: stream)
    }
    let holds = { (draw: (_ state: UInt64) throws -> Interval?) in
      try draw(1) == draw(1) && draw(1) != draw(2)
    }
    #expect(try holds { try interval(RandomStream(seed: $0, purpose: "state")) })
    var global = RandomStream(seed: 0, purpose: "global")
    #expect(try !holds { _ in try interval(RandomStream(seed: global.next64(), purpose: "state")) })
  }

  /// rliable's percentile interval is the only one that it offers, whatever the number of runs.
  @Test func `defect 3, percentiles of few runs: the interval of one task covers as it says`()
    throws
  {
    var (held, heldByPercentiles) = (0, 0)
    let trials = 600
    for trial in 0..<trials {
      var stream = RandomStream(seed: 31, purpose: "few runs", trial)
      let runs = (0..<3).map { _ in stream.normal() }
      let t = try #require(try Descriptive.meanInterval(runs))
      if t.lower <= 0 && 0 <= t.upper { held += 1 }
      let percentile = try #require(
        try Bootstrap.stratified(ScoreMatrix([runs]), .mean, resamples: 500, stream: stream))
      if percentile.lower <= 0 && 0 <= percentile.upper { heldByPercentiles += 1 }
    }
    // Three standard errors below 95 %.
    let holds = { (held: Int) in Double(held) / Double(trials) > 0.923 }
    #expect(holds(held))
    #expect(!holds(heldByPercentiles))
  }

  /// rl-evaluation's tolerance interval ends one order statistic too far in on both sides.
  @Test(arguments: [46, 50, 77, 79, 100])
  func `defect 6, one order statistic too narrow: the interval has the confidence it claims`(
    _ runs: Int
  ) throws {
    let interval = try OrderStatisticInterval.tolerance(
      (1...runs).map(Double.init), share: 0.9, level: 0.95)
    let lower = try #require(interval.lowerRank)
    let upper = try #require(interval.upperRank)
    // Of a continuous population, at least the share lies between ranks d apart with P(Bin < d).
    let holds = { (apart: Int) in binomialBelow(apart, runs, 0.9) >= 0.95 }
    #expect(interval.reachesLevel && holds(upper - lower))
    #expect(!holds(upper - 1 - (lower + 1)))
  }

  /// The same tool gives the least and the greatest of fewer runs as if they were the interval.
  @Test func `defect 6, few runs: least and greatest say what they are worth`() throws {
    for (runs, worth) in [(5, 0.08), (10, 0.26), (20, 0.61)] {
      let interval = try OrderStatisticInterval.tolerance(
        (1...runs).map(Double.init), share: 0.9, level: 0.95)
      let holds = { (claimed: Double) in abs(claimed - worth) < 0.005 }
      #expect(holds(interval.confidence) && !interval.reachesLevel)
      #expect(!holds(0.95))
    }
  }

  /// autorank's interval of the median reaches z √(n/2) ranks to either side; z √n / 2 is right.
  @Test(arguments: [20, 50])
  func `defect 8, too many ranks: the median's interval is no wider than its level needs`(
    _ runs: Int
  ) throws {
    let interval = try OrderStatisticInterval.quantile((1...runs).map(Double.init))
    let covered = { (lower: Int, upper: Int) in
      binomialBelow(upper, runs, 0.5) - binomialBelow(lower, runs, 0.5)
    }
    let holds = { (lower: Int, upper: Int) in
      covered(lower, upper) >= 0.95 && covered(lower + 1, upper - 1) < 0.95
    }
    #expect(holds(try #require(interval.lowerRank), try #require(interval.upperRank)))
    let (half, reach) = (Double(runs) / 2, 1.959964 * (Double(runs) / 2).squareRoot())
    #expect(!holds(Int((half - reach).rounded()), Int((half + 1 + reach).rounded())))
  }

  /// lm-evaluation-harness pooled the documents' variances for an unweighted mean of tasks; lighteval
  /// averages the standard errors themselves.
  @Test func `defects 9 and 10, errors pooled or averaged: a mean of tasks adds their variances`()
    throws
  {
    var stream = RandomStream(seed: 14, purpose: "tasks")
    let tasks = [(10, 1.0), (10, 1.0), (40, 0.1), (40, 0.1)].map { runs, deviation in
      (0..<runs).map { _ in deviation * stream.normal() }
    }
    let interval = try #require(
      try Bootstrap.stratified(ScoreMatrix(tasks), .mean, stream: stream))
    let errors = try tasks.map {
      try #require(try Descriptive.standardDeviation($0)) / Double($0.count).squareRoot()
    }
    let squares = errors.reduce(0) { $0 + $1 * $1 }
    let right = squares.squareRoot() / Double(tasks.count)
    let holds = { (error: Double) in abs(error / right - 1) < 0.15 }
    #expect(holds((interval.upper - interval.lower) / 2 / 1.959964))
    let counts = tasks.map { Double($0.count) }
    let all = counts.reduce(0, +)
    let pooled =
      zip(errors, counts).reduce(0) { $0 + ($1.1 - 1) * $1.1 * $1.0 * $1.0 }
      / (all - Double(tasks.count))
    #expect(!holds((pooled / all).squareRoot()))
    #expect(!holds(errors.reduce(0, +) / Double(tasks.count)))
  }

  /// openrlbenchmark draws ten resamples unless told otherwise.
  @Test func `defect 11, ten resamples: another stream hardly moves an interval`() throws {
    let matrix = try ScoreMatrix(scores)
    let holds = { (interval: (RandomStream) throws -> Interval?) in
      let bounds = try (0..<8).map {
        try #require(try interval(RandomStream(seed: UInt64($0), purpose: "resamples")))
      }
      let lower = bounds.map(\.lower)
      let width = bounds[0].upper - bounds[0].lower
      return (lower.max() ?? 0) - (lower.min() ?? 0) < 0.05 * width
    }
    #expect(try holds { try Bootstrap.stratified(matrix, .mean, stream: $0) })
    #expect(try !holds { try Bootstrap.stratified(matrix, .mean, resamples: 10, stream: $0) })
  }

  /// P(Bin(n, p) < count).
  private func binomialBelow(_ count: Int, _ n: Int, _ p: Double) -> Double {
    var (sum, ways) = (0.0, 1.0)
    for k in 0..<count {
      sum += (0..<n).reduce(ways) { $0 * ($1 < k ? p : 1 - p) }
      ways = ways * Double(n - k) / Double(k + 1)
    }
    return sum
  }
}
