import Foundation
import Randomness
import Reports
import Results
import Statistics
import Testing

/// The aggregates and figures of `compare`, of scores that any tool wrote.
@Suite struct CompareFiguresTests {
  /// Three algorithms on four tasks with six seeds, rows in an order of their own.
  static func rows(shuffled seed: UInt64? = nil) -> [ScoreTable.Row] {
    var rows: [ScoreTable.Row] = []
    for (place, algorithm) in ["ours", "theirs", "other"].enumerated() {
      for (index, task) in ["T1", "T2", "T3", "T/4"].enumerated() {
        for run in 0..<6 {
          let score = Double(10 * index + 3 * place) + Double((run * 5 + index) % 6) / 2
          rows.append(ScoreTable.Row(algorithm: algorithm, task: task, seed: run, score: score))
        }
      }
    }
    if let seed {
      var stream = RandomStream(seed: seed, purpose: "shuffle")
      stream.shuffle(&rows)
    }
    return rows
  }

  static func table(shuffled seed: UInt64? = nil, scaled: Bool = true) throws -> ScoreTable {
    var table = try ScoreTable(rows: rows(shuffled: seed))
    guard scaled else { return table }
    table.scales = try ScoreScale.read(csv: Data(scales.utf8), name: "scales.csv")
    return table
  }

  static let scales = "task,low,high\nT1,0,10\nT2,10,20\nT3,20,30\n\"T/4\",30,40\n"

  @Test func `figures are drawn of any scores and are well formed`() throws {
    let comparison = try compare(Self.table(), withProfiles: true)
    let files = comparison.figures()
    #expect(
      files.map(\.path) == [
        "pairs-T-4.svg", "differences-T-4.svg", "pairs-T1.svg", "differences-T1.svg",
        "pairs-T2.svg", "differences-T2.svg", "pairs-T3.svg", "differences-T3.svg",
        "performance-profiles.svg", "critical-difference.svg",
      ])
    try FigureTests.expectWellFormed(files)
    #expect(comparison.figuresLeftOut.isEmpty)
    let text = String(decoding: files[1].data, as: UTF8.self)
    #expect(text.contains("n = 6 seeds each") && text.contains("95 % intervals (Welch t)"))
  }

  @Test func `the order of rows changes no byte of figures, text and JSON`() throws {
    let first = try compare(Self.table(), withProfiles: true)
    for seed in 1...3 {
      let other = try compare(Self.table(shuffled: UInt64(seed)), withProfiles: true)
      #expect(other.figures() == first.figures())
      #expect(try other.json() == first.json() && other.text() == first.text())
    }
  }

  @Test func `what cannot be drawn is said`() throws {
    let unscaled = try compare(Self.table(scaled: false), withProfiles: true)
    #expect(
      unscaled.aggregates.isEmpty && unscaled.profiles == nil && unscaled.ranks?.test == .sign)
    #expect(unscaled.figuresLeftOut.map { $0.prefix(28) } == ["No performance-profiles.svg:"])
    #expect(unscaled.text().contains("--scales gives the scores of each task"))
    var settings = ComparisonSettings()
    settings.baseline = "other"
    let baseline = try compare(Self.table(), settings: settings, withProfiles: true)
    #expect(!baseline.figures().contains { $0.path.hasPrefix("pairs") })
    #expect(
      baseline.figuresLeftOut == [
        "No pairs-TASK.svg and no ranks: with a baseline not every pair is compared."
      ])
    let two = try compare(
      ScoreTable(rows: Self.rows().filter { $0.algorithm != "other" }), withProfiles: true)
    #expect(
      two.figuresLeftOut.first
        == "No pairs-TASK.svg of T/4, T1, T2, T3: it is for 3 to 14 algorithms.")
    #expect(two.figuresLeftOut.last?.hasPrefix("No critical-difference.svg: it takes 3") == true)
  }

  @Test func `one task has a profile of its own scores`() throws {
    let table = try ScoreTable(rows: Self.rows().filter { $0.task == "T2" })
    let comparison = try compare(table, withProfiles: true)
    let section = try #require(comparison.profiles)
    #expect(!section.isNormalized && section.tasks == ["T2"])
    #expect(section.profiles.map { $0.shares.first } == [1, 1, 1])
    #expect(section.profiles.map { $0.shares.last } == [0, 0, 0])
    let file = try #require(comparison.figures().last)
    #expect(file.path == "performance-profiles.svg")
    #expect(String(decoding: file.data, as: UTF8.self).contains("Performance profiles on T2"))
    #expect(try compare(table).profiles == nil)
    let equal = try ScoreTable(
      rows: table.rows.map {
        ScoreTable.Row(algorithm: $0.algorithm, task: $0.task, seed: $0.seed, score: 4)
      })
    #expect(try compare(equal, withProfiles: true).profiles == nil)
  }

  @Test func `the aggregates are those of the report`() throws {
    let suite = RanksAndProfilesTests.ordered(tasks: 4, seeds: 3)
    let report = try Report(suite.input)
    let comparison = try compare(
      ScoreTable(suite.input), seed: suite.suite.suiteSeed, withProfiles: true)
    #expect(!comparison.aggregates.isEmpty)
    #expect(comparison.aggregates == report.acrossTasks.aggregates)
    #expect(comparison.ranks == report.acrossTasks.ranks)
    #expect(comparison.profiles == report.acrossTasks.profiles)
    let (read, seed) = try ScoreTable.read(
      reportJSON: CanonicalJSON.encode(report), name: "report.json")
    #expect(try compare(read, seed: seed, withProfiles: true) == comparison)
  }

  @Test func `the aggregates of a file are those of its scales`() throws {
    let comparison = try compare(Self.table())
    #expect(comparison.normalizedTasks == ["T/4", "T1", "T2", "T3"])
    let ours = try #require(comparison.aggregates.first { $0.algorithm == "ours" })
    // Each task's six runs score 0, 0.5 … 2.5 above its low score, of 10.
    #expect(ReportNumbersTests.isClose(ours.mean.value, 0.125))
    #expect(ReportNumbersTests.isClose(ours.optimalityGap.value, 0.875))
    #expect(
      comparison.text().contains("Normalised scores over 4 tasks [95 % stratified bootstrap]"))
    #expect(comparison.text().contains("Ranks by mean score, 4 tasks as blocks, 1 the best"))
  }

  @Test func `reports of different scales have none together, unless a file gives one`() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func report(_ label: String, random: Double) throws -> String {
      var suite = SyntheticSuite(tasks: ["T"], algorithms: [label], seeds: 1)
      suite.suite.tasks[0].randomScore = random
      let path = folder.path + "/\(label).json"
      try CanonicalJSON.encode(Report(suite.input)).write(to: URL(fileURLWithPath: path))
      return path
    }
    let paths = try [
      report("a", random: 0), report("b", random: 0), report("c", random: 1),
    ]
    let scale = try ScoreScale(low: 0, high: 500)
    #expect(try StoredScores([paths[0], paths[1]]).table.scales == ["T": scale])
    #expect(try StoredScores(paths).table.scales.isEmpty)
    let file = folder.path + "/scales.csv"
    try Data("task,low,high\nT,0,7\n".utf8).write(to: URL(fileURLWithPath: file))
    let given = try StoredScores([paths[0]], scales: file).table.scales
    #expect(given == ["T": try ScoreScale(low: 0, high: 7)])
  }

  @Test(arguments: [
    ("", ": there is no scale; give a header 'task,low,high' and a line for each task."),
    (
      "task,low,high\n",
      ": there is no scale; give a header 'task,low,high' and a line for each task."
    ),
    ("task,low\nT,1\n", ":1: the header must name the columns task, low and high, in any order."),
    (
      "task,low,high\nT,1\n",
      ":2: there must be three fields: a task and the scores that become 0 and 1."
    ),
    ("low,task,high\n1,,2\n", ":2: the task has no name."),
    (
      "task,low,high\nT,1,2\nT,1,3\n",
      ":3: the task T has a scale already; each task has one."
    ),
    (
      "task,low,high\nT,1,1\n",
      ":2: low is \"1\" and high \"1\", but they must be two different finite numbers."
    ),
    (
      "task,low,high\nT,nan,1\n",
      ":2: low is \"nan\" and high \"1\", but they must be two different finite numbers."
    ),
  ]) func `a file of scales that cannot be read is an error`(text: String, message: String) {
    #expect(
      ScoreTableTests.message { _ = try ScoreScale.read(csv: Data(text.utf8), name: "s.csv") }
        == "s.csv" + message)
  }
}
