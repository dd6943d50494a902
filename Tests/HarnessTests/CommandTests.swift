import Foundation
import Harness
import Results
import Testing

/// The other commands, and how every command refuses what it cannot do.
@Suite(.serialized) struct CommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func assay(_ arguments: String...) throws -> AssayCommand.Outcome {
    try AssayCommand.start(arguments, in: folder.path).outcome()
  }

  /// Runs a suite of two cells into `o`.
  private func runSuite() throws {
    let text = """
      {suite: tiny, seeds: 2, tasks: [CartPole-v1], algorithms: {ppo: {stepsPerEnvironment: 16}},
      budget: {environmentSteps: 64}, evaluation: {points: 1, episodes: 1, finalEpisodes: 1}}
      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/tiny.yaml"))
    #expect(try assay("run", "tiny.yaml", "--out", "o").status == 0)
  }

  private func flipBit(_ name: String) throws {
    let url = URL(fileURLWithPath: folder.path + "/o/cells/CartPole-v1/ppo/seed-1/" + name)
    var data = try Data(contentsOf: url)
    data[data.count / 3] ^= 4
    try data.write(to: url)
  }

  @Test(arguments: [
    ["frobnicate"], ["run"], ["run", "a.yaml", "--jobs", "many"], ["run", "--no-such-option"],
    ["cell"], ["verify", "o", "--cells", "0"], ["rollout", "CartPole-v1", "--seed", "-1"],
  ]) func `a command line that cannot be is exit status 2`(arguments: [String]) throws {
    let outcome = try AssayCommand.start(arguments, in: folder.path).outcome()
    #expect(outcome.status == 2)
    #expect(outcome.output == "")
    #expect(outcome.messages.hasPrefix("Error: "))
  }

  @Test(arguments: [["--help"], ["help", "run"], ["verify", "--help"], ["--version"]])
  func `help is data, and no error`(arguments: [String]) throws {
    let outcome = try AssayCommand.start(arguments, in: folder.path).outcome()
    #expect(outcome.status == 0)
    #expect(!outcome.output.isEmpty && outcome.messages.isEmpty)
  }

  @Test func `a file that cannot be read is one sentence`() throws {
    #expect(
      try assay("run", "none.yaml").messages
        == "assay: cannot read 'none.yaml': no such file or directory\n")
    #expect(try assay("run", "none.yaml").status == 2)
    #expect(try assay("run", ".").messages == "assay: cannot read '.': is a directory\n")
    #expect(
      try assay("report", "none").messages
        == "assay: 'none' holds no suite.json: give the output folder of an 'assay run'\n")
    #expect(try assay("compare", "none.csv").status == 2)
  }

  @Test func `output that nothing takes is one sentence`() throws {
    let outcome = try AssayCommand.start(
      ["list", "tasks"], in: folder.path, shell: "exec >/dev/full;"
    ).outcome()
    #expect(outcome.status == 1)
    #expect(
      outcome.messages.hasPrefix("assay: cannot write 'standard output': no space left on device"))
  }

  @Test func `a bad suite is one sentence with its place`() throws {
    try Data("suite: a\nsuites: b\n".utf8).write(
      to: URL(fileURLWithPath: folder.path + "/s.yaml"))
    let outcome = try assay("run", "s.yaml")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages
        == "assay: s.yaml, line 2, column 1: unknown key 'suites' in the suite (did you mean 'suite'? allowed: suite, seed, seeds, metric, questionMetric, tasks, algorithms, budget, evaluation, hypotheses, stress)\n"
    )
  }

  @Test func `jobs and seeds out of range are one sentence`() throws {
    try runSuite()
    #expect(
      try assay("run", "tiny.yaml", "--jobs", "0").messages
        == "assay: --jobs is 0, but must be a whole number from 1\n")
    #expect(
      try assay("run", "tiny.yaml", "--seeds", "0").messages
        == "assay: --seeds is 0, but must be a whole number from 1 to 10000\n")
  }

  @Test func `the report is made again to the byte`() throws {
    try runSuite()
    let before = try folder.tree().filter { $0.key.hasPrefix("o/report/") }
    try FileManager.default.removeItem(atPath: folder.path + "/o/report")
    let outcome = try assay("report", "o")
    #expect(outcome.status == 0 && outcome.output == "o/report/report.md\n")
    #expect(try folder.tree().filter { $0.key.hasPrefix("o/report/") } == before)
  }

  @Test func `a report of a damaged cell counts it, names it and is exit status 2`() throws {
    try runSuite()
    try flipBit("cell.json")
    let outcome = try assay("report", "o")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages
        == "assay: 'o/cells/CartPole-v1/ppo/seed-1/cell.json' is damaged (its SHA-256 is not the one that DONE records): delete the folder 'o/cells/CartPole-v1/ppo/seed-1' and run the suite again to make this cell anew\n"
    )
    let report = try #require(folder.tree()["o/report/report.md"])
    #expect(String(decoding: report, as: UTF8.self).contains("damaged"))
  }

  @Test func `verification finds equal cells equal`() throws {
    try runSuite()
    let outcome = try assay("verify", "o", "--jobs", "1")
    #expect(outcome.status == 0)
    #expect(outcome.output == "equal\tCartPole-v1/ppo/seed-0\nequal\tCartPole-v1/ppo/seed-1\n")
    #expect(try assay("verify", "o", "--cells", "1").output == "equal\tCartPole-v1/ppo/seed-0\n")
  }

  @Test(arguments: ["cell.json", "curve.csv", "DONE"])
  func `verification finds one flipped bit, also in a cell that is not run again`(name: String)
    throws
  {
    try runSuite()
    try flipBit(name)
    let outcome = try assay("verify", "o", "--cells", "1")
    #expect(outcome.status == 1)
    #expect(outcome.output == "damaged\tCartPole-v1/ppo/seed-1\nequal\tCartPole-v1/ppo/seed-0\n")
  }

  @Test func `verification finds a cell that was changed together with its hashes`() throws {
    try runSuite()
    let store = try ResultStore(folder: folder.path + "/o")
    let cell = store.suite.cells[1]
    var result = try store.result(of: cell)
    let curve = try store.curve(of: cell)
    result.metrics["evaluationReturn"] = 1e6
    try FileManager.default.removeItem(atPath: store.folder(of: cell))
    try store.publish(result, curve: curve)
    let outcome = try assay("verify", "o", "--jobs", "1")
    #expect(outcome.status == 1)
    #expect(outcome.output == "equal\tCartPole-v1/ppo/seed-0\ndifferent\tCartPole-v1/ppo/seed-1\n")
    #expect(
      outcome.messages
        == "assay: CartPole-v1/ppo/seed-1: cell.json has other bytes than the same run gives now\n")
  }

  @Test func `a copy without its curves is verified by the hashes of its marks`() throws {
    try runSuite()
    let store = try ResultStore(folder: folder.path + "/o")
    for cell in store.suite.cells {
      try FileManager.default.removeItem(atPath: store.folder(of: cell) + "/curve.csv")
    }
    let outcome = try assay("verify", "o", "--jobs", "1")
    #expect(outcome.status == 0)
    #expect(outcome.output == "equal\tCartPole-v1/ppo/seed-0\nequal\tCartPole-v1/ppo/seed-1\n")
  }

  @Test func `a folder without stored cells cannot be verified`() throws {
    try runSuite()
    try FileManager.default.removeItem(atPath: folder.path + "/o/cells")
    let outcome = try assay("verify", "o")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages
        == "assay: no cell is stored there, so there is nothing to verify: run the suite into that folder first\n"
    )
  }

  @Test func `a cell can be run by its index alone`() throws {
    try runSuite()
    let outcome = try assay("cell", "--suite", "tiny.yaml", "--index", "1", "--out", "p")
    #expect(outcome.status == 0)
    #expect(outcome.output == "p/cells/CartPole-v1/ppo/seed-1\n")
    let tree = try folder.tree()
    for name in ["cell.json", "curve.csv", "DONE"] {
      let path = "cells/CartPole-v1/ppo/seed-1/" + name
      #expect(tree["p/" + path] != nil && tree["p/" + path] == tree["o/" + path])
    }
    let refused = try assay("cell", "--suite", "o/suite.json", "--index", "2", "--out", "o")
    #expect(refused.status == 2)
    #expect(
      refused.messages == "assay: there is no cell 2: the suite has 2 cells, from 0 to 1\n")
  }

  @Test func `cells are listed with their states`() throws {
    try runSuite()
    let lines = try assay("list", "cells", "o").output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[1].hasPrefix("1\tCartPole-v1\tppo\t1\t") && lines[1].hasSuffix("\tdone"))
    #expect(try assay("list", "cells", "--suite", "tiny.yaml").output.contains("\tmissing\n"))
    #expect(try assay("list", "cells").status == 2)
  }

  @Test func `names are listed and described`() throws {
    #expect(try assay("list", "tasks").output.contains("CartPole-v1"))
    #expect(try assay("list", "algorithms").output.contains("ppo"))
    #expect(try assay("list", "statistics").output.contains("permutation"))
    #expect(try assay("describe", "ppo").output.hasPrefix("ppo (algorithm): "))
    let outcome = try assay("describe", "permutatoin")
    #expect(outcome.status == 2 && outcome.messages.contains("did you mean 'permutation'?"))
  }

  @Test func `an episode is printed as JSON Lines`() throws {
    let outcome = try assay(
      "rollout", "CartPole-v1", "--seeding", "gymnasium", "--seed", "42", "--actions", "1,0,1")
    let steps = try outcome.output.split(separator: "\n").map { line in
      try #require(
        JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
    #expect(steps.map { $0["step"] as? Int } == [1, 2, 3])
    #expect(steps.map { $0["action"] as? Int } == [1, 0, 1])
    #expect(steps.allSatisfy { $0["reward"] as? Double == 1 })
    #expect(try assay("rollout", "Pendulum-v1", "--actions", "-0.5").status == 0)
    #expect(try assay("rollout", "Nowhere-v0").status == 2)
  }

  @Test func `scores of any origin are compared`() throws {
    let rows = (0..<5).flatMap { ["a,t,\($0),\($0)", "b,t,\($0),\($0 + 10)"] }
    let text = "algorithm,task,seed,score\n" + rows.joined(separator: "\n") + "\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/s.csv"))
    let outcome = try assay("compare", "s.csv")
    #expect(outcome.status == 0 && outcome.output.contains("0.00794"))
    let json = try assay("compare", "s.csv", "--json").output
    #expect(try JSONSerialization.jsonObject(with: Data(json.utf8)) is [String: Any])
    let twice = try assay("compare", "s.csv", "s.csv")
    #expect(twice.status == 2)
    #expect(
      twice.messages.hasPrefix("assay: s.csv and s.csv both hold a score of a on t with seed 0;"))
  }
}
