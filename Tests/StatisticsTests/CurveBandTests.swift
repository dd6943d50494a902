import Randomness
import Statistics
import Testing

@Suite struct CurveBandTests {
  private struct Case: Decodable {
    let runs: [[[Double]]]
    let aggregate: String
    let estimate: [Double]
    /// `[point][bound]`: where the bound lies but for chance.
    let pointwise: [[[Double]]]
    let deviations: [Double]
    let factors: [Double]?
  }

  let stream = RandomStream(seed: 27, purpose: "band tests")

  @Test func `both bands agree with numpy within their error`() throws {
    let cases = try Oracle<Case>.read("bands.json")
    #expect(cases.count >= 200)
    for row in cases {
      let aggregate = try #require(Aggregate(rawValue: row.aggregate))
      let curves = try ScoreCurves(row.runs)
      let pointwise = try #require(
        try Bootstrap.band(
          curves, aggregate, coverage: .pointwise, resamples: 4_000, stream: stream))
      let simultaneous = try #require(
        try Bootstrap.band(
          curves, aggregate, coverage: .simultaneous, resamples: 4_000, stream: stream))
      for point in row.estimate.indices {
        #expect(isClose(pointwise.estimate[point], row.estimate[point], scale: 1e-3))
        for (bound, band) in zip(
          [pointwise.lower[point], pointwise.upper[point]], row.pointwise[point])
        {
          #expect(bound >= band[0] - 1e-9 && bound <= band[1] + 1e-9)
        }
        let half = simultaneous.upper[point] - simultaneous.estimate[point]
        // Five standard errors of a standard deviation from 4,000 and from 20,000 resamples.
        let factors = row.factors ?? [0, 0]
        #expect(half >= 0.93 * factors[0] * row.deviations[point] - 1e-9)
        #expect(half <= 1.07 * factors[1] * row.deviations[point] + 1e-9)
      }
    }
  }

  @Test func `a band says whether it is for each point or for the whole curve`() throws {
    let curves = try ScoreCurves(runs: [[0, 1, 2], [1, 1.5, 2], [0.5, 3, 1]])
    for coverage in CurveBand.Coverage.allCases {
      let band = try #require(
        try Bootstrap.band(curves, .mean, coverage: coverage, resamples: 100, stream: stream))
      #expect(band.coverage == coverage && band.method.contains(coverage.rawValue))
      #expect(band.level == 0.95 && band.estimate.count == 3)
    }
  }

  /// rliable draws an index for every cell of a three-dimensional array: each point of a curve from
  /// another run, so that its resamples are no curves of the algorithm.
  @Test func `runs are resampled whole, so curves stay curves`() throws {
    // The second half of each curve is the first one's negative: the sum over a whole run is 0.
    let runs = [[3.0, -3], [1, -1], [-2, 2], [5, -5]]
    let curves = try ScoreCurves(runs: runs)
    let band = try #require(
      try Bootstrap.band(curves, .mean, coverage: .pointwise, resamples: 500, stream: stream))
    #expect(isClose(band.lower[0], -band.upper[1]) && isClose(band.upper[0], -band.lower[1]))
    // And the band over all points is as narrow as over one of them, for they move as one.
    let all = try #require(
      try Bootstrap.band(curves, .mean, coverage: .simultaneous, resamples: 500, stream: stream))
    let one = try #require(
      try Bootstrap.band(
        ScoreCurves(runs: runs.map { [$0[0]] }), .mean, coverage: .simultaneous, resamples: 500,
        stream: stream))
    #expect(isClose(all.upper[0] - all.estimate[0], one.upper[0] - one.estimate[0]))
  }

  @Test func `a simultaneous band holds whole curves more often than a pointwise one`() throws {
    let trials = 120
    var held = (pointwise: 0, simultaneous: 0)
    for trial in 0..<trials {
      var draws = RandomStream(seed: 5, purpose: "curves", trial)
      let curves = try ScoreCurves(
        runs: (0..<20).map { _ in (0..<8).map { _ in draws.normal() } })
      for coverage in CurveBand.Coverage.allCases {
        let band = try #require(
          try Bootstrap.band(curves, .mean, coverage: coverage, resamples: 150, stream: draws))
        guard zip(band.lower, band.upper).allSatisfy({ $0 <= 0 && 0 <= $1 }) else { continue }
        if coverage == .pointwise { held.pointwise += 1 } else { held.simultaneous += 1 }
      }
    }
    // Eight independent points of 93 % each hold together in 56 %.
    #expect(Double(held.pointwise) / Double(trials) < 0.75)
    #expect(Double(held.simultaneous) / Double(trials) > 0.83)
  }

  @Test func `the order of runs and of tasks does not change a bit`() throws {
    var shuffler = RandomStream(seed: 6, purpose: "shuffle")
    var runs = (0..<3).map { task in
      (0..<3 + task).map { _ in (0..<5).map { _ in shuffler.uniform() } }
    }
    let summary = {
      try Aggregate.allCases.flatMap { aggregate in
        try CurveBand.Coverage.allCases.map {
          try Bootstrap.band(
            ScoreCurves(runs), aggregate, coverage: $0, resamples: 100, stream: stream)
        }
      }
    }
    let before = try summary()
    for _ in 0..<5 {
      shuffler.shuffle(&runs)
      for task in runs.indices { shuffler.shuffle(&runs[task]) }
      #expect(try summary() == before)
    }
  }

  @Test func `one run a task has no band, and equal runs one of width zero`() throws {
    let single = try ScoreCurves([[[1, 2]], [[3, 4]]])
    let equal = try ScoreCurves(runs: [[0.1, 0.2], [0.1, 0.2], [0.1, 0.2]])
    for coverage in CurveBand.Coverage.allCases {
      #expect(try Bootstrap.band(single, .mean, coverage: coverage, stream: stream) == nil)
      let band = try #require(
        try Bootstrap.band(equal, .mean, coverage: coverage, resamples: 20, stream: stream))
      #expect(band.lower == [0.1, 0.2] && band.upper == [0.1, 0.2])
    }
  }

  @Test func `holes, diverged runs and empty lists are errors`() throws {
    #expect(throws: StatisticsError.tooFew(n: 1, needed: 2, for: "points in run 1 of task 0")) {
      try ScoreCurves(runs: [[1, 2], [1]])
    }
    #expect(
      throws: StatisticsError.notFinite(
        value: .nan, at: 1, of: "the curve of run 0 of task 0")
    ) { try ScoreCurves(runs: [[1, .nan]]) }
    #expect(throws: StatisticsError.emptyInput(of: "the list of tasks")) { try ScoreCurves([]) }
    #expect(throws: StatisticsError.emptyInput(of: "task 1")) { try ScoreCurves([[[1]], []]) }
    #expect(throws: StatisticsError.self) { try ScoreCurves(runs: [[]]) }
    let curves = try ScoreCurves(runs: [[1, 2], [2, 3]])
    #expect(throws: StatisticsError.self) {
      try Bootstrap.band(curves, .mean, coverage: .pointwise, resamples: 0, stream: stream)
    }
    #expect(throws: StatisticsError.self) {
      try Bootstrap.band(curves, .mean, coverage: .pointwise, level: 1, stream: stream)
    }
  }
}
