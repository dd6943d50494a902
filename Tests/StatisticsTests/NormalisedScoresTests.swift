import Foundation
import Statistics
import Testing

@Suite struct NormalisedScoresTests {
  @Test func `low becomes 0, high 1, and nothing is clipped`() throws {
    let scale = try ScoreScale(low: 20, high: 500)
    #expect(scale.normalised(20) == 0 && scale.normalised(500) == 1)
    #expect(scale.normalised(260) == 0.5 && scale.normalised(980) == 2)
    let less = try ScoreScale(low: 10, high: 2)
    #expect(less.normalised(4) == 0.75)
  }

  @Test func `a matrix is normalised task by task`() throws {
    let scales = [try ScoreScale(low: 0, high: 10), try ScoreScale(low: -1, high: 1)]
    let scores = try NormalisedScores.matrix([[5, 10], [0]], scales: scales)
    #expect(scores.runsByTask == [[0.5, 1], [0.5]])
    #expect(throws: StatisticsError.differentTasks(first: 1, second: 2)) {
      try NormalisedScores.matrix([[5, 10]], scales: scales)
    }
    #expect(throws: StatisticsError.notFinite(value: .nan, at: 1, of: "task 0")) {
      try NormalisedScores.matrix([[5, .nan], [0]], scales: scales)
    }
  }

  @Test func `a scale without extent is refused, made or read`() throws {
    for (low, high) in [(1.0, 1.0), (.nan, 1), (0, .infinity), (0.0, -0.0)] {
      #expect(throws: StatisticsError.self) { try ScoreScale(low: low, high: high) }
    }
    let read = { (text: String) in
      try JSONDecoder().decode(ScoreScale.self, from: Data(text.utf8))
    }
    #expect(try read(#"{"low": 1, "high": 2}"#) == ScoreScale(low: 1, high: 2))
    #expect(throws: StatisticsError.self) { try read(#"{"low": 1, "high": 1}"#) }
  }
}
