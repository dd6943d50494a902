import Foundation
import Reports
import Results
import Testing

@Suite struct CompareTests {
  static let scores = """
    algorithm,task,seed,score
    ppo,Hill,0,11
    ppo,Hill,1,12
    ppo,Hill,2,13
    ppo,Hill,3,14
    ppo,Hill,4,15
    vpg,Hill,0,1
    vpg,Hill,1,2
    vpg,Hill,2,3
    vpg,Hill,3,4
    vpg,Hill,4,5
    ppo,Lake,0,0.5
    ppo,Lake,1,0.25
    vpg,Lake,0,0.5
    vpg,Lake,1,0.75
    vpg,Lake,2,1

    """

  @Test func `the text of a small comparison is exact`() throws {
    let table = try ScoreTable(csv: Data(Self.scores.utf8), name: "scores.csv")
    try expectSnapshot(compare(table).text(), "compare.txt")
  }

  @Test func `scores of any origin give the statistics of a report`() throws {
    let table = try ScoreTable(csv: Data(Self.scores.utf8), name: "scores.csv")
    let comparison = try compare(table)
    let hill = comparison.tasks[0].comparisons[0]
    #expect(hill.difference == 10 && hill.permutationP == 2.0 / 252 && hill.verdict == .higher)
    // Two against three: ten splits, of which no more extreme than one can be seen.
    let lake = comparison.tasks[1].comparisons[0]
    #expect(lake.permutations == 10 && lake.smallestHolmP == 0.1 && lake.verdict == .unreachable)
    let onLake = 0.5 / 6
    #expect(lake.probabilityOfImprovement == onLake)
    let averaged = (1 + onLake) / 2
    #expect(comparison.acrossTasks[0].probabilityOfImprovement == averaged)
  }

  @Test func `the order of rows changes no number`() throws {
    let lines = Self.scores.split(separator: "\n")
    let swapped = ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n")
    let first = try compare(ScoreTable(csv: Data(Self.scores.utf8), name: "a"))
    let second = try compare(ScoreTable(csv: Data(swapped.utf8), name: "b"))
    let hill = try #require(second.tasks.first { $0.name == "Hill" }?.comparisons[0])
    #expect(hill.permutationP == first.tasks[0].comparisons[0].permutationP)
    #expect(hill.difference == first.tasks[0].comparisons[0].difference)
    #expect(second == first)
  }

  @Test func `an algorithm that misses a task is left out over tasks`() throws {
    let comparison = try compare(
      ScoreTable(csv: Data((Self.scores + "npg,Lake,0,1\n").utf8), name: "scores.csv"))
    #expect(comparison.leftOut.map(\.name) == ["npg"])
    #expect(comparison.leftOut.map(\.reason) == ["it was not run on Hill"])
    #expect(comparison.acrossTasks.map(\.first) == ["ppo"])
    #expect(comparison.text().contains("  npg: it was not run on Hill\n"))
  }

  @Test func `the json reads back and marks absent runs of stored cells`() throws {
    var suite = SyntheticSuite(tasks: ["A"], algorithms: ["a", "b"], seeds: 5)
    suite.set("A", "b", 1, .missing)
    let comparison = try compare(ScoreTable(suite.input), seed: suite.suite.suiteSeed)
    #expect(
      try CanonicalJSON.decode(ScoreComparison.self, from: comparison.json()) == comparison)
    #expect(comparison.tasks[0].comparisons[0].absentRuns == 1)
    #expect(comparison.text().contains("† Provisional"))
    let report = try Report(suite.input)
    #expect(comparison.tasks[0].comparisons == report.tasks[0].comparisons)
  }

  @Test func `many splits are drawn and marked and the same each time`() throws {
    let rows = (0..<15).flatMap { seed in
      ["a", "b"].map { algorithm in
        ScoreTable.Row(
          algorithm: algorithm, task: "T", seed: seed,
          score: Double(seed * seed % 11) + (algorithm == "a" ? 1.5 : 0))
      }
    }
    let table = try ScoreTable(rows: rows)
    let pair = try compare(table).tasks[0].comparisons[0]
    #expect(!pair.permutationIsExact && pair.permutations == 50_000)
    #expect(try compare(table).tasks[0].comparisons[0] == pair)
    #expect(try compare(table, seed: 1).tasks[0].comparisons[0].permutationP != pair.permutationP)
    #expect(try compare(table).text().contains("~ From random rearrangements"))
  }
}
