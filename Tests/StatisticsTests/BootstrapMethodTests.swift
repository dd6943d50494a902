import Randomness
import Statistics
import Testing

@Suite struct BootstrapMethodTests {
  private struct Case: Decodable {
    struct Corrected: Decodable {
      let acceleration: Double
      let bands: [[Double]]
    }
    let x: [[Double]]
    let aggregate: String
    let biasCorrected: Corrected?
    let studentised: [[Double]]?
  }

  let stream = RandomStream(seed: 23, purpose: "bootstrap method tests")

  private func interval(
    _ scores: ScoreMatrix, _ aggregate: Aggregate, _ method: BootstrapMethod,
    resamples: Int = 4_000, level: Double = 0.95
  ) throws -> Interval? {
    try Bootstrap.stratified(
      scores, aggregate, method: method, resamples: resamples, level: level, stream: stream)
  }

  private func expect(_ interval: Interval, within bands: [[Double]]) {
    for (bound, band) in zip([interval.lower, interval.upper], bands) {
      #expect(bound >= band[0] - 1e-9 && bound <= band[1] + 1e-9, "\(interval) \(bands)")
    }
  }

  @Test func `accelerations and bounds agree with scipy, the latter within their error`() throws {
    var compared: [String: Int] = [:]
    for row in try Oracle<Case>.read("bootstrap_methods.json") {
      guard let expected = row.biasCorrected else { continue }
      let aggregate = try #require(Aggregate(rawValue: row.aggregate))
      let scores = try ScoreMatrix(row.x)
      let acceleration = try #require(BiasCorrection.acceleration(scores, aggregate))
      #expect(isClose(acceleration, expected.acceleration, scale: 1e-3), "\(row.x)")
      let interval = try #require(try interval(scores, aggregate, .biasCorrected))
      #expect(interval.method == "stratified bootstrap (BCa)")
      expect(interval, within: expected.bands)
      compared[row.aggregate, default: 0] += 1
    }
    #expect(compared.values.reduce(0, +) >= 200 && compared.count == 4)
  }

  @Test func `studentised bounds agree with numpy within their error`() throws {
    var compared: [String: Int] = [:]
    for row in try Oracle<Case>.read("bootstrap_methods.json") {
      guard let expected = row.studentised else { continue }
      let aggregate = try #require(Aggregate(rawValue: row.aggregate))
      let interval = try #require(try interval(ScoreMatrix(row.x), aggregate, .studentised))
      #expect(interval.method == "stratified bootstrap (studentised)")
      expect(interval, within: expected)
      compared[row.aggregate, default: 0] += 1
    }
    #expect(compared.values.reduce(0, +) >= 150 && compared.count == 3)
  }

  @Test func `the percentile method is the interval there was, bit for bit`() throws {
    // Recorded before there were other methods.
    let recorded: [(Aggregate, Double, Double)] = [
      (.mean, 0.48333333333333334, 0.6),
      (.median, 0.44, 0.56),
      (.interquartileMean, 0.4666666666666667, 0.5611111111111111),
      (.optimalityGap, 0.43666666666666665, 0.5233333333333333),
    ]
    for (aggregate, lower, upper) in recorded {
      let scores = try ScoreMatrix(Golden.x)
      let old = try Bootstrap.stratified(scores, aggregate, resamples: 2_000, stream: stream)
      #expect(try interval(scores, aggregate, .percentile, resamples: 2_000) == old)
      #expect(old?.lower == lower && old?.upper == upper, "\(String(describing: old))")
    }
  }

  @Test func `the basic interval is the percentile interval mirrored at the estimate`() throws {
    let scores = try ScoreMatrix(Golden.x)
    for aggregate in Aggregate.allCases {
      let value = try aggregate.value(of: scores)
      let percentile = try #require(try interval(scores, aggregate, .percentile))
      let basic = try #require(try interval(scores, aggregate, .basic))
      #expect(isClose(basic.lower, 2 * value - percentile.upper))
      #expect(isClose(basic.upper, 2 * value - percentile.lower))
      #expect(basic.method == "stratified bootstrap (basic)")
    }
  }

  @Test func `runs that do not differ give width zero by every method`() throws {
    let scores = try ScoreMatrix([Array(repeating: 0.1, count: 7), [0.3, 0.3, 0.3], [0.7]])
    for aggregate in Aggregate.allCases {
      let value = try aggregate.value(of: scores)
      for method in BootstrapMethod.allCases where method.isDefined(for: aggregate) {
        let interval = try #require(try interval(scores, aggregate, method, resamples: 50))
        #expect(interval.lower == value && interval.upper == value, "\(aggregate) \(method)")
      }
    }
  }

  @Test func `where a bias correction has no value the percentile interval says so`() throws {
    // One run of nine matters to no interquartile mean by leaving, but three of it in a resample do.
    let scores = try ScoreMatrix([[0, 0, 0, 0, 0, 0, 0, 0, 1]])
    let fallen = try #require(try interval(scores, .interquartileMean, .biasCorrected))
    let percentile = try #require(try interval(scores, .interquartileMean, .percentile))
    #expect(fallen.lower == percentile.lower && fallen.upper == percentile.upper)
    #expect(fallen.method == "stratified bootstrap (percentile, BCa being undefined)")
    #expect(BiasCorrection.acceleration(scores, .interquartileMean) == nil)
  }

  @Test func `no studentised interval is made up`() throws {
    // The median has no standard error; a ninth of the resamples of three runs have none either.
    #expect(!BootstrapMethod.studentised.isDefined(for: .median))
    #expect(try interval(ScoreMatrix(Golden.x), .median, .studentised) == nil)
    #expect(try interval(ScoreMatrix([[0, 1, 2.5]]), .mean, .studentised) == nil)
    #expect(try interval(ScoreMatrix([[0, 1, 2.5, 4, 4.5, 7]]), .mean, .studentised) != nil)
    for method in BootstrapMethod.allCases {
      #expect(try interval(ScoreMatrix([[1], [2]]), .mean, method) == nil)
    }
  }

  /// A percentile interval of the mean of five runs covers 83 % instead of 95 %; the studentised one,
  /// like t, takes the resample's own spread into account.
  @Test func `the studentised interval covers as promised where the percentile one does not`()
    throws
  {
    var covered: [BootstrapMethod: Int] = [:]
    let trials = 400
    for trial in 0..<trials {
      var draws = RandomStream(seed: 3, purpose: "coverage", trial)
      let scores = try ScoreMatrix([(0..<6).map { _ in draws.normal() }])
      for method in [BootstrapMethod.percentile, .studentised] {
        let interval = try #require(
          try Bootstrap.stratified(scores, .mean, method: method, resamples: 400, stream: draws))
        if interval.lower <= 0 && 0 <= interval.upper { covered[method, default: 0] += 1 }
      }
    }
    #expect(Double(covered[.percentile] ?? 0) / Double(trials) < 0.91)
    #expect(Double(covered[.studentised] ?? 0) / Double(trials) > 0.92)
  }

  /// inspect_ai draws its resamples from NumPy's unseeded generator: no report can be made again.
  @Test func `the stream decides intervals and bands, and it alone`() throws {
    let scores = try ScoreMatrix(Golden.x)
    let curves = try ScoreCurves(runs: Golden.x)
    let run = { (seed: UInt64) in
      var stream = RandomStream(seed: seed, purpose: "seeds")
      _ = stream.next64()  // What has been drawn does not matter.
      let intervals = try BootstrapMethod.allCases.map {
        try Bootstrap.stratified(
          scores, .interquartileMean, method: $0, resamples: 201, stream: stream)
      }
      let bands = try CurveBand.Coverage.allCases.map {
        try Bootstrap.band(curves, .mean, coverage: $0, resamples: 201, stream: stream)
      }
      return (intervals, bands)
    }
    let (first, again, other) = (try run(1), try run(1), try run(2))
    #expect(first.0 == again.0 && first.1 == again.1)
    for (one, two) in zip(first.0, other.0) { #expect(one != two) }
    for (one, two) in zip(first.1, other.1) { #expect(one != two) }
  }

  @Test func `the order of runs and of tasks does not change a bit`() throws {
    var shuffler = RandomStream(seed: 8, purpose: "shuffle")
    var x = (0..<4).map { task in (0..<5 + task).map { _ in shuffler.uniform() } }
    let summary = {
      try Aggregate.allCases.flatMap { aggregate in
        try BootstrapMethod.allCases.map {
          try interval(ScoreMatrix(x), aggregate, $0, resamples: 300)
        }
      }
    }
    let before = try summary()
    for _ in 0..<5 {
      shuffler.shuffle(&x)
      for task in x.indices { shuffler.shuffle(&x[task]) }
      #expect(try summary() == before)
    }
  }

  @Test func `intervals by every method move with a shift and grow with a scale`() throws {
    let scores = try ScoreMatrix(Golden.x)
    let moved = try ScoreMatrix(Golden.x.map { $0.map { 4 * $0 + 3 } })
    for aggregate in [Aggregate.mean, .median, .interquartileMean] {
      for method in BootstrapMethod.allCases where method.isDefined(for: aggregate) {
        let before = try #require(try interval(scores, aggregate, method, resamples: 300))
        let after = try #require(try interval(moved, aggregate, method, resamples: 300))
        #expect(isClose(after.lower, 4 * before.lower + 3))
        #expect(isClose(after.upper, 4 * before.upper + 3))
      }
    }
  }

  @Test func `bad levels and numbers of resamples are refused by every method`() throws {
    let scores = try ScoreMatrix([[1, 2]])
    for method in BootstrapMethod.allCases {
      #expect(throws: StatisticsError.self) { try interval(scores, .mean, method, resamples: 0) }
      #expect(throws: StatisticsError.self) { try interval(scores, .mean, method, level: 1) }
    }
  }
}
