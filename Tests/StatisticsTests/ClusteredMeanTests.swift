import Randomness
import Statistics
import Testing

@Suite struct ClusteredMeanTests {
  private struct Case: Decodable {
    let clusters: [[Double]]
    let level, mean: Double
    let standardError, lower, upper: Double?
  }

  @Test func `mean, error and interval agree with statsmodels`() throws {
    let cases = try Oracle<Case>.read("clustered.json")
    #expect(cases.count >= 200)
    var single = 0
    for row in cases {
      let result = try ClusteredMean.run(row.clusters, level: row.level)
      #expect(isClose(result.estimate, row.mean, scale: 1e-3))
      #expect(result.clusters == row.clusters.count)
      #expect(result.values == row.clusters.joined().count)
      guard let error = row.standardError, let lower = row.lower, let upper = row.upper else {
        single += 1
        #expect(result.standardError == nil && result.interval == nil)
        continue
      }
      let interval = try #require(result.interval)
      #expect(isClose(try #require(result.standardError), error, scale: 1e-5), "\(row)")
      #expect(isClose(interval.lower, lower, scale: 1e-2))
      #expect(isClose(interval.upper, upper, scale: 1e-2))
      #expect(interval.method == "t, clustered" && interval.level == row.level)
    }
    #expect(single > 5)
  }

  @Test func `one value a cluster gives the t interval of the mean`() throws {
    let x = [0.3, 0.9, 0.4, 0.45, 0.8]
    let clustered = try #require(try ClusteredMean.run(x.map { [$0] }).interval)
    let plain = try #require(try Descriptive.meanInterval(x))
    #expect(isClose(clustered.lower, plain.lower) && isClose(clustered.upper, plain.upper))
  }

  /// jax-aht counted episodes as replicates of an algorithm, and inspect_ai says 0 for one cluster.
  @Test func `more problems do not make up for few seeds, and one seed has no interval`() throws {
    // Two seeds that differ: however many problems, the interval is as wide.
    let widths = try [10, 1000].map { problems in
      let table = [
        Array(repeating: 1.0, count: problems), Array(repeating: 0.5, count: problems),
      ]
      let interval = try #require(try ClusteredMean.table(table, clusteredBy: .seeds).interval)
      return interval.upper - interval.lower
    }
    #expect(isClose(widths[0], widths[1]))
    let single = try ClusteredMean.table([[1, 0, 1, 1]], clusteredBy: .seeds)
    #expect(single.interval == nil && single.standardError == nil && single.estimate == 0.75)
    #expect(try ClusteredMean.table([[1, 0, 1, 1]], clusteredBy: .problems).interval != nil)
  }

  @Test func `a table by seed is the t interval of the seeds' accuracies`() throws {
    var stream = RandomStream(seed: 4, purpose: "table")
    let table = (0..<6).map { _ in (0..<40).map { _ in Double(stream.integer(below: 2)) } }
    let result = try ClusteredMean.table(table, clusteredBy: .seeds)
    let plain = try #require(
      try Descriptive.meanInterval(table.map { $0.reduce(0, +) / 40 }))
    let interval = try #require(result.interval)
    #expect(isClose(interval.lower, plain.lower) && isClose(interval.upper, plain.upper))
    #expect(try ClusteredMean.table(table, clusteredBy: .problems).clusters == 40)
  }

  @Test func `the order of clusters and of values does not change a bit`() throws {
    var stream = RandomStream(seed: 9, purpose: "clusters")
    var clusters = (0..<7).map { size in (0...size).map { _ in stream.uniform() } }
    let before = try ClusteredMean.run(clusters)
    for _ in 0..<20 {
      for index in clusters.indices { stream.shuffle(&clusters[index]) }
      stream.shuffle(&clusters)
      #expect(try ClusteredMean.run(clusters) == before)
    }
  }

  @Test func `values all alike have error zero, and huge ones do not overflow`() throws {
    let constant = try ClusteredMean.run([[0.1, 0.1], [0.1], [0.1, 0.1, 0.1]])
    #expect(constant.standardError == 0 && constant.interval?.lower == 0.1)
    let huge = try ClusteredMean.run([[1e300], [-1e300]])
    #expect(isClose(try #require(huge.standardError), 1e300))
  }

  @Test func `no clusters, an empty one, a hole in a table and a nan are errors`() {
    #expect(throws: StatisticsError.emptyInput(of: "the list of clusters")) {
      try ClusteredMean.run([])
    }
    #expect(throws: StatisticsError.emptyInput(of: "cluster 1")) {
      try ClusteredMean.run([[1], []])
    }
    #expect(throws: StatisticsError.notFinite(value: .nan, at: 0, of: "cluster 1")) {
      try ClusteredMean.run([[1], [.nan]])
    }
    #expect(throws: StatisticsError.tooFew(n: 1, needed: 2, for: "problems of seed 1")) {
      try ClusteredMean.table([[1, 0], [1]], clusteredBy: .seeds)
    }
    #expect(throws: StatisticsError.emptyInput(of: "the list of clusters")) {
      try ClusteredMean.table([[]], clusteredBy: .problems)
    }
  }
}
