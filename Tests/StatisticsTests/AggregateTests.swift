import Randomness
import Statistics
import Testing

struct AggregateTests {
  @Test func `aggregates agree with rliable`() throws {
    let cases = try Oracle<TwoMatrices>.read("matrices.json")
    #expect(cases.count >= 200)
    for row in cases {
      let scores = try ScoreMatrix(row.x)
      for aggregate in Aggregate.allCases {
        let expected = try #require(row.aggregates[aggregate.rawValue])
        #expect(isClose(try aggregate.value(of: scores), expected, scale: 1e-3), "\(aggregate)")
      }
    }
  }

  @Test func `the golden matrix has its known aggregates`() throws {
    let scores = try ScoreMatrix(Golden.x)
    #expect(abs(try Aggregate.interquartileMean.value(of: scores) - 0.5055555555555556) < 1e-12)
    #expect(abs(try Aggregate.mean.value(of: scores) - 0.5366666666666667) < 1e-12)
    #expect(abs(try Aggregate.median.value(of: scores) - 0.5) < 1e-12)
    #expect(abs(try Aggregate.optimalityGap.value(of: scores) - 0.4766666666666667) < 1e-12)
  }

  @Test func `the order of runs and of tasks does not change a bit`() throws {
    var stream = RandomStream(seed: 5, purpose: "row order")
    var tasks = (0..<6).map { task in (0..<3 + task).map { _ in stream.uniform() } }
    let before = try Aggregate.allCases.map { try $0.value(of: ScoreMatrix(tasks)) }
    for _ in 0..<20 {
      for task in tasks.indices { stream.shuffle(&tasks[task]) }
      stream.shuffle(&tasks)
      #expect(try Aggregate.allCases.map { try $0.value(of: ScoreMatrix(tasks)) } == before)
    }
  }

  @Test func `aggregates move with a shift and grow with a scale`() throws {
    for row in try Oracle<TwoMatrices>.read("matrices.json").prefix(40) {
      let scores = try ScoreMatrix(row.x)
      let moved = try ScoreMatrix(row.x.map { $0.map { 2 * $0 - 7 } })
      for aggregate in [Aggregate.mean, .median, .interquartileMean] {
        let expected = 2 * (try aggregate.value(of: scores)) - 7
        #expect(isClose(try aggregate.value(of: moved), expected))
      }
    }
  }

  @Test func `tasks count alike whatever their number of runs, but runs count alike in the iqm`()
    throws
  {
    let scores = try ScoreMatrix([[0, 0, 0, 0, 0, 0], [1], [0.5]])
    #expect(try Aggregate.mean.value(of: scores) == 0.5)
    #expect(try Aggregate.median.value(of: scores) == 0.5)
    #expect(try Aggregate.optimalityGap.value(of: scores) == 0.5)
    #expect(try Aggregate.interquartileMean.value(of: scores) == 0)
  }

  @Test func `scores above the target do not pay for scores below it`() throws {
    #expect(try Aggregate.optimalityGap.value(of: ScoreMatrix([[3, 0]])) == 0.5)
    #expect(try Aggregate.optimalityGap.value(of: ScoreMatrix([[1, 2]])) == 0)
    #expect(Aggregate.allCases.filter(\.higherIsBetter) == [.mean, .median, .interquartileMean])
  }

  @Test func `one run of one task is every average of itself`() throws {
    let scores = try ScoreMatrix([[0.3]])
    for aggregate in [Aggregate.mean, .median, .interquartileMean] {
      #expect(try aggregate.value(of: scores) == 0.3)
    }
    #expect(try Aggregate.optimalityGap.value(of: scores) == 0.7)
  }

  @Test func `a matrix with a hole or a diverged run is refused, not shortened`() {
    #expect(throws: StatisticsError.emptyInput(of: "the score matrix")) { try ScoreMatrix([]) }
    #expect(throws: StatisticsError.emptyInput(of: "task 1")) { try ScoreMatrix([[1], []]) }
    #expect(throws: StatisticsError.notFinite(value: .nan, at: 2, of: "task 1")) {
      try ScoreMatrix([[1, 2], [3, 4, .nan]])
    }
  }

  @Test func `headings are distinct`() {
    #expect(Set(Aggregate.allCases.map(\.title)).count == 4)
    #expect(Set(Aggregate.allCases.map(\.definition)).count == 4)
  }
}
