import Foundation
import Reports
import Results
import Testing

/// The completions that people read, and the files of a report with questions as a whole.
@Suite struct ExamplesTests {
  @Test func `three questions of the first seed that kept any are shown at start and end`() throws {
    var suite = SyntheticSuite.questions(seeds: 2, arms: [.sft, .ppo])
    let first = suite.index("arithmetic-3", "ppo", 0)
    let second = suite.index("arithmetic-3", "ppo", 1)
    suite.cells[second].samples = suite.cells[first].samples
    suite.cells[first].samples = []
    suite.cells[second].samples.append(
      CellSample(
        position: 15_000, question: suite.cells[second].samples[0].question, completion: "middle",
        answer: 176, isCorrect: false, isVerified: false))
    let examples = try QuestionsTests.section(suite).examples
    #expect(examples.map(\.algorithm) == ["sft", "ppo"] && examples.map(\.seed) == [0, 1])
    let questions = examples[1].questions
    #expect(questions.map(\.answer) == [176, 6, 7])
    #expect(questions[0].completions.map(\.position) == [0, 30_000])
    #expect(questions[0].completions.map(\.isCorrect) == [false, true])
    #expect(questions[1].completions.map(\.isVerified) == [false, false])
    let text = try FlooredRunsTests.markdown(suite)
    #expect(text.contains("\nppo, seed 1\n  ✗ after 0 completions: answer wrong\n"))
    #expect(text.contains("  ✓ after 30,000 completions: answer right, steps right\n"))
    #expect(text.contains("  ✓ after 30,000 completions: answer right, steps wrong (lucky)\n"))
    #expect(text.contains("      <<175+1=176>> #### 176\n"))
    #expect(!text.contains("middle") && !text.contains("nuts"))
  }

  @Test func `runs without completions say so`() throws {
    var suite = SyntheticSuite.questions(seeds: 2, arms: [.sft, .ppo])
    suite.cells[suite.index("arithmetic-3", "ppo", 0)].samples = []
    #expect(try FlooredRunsTests.markdown(suite).contains("None are stored of ppo."))
    for index in suite.cells.indices { suite.cells[index].samples = [] }
    #expect(try QuestionsTests.section(suite).examples.isEmpty)
    #expect(try FlooredRunsTests.markdown(suite).contains("No completions are stored"))
  }

  @Test func `a completion cannot end its block and long ones are broken`() throws {
    var suite = SyntheticSuite.questions(seeds: 1, arms: [.sft, .ppo])
    let index = suite.index("arithmetic-3", "ppo", 0)
    let long = "```\n# title " + String(repeating: "word ", count: 60)
    suite.cells[index].samples[0].completion = long
    suite.cells[index].samples[1].completion = ""
    let text = try FlooredRunsTests.markdown(suite)
    #expect(text.contains("      ''' # title word"))
    #expect(text.contains("      (nothing)\n"))
    #expect(
      text.split(separator: "\n").filter { $0.contains("word word") }.allSatisfy { $0.count <= 100 }
    )
    #expect(text.components(separatedBy: "\n```").count.isMultiple(of: 2) == false)
  }

  @Test func `every figure of a mixed suite is shown and well formed and no order matters`() throws
  {
    var suite = SyntheticSuite.questions(withControl: true)
    let files = try render(suite.input)
    let text = String(decoding: files[0].data, as: UTF8.self)
    let shown = text.split(separator: "\n").filter { $0.hasPrefix("![") }.compactMap {
      $0.split(separator: "(").last.map { String($0.dropLast()) }
    }
    #expect(shown.sorted() == files.map(\.path).filter { $0.hasSuffix(".svg") }.sorted())
    #expect(shown.contains("figures/gain-arithmetic-3.svg"))
    #expect(shown.contains("figures/factors-arithmetic-3.svg"))
    try FigureTests.expectWellFormed(files)
    suite.cells.reverse()
    #expect(try render(suite.input) == files)
    let report = try Report(suite.input)
    #expect(try CanonicalJSON.decode(Report.self, from: files[1].data) == report)
  }

  @Test func `curves of questions show the reference as a dashed level in its colour`() throws {
    let file = try #require(
      try render(SyntheticSuite.questions().input).first {
        $0.path == "figures/learning-curve-arithmetic-3.svg"
      })
    let lines = String(decoding: file.data, as: UTF8.self).split(separator: "\n")
    let dashed = lines.filter { $0.contains("stroke-dasharray=\"9 6\"") }
    #expect(dashed.count == 1 && dashed[0].contains("#0072B2"))
    #expect(lines.count { $0.hasPrefix("<polyline") } == 5)
    #expect(lines.contains { $0.contains(">completions<") })
    #expect(lines.contains { $0.contains("Dashed:") })
  }

  @Test func `a report of a mixed suite stays as it was recorded`() throws {
    var suite = SyntheticSuite.questions(
      withControl: true, seeds: 4, arms: [.sft, .ppo, .grpo, .grpoRandom], evaluations: 3)
    suite.set("arithmetic-3", "ppo", 3, .failed(reason: "ended by signal 9"))
    try expectSnapshot(try FlooredRunsTests.markdown(suite), "questions.md")
  }
}
