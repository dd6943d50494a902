import Foundation
import Reports
import Results
import Statistics
import Testing

extension SyntheticSuite {
  /// Stores diagnostics beside the result of a cell.
  mutating func setDiagnostics(
    _ task: String, _ algorithm: String, _ seed: Int, _ metrics: [String: Double],
    course: CellDiagnostics.Course? = nil
  ) {
    cells[index(task, algorithm, seed)].diagnostics = CellDiagnostics(
      metrics: metrics, course: course)
  }
}

/// What algorithms compute, from the counts beside their cells.
@Suite struct ComputeSectionTests {
  /// `a` and `b` count the same for every seed, 100 and 250 million of training; `c` does not.
  static func suite(
    seeds: Int = 10, algorithms: [String] = ["a", "b", "c"]
  ) -> SyntheticSuite {
    var suite = SyntheticSuite(
      tasks: ["A"], algorithms: algorithms, seeds: seeds, evaluations: 4)
    for seed in 0..<seeds {
      for label in algorithms { set(&suite, label, seed, roles(label, seed)) }
    }
    return suite
  }

  /// Millions of multiply-adds by role.
  static func roles(_ label: String, _ seed: Int) -> [String: Double] {
    switch label {
    case "a": ["sampling": 10, "policyUpdate": 30, "critic": 60, "evaluation": 5]
    case "b": ["sampling": 10, "policyUpdate": 40, "solver": 200, "measurement": 7]
    default: ["sampling": 10, "policyUpdate": 90 + 2 * Double(seed)]
    }
  }

  static func set(
    _ suite: inout SyntheticSuite, _ algorithm: String, _ seed: Int, _ millions: [String: Double]
  ) {
    var metrics = ["multiplyAdds": millions.values.reduce(0, +) * 1e6]
    for (role, count) in millions { metrics["multiplyAdds." + role] = count * 1e6 }
    suite.setDiagnostics("A", algorithm, seed, metrics)
    suite.edit("A", algorithm, seed) { $0.metrics["environmentSteps"] = 100_000 }
  }

  static func section(_ suite: SyntheticSuite) throws -> ComputeSection {
    try #require(try Report(suite.input).tasks[0].compute)
  }

  static func measure(_ metric: ComputeMetric, _ arm: ArmCompute) -> ComputeMeasure? {
    arm.measures.first { $0.metric == metric }
  }

  /// The lines of a section with single spaces.
  static func lines(_ suite: SyntheticSuite, _ title: String = "Compute") throws -> [String] {
    let text = try FlooredRunsTests.markdown(suite)
    let start = try #require(text.range(of: "## \(title)\n"))
    let rest = text[start.upperBound...]
    return rest.prefix(upTo: rest.range(of: "\n## ")?.lowerBound ?? rest.endIndex)
      .components(separatedBy: "\n\n")
      .flatMap { part -> [String] in
        part.hasPrefix("|")
          ? part.split(separator: "\n").map(String.init)
          : [part.replacingOccurrences(of: "\n", with: " ")]
      }
      .map { $0.split(separator: " ").joined(separator: " ") }
  }

  @Test func `roles are summed to training and divided by updates and steps`() throws {
    let section = try Self.section(Self.suite())
    let value = { (metric: ComputeMetric, arm: Int) in
      Self.measure(metric, section.arms[arm])?.value
    }
    #expect(section.primary == .training)
    let perUpdate: Double = 100e6 / 48
    let oracle: [(ComputeMetric, [Double?])] = [
      (.training, [100e6, 250e6]), (.critic, [60e6, nil]), (.solver, [nil, 200e6]),
      (.evaluation, [5e6, nil]), (.measurement, [nil, 7e6]), (.relativeTraining, [1, 2.5]),
      (.perUpdate, [perUpdate, 2.5 * perUpdate]), (.perSample, [1000, 2500]),
    ]
    for (metric, values) in oracle {
      #expect([value(metric, 0), value(metric, 1)] == values, "\(metric)")
    }
    // 100, 102 … 118 million.
    let counts = (0..<10).map { (seed: Int) -> Double in 100e6 + 2e6 * Double(seed) }
    let mean = try #require(Self.measure(.training, section.arms[2]))
    let interval = try Descriptive.meanInterval(counts)
    #expect(mean.value == 109e6 && mean.interval?.lower == interval?.lower)
    #expect(Self.measure(.training, section.arms[0])?.interval == nil)
    #expect(section.arms[2].training == counts)
  }

  @Test func `what every seed counts alike is a ratio and other pairs are tested by Holm`() throws {
    let section = try Self.section(Self.suite())
    #expect(section.ratios.map { [$0.first, $0.second] } == [["a", "b"]])
    #expect(section.ratios[0].value == 0.4)
    #expect(section.comparisons.map { [$0.first, $0.second] } == [["a", "c"], ["b", "c"]])
    // a is 0 to 18 million lower, once equal; of 2¹⁰ signs 4 are as extreme, as a zero has no sign.
    let least = 1.0 / 1024
    #expect(section.comparisons.map(\.testP) == [4 * least, 2 * least])
    #expect(section.comparisons.map(\.holmP) == [4 * least, 4 * least])
    #expect(section.comparisons.map(\.verdict) == [.lower, .higher])
    #expect(section.comparisons[0].difference == -9e6 && section.notCompared == nil)
    let lines = try Self.lines(Self.suite())
    for line in [
      "| **training** | 10⁶ | 100.0 | 250.0 | 109.0 [104.7, 113.3] |",
      "| relative to the least | ratio | 1.00 | 2.50 | 1.09 |", "| critic | 10⁶ | 60.0 | – | – |",
      "| evaluation (not training) | 10⁶ | 5.0 | – | – |",
      "| a | – | 0.4000 |", "| b | 2.500 | – |",
      "| per environment step | 10³ | 1.000 | 2.500 | 1.090 [1.047, 1.133] |",
    ] { #expect(lines.contains(line), "\(line)") }
    #expect(lines.contains { $0.hasPrefix("| a | c | 10 | -9.0 [-13.3, -4.7] |") })
  }

  @Test func `one seed is counted once and decides nothing`() throws {
    let section = try Self.section(Self.suite(seeds: 1, algorithms: ["a", "b"]))
    #expect(section.ratios.isEmpty && section.comparisons.map(\.verdict) == [.unreachable])
  }

  @Test func `a run that stopped early has no advantage`() throws {
    var suite = Self.suite(seeds: 4, algorithms: ["a", "b"])
    suite.edit("A", "a", 1) {
      $0.outcome = .diverged(reason: "loss is not finite", update: 3, position: 25_000)
    }
    Self.set(&suite, "a", 1, ["sampling": 1, "policyUpdate": 2])
    suite.set("A", "a", 2, .missing)
    let section = try Self.section(suite)
    #expect(section.arms[0].training == [100e6, 250e6, 250e6, 100e6])
    #expect(section.arms[0].known == 3 && !section.arms[0].isCounted && section.ratios.isEmpty)
    #expect(Self.measure(.training, section.arms[0])?.count == 2)
    #expect(section.comparisons[0].absentRuns == 1 && !section.comparisons[0].isEstablished)
    let lines = try Self.lines(suite)
    #expect(lines.contains("| **training** | 10⁶ | 100.0 (n = 2) | 250.0 |"))
    for seed in 0..<4 { suite.set("A", "b", seed, .missing) }
    let alone = try Self.section(suite)
    #expect(alone.arms[1].training.isEmpty && alone.notCompared == .fewerThanTwoKnown)
    #expect(lines.contains { $0.hasSuffix("known of a (3 of 4 runs).") })
    #expect(lines.contains { $0.hasPrefix("† Provisional") && $0.contains("greatest training") })
  }

  @Test func `cells of an earlier version among others are counted and leave the pair open`() throws
  {
    var suite = Self.suite(seeds: 4, algorithms: ["a", "b"])
    suite.cells[suite.index("A", "b", 3)].diagnostics = nil
    let section = try Self.section(suite)
    #expect(section.arms[1].known == 3 && section.arms[1].training.isEmpty)
    #expect(Self.measure(.training, section.arms[1])?.value == 250e6)
    #expect(section.ratios.isEmpty && section.comparisons.isEmpty)
    #expect(section.notCompared == .fewerThanTwoKnown)
    let lines = try Self.lines(suite)
    #expect(lines.contains { $0.contains("known of b (3 of 4 runs).") })
    #expect(lines.contains { $0.hasPrefix("Not compared: that takes two algorithms") })
  }

  @Test func `suites without diagnostics have no section, file or key`() throws {
    let files = try render(StabilitySectionTests.suite().input)
    let names = files.map(\.path)
    #expect(!names.contains { $0.contains("compute") || $0.contains("score-") })
    #expect(!names.contains { $0.contains("health") || $0.contains("training") })
    for file in files.prefix(2) {
      let text = String(decoding: file.data, as: UTF8.self)
      for word in [
        "## Compute", "## Training health", "Fastest", "Fewest", "\"compute\"", "\"health\"",
      ] {
        #expect(!text.contains(word), "\(file.path): \(word)")
      }
    }
  }

  @Test func `compute to the threshold is the share of the budget with censored runs`() throws {
    var suite = Self.suite(seeds: 4, algorithms: ["a", "b"])
    // Halfway from 22 to 500: 261. Seeds 0 and 1 reach it after a quarter and after a half.
    for (seed, returns) in [
      [261.0, 100, 100, 100], [260, 300, 100, 100], [100, 100, 100, 260.9], [300, 300, 300, 300],
    ].enumerated() { StabilitySectionTests.set(&suite, "a", seed, returns) }
    for seed in 0..<4 { StabilitySectionTests.set(&suite, "b", seed, [22, 22, 22, 22]) }
    suite.edit("A", "a", 3) {
      $0.outcome = .diverged(reason: "loss is not finite", update: 3, position: 0)
      $0.evaluations = []
    }
    let section = try Self.section(suite)
    #expect(section.threshold == 261)
    let a = try #require(section.arms[0].toThreshold)
    // S falls to ¾ at 25 million and to ½ at 50: the median.
    #expect(a.runs == 4 && a.reached == 2 && a.median == 50e6)
    #expect(a.censoredSeeds == [2, 3])
    let estimate = try KaplanMeier([
      TimeToThreshold(steps: 25e6, reached: true), TimeToThreshold(steps: 50e6, reached: true),
      TimeToThreshold(steps: 100e6, reached: false), TimeToThreshold(steps: 250e6, reached: false),
    ])
    #expect(a.lower == estimate.medianBounds.lower && a.upper == estimate.medianBounds.upper)
    let b = try #require(section.arms[1].toThreshold)
    #expect(b.reached == 0 && b.median == nil && b.censoredSeeds == [0, 1, 2, 3])
    let lines = try Self.lines(suite)
    let row = try #require(lines.first { $0.hasPrefix("| until 261 is reached, median | 10⁶ |") })
    #expect(row.hasSuffix("| 50.0 [25.0, ∞], 2 of 4 | not by half: 0 of 4 |"))
    #expect(
      lines.contains {
        $0.hasSuffix("censored: a (seeds 2, 3); b (all).") && $0.contains("mean return 261")
      })
    suite.suite.tasks[0].scriptedScore = 22
    let without = try Self.section(suite)
    #expect(without.threshold == nil && without.arms[0].toThreshold == nil)
  }

  @Test func `controls and adaptive seeds are shown and not tested`() throws {
    var suite = Self.suite()
    suite.suite.arms[1].options["reward"] = .string("random")
    let arm = suite.suite.arms[1]
    for seed in 0..<10 { suite.edit("A", "b", seed) { $0.cell.arm = arm } }
    #expect(try Self.section(suite).comparisons.map { [$0.first, $0.second] } == [["a", "c"]])
    var adaptive = Self.suite()
    adaptive.suite.adaptiveSeeds = AdaptiveSeeds(initial: 6, step: 3, alpha: 0.05)
    let section = try Self.section(adaptive)
    #expect(section.ratios.count == 1 && section.comparisons.isEmpty)
    #expect(section.notCompared == .adaptiveSeeds)
  }

  @Test func `on questions it says that shared beginnings count once, but in sampling`() throws {
    var suite = SyntheticSuite.questions(seeds: 1, arms: [.sft, .ppo])
    let sentence = "On questions, what completions of one question begin with alike is computed"
    for label in ["sft", "ppo"] {
      let metrics = ["multiplyAdds": 1e6, "multiplyAdds.policyUpdate": 1e6]
      suite.setDiagnostics("arithmetic-3", label, 0, metrics)
    }
    func text(_ suite: SyntheticSuite) throws -> String {
      try FlooredRunsTests.markdown(suite).replacingOccurrences(of: "\n", with: " ")
    }
    #expect(try text(suite).contains(sentence))
    #expect(try !text(Self.suite()).contains(sentence))
  }

  @Test func `the first page says who computes least and what is established`() throws {
    let text = try FlooredRunsTests.markdown(Self.suite())
      .replacingOccurrences(of: "\n  ", with: " ")
    #expect(
      text.contains(
        "- **Fastest (fewest multiply-adds of training: arithmetic, not seconds)**: **a**; established by "
          + "count or test against all others. Until half"))
    let box = text.prefix(600).split(separator: "\n")
      .map { $0.split(separator: " ").joined(separator: " ") }
    #expect(box.contains { $0.hasSuffix("| Fewest multiply-adds |") })
    #expect(box.contains { $0.hasSuffix("| **a**: 100.0 × 10⁶ |") })
  }

  @Test func `the tables hold every measure, ratio and pair, and the order of cells is nothing`()
    throws
  {
    var suite = Self.suite()
    let files = try render(suite.input)
    let lines = { (name: String) in
      files.first { $0.path == "tables/" + name }.map {
        String(decoding: $0.data, as: UTF8.self).split(separator: "\n").map(String.init)
      } ?? []
    }
    #expect(lines("compute.csv").contains("A,b,training,true,10,250000000,,"))
    #expect(
      lines("compute-ratios.csv") == ["task,first,second,ratio,budgetsDiffer", "A,a,b,0.4,false"])
    #expect(lines("compute-comparisons.csv").count == 3)
    #expect(lines("compute-to-threshold.csv").count == 4)
    suite.cells.reverse()
    #expect(try render(suite.input) == files)
  }
}
