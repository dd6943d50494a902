import Foundation
import Reports
import Results
import Testing

/// Scores against what they cost.
@Suite struct FrontFigureTests {
  /// Constant scores and counts: b and c are on the front, a costs more than b for less.
  static func suite(_ algorithms: [String] = ["a", "b", "c"]) -> SyntheticSuite {
    var suite = ComputeSectionTests.suite(seeds: 2, algorithms: algorithms)
    for (label, score, millions) in [("a", 200.0, 40.0), ("b", 300, 20), ("c", 400, 80)]
    where algorithms.contains(label) {
      suite.setScores("A", label, [score, score])
      for seed in 0..<2 { ComputeSectionTests.set(&suite, label, seed, ["sampling": millions]) }
    }
    return suite
  }

  @Test func `the figures are well formed and their marks say both numbers`() throws {
    let files = try render(Self.suite().input)
    try FigureTests.expectWellFormed(files)
    let compute = try ToolTipTests.tips(files, "score-compute-A.svg")
    #expect(compute.count == 3)
    #expect(
      compute[1] == "b on A: 300.0 [300.0, 300.0] (95 % t), n = 2; 20 × 10⁶ multiply-adds, n = 2")
    let memory = try ToolTipTests.tips(files, "score-memory-A.svg")
    #expect(memory[0].hasSuffix("; 146 KiB, n = 2"))
  }

  @Test func `the front is a staircase through those that none beats`() throws {
    let files = try render(Self.suite().input)
    let file = try #require(files.first { $0.path == "figures/score-compute-A.svg" })
    let text = String(decoding: file.data, as: UTF8.self)
    // Up to b, right to below c, up to c, right to the end.
    #expect(text.components(separatedBy: "class=\"r\"").count - 1 == 4)
    // With a at the score of c and less to compute than both it is the front alone.
    var suite = Self.suite()
    suite.setScores("A", "a", [400, 400])
    for seed in 0..<2 { ComputeSectionTests.set(&suite, "a", seed, ["sampling": 10]) }
    let other = try #require(
      try render(suite.input).first { $0.path == "figures/score-compute-A.svg" })
    #expect(
      String(decoding: other.data, as: UTF8.self).components(separatedBy: "class=\"r\"").count - 1
        == 2)
  }

  @Test func `a short range of counts has several ticks at round numbers`() throws {
    var suite = Self.suite(["b", "c"])
    for seed in 0..<2 {
      ComputeSectionTests.set(&suite, "b", seed, ["sampling": 10.5])
      ComputeSectionTests.set(&suite, "c", seed, ["sampling": 21.5])
    }
    let file = try #require(
      try render(suite.input).first { $0.path == "figures/score-compute-A.svg" })
    let texts = try #require(ParsedSVG(file.data)).texts.map(\.content)
    #expect(["10", "15", "20"].allSatisfy(texts.contains))
  }

  @Test func `labels of points at one place do not cover each other`() throws {
    let labels = (0..<6).map { "algorithm-\($0)" }
    var suite = SyntheticSuite(tasks: ["A"], algorithms: labels, seeds: 2)
    for label in labels {
      suite.setScores("A", label, [300, 300])
      for seed in 0..<2 { ComputeSectionTests.set(&suite, label, seed, ["sampling": 20]) }
    }
    let file = try #require(
      try render(suite.input).first { $0.path == "figures/score-compute-A.svg" })
    let texts = try #require(ParsedSVG(file.data)).texts.filter { labels.contains($0.content) }
    #expect(texts.count == 6)
    for (index, one) in texts.enumerated() {
      for other in texts[(index + 1)...] {
        #expect(abs(one.y - other.y) >= 13 || abs(one.x - other.x) >= 15, "\(one) \(other)")
      }
    }
  }

  @Test func `one algorithm has no figure`() throws {
    let files = try render(Self.suite(["a"]).input)
    #expect(!files.contains { $0.path.contains("score-") })
  }
}
