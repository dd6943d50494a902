import Statistics
import Testing

/// How steadily runs learn: against rl_reliability_metrics and NumPy (`generate_stability.py`).
@Suite struct StabilityTests {
  private struct Windowed: Decodable {
    let step, dispersion: Double
    let changes: Int
  }
  private struct Curve: Decodable {
    let steps, scores, drawdown: [Double]
    let tail, lower, upper, rollouts, range, maximumDrawdown, longTermRisk: Double
    let changes: [Double]?
    let changesTail, shortTermRisk, window, dispersion: Double?
    let windowed: [Windowed]?
  }
  private struct Runs: Decodable {
    let runs: [[Double]]
    let tail: Double
    let dispersion, risk: [Double]
  }

  /// Whether two numbers differ by at most 10⁻¹² of the scale.
  private func agrees(_ left: Double, _ right: Double, _ scale: Double) -> Bool {
    abs(left - right) <= 1e-12 * max(abs(left), abs(right), scale)
  }

  private func scale(_ values: [Double]) -> Double { values.map(\.magnitude).max() ?? 0 }

  @Test func `measures of a run's scores agree with the published package`() throws {
    let cases = try Oracle<Curve>.read("stability_curves.json")
    #expect(cases.count >= 200)
    for row in cases {
      let curve = try LearningCurve(steps: row.steps, scores: row.scores)
      let scale = scale(row.scores)
      #expect(agrees(try TailRisk.lower(row.scores, tail: row.tail), row.lower, scale), "\(row)")
      #expect(agrees(try TailRisk.upper(row.scores, tail: row.tail), row.upper, scale), "\(row)")
      #expect(agrees(try Dispersion.interquartileRange(row.scores), row.rollouts, scale))
      #expect(try Drawdown.series(row.scores) == row.drawdown)
      #expect(curve.maximumDrawdown == row.maximumDrawdown)
      #expect(agrees(try curve.longTermRisk(tail: row.tail), row.longTermRisk, scale), "\(row)")
      let range = curve.learntRange
      #expect((range == nil) == (row.range <= 1e-12 * scale))
      if let range { #expect(agrees(range, row.range, scale)) }
    }
  }

  @Test func `measures of a run's changes agree with the published package`() throws {
    var compared = 0
    for row in try Oracle<Curve>.read("stability_curves.json") {
      let curve = try LearningCurve(steps: row.steps, scores: row.scores)
      guard let expected = row.changes, let tail = row.changesTail, let window = row.window else {
        #expect(try curve.changes().isEmpty && curve.dispersionAcrossTime() == nil)
        #expect(try curve.shortTermRisk() == nil)
        continue
      }
      compared += 1
      let changes = try curve.changes()
      let scale = scale(changes)
      #expect(changes == expected)
      let risk = try #require(try curve.shortTermRisk(tail: tail))
      #expect(agrees(risk, try #require(row.shortTermRisk), scale), "\(row)")
      let dispersion = try #require(try curve.dispersionAcrossTime())
      #expect(agrees(dispersion, try #require(row.dispersion), scale))
      let windows = try curve.dispersionAcrossTime(window: window)
      let wanted = try #require(row.windowed)
      #expect(windows.map(\.step) == wanted.map(\.step))
      #expect(windows.map(\.changes) == wanted.map(\.changes))
      for (window, wanted) in zip(windows, wanted) {
        #expect(agrees(window.interquartileRange, wanted.dispersion, scale))
      }
    }
    #expect(compared >= 200)
  }

  @Test func `dispersion and risk across runs agree with the published package`() throws {
    let cases = try Oracle<Runs>.read("stability_runs.json")
    #expect(cases.count >= 200)
    for row in cases {
      let scale = scale(row.runs.flatMap { $0 })
      let dispersion = try #require(try Dispersion.acrossRuns(row.runs))
      let risk = try #require(try TailRisk.acrossRuns(row.runs, tail: row.tail))
      #expect(dispersion.count == row.dispersion.count && risk.count == row.risk.count)
      for (value, expected) in zip(dispersion, row.dispersion) {
        #expect(agrees(value, expected, scale))
      }
      for (value, expected) in zip(risk, row.risk) { #expect(agrees(value, expected, scale)) }
      #expect(try Dispersion.acrossRuns(row.runs.reversed()) == dispersion)
      #expect(try TailRisk.acrossRuns(row.runs.reversed(), tail: row.tail) == risk)
    }
  }

  @Test func `the golden curve has its known drawdown and tails`() throws {
    let scores: [Double] = [0, 1, 3, 2, 5, 1, 4, 6, 2, 7]
    let curve = try LearningCurve(steps: (0..<10).map(Double.init), scores: scores)
    #expect(try Drawdown.series(scores) == [0, 0, 0, 1, 0, 4, 1, 0, 4, 0])
    #expect(try curve.longTermRisk() == 4)
    #expect(curve.maximumDrawdown == 4)
    #expect(isClose(try TailRisk.lower(scores, tail: 0.3), 2.0 / 3))
    #expect(isClose(try #require(curve.learntRange), 6.55))
  }

  /// rl_reliability_metrics' example configuration takes the lower tail of a drawdown, which is at least
  /// 0 and large where things go wrong.
  @Test func `anchor defect 4, the wrong tail: long-term risk sees the losses`() throws {
    let steady = try LearningCurve(
      steps: (0..<40).map(Double.init), scores: (0..<40).map(Double.init))
    let crash = (0..<40).map { Double($0 == 20 || $0 == 21 ? 0 : $0) }
    let crashing = try LearningCurve(steps: steady.steps, scores: crash)
    let holds = { (risk: (LearningCurve) throws -> Double) in
      try risk(crashing) > risk(steady) + 15
    }
    #expect(try holds { try $0.longTermRisk() })
    #expect(try !holds { try TailRisk.lower(Drawdown.series($0.scores)) })
  }

  @Test func `an even rise has no dispersion, and its risk is its speed`() throws {
    let curve = try LearningCurve(steps: [0, 10, 15, 40], scores: [1, 3, 4, 9])
    #expect(try curve.dispersionAcrossTime() == 0)
    #expect(try curve.shortTermRisk() == 0.2)
    #expect(try curve.longTermRisk() == 0 && curve.maximumDrawdown == 0)
    // Windows of 25 steps: of (15, 40] alone is the whole behind it.
    let windows = try curve.dispersionAcrossTime(window: 25)
    #expect(windows.map(\.step) == [40] && windows[0].changes == 1)
    #expect(windows[0].interquartileRange == 0)
    #expect(try curve.dispersionAcrossTime(window: 41).isEmpty)
  }

  @Test func `measures move with the scores as their units say`() throws {
    for row in try Oracle<Curve>.read("stability_curves.json").prefix(60) {
      let curve = try LearningCurve(steps: row.steps, scores: row.scores)
      let moved = try LearningCurve(steps: row.steps, scores: row.scores.map { 4 * $0 + 3 })
      let scale = 8 * scale(row.scores) + 3
      #expect(agrees(try moved.longTermRisk(), 4 * (try curve.longTermRisk()), scale))
      #expect(agrees(moved.maximumDrawdown, 4 * curve.maximumDrawdown, scale))
      let lower = try TailRisk.lower(moved.scores)
      #expect(agrees(lower, 4 * (try TailRisk.lower(curve.scores)) + 3, scale))
      #expect(try TailRisk.upper(curve.scores.map { -$0 }) == -(try TailRisk.lower(curve.scores)))
    }
  }

  @Test func `the order of a sample changes no bit of its tails and its range`() throws {
    let x = [0.1, 0.7, -0.3, 0.1, 0.1, 2.5, -0.3, 0.2]
    for tail in [0.05, 0.3, 0.5] {
      #expect(try TailRisk.lower(x.reversed(), tail: tail) == TailRisk.lower(x, tail: tail))
      #expect(try TailRisk.upper(x.reversed(), tail: tail) == TailRisk.upper(x, tail: tail))
    }
    #expect(try Dispersion.interquartileRange(x.reversed()) == Dispersion.interquartileRange(x))
  }

  @Test func `tied values are in a tail together, and rounding does not empty it`() throws {
    // The plain 3 · 0.7 + 3 · 0.3 is less than 3, so that nothing would be at most it.
    #expect(try TailRisk.lower([3, 3], tail: 0.3) == 3)
    #expect(try TailRisk.lower([1, 1, 1, 5], tail: 0.05) == 1)
    #expect(try TailRisk.upper([0, 0, 0]) == 0)
    // 0.29 · 100 is 28.999999999999996 in binary; 30 values are up to the quantile.
    #expect(try TailRisk.lower((0...100).map(Double.init), tail: 0.29) == 14.5)
  }

  @Test func `a run collapses that loses more than half of what it learnt`() throws {
    let collapsed = { (scores: [Double]) in
      try LearningCurve(steps: scores.indices.map(Double.init), scores: scores)
        .hasCollapsed(minimumGain: 2)
    }
    #expect(try collapsed([0, 10, 4]))
    #expect(try !collapsed([0, 10, 5]) && !collapsed([0, 4, 10]))
    #expect(try !collapsed([0, 1.9, 0]), "it never learnt")
    #expect(try !collapsed([7]))
    #expect(try collapsed([-5, -1, -5]))
  }

  @Test func `one run has nothing across runs, and bad input is an error`() throws {
    #expect(try Dispersion.acrossRuns([[1, 2]]) == nil)
    #expect(try TailRisk.acrossRuns([[1, 2]]) == nil)
    #expect(throws: StatisticsError.self) { try Dispersion.acrossRuns([[1, 2], [1]]) }
    #expect(throws: StatisticsError.self) { try TailRisk.acrossRuns([]) }
    #expect(throws: StatisticsError.emptyInput(of: "the sample")) { try TailRisk.lower([]) }
    #expect(throws: StatisticsError.notFinite(value: .nan, at: 0, of: "the scores of the curve")) {
      try Drawdown.series([.nan])
    }
    for tail in [0, 1, -0.1, Double.nan] {
      #expect(
        throws: StatisticsError.outOfRange(
          what: "the tail", value: tail, allowed: "between 0 and 1, both excluded")
      ) { try TailRisk.upper([1], tail: tail) }
    }
    let curve = try LearningCurve(steps: [0, 1], scores: [0, 1])
    #expect(throws: StatisticsError.self) { try curve.dispersionAcrossTime(window: 0) }
    #expect(throws: StatisticsError.self) { try curve.hasCollapsed(lost: 1, minimumGain: 1) }
    #expect(throws: StatisticsError.self) { try curve.hasCollapsed(minimumGain: 0) }
    let steep = try LearningCurve(steps: [0, 1e-200], scores: [-1e200, 1e200])
    #expect(throws: StatisticsError.self) { try steep.shortTermRisk() }
  }
}
