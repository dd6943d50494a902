import Projection
import Results
import Testing

@testable import Reports

/// What a report says of a large model, from what its ledgers and options say each algorithm holds.
@Suite struct ProjectedMemoryTests {
  /// PPO with a critic and a reference, GRPO twice with a reference and groups.
  private static func suite() -> SyntheticSuite {
    var suite = SyntheticSuite.questions(seeds: 2, arms: [.sft, .ppo, .grpo, .grpoSum])
    for index in suite.suite.arms.indices {
      let name = suite.suite.arms[index].algorithm
      if name.hasPrefix("grpo") { suite.suite.arms[index].options["advantage"] = .string("group") }
      for seed in 0..<2 {
        guard case .result(var result) = suite.cells[suite.index("arithmetic-3", name, seed)].state
        else { continue }
        result.cell.arm = suite.suite.arms[index]
        result.metrics["bytes.policy.parameters"] = 400
        if name != "sft" { result.metrics["bytes.reference.parameters"] = 400 }
        if name == "ppo" { result.metrics["bytes.critic.optimizer"] = 800 }
        result.metrics["peakModelBytes"] = 2_000
        suite.cells[suite.index("arithmetic-3", name, seed)].state = .result(result)
      }
    }
    return suite
  }

  @Test func `what algorithms hold is read from their ledgers and options`() throws {
    let projected = try #require(try ProjectionText(Report(Self.suite().input))).algorithms
    #expect(
      projected == [
        ProjectedAlgorithm(
          name: "ppo", trainsCritic: true, keepsReference: true, comparesGroup: false,
          solvesNaturalGradient: false),
        ProjectedAlgorithm(
          name: "grpo, grpo-sum", trainsCritic: false, keepsReference: true, comparesGroup: true,
          solvesNaturalGradient: false),
      ])
  }

  @Test
  func `a report on questions says what a model of 7B would take, and where a group outweighs`()
    throws
  {
    let lines = try FlooredRunsTests.markdown(Self.suite()).split(separator: "\n").map {
      $0.split(separator: " ").joined(separator: " ")
    }
    // As `assay memory --preset 7B --checkpointing` and Guides/memory.md.
    for line in [
      "| component, GB | ppo | grpo, grpo-sum |", "| policy.optimizer | 91.39 | 91.39 |",
      "| critic.optimizer | 84.85 | – |", "| total | 315 | 195 |", "| ppo | – | 2,221 | 12,408 |",
      "| tokens of each, from | 35,846 | 17,923 | 8,962 | 4,481 | 2,241 | 1,121 |",
    ] { #expect(lines.contains(line), "\(line)") }
  }

  @Test func `without questions, or without ledgers, nothing is projected`() throws {
    #expect(try ProjectionText(Report(MemorySectionTests.suite().input)) == nil)
    let silent = SyntheticSuite.questions(seeds: 2, arms: [.sft, .ppo])
    #expect(try !FlooredRunsTests.markdown(silent).contains("## Projected memory"))
  }
}
