import Harness
import PolicyOptimization
import Results
import Tasks
import Testing

@Suite struct CatalogueTests {
  private func catalogue() throws -> Catalogue {
    Catalogue(
      try Sample.vocabulary(),
      and: [
        CatalogueEntry(kind: .statistic, name: "welch", summary: "A test.", details: ["t = …"])
      ])
  }

  @Test func `lists are aligned and in the order of the registry`() throws {
    let lines = try catalogue().list(.algorithm).split(separator: "\n")
    #expect(lines.first == "alpha  The first.")
    #expect(lines.count == 2)
    #expect(try catalogue().list(.statistic) == "welch  A test.")
  }

  @Test func `an algorithm tells every option with its default, range and source`() throws {
    let text = try catalogue().describe("ALPHA")
    #expect(text.hasPrefix("alpha (algorithm): The first."))
    for option in Options.declarations(in: .control) {
      #expect(text.contains(option.name) && text.contains(option.kind.allowed))
      #expect(text.contains(option.source))
    }
    let clip = try #require(text.split(separator: "\n").first { $0.contains("  clipRange  ") })
    #expect(clip.hasPrefix("*") && clip.contains(" 0.2 "))
    let rollout = try #require(text.split(separator: "\n").first { $0.contains("  rollout  ") })
    #expect(rollout.hasPrefix(" "))
  }

  @Test func `a task tells its limits and reference scores`() throws {
    let text = try catalogue().describe("CartPole-v1")
    #expect(text.contains("500 steps"))
    #expect(text.contains("one of 2 actions, 0 to 1"))
    #expect(text.contains("angular velocity"))
  }

  @Test func `options, metrics and statistics can be asked for`() throws {
    #expect(try catalogue().describe("clipRange").contains("a number from 0.001 to 10.0, or null"))
    #expect(try catalogue().describe("peakModelBytes").contains("bytes; lower is better"))
    #expect(try catalogue().describe("welch") == "welch (statistic): A test.\n\nt = …")
  }

  @Test func `an unknown name gets the nearest`() throws {
    let error = #expect(throws: UnknownName.self) { try catalogue().describe("CartPole-v0") }
    #expect(
      error?.description
        == "nothing is called 'CartPole-v0': did you mean 'CartPole-v1'? 'assay list' prints the names of tasks, algorithms and statistics"
    )
  }
}
