import Foundation
import Reports
import Results
import Testing

/// What the marks of figures say when they are pointed at.
@Suite struct ToolTipTests {
  static func tips(_ files: [ReportFile], _ path: String) throws -> [String] {
    let file = try #require(files.first { $0.path == "figures/" + path }, "\(path)")
    // The first title is that of the picture.
    return Array(try #require(ParsedPage(file.data)).tips.dropFirst())
  }

  @Test func `every figure tells of every algorithm what its marks show`() throws {
    let suites = [
      RenderTests.suite(),
      HTMLReportTests.mixed(),
    ]
    for files in try suites.map({ try render($0.input) }) {
      for file in files where file.path.hasSuffix(".svg") {
        let tips = try Self.tips(files, String(file.path.dropFirst("figures/".count)))
        #expect(!tips.isEmpty, "\(file.path)")
        for tip in tips {
          #expect(tip.contains(/: −?[0-9]/) && !tip.contains("-0"), "\(file.path): \(tip)")
          #expect(tip.contains(/, n = \d|, seed \d/), "\(file.path): \(tip)")
        }
      }
    }
  }

  @Test func `a mark says what the table says`() throws {
    let suite = RenderTests.suite()
    let files = try render(suite.input)
    let report = try Report(suite.input)
    let markdown = String(decoding: files[0].data, as: UTF8.self)
    let names = ["CartPole-v1", "Pendulum-----", "pendulum------2"]
    let scores = try Self.tips(files, "final-scores.svg")
    #expect(scores.count == 9)
    for (task, name) in zip(report.tasks, names) {
      let strip = try Self.tips(files, "seeds-\(name).svg")
      let curves = try Self.tips(files, "learning-curve-\(name).svg")
      #expect(strip.count == 3 * 5)
      // Of each algorithm a band, a line and ten points.
      #expect(curves.count == 3 * 12)
      for arm in task.arms {
        #expect(
          markdown.contains(" \(arm.summary.count) | ")
            && markdown.contains(" \(Self.mean(arm, task)) |"))
        let tip =
          "\(arm.algorithm) on \(task.name): \(Self.minus(Self.mean(arm, task))) (95 % t), n = 4"
        #expect(scores.contains(tip) && strip.contains(tip), "\(tip)")
        let last = "\(arm.algorithm) on \(task.name) after 100,000 environment steps: "
        #expect(curves.count { $0.hasPrefix(last) } == 3)
      }
    }
    #expect(
      try Self.tips(files, "seeds-CartPole-v1.svg").contains(
        "ppo on CartPole-v1, seed 1: 0.0 (missing)"))
  }

  @Test func `aggregates, pairs, gains and factors are told with their intervals`() throws {
    let files = try render(
      HTMLReportTests.mixed().input)
    let expected = [
      (
        "aggregates.svg",
        "grpo, interquartile mean over 2 tasks: 0.672 [0.632, 0.691] "
          + "(95 % stratified bootstrap (percentile)), n = 4"
      ),
      (
        "gain-arithmetic-3.svg",
        "grpo on arithmetic-3, gain over sft: 0.191 [0.159, 0.223] (95 % t), n = 4"
      ),
    ]
    for (path, tip) in expected {
      let tips = try Self.tips(files, path)
      #expect(tips.contains(tip), "\(tips)")
    }
    let pairs = try Self.tips(files, "improvement.svg")
    #expect(pairs.count == 1 && pairs[0].hasPrefix("P(ppo beats grpo) over 2 tasks: 0.000 [0.000"))
    let factors = try Self.tips(files, "factors-arithmetic-3.svg")
    #expect(factors.count == 8 * 4)
    #expect(
      factors.contains {
        $0.hasPrefix("grpo on arithmetic-3, order: 0.473 [")
          && $0.hasSuffix(" (95 % t), n = 4; clean twins 0.683")
      })
  }

  @Test func `a pair says the same from both sides`() throws {
    let suite = RenderTests.suite()
    let pair = try #require(try Report(suite.input).tasks[1].comparisons.first)
    let ends = try #require(pair.effectInterval)
    let tips = try Self.tips(render(suite.input), "pairs-Pendulum-----.svg")
    let decimals = NumberFormat.decimals(
      for: try Report(suite.input).tasks[1].arms.flatMap(\.scores))
    let fixed = { Self.minus(NumberFormat.fixed($0, decimals: decimals)) }
    let end = "] (95 % \(ends.method)), n = 4, Holm p \(NumberFormat.probability(pair.holmP))"
    let name = "Pendulum|β 漢字"
    let forwards = "\(fixed(pair.difference)) [\(fixed(ends.lower)), \(fixed(ends.upper))"
    let backwards = "\(fixed(-pair.difference)) [\(fixed(-ends.upper)), \(fixed(-ends.lower))"
    #expect(tips.count == 6)
    #expect(tips.contains("\(pair.first) less \(pair.second) on \(name): \(forwards)\(end)"))
    #expect(tips.contains("\(pair.second) less \(pair.first) on \(name): \(backwards)\(end)"))
  }

  private static func mean(_ arm: ArmSection, _ task: TaskSection) -> String {
    let decimals = NumberFormat.decimals(for: task.arms.flatMap(\.scores))
    let fixed = { NumberFormat.fixed($0, decimals: decimals) }
    let ends = arm.summary.interval.map { " [\(fixed($0.lower)), \(fixed($0.upper))]" } ?? ""
    return fixed(arm.summary.mean) + ends
  }

  private static func minus(_ text: String) -> String { text.replacing("-", with: "\u{2212}") }
}
