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

  @Test func `the levels of questions are tasks`() {
    let catalogue = Catalogue(and: [])
    let lines = catalogue.list(.task).split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("arithmetic-") } == 6)
    #expect(lines.contains { $0.hasPrefix("arithmetic-6 ") } && lines[0].hasPrefix("CartPole-v1"))
    let text = try? catalogue.describe("arithmetic-2")
    #expect(text?.contains("{arithmetic: {level: 2}}") == true)
  }

  @Test
  func `an algorithm tells its defaults where it runs, and the options of those places alone`()
    throws
  {
    let catalogue = Catalogue(and: [])
    func row(_ algorithm: String, _ option: String) throws -> [String]? {
      try catalogue.describe(algorithm).split(separator: "\n")
        .map { $0.split(separator: " ").map(String.init).filter { $0 != "*" } }
        .first { $0.first == option }
    }
    let heading = try row("grpo", "option")
    #expect(heading == ["option", "on", "control", "on", "questions", "allowed", "source"])
    #expect(try row("supervised", "option")?.prefix(3) == ["option", "on", "supervised"])
    #expect(try row("supervised", "misread")?.prefix(2) == ["misread", "0"])
    #expect(try row("supervised", "clipRange") == nil)
    #expect(try row("rloo", "environments") == nil)
    // On control tasks GRPO's batch is cut into minibatches of 512, on questions it is not.
    #expect(try row("grpo", "minibatchSize")?.prefix(3) == ["minibatchSize", "512", "null"])
  }

  @Test func `an option tells where it has a meaning, a metric too`() throws {
    let catalogue = Catalogue(and: [])
    #expect(try catalogue.describe("misread").contains("scope    supervised\n"))
    #expect(try catalogue.describe("clipRange").contains("scope    control, questions\n"))
    #expect(try catalogue.describe("sampledAccuracy").contains("on arithmetic tasks only"))
    #expect(try catalogue.describe("ood.<factor>.sampledAccuracy").contains("share from 0 to 1"))
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
