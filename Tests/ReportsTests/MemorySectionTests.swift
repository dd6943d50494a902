import Foundation
import Reports
import Results
import Testing

/// What algorithms keep in memory, from what cells hold.
@Suite struct MemorySectionTests {
  /// `a` keeps 3 MiB, `b` 4 MiB in two owners.
  static func suite(seeds: Int = 3) -> SyntheticSuite {
    var suite = SyntheticSuite(tasks: ["A"], algorithms: ["a", "b"], seeds: seeds)
    for seed in 0..<seeds {
      set(
        &suite, "a", seed,
        ["run.rollout": 0x1p20, "policy.parameters": 0x1p19, "policy.gradient": 3 * 0x1p19])
      set(&suite, "b", seed, ["critic.activations": 0x1p20, "policy.parameters": 3 * 0x1p20])
    }
    return suite
  }

  static func set(
    _ suite: inout SyntheticSuite, _ algorithm: String, _ seed: Int, _ bytes: [String: Double]
  ) {
    suite.edit("A", algorithm, seed) { result in
      for (name, value) in bytes { result.metrics["bytes." + name] = value }
      result.metrics["peakModelBytes"] = bytes.values.reduce(0, +)
    }
  }

  static func section(_ suite: SyntheticSuite) throws -> MemorySection {
    try #require(try Report(suite.input).tasks[0].memory)
  }

  /// The lines of the section with single spaces.
  static func lines(_ suite: SyntheticSuite) throws -> [String] {
    let text = try FlooredRunsTests.markdown(suite)
    let start = try #require(text.range(of: "## Memory\n"))
    let rest = text[start.upperBound...]
    return rest.prefix(upTo: rest.range(of: "\n## ")?.lowerBound ?? rest.endIndex)
      .split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
  }

  @Test func `parts stand below the use that they lie in`() throws {
    var suite = Self.suite()
    for index in suite.cells.indices {
      suite.cells[index].diagnostics = CellDiagnostics(
        metrics: ["partBytes.run.keyValueCache": 0x1p18, "partBytes.run.logits": 1], course: nil)
    }
    #expect(try Self.section(suite).arms[0].parts?.map(\.use) == ["logits", "keyValueCache"])
    let lines = try Self.lines(suite)
    let rollout = try #require(lines.firstIndex(of: "| run | rollout | 1.000 | – |"))
    #expect(lines[rollout + 1] == "| run | of these keyValueCache | 0.250 | 0.250 |")
    // What lies in a use that no one has is not shown.
    #expect(!lines.contains { $0.contains("logits") })
    #expect(try Self.section(Self.suite()).arms[0].parts == nil)
  }

  @Test func `components come by owner and use with the total and the ratios`() throws {
    let suite = Self.suite()
    let section = try Self.section(suite)
    #expect(
      section.arms[0].components.map { [$0.owner, $0.use] }
        == [["policy", "parameters"], ["policy", "gradient"], ["run", "rollout"]])
    #expect(section.arms.map { $0.peak?.least } == [3 * 0x1p20, 4 * 0x1p20])
    #expect(section.arms.map { $0.peak?.count } == [3, 3])
    let ratio = try #require(section.ratios.first)
    #expect((ratio.first, ratio.second, ratio.least, ratio.greatest) == ("a", "b", 0.75, 0.75))
    #expect(section.ratios.count == 1 && ratio.isCounted)
    let lines = try Self.lines(suite)
    for line in [
      "| policy | gradient | 1.500 | – |", "| critic | activations | – | 1.000 |",
      "| **total** | largest at one time | 3.000 | 4.000 |", "| a | – | 0.750 |",
      "| b | 1.333 | – |", "Ratios of the totals, counted:",
    ] { #expect(lines.contains(line), "\(line)") }
  }

  @Test func `seeds that differ show their range and are not counted`() throws {
    var suite = Self.suite()
    Self.set(&suite, "a", 2, ["run.rollout": 2 * 0x1p20])
    suite.edit("A", "a", 2) { $0.metrics["peakModelBytes"] = 5 * 0x1p20 }
    let section = try Self.section(suite)
    #expect((section.ratios[0].least, section.ratios[0].greatest) == (0.75, 1.25))
    #expect(!section.ratios[0].isCounted)
    let lines = try Self.lines(suite)
    #expect(lines.contains("| run | rollout | 1.000 to 2.000 | – |"))
    #expect(lines.contains("| a | – | 0.750 to 1.250 ~ |"))
    #expect(lines.contains("| b | 0.800 to 1.333 ~ | – |"))
    #expect(lines.contains { $0.hasPrefix("Seeds of a differ, so the range over them is shown") })
    #expect(
      try FlooredRunsTests.markdown(suite).contains(
        "**Smallest (least peak model memory)**: **b**; established by count against none."))
  }

  @Test func `a missing run leaves the count and says so`() throws {
    var suite = Self.suite()
    suite.set("A", "b", 0, .missing)
    let section = try Self.section(suite)
    #expect(section.arms[1].peak?.count == 2 && section.arms[1].runs == 3)
    #expect(!section.ratios[0].isCounted && section.ratios[0].least == 0.75)
    let lines = try Self.lines(suite)
    #expect(lines.contains("Not every run has a result that says: b (2 of 3 runs)."))
    #expect(lines.contains("| a | – | 0.750 ~ |"))
  }

  @Test func `a diverged run did use its memory`() throws {
    var suite = Self.suite()
    suite.edit("A", "b", 0) {
      $0.outcome = .diverged(reason: "loss is not finite", update: 3, position: 61_440)
    }
    #expect(try Self.section(suite).ratios[0].isCounted)
  }

  @Test
  func `results that hold the total alone have no figure, and results without have no section`()
    throws
  {
    var suite = SyntheticSuite(tasks: ["A"], algorithms: ["a", "b"], seeds: 2)
    #expect(try Self.section(suite).arms.allSatisfy(\.components.isEmpty))
    #expect(
      try Self.lines(suite).contains(
        "Of a and b the total alone is known, not what it is made of."))
    for label in ["a", "b"] {
      for seed in 0..<2 { suite.edit("A", label, seed) { $0.metrics["peakModelBytes"] = nil } }
    }
    let files = try render(suite.input)
    #expect(!files.contains { $0.path.hasPrefix("figures/memory") })
    #expect(try Report(suite.input).tasks[0].memory == nil)
    let text = String(decoding: files[0].data, as: UTF8.self)
    #expect(!text.contains("## Memory"))
    #expect(text.contains("**Smallest (least peak model memory)**: not known."))
    suite.edit("A", "a", 0) { $0.metrics["peakModelBytes"] = 0x1p20 }
    suite.edit("A", "a", 1) { $0.metrics["peakModelBytes"] = 0x1p20 }
    #expect(try Self.lines(suite).contains("No result of b holds its total."))
    #expect(try Self.section(suite).ratios.isEmpty)
  }

  @Test func `owners and uses that are not known follow by name`() throws {
    var suite = Self.suite(seeds: 1)
    Self.set(
      &suite, "a", 0, ["zeta.solver": 1, "alpha.cache": 1, "alpha.logits": 1, "policy.b": 1])
    let names = try Self.section(suite).arms[0].components.map { $0.owner + "." + $0.use }
    #expect(
      names == [
        "policy.parameters", "policy.gradient", "policy.b", "run.rollout", "alpha.cache",
        "alpha.logits", "zeta.solver",
      ])
  }

  @Test func `the figure, the table and the bytes of any order are those of the section`() throws {
    var suite = Self.suite()
    let files = try render(suite.input)
    try FigureTests.expectWellFormed(files)
    #expect(files.contains { $0.path == "figures/memory-A.svg" })
    let tips = try ToolTipTests.tips(files, "memory-A.svg")
    #expect(tips.count == 5 && tips[1] == "a on A, policy gradient: 1.50 MiB, n = 3")
    let table = try #require(files.first { $0.path == "tables/memory.csv" })
    let lines = String(decoding: table.data, as: UTF8.self).split(separator: "\n")
    #expect(lines.count == 1 + 4 + 3)
    #expect(lines[1] == "A,a,policy,parameters,3,524288,524288")
    #expect(lines[7] == "A,b,total,peak,3,4194304,4194304")
    suite.cells.reverse()
    #expect(try render(suite.input) == files)
  }
}
