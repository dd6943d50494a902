import Randomness
import Statistics
import Testing

struct ComparisonTests {
  @Test func `the probability of improvement agrees with scipy's Mann-Whitney U`() throws {
    let cases = try Oracle<TwoSamples>.read("samples.json")
    #expect(cases.count >= 200)
    for row in cases {
      let value = try Comparison.probabilityOfImprovement(row.x, row.y)
      #expect(isClose(value, row.probabilityOfImprovement))
    }
  }

  @Test func `its average over tasks agrees with rliable`() throws {
    let cases = try Oracle<TwoMatrices>.read("matrices.json")
    #expect(cases.count >= 200)
    for row in cases {
      let value = try Comparison.probabilityOfImprovement(ScoreMatrix(row.x), ScoreMatrix(row.y))
      #expect(isClose(value, row.probabilityOfImprovement))
    }
  }

  @Test func `the golden matrices have their known probability of improvement`() throws {
    let value = try Comparison.probabilityOfImprovement(
      ScoreMatrix(Golden.x), ScoreMatrix(Golden.y))
    #expect(abs(value - 0.6333333333333333) < 1e-12)
    // Cliff's δ of the third task is 0.72.
    let third = try Comparison.probabilityOfImprovement(Golden.x[2], Golden.y[2])
    #expect(abs(2 * third - 1 - 0.72) < 1e-12)
  }

  @Test func `both sides add up to exactly one`() throws {
    for row in try Oracle<TwoSamples>.read("samples.json") {
      let forward = try Comparison.probabilityOfImprovement(row.x, row.y)
      #expect(forward + (try Comparison.probabilityOfImprovement(row.y, row.x)) == 1)
    }
    // Of independently rounded averages, about one pair in a hundred would miss.
    var stream = RandomStream(seed: 1, purpose: "sides")
    for _ in 0..<1_500 {
      let draw = { (stream: inout RandomStream) in
        try ScoreMatrix(
          (0..<5).map { _ in
            (0...stream.integer(below: 9)).map { _ in Double(stream.integer(below: 4)) }
          })
      }
      let (x, y) = (try draw(&stream), try draw(&stream))
      let forward = try Comparison.probabilityOfImprovement(x, y)
      #expect(forward + (try Comparison.probabilityOfImprovement(y, x)) == 1)
    }
  }

  @Test func `ties are half a win`() throws {
    #expect(try Comparison.probabilityOfImprovement([1, 1, 1], [1, 1]) == 0.5)
    #expect(try Comparison.probabilityOfImprovement([1, 2, 3], [3, 2, 1]) == 0.5)
    #expect(try Comparison.probabilityOfImprovement([2], [1, 2, 3, 4]) == 0.375)
    #expect(try Comparison.probabilityOfImprovement([0.0], [-0.0]) == 0.5)
  }

  @Test func `separated samples give zero and one`() throws {
    #expect(try Comparison.probabilityOfImprovement([5, 6], [1, 2, 3]) == 1)
    #expect(try Comparison.probabilityOfImprovement([1, 2, 3], [5, 6]) == 0)
  }

  @Test func `a hundred thousand runs a side are no trouble`() throws {
    let x = (0..<100_000).map { Double(($0 * 7919) % 100_000) }
    #expect(try Comparison.probabilityOfImprovement(x, x.map { $0 + 0.5 }) < 0.5)
    #expect(try Comparison.probabilityOfImprovement(x, x) == 0.5)
  }

  @Test func `what cannot be compared is refused`() throws {
    #expect(throws: StatisticsError.emptyInput(of: "the second sample")) {
      try Comparison.probabilityOfImprovement([1], [])
    }
    #expect(throws: StatisticsError.notFinite(value: .nan, at: 0, of: "the first sample")) {
      try Comparison.probabilityOfImprovement([.nan], [1])
    }
    let (one, two) = (try ScoreMatrix([[1]]), try ScoreMatrix([[1], [2]]))
    #expect(throws: StatisticsError.differentTasks(first: 1, second: 2)) {
      try Comparison.probabilityOfImprovement(one, two)
    }
  }
}
