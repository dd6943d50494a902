import Randomness
import Statistics
import Testing

struct BootstrapTests {
  let stream = RandomStream(seed: 21, purpose: "bootstrap tests")

  @Test func `bounds of every aggregate agree with numpy within their error`() throws {
    var compared: [String: Int] = [:]
    for (index, row) in try Oracle<TwoMatrices>.read("matrices.json").enumerated() {
      guard let expected = row.bootstrap else { continue }
      compared[expected.aggregate, default: 0] += 1
      let aggregate = try #require(Aggregate(rawValue: expected.aggregate))
      let interval = try #require(
        try Bootstrap.stratified(
          ScoreMatrix(row.x), aggregate, resamples: 4_000, stream: stream.substream("row", index)))
      expect(interval, within: expected.bands)
      #expect(interval.level == 0.95)
      #expect(interval.method == "stratified bootstrap (percentile)")
    }
    #expect(compared.values.reduce(0, +) >= 200)
    #expect(compared.count == 4)
  }

  @Test func `bounds of the probability of improvement agree with numpy within their error`()
    throws
  {
    var compared = 0
    for (index, row) in try Oracle<TwoMatrices>.read("matrices.json").enumerated() {
      guard let bands = row.improvementBands else { continue }
      compared += 1
      let interval = try #require(
        try Bootstrap.probabilityOfImprovement(
          ScoreMatrix(row.x), ScoreMatrix(row.y), resamples: 4_000,
          stream: stream.substream("row", index)))
      expect(interval, within: bands)
    }
    #expect(compared >= 200)
  }

  private func expect(_ interval: Interval, within bands: [[Double]]) {
    for (bound, band) in zip([interval.lower, interval.upper], bands) {
      #expect(bound >= band[0] - 1e-12 && bound <= band[1] + 1e-12)
    }
  }

  @Test func `two runs give the four equally likely resamples`() throws {
    // Means of {0, 1}: 0, ½, ½, 1 with ¼ each, so the bounds at 40 % coverage (0.3, 0.7) are ½ and
    // at 60 % (0.2, 0.8) they are 0 and 1.
    let scores = try ScoreMatrix([[0, 1]])
    let narrow = try #require(try Bootstrap.stratified(scores, .mean, level: 0.4, stream: stream))
    #expect(narrow.lower == 0.5 && narrow.upper == 0.5)
    let wide = try #require(try Bootstrap.stratified(scores, .mean, level: 0.6, stream: stream))
    #expect(wide.lower == 0 && wide.upper == 1)
  }

  @Test func `every run is drawn equally often, also past one word of digits`() throws {
    // With n runs of which one is 1, the mean of a resample is Binomial(n, 1/n) / n. At n = 100,
    // P(none drawn) = 0.99¹⁰⁰ = 0.366: a bound at 0.34 is 0 and at 0.39 is not.
    for n in [100, 7, 64] {
      for one in [0, n / 2, n - 1] {
        let runs = (0..<n).map { $0 == one ? 1.0 : 0 }
        let none = Array(repeating: 1 - 1 / Double(n), count: n).reduce(1, *)
        for (tail, isZero) in [(none - 0.025, true), (none + 0.025, false)] {
          let interval = try #require(
            try Bootstrap.stratified(
              ScoreMatrix([runs]), .mean, resamples: 8_000, level: 1 - 2 * tail,
              stream: stream.substream("drawn", n)))
          #expect((abs(interval.lower) < 1e-15) == isZero)
        }
      }
    }
  }

  @Test func `tasks are resampled apart`() throws {
    // If both tasks drew the same indices, every mean would be that of the data.
    let scores = try ScoreMatrix([[0, 1, 2, 3], [0, -1, -2, -3]])
    let interval = try #require(
      try Bootstrap.stratified(scores, .mean, resamples: 2_000, stream: stream))
    #expect(interval.upper - interval.lower > 1)
  }

  /// In rliable 1.2.0 the seed of the bootstrap changes nothing and NumPy's global one everything.
  @Test func `the stream decides the interval, and it alone`() throws {
    let scores = try ScoreMatrix(Golden.x)
    for aggregate in Aggregate.allCases {
      let run = { (seed: UInt64) in
        try Bootstrap.stratified(
          scores, aggregate, resamples: 501, stream: RandomStream(seed: seed, purpose: "seeds"))
      }
      let first = try run(1)
      var drawn = RandomStream(seed: 1, purpose: "seeds")
      _ = drawn.next64()
      #expect(try run(1) == first)
      #expect(
        try Bootstrap.stratified(scores, aggregate, resamples: 501, stream: drawn) == first)
      #expect(try (2...6).contains { try run($0) != first })
    }
  }

  @Test func `the order of runs and of tasks does not change a bit`() throws {
    var shuffler = RandomStream(seed: 8, purpose: "shuffle")
    var x = (0..<5).map { task in (0..<2 + task).map { _ in shuffler.uniform() } }
    var y = (0..<5).map { task in (0..<6 - task).map { _ in shuffler.uniform() } }
    let summary = {
      let (first, second) = (try ScoreMatrix(x), try ScoreMatrix(y))
      return try Aggregate.allCases.map {
        try Bootstrap.stratified(first, $0, resamples: 200, stream: stream)
      } + [Bootstrap.probabilityOfImprovement(first, second, resamples: 200, stream: stream)]
    }
    let before = try summary()
    for _ in 0..<10 {
      var order = Array(x.indices)
      shuffler.shuffle(&order)
      x = order.map { x[$0] }
      y = order.map { y[$0] }
      for task in x.indices {
        shuffler.shuffle(&x[task])
        shuffler.shuffle(&y[task])
      }
      #expect(try summary() == before)
    }
  }

  @Test func `intervals move with a shift and grow with a scale`() throws {
    let scores = try ScoreMatrix(Golden.x)
    let moved = try ScoreMatrix(Golden.x.map { $0.map { 4 * $0 + 3 } })
    for aggregate in [Aggregate.mean, .median, .interquartileMean] {
      let before = try #require(
        try Bootstrap.stratified(scores, aggregate, resamples: 300, stream: stream))
      let after = try #require(
        try Bootstrap.stratified(moved, aggregate, resamples: 300, stream: stream))
      #expect(isClose(after.lower, 4 * before.lower + 3))
      #expect(isClose(after.upper, 4 * before.upper + 3))
    }
  }

  @Test func `a wider level gives a wider interval that holds the estimate`() throws {
    let scores = try ScoreMatrix(Golden.x)
    for aggregate in Aggregate.allCases {
      let value = try aggregate.value(of: scores)
      var last = (lower: value, upper: value)
      for level in [0.5, 0.8, 0.95, 0.99] {
        let interval = try #require(
          try Bootstrap.stratified(
            scores, aggregate, resamples: 2_000, level: level, stream: stream)
        )
        #expect(interval.lower <= last.lower && interval.upper >= last.upper)
        last = (interval.lower, interval.upper)
      }
    }
  }

  @Test func `runs that do not differ give an interval of width zero`() throws {
    let scores = try ScoreMatrix([Array(repeating: 0.1, count: 7), [0.3, 0.3, 0.3], [0.7]])
    for aggregate in Aggregate.allCases {
      let value = try aggregate.value(of: scores)
      let interval = try #require(
        try Bootstrap.stratified(scores, aggregate, resamples: 50, stream: stream))
      // The interquartile mean pools tasks but keeps how many runs each has.
      #expect(interval.lower == value && interval.upper == value, "\(aggregate)")
    }
    let improvement = try Bootstrap.probabilityOfImprovement(
      scores, scores, resamples: 50, stream: stream)
    #expect(improvement?.lower == 0.5 && improvement?.upper == 0.5)
  }

  @Test func `one run a task has no interval`() throws {
    let single = try ScoreMatrix([[0.1], [0.2]])
    let double = try ScoreMatrix([[0.1], [0.2, 0.4]])
    for aggregate in Aggregate.allCases {
      #expect(try Bootstrap.stratified(single, aggregate, resamples: 9, stream: stream) == nil)
      #expect(try Bootstrap.stratified(double, aggregate, resamples: 9, stream: stream) != nil)
    }
    #expect(
      try Bootstrap.probabilityOfImprovement(single, single, resamples: 9, stream: stream) == nil)
    #expect(
      try Bootstrap.probabilityOfImprovement(single, double, resamples: 9, stream: stream) != nil)
  }

  @Test func `bad levels, numbers of resamples and pairs of matrices are refused`() throws {
    let scores = try ScoreMatrix([[1, 2]])
    #expect(throws: StatisticsError.tooFew(n: 0, needed: 1, for: "resamples of a bootstrap")) {
      try Bootstrap.stratified(scores, .mean, resamples: 0, stream: stream)
    }
    #expect(
      throws: StatisticsError.outOfRange(
        what: "the confidence level", value: 0, allowed: "between 0 and 1, both excluded")
    ) { try Bootstrap.stratified(scores, .mean, level: 0, stream: stream) }
    let two = try ScoreMatrix([[1, 2], [3, 4]])
    #expect(throws: StatisticsError.differentTasks(first: 1, second: 2)) {
      try Bootstrap.probabilityOfImprovement(scores, two, stream: stream)
    }
  }
}
