import Foundation
import Harness
import Results
import Testing

/// `assay run` from end to end, on the smallest suites that show something.
@Suite(.serialized) struct RunCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(seeds: Int, points: Int = 2, episodes: Int = 1) throws {
    let text = """
      suite: tiny
      seeds: \(seeds)
      tasks: [CartPole-v1]
      algorithms:
        ppo: {stepsPerEnvironment: 16}
        ppo-noclip: {algorithm: ppo, stepsPerEnvironment: 16, clipRange: null}
      budget: {environmentSteps: 128}
      evaluation: {points: \(points), episodes: \(episodes), finalEpisodes: 1}

      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/tiny.yaml"))
  }

  /// The stored cells and the report, by path; what cannot be reproduced is left out.
  private func results(_ out: String) throws -> [String: Data] {
    let files = try folder.tree().filter { $0.key.hasPrefix(out + "/") }
    let pairs = files.map { (String($0.key.dropFirst(out.count + 1)), $0.value) }
    return Dictionary(uniqueKeysWithValues: pairs).filter { !$0.key.hasPrefix("run-info/") }
  }

  private func run(_ arguments: String..., shell: String? = nil) throws -> AssayCommand.Outcome {
    try AssayCommand.start(["run", "tiny.yaml"] + arguments, in: folder.path, shell: shell)
      .outcome()
  }

  private var doneMarks: Int {
    get throws { try folder.tree().keys.count { $0.hasSuffix("/DONE") } }
  }

  @Test func `a run stores every cell and ends with the path of its report`() throws {
    try write(seeds: 2)
    let outcome = try run("--out", "o")
    #expect(outcome.status == 0)
    #expect(outcome.output == "o/report/report.md\n")
    let suite = try SuiteReader().read(folder.path + "/tiny.yaml")
    #expect(outcome.messages.hasPrefix("suite tiny, SHA-256 \(try CanonicalJSON.hash(suite))\n"))
    let files = try results("o").keys
    for arm in ["ppo", "ppo-noclip"] {
      for seed in 0..<2 {
        for name in ["cell.json", "curve.csv", "DONE"] {
          #expect(files.contains("cells/CartPole-v1/\(arm)/seed-\(seed)/\(name)"))
        }
      }
    }
    for name in ["report.md", "report.json", "report.html"] {
      #expect(files.contains("report/" + name))
    }
    #expect(try folder.tree().keys.contains("o/run-info/CartPole-v1/ppo/seed-1.json"))
  }

  @Test func `the number of jobs changes no byte`() throws {
    try write(seeds: 3)
    #expect(try run("--out", "one", "--jobs", "1").status == 0)
    #expect(try run("--out", "two", "--jobs", "2").status == 0)
    #expect(try results("one") == results("two"))
  }

  @Test func `a deleted cell is made again to the byte, the others are left alone`() throws {
    try write(seeds: 2)
    #expect(try run("--out", "o").status == 0)
    let before = try results("o")
    try FileManager.default.removeItem(
      atPath: folder.path + "/o/cells/CartPole-v1/ppo/seed-1")
    let outcome = try run("--out", "o")
    #expect(outcome.messages.contains("4 cells, 3 stored, 1 to run"))
    #expect(try results("o") == before)
  }

  @Test func `a run that was killed is finished by the same command, to the byte`() throws {
    try write(seeds: 12)
    #expect(try run("--out", "whole").status == 0)
    try FileManager.default.createDirectory(
      atPath: folder.path + "/kept", withIntermediateDirectories: true)
    try FileManager.default.moveItem(
      atPath: folder.path + "/whole", toPath: folder.path + "/kept/whole")
    let expected = try results("kept/whole")
    try FileManager.default.removeItem(atPath: folder.path + "/kept")
    let running = try AssayCommand.start(["run", "tiny.yaml", "--out", "o"], in: folder.path)
    while try doneMarks < 3 { usleep(2000) }
    kill(running.process.processIdentifier, SIGKILL)
    #expect(running.outcome().status == SIGKILL)
    #expect(try doneMarks < 24)
    #expect(try run("--out", "o").status == 0)
    #expect(try results("o") == expected)
  }

  @Test(arguments: [SIGINT, SIGTERM])
  func `a run that is interrupted says how to go on`(signal: Int32) throws {
    try write(seeds: 12)
    let running = try AssayCommand.start(["run", "tiny.yaml", "--out", "o"], in: folder.path)
    while try doneMarks < 2 { usleep(2000) }
    kill(running.process.processIdentifier, signal)
    let outcome = running.outcome()
    #expect(outcome.status == 75)
    #expect(outcome.output == "")
    #expect(
      outcome.messages.hasSuffix("cells to go: run the same command again to finish them\n"))
    #expect(try folder.tree().keys.contains { $0.hasSuffix("/FAILED") } == false)
    #expect(try run("--out", "o").status == 0)
    #expect(try doneMarks == 24)
  }

  @Test func `two runs in one folder at one time do no harm`() throws {
    try write(seeds: 6)
    let first = try AssayCommand.start(["run", "tiny.yaml", "--out", "o"], in: folder.path)
    let second = try AssayCommand.start(["run", "tiny.yaml", "--out", "o"], in: folder.path)
    #expect(first.outcome().status == 0)
    #expect(second.outcome().status == 0)
    #expect(try run("--out", "alone").status == 0)
    #expect(try results("o") == results("alone"))
  }

  @Test func `the plan is printed and nothing is made`() throws {
    try write(seeds: 2)
    let outcome = try run("--out", "o", "--dry-run", "--seeds", "5", "--only", "*noclip/seed-[0-2]")
    #expect(outcome.status == 0)
    #expect(
      outcome.output.hasSuffix(
        """
        3 cells, 0 stored, 3 to run

        task         algorithm   method  unit               budget  cells  stored  to run
        CartPole-v1  ppo-noclip  ppo     environment steps     128      3       0       3

        """))
    #expect(try folder.tree().keys.sorted() == ["tiny.yaml"])
  }

  @Test func `only what matches is run, and the report counts the rest as missing`() throws {
    try write(seeds: 2)
    #expect(try run("--out", "o", "--only", "*/ppo/seed-0").status == 0)
    #expect(try doneMarks == 1)
    let report = try #require(results("o")["report/report.md"])
    #expect(String(decoding: report, as: UTF8.self).contains("missing"))
  }

  @Test func `without an output folder the suite's hash names one`() throws {
    try write(seeds: 1)
    let suite = try SuiteReader().read(folder.path + "/tiny.yaml")
    #expect(
      try run().output
        == "out/tiny-\(CanonicalJSON.hash(suite).prefix(12))/report/report.md\n")
  }

  @Test func `the folder of another suite is refused and stays as it was`() throws {
    try write(seeds: 1)
    #expect(try run("--out", "o").status == 0)
    let before = try results("o")
    let outcome = try run("--out", "o", "--seeds", "2")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages
        == "assay: 'o' holds results of another suite, whose 'seeds' is 1, not 2: give another folder with --out\n"
    )
    #expect(try results("o") == before)
  }

  @Test func `a damaged cell stops the run before anything else happens`() throws {
    try write(seeds: 2)
    #expect(try run("--out", "o", "--only", "*/ppo/*").status == 0)
    let path = folder.path + "/o/cells/CartPole-v1/ppo/seed-0/curve.csv"
    try Data("update\n".utf8).write(to: URL(fileURLWithPath: path))
    let before = try folder.tree()
    let outcome = try run("--out", "o")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages.hasSuffix(
        "assay: 'o/cells/CartPole-v1/ppo/seed-0/curve.csv' is damaged (its SHA-256 is not the one that DONE records): delete the folder 'o/cells/CartPole-v1/ppo/seed-0' and run the suite again to make this cell anew\n"
      ))
    #expect(try folder.tree() == before)
  }

  @Test func `a file in place of the folder is refused`() throws {
    try write(seeds: 1)
    let outcome = try run("--out", "tiny.yaml/o")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages
        == "assay: cannot write 'tiny.yaml/o': not a directory; nothing that was stored before is harmed\n"
    )
  }

  @Test func `a disk that takes no more fails the cells it cannot hold, and a retry ends well`()
    throws
  {
    try write(seeds: 1, points: 60, episodes: 20)
    // Files of at most 32 blocks of 512 bytes: the suite fits, the cells do not.
    let outcome = try run("--out", "o", shell: "trap '' XFSZ; ulimit -f 32;")
    #expect(outcome.status == 1)
    #expect(
      outcome.messages.contains(
        "failed: CartPole-v1/ppo/seed-0: cannot write 'o/cells/CartPole-v1/ppo/seed-0/cell.json': file too large; nothing that was stored before is harmed\n"
      ))
    #expect(try doneMarks == 0)
    #expect(try folder.tree().keys.contains { $0.hasSuffix(".tmp") } == false)
    let retry = try run("--out", "o")
    #expect(retry.status == 0)
    #expect(try folder.tree().keys.contains { $0.hasSuffix("/FAILED") } == false)
  }

  @Test func `a worker that crashes is counted, the others go on, and a retry ends well`() throws {
    try write(seeds: 2)
    let running = try AssayCommand.start(
      ["run", "tiny.yaml", "--out", "o", "--jobs", "1"], in: folder.path)
    var workers: [pid_t] = []
    while workers.isEmpty { workers = running.children }
    for worker in workers { kill(worker, SIGKILL) }
    let outcome = running.outcome()
    #expect(outcome.status == 1)
    #expect(outcome.output == "o/report/report.md\n")
    #expect(
      outcome.messages.contains(
        "failed: CartPole-v1/ppo/seed-0: the worker was ended by signal 9\n"))
    #expect(
      outcome.messages.hasSuffix(
        "assay: 1 cell failed and counts against its algorithm in the report: run the same command again to retry it\n"
      ))
    #expect(try doneMarks == 3)
    let report = try #require(results("o")["report/report.md"])
    #expect(String(decoding: report, as: UTF8.self).contains("failed"))
    #expect(try run("--out", "o").status == 0)
    #expect(try run("--out", "whole").status == 0)
    #expect(try results("o") == results("whole"))
  }
}
