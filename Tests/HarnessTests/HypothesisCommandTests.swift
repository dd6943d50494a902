import Foundation
import Testing

/// Hypotheses from the suite file to the report, by the commands.
@Suite struct HypothesisCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func assay(_ arguments: String...) throws -> AssayCommand.Outcome {
    try AssayCommand.start(arguments, in: folder.path).outcome()
  }

  /// The shipped example, with two seeds and as many steps as two updates take.
  private func example(_ changes: [(from: String, to: String)] = []) throws -> String {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    var text = try String(
      contentsOf: root.appendingPathComponent("suites/hypotheses-example.yaml"), encoding: .utf8)
    for change in [("seeds: 8", "seeds: 2"), ("10_000", "4_096")] + changes {
      try #require(text.contains(change.0))
      text = text.replacingOccurrences(of: change.0, with: change.1)
    }
    return text
  }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/" + name))
  }

  private func report() throws -> String {
    String(decoding: try #require(try folder.tree()["o/report/report.md"]), as: UTF8.self)
  }

  @Test func `the shipped example is run and its hypotheses are judged`() throws {
    try write("example.yaml", example())
    let run = try assay("run", "example.yaml", "--out", "o")
    #expect(run.status == 0, "\(run.messages)")
    let declared = try report()
    #expect(declared.contains("## Hypotheses\n\nDeclared before the run: yes. The suite lists 3"))
    #expect(declared.contains("Of the 3 hypotheses declared before the run: "))
    #expect(declared.contains("| ppo equivalent-to ppo-noclip, margin 50 | `evaluationReturn` |"))
    #expect(declared.contains("| ppo less-than vpg "))
    #expect(!declared.contains("Not declared before the run"))

    let claim = "  - {metric: updates, claim: ppo greater-than vpg, family: later}\n"
    try write("later.yaml", example() + claim)
    let later = try assay("report", "o", "--hypotheses", "later.yaml")
    #expect(later.status == 0 && later.output.contains("o/report/report.md"))
    let parts = try report().components(separatedBy: "### Not declared before the run")
    #expect(parts.count == 2 && parts[1].contains("| ppo greater-than vpg "))
    // Those declared stay as they were.
    #expect(declared.hasPrefix(parts[0].trimmingCharacters(in: .newlines)))
    #expect(try assay("report", "o").status == 0)
    #expect(try report() == declared)

    try write("other.yaml", example([("finalEpisodes: 20", "finalEpisodes: 21")]) + claim)
    let other = try assay("report", "o", "--hypotheses", "other.yaml")
    #expect(other.status == 2 && other.messages.contains("hypotheses"))
    #expect(try assay("report", "o", "--hypotheses", "missing.yaml").status == 2)
    #expect(try report() == declared)
  }
}
