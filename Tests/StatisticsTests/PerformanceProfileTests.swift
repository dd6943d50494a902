import Randomness
import Statistics
import Testing

@Suite struct PerformanceProfileTests {
  private struct Case: Decodable {
    let x: [[Double]]
    let thresholds: [Double]
    let level: Double
    let estimate: [Double]
    let half: Double?
  }

  let stream = RandomStream(seed: 29, purpose: "profile tests")

  @Test func `shares and the band without random numbers agree with numpy`() throws {
    let cases = try Oracle<Case>.read("profiles.json")
    #expect(cases.count >= 200)
    var banded = 0
    for row in cases {
      let scores = try ScoreMatrix(row.x)
      let free = try PerformanceProfile.distributionFree(
        scores, thresholds: row.thresholds, level: row.level)
      #expect((free == nil) == (row.half == nil))
      if let free, let half = row.half {
        banded += 1
        for (index, share) in row.estimate.enumerated() {
          #expect(isClose(free.band.estimate[index], share))
          #expect(isClose(free.band.lower[index], max(0, share - half), scale: 1e-3))
          #expect(isClose(free.band.upper[index], min(1, share + half)))
        }
        #expect(free.band.coverage == .simultaneous)
        #expect(
          free.band.method
            == (row.x.count == 1 ? "Dvoretzky-Kiefer-Wolfowitz" : "Bretagnolle"))
      }
      let profile = try PerformanceProfile.bootstrapped(
        scores, thresholds: row.thresholds, resamples: 50, stream: stream)
      #expect((profile == nil) == row.x.allSatisfy { $0.count == 1 })
      guard let profile else { continue }
      for (share, expected) in zip(profile.band.estimate, row.estimate) {
        #expect(isClose(share, expected))
      }
      #expect(zip(profile.band.estimate, profile.band.estimate.dropFirst()).allSatisfy { $0 >= $1 })
      #expect(
        profile.band.lower.allSatisfy { $0 >= 0 } && profile.band.upper.allSatisfy { $0 <= 1 })
    }
    #expect(banded >= 80)
  }

  @Test func `a run that scores the threshold is not above it`() throws {
    let profile = try #require(
      try PerformanceProfile.bootstrapped(
        ScoreMatrix([[0, 0.5, 1, 1]]), thresholds: [-1, 0, 0.5, 1], resamples: 10, stream: stream))
    #expect(profile.band.estimate == [1, 0.75, 0.5, 0])
  }

  @Test func `the pointwise band is the percentile interval of the share above`() throws {
    let scores = [[0.1, 0.4, 0.6, 0.9, 0.7], [0.2, 0.8, 0.3, 0.5]]
    let profile = try #require(
      try PerformanceProfile.bootstrapped(
        ScoreMatrix(scores), thresholds: [0.45], resamples: 4_000, stream: stream))
    let above = try ScoreMatrix(scores.map { $0.map { $0 > 0.45 ? 1 : 0 } })
    let interval = try #require(
      try Bootstrap.stratified(above, .mean, resamples: 4_000, stream: stream))
    // Shares are multiples of 1/40: one step at most between two sets of draws.
    #expect(abs(profile.band.lower[0] - interval.lower) <= 0.026)
    #expect(abs(profile.band.upper[0] - interval.upper) <= 0.026)
  }

  @Test func `the band without random numbers holds the whole profile at least as often as said`()
    throws
  {
    let thresholds = (1...19).map { Double($0) / 20 }
    var held = 0
    let trials = 1_000
    for trial in 0..<trials {
      var draws = RandomStream(seed: 7, purpose: "profile", trial)
      let scores = try ScoreMatrix([(0..<10).map { _ in draws.uniform() }])
      let profile = try #require(
        try PerformanceProfile.distributionFree(scores, thresholds: thresholds))
      let truth = thresholds.map { 1 - $0 }
      let edges = zip(profile.band.lower, profile.band.upper)
      if zip(truth, edges).allSatisfy({ $1.0 <= $0 && $0 <= $1.1 }) { held += 1 }
    }
    #expect(Double(held) / Double(trials) >= 0.95 - 0.02)
  }

  @Test func `thresholds must be finite and ascend`() throws {
    let scores = try ScoreMatrix([[0, 1]])
    for thresholds in [[], [0.0, 0], [1, 0], [.nan]] {
      #expect(throws: StatisticsError.self) {
        try PerformanceProfile.distributionFree(scores, thresholds: thresholds)
      }
    }
  }
}
