import Foundation
import Reports
import Results
import Statistics
import Testing

/// What the training logs say of runs, from what is stored beside their cells.
@Suite struct HealthSectionTests {
  /// Twenty shares of which those given hold values.
  static func course(_ columns: [String: [Double?]]) -> CellDiagnostics.Course {
    CellDiagnostics.Course(
      positions: (1...20).map { 5000 * Double($0) }, columns: columns)
  }

  /// A column that rises by 1 from a value on.
  static func rising(_ start: Double) -> [Double?] { (0..<20).map { start + Double($0) } }

  /// Runs of `a` log norms, entropies and divergences, those of `b` entropies alone.
  static func suite(seeds: Int = 4) -> SyntheticSuite {
    var suite = SyntheticSuite(tasks: ["A"], algorithms: ["a", "b"], seeds: seeds)
    for seed in 0..<seeds {
      let own = Double(seed)
      suite.setDiagnostics(
        "A", "a", seed,
        [
          "health.klTail": 0.01 * (own + 1), "health.entropyCollapsed": seed < 2 ? 1 : 0,
          "health.entropyCollapseTime": seed < 2 ? 40_000 + 10_000 * own : 100_000,
        ],
        course: course([
          "gradientNorm": rising(1 + own), "entropy": Array(repeating: 0.5 + 0.1 * own, count: 20),
          "klOld": (0..<20).map { $0 < 10 ? 1e-3 : 1 },
        ]))
      suite.setDiagnostics(
        "A", "b", seed, ["health.entropyCollapsed": 0, "health.entropyCollapseTime": 100_000],
        course: course(["entropy": rising(own)]))
    }
    return suite
  }

  static func section(_ suite: SyntheticSuite) throws -> HealthSection {
    try #require(try Report(suite.input).tasks[0].health)
  }

  static func measure(_ name: String, _ arm: ArmHealth) -> HealthMeasure? {
    arm.measures.first { $0.metric == name }
  }

  @Test func `measures are means, rates with Wilson's interval and a censored median`() throws {
    let arms = try Self.section(Self.suite()).arms
    #expect(ReportNumbersTests.isClose(Self.measure("health.klTail", arms[0])?.value, 0.025, 1e-15))
    let collapsed = try #require(Self.measure("health.entropyCollapsed", arms[0]))
    let wilson = try Interval.wilson(count: 2, trials: 4)
    #expect(collapsed.value == 0.5 && collapsed.interval?.lower == wilson.lower)
    #expect(Self.measure("health.entropyCollapseTime", arms[0])?.value == 50_000)
    #expect(Self.measure("health.entropyCollapseTime", arms[1]) == nil)
    #expect(Self.measure("diverged", arms[0])?.value == 0)
    #expect(Self.measure("health.klTail", arms[1]) == nil)
    // Norms of a share lie 1 apart: means 2.5 + s, deviation √(5/3); the median over s = 0 … 19 is 12.
    #expect(
      ReportNumbersTests.isClose(
        Self.measure("gradientLikeness", arms[0])?.value, 12 / (5.0 / 3).squareRoot(), 1e-12))
    #expect(Self.measure("gradientLikeness", arms[1]) == nil)
  }

  @Test func `the table has a row for what somebody logged and says that nothing is tested`() throws
  {
    let lines = try ComputeSectionTests.lines(Self.suite(), "Training health")
    for line in [
      "| Measure | Unit | Better | a | b |", "| `klTail` | nats | lower | 0.0250 | – |",
      "| `entropyCollapsed` | share of runs | lower | 2 of 4 [0.15, 0.85] | 0 of 4 [0.00, 0.49] |",
      "| `entropyCollapseTime` | steps or completions | higher | 50,000 | – |",
      "| `gradientLikeness` | ratio | higher | 9.30 | – |",
    ] { #expect(lines.contains(line), "\(line)") }
    #expect(!lines.contains { $0.contains("klSpikes") })
    #expect(lines[0].contains("**All of it describes and is not tested**"))
    #expect(try !FlooredRunsTests.markdown(Self.suite()).contains("`health.klTail`"))
  }

  @Test func `losses that weigh tokens otherwise are named below the table and the figure`() throws
  {
    var suite = Self.suite()
    #expect(try !FlooredRunsTests.markdown(suite).contains("weigh tokens"))
    for (index, option) in [("credit", "answer"), ("aggregation", "constant")].enumerated() {
      suite.suite.arms[index].options[option.0] = .string(option.1)
      let arm = suite.suite.arms[index]
      for seed in 0..<4 { suite.edit("A", arm.algorithm, seed) { $0.cell.arm = arm } }
    }
    func note(_ a: String, _ b: String) -> String {
      "KL and entropy weigh tokens as each loss does: means per token, but of \(a) sums over a completion, "
        + "and of \(b) sums over a completion divided by the longest possible length."
    }
    #expect(
      try ComputeSectionTests.lines(suite, "Training health").contains(note("**a**", "**b**")))
    let figure = try #require(render(suite.input).first { $0.path == "figures/training-A.svg" })
    #expect(String(decoding: figure.data, as: UTF8.self).contains(note("a", "b")))
  }

  @Test func `runs of an earlier version among others are counted`() throws {
    var suite = Self.suite()
    suite.cells[suite.index("A", "a", 3)].diagnostics = nil
    let arm = try Self.section(suite).arms[0]
    #expect(arm.known == 3 && arm.runs == 4)
    #expect(ReportNumbersTests.isClose(Self.measure("health.klTail", arm)?.value, 0.02, 1e-15))
    let lines = try ComputeSectionTests.lines(suite, "Training health")
    #expect(lines.contains("| `klTail` | nats | lower | 0.0200 (n = 3) | – |"))
    #expect(lines.contains { $0.hasSuffix("known of a (3 of 4 runs).") })
  }

  @Test func `a diverged run is counted and tells what it logged`() throws {
    var suite = Self.suite()
    suite.edit("A", "a", 0) {
      $0.outcome = .diverged(reason: "loss is not finite", update: 3, position: 61_440)
    }
    let arm = try Self.section(suite).arms[0]
    #expect(arm.known == 4 && Self.measure("health.klTail", arm)?.count == 4)
    #expect(Self.measure("diverged", arm)?.value == 0.25)
  }

  @Test func `the course is the median and the quartiles of the runs at each share`() throws {
    var suite = Self.suite()
    // One of four runs is left at the eighth share of the norms, fewer than half.
    for seed in 1..<4 {
      let index = suite.index("A", "a", seed)
      var norms = Self.rising(1 + Double(seed))
      norms[7] = nil
      suite.cells[index].diagnostics?.course?.columns["gradientNorm"] = norms
    }
    let course = try Self.section(suite).arms[0].course
    #expect(course.map(\.quantity) == [.klOld, .entropy, .gradientNorm])
    let norms = course[2]
    #expect(norms.shares.count == 19 && !norms.shares.contains(0.4))
    #expect([norms.medians[0], norms.lower[0], norms.upper[0]] == [2.5, 1.75, 3.25])
    #expect(norms.counts[0] == 4 && norms.shares[0] == 0.05)
  }

  @Test func `the panels are drawn where the log holds their quantity`() throws {
    let files = try render(Self.suite().input)
    try FigureTests.expectWellFormed(files)
    let tips = try ToolTipTests.tips(files, "training-A.svg")
    // KL of a, entropies of both, norms of a.
    #expect(tips.count == 4)
    #expect(
      tips[3]
        == "a on A, gradient norm: 21.5 at 100 % of the budget (median; quartiles 20.8 and 22.3), n = 4"
    )
    let file = try #require(files.first { $0.path == "figures/training-A.svg" })
    let texts = try #require(ParsedSVG(file.data)).texts.map(\.content)
    #expect(
      texts.contains { $0.contains("entropy, nats") }
        && !texts.contains { $0.contains("explained") })
    // From 0.001 to 1 the axis of KL is logarithmic.
    #expect(["10⁻³", "10⁻²", "10⁻¹", "1"].allSatisfy(texts.contains))
    let table = try #require(files.first { $0.path == "tables/training.csv" })
    let lines = String(decoding: table.data, as: UTF8.self).split(separator: "\n")
    #expect(lines.contains("A,a,gradientNorm,0.05,4,2.5,1.75,3.25"))
    let health = try #require(files.first { $0.path == "tables/health.csv" })
    #expect(
      String(decoding: health.data, as: UTF8.self).contains(
        "A,a,health.entropyCollapseTime,4,50000,,"))
  }
}
