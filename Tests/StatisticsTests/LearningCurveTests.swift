import Statistics
import Testing

@Suite struct LearningCurveTests {
  private struct Case: Decodable {
    let steps, scores: [Double]
    let trapezoid, step: Double
  }

  @Test func `areas agree with numpy`() throws {
    let cases = try Oracle<Case>.read("areas.json")
    #expect(cases.count >= 200)
    for row in cases {
      let curve = try LearningCurve(steps: row.steps, scores: row.scores)
      let trapezoid = try #require(curve.normalisedArea())
      #expect(isClose(trapezoid, row.trapezoid, scale: 1e-3))
      #expect(isClose(try #require(curve.normalisedArea(.step)), row.step, scale: 1e-3))
    }
  }

  @Test func `the two rules differ where the score moves`() throws {
    let curve = try LearningCurve(steps: [0, 10, 30], scores: [0, 1, 1])
    #expect(isClose(try #require(curve.normalisedArea(.trapezoid)), 25.0 / 30))
    #expect(isClose(try #require(curve.normalisedArea(.step)), 20.0 / 30))
    #expect(try LearningCurve(steps: [5], scores: [1]).normalisedArea() == nil)
  }

  @Test func `a threshold is reached where a measured score first is as high`() throws {
    let curve = try LearningCurve(steps: [0, 10, 20, 30], scores: [0, 0.5, 0.2, 0.9])
    #expect(try curve.time(to: 0.5) == TimeToThreshold(steps: 10, reached: true))
    #expect(try curve.time(to: 0.6) == TimeToThreshold(steps: 30, reached: true))
    #expect(try curve.time(to: 0.95) == TimeToThreshold(steps: 30, reached: false))
    #expect(throws: StatisticsError.self) { try curve.time(to: .nan) }
  }

  @Test func `steps that do not ascend, holes and diverged scores are errors`() {
    #expect(
      throws: StatisticsError.outOfRange(
        what: "number 2 of the steps of the curve, counted from 0,", value: 1,
        allowed: "above 1.0, the one before it")
    ) { try LearningCurve(steps: [0, 1, 1], scores: [0, 0, 0]) }
    #expect(throws: StatisticsError.tooFew(n: 1, needed: 2, for: "scores of the curve")) {
      try LearningCurve(steps: [0, 1], scores: [0])
    }
    #expect(throws: StatisticsError.notFinite(value: .nan, at: 1, of: "the scores of the curve")) {
      try LearningCurve(steps: [0, 1], scores: [0, .nan])
    }
    #expect(throws: StatisticsError.emptyInput(of: "the steps of the curve")) {
      try LearningCurve(steps: [], scores: [])
    }
  }
}
