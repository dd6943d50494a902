import Foundation
import Harness
import Results
import Testing

/// `assay run` of suites whose seeds are adaptive, from end to end.
@Suite(.serialized) struct AdaptiveRunTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Two arms that do nearly the same and so stay undecided: 4, 6, 8 seeds.
  private func write() throws {
    let text = """
      suite: tiny
      seeds: {adaptive: {initial: 4, step: 2, maximum: 8, alpha: 0.05}}
      tasks: [CartPole-v1]
      algorithms:
        ppo: {stepsPerEnvironment: 16}
        ppo-noclip: {algorithm: ppo, stepsPerEnvironment: 16, clipRange: null}
      budget: {environmentSteps: 128}
      evaluation: {points: 1, episodes: 1, finalEpisodes: 1}

      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/tiny.yaml"))
  }

  /// What can be reproduced of a run, by path.
  private func results(_ out: String) throws -> [String: Data] {
    let files = try folder.tree().filter { $0.key.hasPrefix(out + "/") }
    let pairs = files.map { (String($0.key.dropFirst(out.count + 1)), $0.value) }
    return Dictionary(uniqueKeysWithValues: pairs).filter { !$0.key.hasPrefix("run-info/") }
  }

  private func run(_ arguments: String...) throws -> AssayCommand.Outcome {
    try AssayCommand.start(["run", "tiny.yaml"] + arguments, in: folder.path).outcome()
  }

  private func store(_ out: String = "o") throws -> ResultStore {
    try ResultStore(folder: folder.path + "/" + out)
  }

  private var doneMarks: Int {
    get throws { try folder.tree().keys.count { $0.hasSuffix("/DONE") } }
  }

  @Test func `undecided arms get every seed, and each look is in the ledger`() throws {
    try write()
    let outcome = try run("--out", "o")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let ledger = try #require(try store().ledger())
    #expect(ledger.runs == [4, 6, 8])
    #expect(ledger.looks.map(\.runs) == [4, 6, 8])
    #expect(ledger.looks.map(\.alphaSpent) == [0.5, 0.75, 1].map { 0.05 * $0 })
    #expect(ledger.families.map(\.algorithms) == [["ppo", "ppo-noclip"]])
    #expect(ledger.isComplete)
    #expect(try doneMarks == 16)
    let report = try #require(results("o")["report/report.md"])
    #expect(String(decoding: report, as: UTF8.self).contains("## Adaptive seeds"))
  }

  @Test func `neither the number of jobs nor killing the run changes a byte`() throws {
    try write()
    #expect(try run("--out", "whole", "--jobs", "1").status == 0)
    let expected = try results("whole")
    for marks in [20, 25, 29] {
      let running = try AssayCommand.start(["run", "tiny.yaml", "--out", "o"], in: folder.path)
      while try doneMarks < marks, running.process.isRunning { usleep(1000) }
      kill(running.process.processIdentifier, SIGKILL)
      _ = running.outcome()
    }
    #expect(try run("--out", "o", "--jobs", "2").status == 0)
    #expect(try results("o") == expected)
  }

  @Test func `a second run looks at nothing anew, and makes what is gone again`() throws {
    try write()
    #expect(try run("--out", "o").status == 0)
    let before = try results("o")
    #expect(try run("--out", "o").status == 0)
    #expect(try results("o") == before)
    for gone in ["cells/CartPole-v1/ppo/seed-5", "sequential.json"] {
      try FileManager.default.removeItem(atPath: folder.path + "/o/" + gone)
      #expect(try run("--out", "o").status == 0)
      #expect(try results("o") == before)
    }
  }

  @Test func `a ledger that the cells do not give is refused by run and report`() throws {
    try write()
    #expect(try run("--out", "o").status == 0)
    let path = folder.path + "/o/sequential.json"
    var ledger = try #require(try store().ledger())
    ledger.looks[1].tasks[0].pairs[0].pValue /= 2
    try CanonicalJSON.encode(ledger).write(to: URL(fileURLWithPath: path))
    let sentence =
      "assay: 'o/sequential.json' holds a look at 6 runs on 'CartPole-v1' that the stored cells do not give: a look is not taken twice; restore the cells or the ledger, or run the suite into another folder\n"
    let again = try run("--out", "o")
    #expect(again.status == 2 && again.messages.hasSuffix(sentence), "\(again.messages)")
    let report = try AssayCommand.run("report", "o", in: folder.path)
    #expect(report.status == 2 && report.messages == sentence, "\(report.messages)")
    try Data("{".utf8).write(to: URL(fileURLWithPath: path))
    #expect(
      try run("--out", "o").messages.hasSuffix(
        "assay: 'o/sequential.json' does not decode: restore it, or run the suite into another folder\n"
      ))
  }

  @Test func `cells that were changed together with their hashes are noticed`() throws {
    try write()
    #expect(try run("--out", "o").status == 0)
    let store = try store()
    let cell = store.suite.cells[2]
    var result = try store.result(of: cell)
    let curve = try store.curve(of: cell)
    result.metrics["evaluationReturn"] = 1e6
    try FileManager.default.removeItem(atPath: store.folder(of: cell))
    try store.publish(result, curve: curve)
    let again = try run("--out", "o")
    #expect(again.status == 2)
    #expect(again.messages.contains("holds a look at 4 runs on 'CartPole-v1'"))
  }

  @Test func `a part of the cells cannot be chosen`() throws {
    try write()
    let outcome = try run("--out", "o", "--only", "*/ppo/*")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages
        == "assay: --only cannot be used where seeds are adaptive, as a look at the scores needs the cells of all arms: leave it out, or fix the seeds with --seeds\n"
    )
  }
}
