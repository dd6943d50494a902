import Foundation
import Reports
import Results
import Testing

@Suite struct GateTests {
  private static func table(_ arms: [String: [Double]], task: String = "T") throws -> ScoreTable {
    try ScoreTable(
      rows: arms.sorted { $0.key < $1.key }.flatMap { algorithm, scores in
        scores.enumerated().map {
          ScoreTable.Row(algorithm: algorithm, task: task, seed: $0.offset, score: $0.element)
        }
      })
  }

  private static let steady = [10.0, 10.2, 9.8, 10.1, 9.9, 10.3, 9.7, 10, 10.1, 9.9]

  private static func gate(
    _ base: [Double], _ new: [Double], effect: Double, higherIsBetter: Bool = true
  ) throws -> GateOutcome {
    try Reports.gate(
      base: table(["a": base]), new: table(["a": new]), minimumEffect: effect,
      higherIsBetter: higherIsBetter)
  }

  @Test func `a significant loss of at least the minimum effect is a regression`() throws {
    let outcome = try Self.gate(Self.steady, Self.steady.map { $0 - 1 }, effect: 0.5)
    #expect(outcome.verdict == .regression && outcome.verdict.exitStatus == .failed)
    #expect(abs(outcome.comparisons[0].difference + 1) < 1e-12)
    #expect(outcome.text().hasSuffix("REGRESSION: 1 of 1 worse by 0.5 or more, at 0.05.\n"))
  }

  @Test func `a significant loss below the minimum effect is no regression`() throws {
    let outcome = try Self.gate(Self.steady, Self.steady.map { $0 - 0.4 }, effect: 1)
    #expect(outcome.comparisons[0].holmP < 0.05)
    #expect(outcome.verdict == .pass && outcome.verdict.exitStatus == .done)
  }

  @Test func `a large loss that is not significant is undecided`() throws {
    let outcome = try Self.gate([10, 30, 20, 0, 15], [5, 25, 12, -6, 9], effect: 1)
    #expect(outcome.comparisons[0].difference < -1)
    #expect(outcome.verdict == .undecided && outcome.verdict.exitStatus == .inconclusive)
  }

  @Test func `a gain passes and where lower is better it is a loss`() throws {
    let gain = Self.steady.map { $0 + 1 }
    #expect(try Self.gate(Self.steady, gain, effect: 0.5).verdict == .pass)
    let outcome = try Self.gate(Self.steady, gain, effect: 0.5, higherIsBetter: false)
    #expect(outcome.verdict == .regression)
    #expect(
      try Self.gate(Self.steady, Self.steady, effect: 0.5, higherIsBetter: false).verdict == .pass)
  }

  @Test func `equal constant scores pass and constant scores that differ need the test`() throws {
    let five = [Double](repeating: 5, count: 5)
    #expect(try Self.gate(five, five, effect: 0.1).verdict == .pass)
    #expect(try Self.gate(five, five.map { $0 - 1 }, effect: 0.1).verdict == .regression)
    #expect(try Self.gate(five, five.map { $0 + 1 }, effect: 0.1).verdict == .pass)
    #expect(try Self.gate([5, 5], [4, 4], effect: 0.1).verdict == .undecided)
    #expect(
      try Self.gate([5, 5], [4, 4], effect: 0.1).text().contains("cannot reach significance"))
  }

  @Test func `the chances are those of Student's t and the runs needed reach them`() throws {
    // A loss of one pooled standard deviation with 10 + 10 runs: statsmodels gives 0.5620 two-sided at
    // 0.05 and 0.6936 two-sided at 0.1; 80 % takes 17 and 14 runs a side.
    let deviation = (0.9).squareRoot()
    let runs = [1.0, -1, 1, -1, 1, -1, 1, -1, 1, -1].map { $0 * deviation }
    let row = try Self.gate(runs, runs, effect: 1).comparisons[0]
    let find = try #require(row.powerToFind)
    let pass = try #require(row.powerToPass)
    #expect(abs(find - 0.5620) < 1e-4 && abs(pass - 0.6936) < 1e-4)
    #expect(row.runsNeeded == 17)
  }

  @Test func `several algorithms pass only together and Holm is over all of them`() throws {
    let base = try Self.table(["a": Self.steady, "b": Self.steady, "c": Self.steady])
    let new = try Self.table([
      "a": Self.steady, "b": Self.steady.map { $0 - 1 }, "c": [2, 18, 11, 9, 10], "d": [1, 2],
    ])
    let outcome = try Reports.gate(base: base, new: new, minimumEffect: 0.5)
    #expect(outcome.comparisons.map(\.verdict) == [.pass, .regression, .undecided])
    #expect(outcome.verdict == .regression && outcome.notInBase == ["d on T"])
    #expect(outcome.comparisons[1].holmP == 3 * outcome.comparisons[1].testP)
  }

  @Test func `an algorithm that is missing in the new scores is an error`() throws {
    let base = try Self.table(["a": [1, 2], "b": [1, 2]])
    let new = try Self.table(["a": [1, 2]])
    #expect(
      ScoreTableTests.message { _ = try Reports.gate(base: base, new: new, minimumEffect: 1) }
        == "The base holds scores of b on T, the new scores do not; a gate needs every algorithm and "
        + "task of the base in both.")
  }

  @Test func `suites with one seed are paired and absent runs decide nothing`() throws {
    var suite = SyntheticSuite(tasks: ["A"], algorithms: ["a"], seeds: 8, evaluations: 1)
    let base = try ScoreTable(suite.input)
    let same = try Reports.gate(base: base, new: base, minimumEffect: 1)
    #expect(same.comparisons[0].test == .signFlip && same.verdict == .pass)
    suite.set("A", "a", 0, .missing)
    let absent = try Reports.gate(base: base, new: ScoreTable(suite.input), minimumEffect: 1)
    #expect(absent.verdict == .undecided && absent.text().contains("1 runs are not there"))
    #expect(
      try CanonicalJSON.decode(GateOutcome.self, from: absent.json()) == absent)
  }
}
