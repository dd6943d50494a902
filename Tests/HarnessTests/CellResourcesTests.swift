import Foundation
import Harness
import Results
import Testing

/// What a cell's process takes from the system, beside what its ledger counted.
@Suite struct CellResourcesTests {
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status")))
  func `a large cell grows by what its ledger says, to 15 % and 2 MiB`() throws {
    let folder = try TemporaryFolder()
    let text = """
      suite: large
      seeds: 1
      tasks: [CartPole-v1]
      algorithms:
        vpg: {environments: 16, stepsPerEnvironment: 1024, valueMinibatchSize: null, valueEpochs: 1}
      budget: {environmentSteps: 16384}
      evaluation: {points: 1, episodes: 1, finalEpisodes: 1}
      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/large.yaml"))
    let outcome = try AssayCommand.run(
      "cell", "--suite", "large.yaml", "--index", "0", "--out", "out", in: folder.path)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let store = try ResultStore(folder: folder.path + "/out")
    let cell = store.suite.cells[0]
    let information = try #require(store.runInfo(of: cell))
    let ledger = try #require(try store.result(of: cell).metrics["peakModelBytes"])
    let grown = Double(try #require(information.grownResidentBytes))
    #expect(ledger > 32 * 1_048_576)
    #expect((grown - ledger).magnitude <= 0.15 * ledger + 2 * 1_048_576, "\(grown) of \(ledger)")
    // A network of 4, 64, 64 and 2 on each of the steps.
    #expect(information.multiplyAdds?["sampling"] == 16_384 * (4 * 64 + 64 * 64 + 64 * 2))
    let diagnostics = try #require(try store.diagnostics(of: cell)).metrics
    #expect(
      diagnostics["multiplyAdds.sampling"] == information.multiplyAdds?["sampling"].map(Double.init)
    )
    #expect(
      diagnostics["multiplyAdds"]
        == (information.multiplyAdds?.values.reduce(0, +)).map(Double.init))
    let seconds = try #require(information.phaseSeconds).values.reduce(0, +)
    #expect(seconds > 0 && seconds <= information.wallSeconds)
    #expect(try #require(information.efficiency) > 0)
    #expect(try #require(information.efficiency) < 1)
  }
}
