import Foundation
import Results
import Testing

/// The commands that need nothing but scores, with their exit statuses.
@Suite struct StatisticsCommandTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func assay(_ arguments: String...) throws -> AssayCommand.Outcome {
    try AssayCommand.start(arguments, in: folder.path).outcome()
  }

  private func write(_ name: String, _ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/" + name))
  }

  /// Writes scores of `a` and `b`, those of `b` higher by `gain`.
  private func writeScores(_ name: String, seeds: Int = 6, gain: Double = 0) throws {
    let rows = (0..<seeds).flatMap { seed in
      let score = Double(seed * seed % 7)
      return ["a,t,\(seed),\(score)", "b,t,\(seed),\(score + gain)"]
    }
    try write(name, "algorithm,task,seed,score\n" + rows.joined(separator: "\n") + "\n")
  }

  @Test func `two files are compared as one in either order`() throws {
    try write("a.csv", "algorithm,task,seed,score\na,t,0,1\na,t,1,2\na,t,2,3\n")
    try write("b.csv", "score,seed,task,algorithm\r\n4,0,t,b\r\n5,1,t,b\r\n7,2,t,b\r\n")
    let first = try assay("compare", "a.csv", "b.csv")
    #expect(first.status == 0 && first.output.contains("cannot reach significance at this n"))
    #expect(try assay("compare", "b.csv", "a.csv").output == first.output)
    let twice = try assay("compare", "a.csv", "a.csv")
    #expect(twice.status == 2)
    #expect(
      twice.messages
        == "assay: a.csv and a.csv both hold a score of a on t with seed 0; each run has one score. "
        + "Give one of the algorithms another name.\n")
  }

  @Test(arguments: [
    (
      ["compare", "s.csv", "--baseline", "c"],
      "assay: The baseline c has no scores; the algorithms are a, b.\n"
    ),
    (
      ["compare", "s.csv", "--metric", "loss"],
      "assay: s.csv:1: the header has no column \"loss\"; the columns are algorithm, task, seed, loss, in any order.\n"
    ),
    (
      ["compare", "n.csv"],
      "assay: n.csv:2: the score \"nan\" is not a finite decimal number, such as 12.5 or -3e4. Give a failed run the task's lowest score.\n"
    ),
    (
      ["compare", "x.json"],
      "assay: x.json: this is not a report.json of assay (suite is not there); give an output folder, its report/report.json, or a CSV file.\n"
    ),
    (["gate", "s.csv", "n.csv", "--minimum-effect", "1"], nil),
    (["gate", "s.csv", "s.csv", "--minimum-effect", "0"], nil), (["gate", "s.csv", "s.csv"], nil),
    (["plan", "--margin", "1"], nil), (["plan", "s.csv", "--spread", "1", "--margin", "1"], nil),
    (["plan", "--spread", "-1", "--margin", "1"], nil), (["calibrate"], nil),
    (["calibrate", "--simulate", "--trials", "0"], nil),
    (["compare", "s.csv", "--paired", "maybe"], nil), (["compare", "s.csv", "--alpha", "2"], nil),
    (["plan", "--spread", "1", "--margin", "1", "--figure", "no/such/folder/f.svg"], nil),
  ])
  func `what cannot be is refused with status 2`(arguments: [String], message: String?) throws {
    try writeScores("s.csv")
    try write("n.csv", "algorithm,task,seed,score\na,t,0,nan\n")
    try write("x.json", "{}")
    let outcome = try AssayCommand.start(arguments, in: folder.path).outcome()
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty && !outcome.messages.isEmpty)
    if let message { #expect(outcome.messages == message) }
  }

  @Test func `a gate ends with 0 1 or 3`() throws {
    try writeScores("base.csv", seeds: 12)
    try writeScores("same.csv", seeds: 12)
    try writeScores("better.csv", seeds: 12, gain: 9)
    let pass = try assay("gate", "base.csv", "same.csv", "--minimum-effect", "5")
    #expect(pass.status == 0 && pass.output.contains("PASS: "))
    let regression = try assay("gate", "better.csv", "base.csv", "--minimum-effect", "5")
    #expect(regression.status == 1 && regression.output.contains("REGRESSION: 1 of 2"))
    let undecided = try assay("gate", "base.csv", "same.csv", "--minimum-effect", "0.1", "--json")
    #expect(undecided.status == 3 && undecided.output.contains("\"verdict\" : \"undecided\""))
    #expect(
      try assay("gate", "base.csv", "better.csv", "--minimum-effect", "5", "--lower-is-better")
        .status == 1)
  }

  @Test func `a plan is printed and its figure written`() throws {
    try writeScores("s.csv")
    let outcome = try assay("plan", "s.csv", "--margin", "3", "--figure", "power.svg")
    #expect(outcome.status == 0 && outcome.output.contains("Seeds needed"))
    let figure = try #require(folder.tree()["power.svg"])
    #expect(String(decoding: figure, as: UTF8.self).hasPrefix("<svg"))
    let assumed = try assay("plan", "--spread", "1", "--margin", "1", "--json")
    #expect(assumed.status == 0 && assumed.output.contains("\"runsNeeded\" : 17"))
  }

  @Test func `calibration prints the same bytes each time`() throws {
    let outcome = try assay(
      "calibrate", "--simulate", "--trials", "2", "--resamples", "99", "--seed", "1")
    #expect(outcome.status == 0 && outcome.output.contains("lognormal"))
    #expect(
      try assay("calibrate", "--simulate", "--trials", "2", "--resamples", "99", "--seed", "1")
        .output
        == outcome.output)
    try writeScores("s.csv", seeds: 10)
    let halves = try assay("calibrate", "s.csv", "--trials", "100")
    #expect(halves.status == 0 && halves.output.contains("a on t"))
  }

  @Test func `compare writes figures and says what it cannot draw`() throws {
    let rows = ["T1", "T2", "T3"].flatMap { task in
      ["a", "b", "c"].flatMap { algorithm in
        (0..<3).map { "\(algorithm),\(task),\($0),\($0 * $0 + (algorithm == "a" ? 5 : 0))" }
      }
    }
    try write("s.csv", "algorithm,task,seed,score\n" + rows.joined(separator: "\n") + "\n")
    try write(
      "r.csv", "algorithm,task,seed,score\n" + rows.reversed().joined(separator: "\n") + "\n")
    try write("scales.csv", "task,low,high\nT1,0,10\nT2,0,10\nT3,0,10\n")
    let plain = try assay("compare", "s.csv", "--figures", "plain/all")
    #expect(plain.status == 0)
    #expect(plain.messages.contains("plain/all/pairs-T1.svg\n"))
    #expect(plain.messages.contains("No performance-profiles.svg: it takes scales"))
    let scaled = try assay("compare", "s.csv", "--scales", "scales.csv", "--figures", "one")
    #expect(scaled.status == 0 && scaled.output.contains("Optimality gap"))
    #expect(
      try assay("compare", "r.csv", "--scales", "scales.csv", "--figures", "two").output
        == scaled.output)
    let files = try folder.tree()
    let names = [
      "critical-difference", "differences-T1", "differences-T2", "differences-T3", "pairs-T1",
      "pairs-T2", "pairs-T3", "performance-profiles",
    ].map { $0 + ".svg" }
    #expect(files.keys.filter { $0.hasPrefix("one/") }.sorted() == names.map { "one/" + $0 })
    for name in names { #expect(files["one/" + name] == files["two/" + name]) }
    try write("bad.csv", "task,low,high\nT1,1,1\n")
    let bad = try assay("compare", "s.csv", "--scales", "bad.csv")
    #expect(bad.status == 2)
    #expect(
      bad.messages
        == "assay: bad.csv:2: low is \"1\" and high \"1\", but they must be two different finite numbers.\n"
    )
  }

  @Test func `the help of compare walks through the scores of another tool`() throws {
    let help = try assay("help", "compare")
    #expect(help.status == 0)
    for part in [
      "algorithm,task,seed,score", "assay compare scores.csv --scales scales.csv --figures DIR",
      "task,low,high", "--baseline theirs",
    ] { #expect(help.output.contains(part), "\(part)") }
  }

  @Test func `a report's json gives what its folder gives`() throws {
    let text = """
      {suite: tiny, seeds: 2, tasks: [CartPole-v1], algorithms: {ppo: {stepsPerEnvironment: 16}, vpg: {stepsPerEnvironment: 16}},
      budget: {environmentSteps: 64}, evaluation: {points: 1, episodes: 1, finalEpisodes: 1}}
      """
    try write("tiny.yaml", text)
    #expect(try assay("run", "tiny.yaml", "--out", "o").status == 0)
    let folderOutput = try assay("compare", "o")
    #expect(folderOutput.status == 0)
    #expect(try assay("compare", "o/report/report.json").output == folderOutput.output)
    #expect(try assay("compare", "o/report").output == folderOutput.output)
    let bytes = try assay("compare", "o", "--metric", "peakModelBytes")
    #expect(bytes.status == 0 && bytes.output != folderOutput.output)
    let unknown = try assay("compare", "o", "--metric", "accuracy")
    #expect(unknown.status == 2)
    #expect(
      unknown.messages.hasPrefix(
        "assay: No run holds the metric accuracy; the runs hold areaUnderCurve, "))
    let other = try assay("compare", "o/report/report.json", "--metric", "peakModelBytes")
    #expect(
      other.messages
        == "assay: o/report/report.json: a report.json holds each run's evaluationReturn alone; for peakModelBytes give the output folder.\n"
    )
    #expect(
      try assay("gate", "o", "o", "--minimum-effect", "1", "--metric", "updates").messages
        == "assay: Neither high nor low values of updates are better, so there is nothing to lose by it.\n"
    )
  }
}
