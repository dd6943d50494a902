import Foundation
import Harness
import NeuralNetworks
import Results
import Testing

/// Questions from end to end, with the real program: a supervised reference and two that start from it.
@Suite(.serialized) struct QuestionCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(gate: String = "", seeds: Int = 1) throws {
    let text = """
      suite: small
      seeds: \(seeds)
      tasks: [{arithmetic: {level: 1\(gate)}}]
      algorithms:
        grpo: {outOfDistribution: false}
        vpg: {outOfDistribution: false}
        ref: {algorithm: supervised, width: 16, heads: 2, layers: 1, outOfDistribution: false}
      budget: {completions: 32, demonstrations: 64}
      evaluation: {points: 1, items: 2, finalItems: 2}

      """
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/small.yaml"))
  }

  private func assay(_ arguments: String...) throws -> AssayCommand.Outcome {
    try AssayCommand.start(arguments, in: folder.path).outcome()
  }

  /// What can be reproduced of an output folder, by path.
  private func results(_ out: String) throws -> [String: Data] {
    let files = try folder.tree().filter { $0.key.hasPrefix(out + "/") }
    let pairs = files.map { (String($0.key.dropFirst(out.count + 1)), $0.value) }
    return Dictionary(uniqueKeysWithValues: pairs).filter { !$0.key.hasPrefix("run-info/") }
  }

  private func checkpoints(_ out: String) throws -> [String] {
    try results(out).keys.filter { $0.hasPrefix("checkpoints/") }.sorted()
  }

  @Test func `the number of jobs, and a chosen cell, change no byte`() throws {
    try write(seeds: 2)
    #expect(try assay("run", "small.yaml", "--out", "one", "--jobs", "1").status == 0)
    #expect(try assay("run", "small.yaml", "--out", "two", "--jobs", "2").status == 0)
    let one = try results("one")
    #expect(one == (try results("two")))
    #expect(try checkpoints("one").count == 2)
    #expect(
      try assay("run", "small.yaml", "--out", "part", "--only", "*/vpg/seed-1").messages.contains(
        "2 cells, 0 stored, 2 to run"))
    #expect(
      try assay("cell", "--suite", "small.yaml", "--index", "3", "--out", "alone").status == 0)
    for out in ["part", "alone"] {
      let files = try results(out).filter { !$0.key.hasPrefix("report/") }
      #expect(files.count == 12)
      #expect(files.allSatisfy { one[$0.key] == $0.value })
    }
  }

  @Test func `a run goes on from a stored reference, to the byte`() throws {
    try write()
    #expect(try assay("run", "small.yaml", "--out", "o").status == 0)
    let before = try results("o")
    try FileManager.default.removeItem(atPath: folder.path + "/o/cells/arithmetic-1/grpo")
    let outcome = try assay("run", "small.yaml", "--out", "o")
    #expect(outcome.status == 0 && outcome.messages.contains("3 cells, 2 stored, 1 to run"))
    #expect(try results("o") == before)
    // A reference that was lost with its checkpoint is made again to the byte.
    for path in ["/o/cells/arithmetic-1/ref", "/o/checkpoints", "/o/cells/arithmetic-1/vpg"] {
      try FileManager.default.removeItem(atPath: folder.path + path)
    }
    #expect(try assay("run", "small.yaml", "--out", "o").status == 0)
    #expect(try results("o") == before)
  }

  @Test func `a damaged checkpoint stops the run, and is found by verification`() throws {
    try write()
    #expect(try assay("run", "small.yaml", "--out", "o").status == 0)
    let name = try #require(checkpoints("o").first)
    let url = URL(fileURLWithPath: folder.path + "/o/" + name)
    var data = try Data(contentsOf: url)
    data[data.count / 2] ^= 1
    try data.write(to: url)
    let sentence =
      "the checkpoint 'o/\(name)' is damaged (its SHA-256 is not the one in its name): delete it and the folder 'o/cells/arithmetic-1/ref/seed-0', and run the suite again to make both anew\n"
    let run = try assay("run", "small.yaml", "--out", "o")
    #expect(run.status == 2 && run.messages.hasSuffix("assay: " + sentence))
    let verification = try assay("verify", "o", "--jobs", "1")
    #expect(verification.status == 1)
    #expect(
      verification.output.split(separator: "\n").sorted() == [
        "damaged\tarithmetic-1/ref/seed-0", "equal\tarithmetic-1/grpo/seed-0",
        "equal\tarithmetic-1/ref/seed-0", "equal\tarithmetic-1/vpg/seed-0",
      ])
    let description = try assay("describe", "o/" + name)
    #expect(description.status == 2)
    #expect(description.messages.hasPrefix("assay: cannot use the checkpoint 'o/\(name)': "))
  }

  @Test func `verification uses stored checkpoints, and trains those that a copy lacks`() throws {
    try write()
    #expect(try assay("run", "small.yaml", "--out", "o").status == 0)
    #expect(
      try assay("verify", "o", "--cells", "1").output == "equal\tarithmetic-1/grpo/seed-0\n")
    try FileManager.default.removeItem(atPath: folder.path + "/o/checkpoints")
    #expect(try assay("report", "o").status == 0)
    let outcome = try assay("verify", "o", "--cells", "1")
    #expect(outcome.status == 0)
    #expect(
      outcome.output == "equal\tarithmetic-1/ref/seed-0\nequal\tarithmetic-1/grpo/seed-0\n")
    // A stored reference whose checkpoint comes out with another hash is told apart.
    let store = try ResultStore(folder: folder.path + "/o")
    let cell = try #require(store.suite.cells.last)
    var result = try store.result(of: cell)
    let (curve, samples) = (try store.curve(of: cell), try store.samples(of: cell))
    try FileManager.default.removeItem(atPath: store.folder(of: cell))
    let other = Data("other".utf8)
    result.checkpoint = CanonicalJSON.sha256(other)
    try store.publish(result, curve: curve, samples: samples, checkpoint: other)
    try FileManager.default.removeItem(atPath: folder.path + "/o/checkpoints")
    let changed = try assay("verify", "o", "--cells", "1")
    #expect(changed.status == 1)
    #expect(changed.output.hasPrefix("different\tarithmetic-1/ref/seed-0\n"))
  }

  @Test func `a reference outside the gate fails what starts from it, and the report counts it`()
    throws
  {
    try write(gate: ", gate: [0.9, 1]")
    let outcome = try assay("run", "small.yaml", "--out", "o", "--jobs", "1")
    #expect(outcome.status == 1)
    #expect(outcome.output == "o/report/report.md\n")
    for algorithm in ["grpo", "vpg"] {
      #expect(
        outcome.messages.contains(
          "failed: arithmetic-1/\(algorithm)/seed-0: the reference answers 0.0 of the validation items when sampled, outside the gate 0.9 to 1.0: reinforcement was not started;"
        ))
    }
    #expect(outcome.messages.contains("assay: 2 cells failed and count against"))
    let report = try #require(results("o")["report/report.md"])
    #expect(String(decoding: report, as: UTF8.self).contains("outside the gate"))
  }

  @Test func `a checkpoint is described by its file, its cell, or its folder`() throws {
    try write()
    #expect(try assay("run", "small.yaml", "--out", "o", "--only", "*/ref/*").status == 0)
    let name = try #require(checkpoints("o").first)
    let text = try assay("describe", "o/" + name).output
    let hash = name.dropFirst("checkpoints/".count).dropLast(".checkpoint".count)
    #expect(text.contains("SHA-256     \(hash)\n"))
    #expect(text.contains("width       16\n") && text.contains("layers      1\n"))
    #expect(text.contains("demonstrations: 64"))
    #expect(try assay("describe", "o/cells/arithmetic-1/ref/seed-0").output == text)
    let outcome = try assay("describe", "small.yaml")
    #expect(outcome.status == 2)
    #expect(
      outcome.messages
        == "assay: cannot use the checkpoint 'small.yaml': This is not a checkpoint: it does not begin with ASSAYCKP.\n"
    )
  }
}
