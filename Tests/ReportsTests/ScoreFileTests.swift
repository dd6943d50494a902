import Foundation
import Randomness
import Reports
import Testing

/// Score files of any origin: steps, metrics, any order, any size, and what is refused.
@Suite struct ScoreFileTests {
  private static func read(_ text: String, metric: String? = nil) throws -> ScoreTable {
    try ScoreTable(csv: Data(text.utf8), name: "s.csv", metric: metric)
  }

  private static func message(_ text: String, metric: String? = nil) -> String {
    ScoreTableTests.message { _ = try read(text, metric: metric) }
  }

  @Test func `a run with steps is scored at its last step`() throws {
    let table = try Self.read(
      """
      algorithm,task,seed,step,score
      a,T,0,100,1
      a,T,0,1e3,3
      a,T,0,200,2
      a,T,1,900,7

      """)
    #expect(table.arm(task: "T", algorithm: "a")?.scores == [3, 7])
    #expect(table.arm(task: "T", algorithm: "a")?.lastSteps == 900...1000)
    let text = try compare(table).text()
    #expect(
      text.contains(
        "Each run is scored at its last step. Runs do not end at the same: the first at step 900, "
          + "the last at 1,000."))
    #expect(
      try compare(Self.read("algorithm,task,seed,step,score\na,T,0,5,1\n")).text()
        .contains("Each run is scored at its last step, 5."))
  }

  @Test(arguments: [
    (
      "algorithm,task,seed,step,score\na,T,0,5,1\na,T,0,5,2\n",
      "s.csv:3: a on T with seed 0 already has a score at step 5 on line 2; each run has one at each step."
    ),
    (
      "algorithm,task,seed,step,score\na,T,0,many,1\n",
      "s.csv:2: the step \"many\" is not a finite decimal number, such as 20000 or 1e6."
    ),
    (
      "algorithm,task,seed,step,score\na,T,0,,1\n",
      "s.csv:2: the field step is empty; every row needs algorithm, task, seed, score."
    ),
    (
      "algorithm,task,seed,score\na,T,0,inf\n",
      "s.csv:2: the score \"inf\" is not a finite decimal number, such as 12.5 or -3e4. Give a failed run the task's lowest score."
    ),
    (
      "algorithm,task,seed,score\na,T,0,-Infinity\n",
      "s.csv:2: the score \"-Infinity\" is not a finite decimal number, such as 12.5 or -3e4. Give a failed run the task's lowest score."
    ),
    (
      "algorithm,task,seed,score\na,T,0,\n",
      "s.csv:2: the field score is empty; every row needs algorithm, task, seed, score."
    ),
    (
      "\u{FEFF}algorithm,task,seed,score\r\na,T,0,1\r\nb,T,0,NaN\r\n",
      "s.csv:3: the score \"NaN\" is not a finite decimal number, such as 12.5 or -3e4. Give a failed run the task's lowest score."
    ),
  ])
  func `a bad row is named with its line`(text: String, message: String) {
    #expect(Self.message(text) == message)
  }

  @Test func `a metric names the column of the scores and other columns are not looked at`() throws
  {
    let text = "algorithm,task,seed,loss,return\na,T,0,x,5\na,T,1,,6\n"
    #expect(
      try Self.read(text, metric: "return").arm(task: "T", algorithm: "a")?.scores == [5, 6])
    #expect(
      Self.message(text)
        == "s.csv:1: column 4 is called \"loss\"; the columns are algorithm, task, seed, score, in any order, "
        + "and step if there is one. To name the column of the scores, use --metric.")
    #expect(
      Self.message(text, metric: "reward")
        == "s.csv:1: the header has no column \"reward\"; the columns are algorithm, task, seed, reward, "
        + "in any order.")
  }

  @Test func `equal rows in any order give equal bytes`() throws {
    let rows = ["z", "a", "m"].flatMap { algorithm in
      ["Lake", "Hill"].flatMap { task in
        (0..<5).map { "\(algorithm),\(task),\($0),\(($0 * 7 + algorithm.utf8.count * 3) % 5)" }
      }
    }
    var stream = RandomStream(seed: 5, purpose: "order")
    var outputs: Set<Data> = []
    for _ in 0..<20 {
      var shuffled = rows
      stream.shuffle(&shuffled)
      let table = try Self.read("algorithm,task,seed,score\n" + shuffled.joined(separator: "\n"))
      let comparison = try compare(table)
      outputs.insert(Data(comparison.text().utf8) + (try comparison.json()))
    }
    #expect(outputs.count == 1)
  }

  @Test func `a score too large for a sum is refused`() throws {
    let table = try Self.read("algorithm,task,seed,score\na,T,0,1e301\na,T,1,0\nb,T,0,1\n")
    #expect(ScoreTableTests.message { _ = try compare(table) }.contains("between -1e300 and 1e300"))
  }

  @Test func `one seed has a difference and no interval and cannot be significant`() throws {
    let pair = try compare(Self.read("algorithm,task,seed,score\na,T,0,3\nb,T,0,1\n"))
      .tasks[0].comparisons[0]
    #expect(pair.difference == 2 && pair.interval == nil && pair.welchP == nil)
    #expect(pair.verdict == .unreachable && pair.testP == 1 && pair.minimumDetectableEffect == nil)
  }

  @Test func `equal scores have p 1 and those with ties everywhere a defined one`() throws {
    let rows = (0..<5).flatMap { ["a,T,\($0),2", "b,T,\($0),2"] }
    let equal = try compare(
      Self.read("algorithm,task,seed,score\n" + rows.joined(separator: "\n"))
    ).tasks[0].comparisons[0]
    #expect(equal.testP == 1 && equal.bothConstant && equal.probabilityOfImprovement == 0.5)
    #expect(equal.verdict == .undecided && equal.minimumDetectableEffect == nil)
    let tied = (0..<5).flatMap { ["a,T,\($0),\($0 % 2)", "b,T,\($0),\(1 - $0 % 2)"] }
    let pair = try compare(
      Self.read("algorithm,task,seed,score\n" + tied.joined(separator: "\n"))
    ).tasks[0].comparisons[0]
    // Five ones in ten runs: no split is closer than 2 against 3, so every split counts.
    #expect(pair.testP == 1)
  }

  @Test func `an algorithm that misses a task takes no part there`() throws {
    let comparison = try compare(
      Self.read("algorithm,task,seed,score\na,T,0,1\nb,T,0,2\na,U,0,3\n"))
    #expect(comparison.tasks[1].arms.map(\.algorithm) == ["a"])
    #expect(comparison.text().contains("  b: it was not run on U\n"))
    var settings = ComparisonSettings()
    settings.baseline = "b"
    #expect(
      try compare(
        Self.read("algorithm,task,seed,score\na,T,0,1\nb,T,0,2\na,U,0,3\n"), settings: settings
      ).text().contains("The baseline b has no scores here: nothing to compare."))
  }

  @Test func `many rows are read and compared in seconds`() throws {
    // `ASSAY_ROWS=1000000 swift test -c release` for a million.
    let rows = Int(ProcessInfo.processInfo.environment["ASSAY_ROWS"] ?? "") ?? 20_000
    var text = "algorithm,task,seed,step,score\n"
    for row in 0..<rows {
      let run = row % 200
      text += "alg\(run % 5),task\(run / 5 % 4),\(run / 20),\(row / 200)000,\(row * 31 % 97)\n"
    }
    let clock = ContinuousClock()
    var tasks = 0
    let time = try clock.measure { tasks = try compare(Self.read(text)).tasks.count }
    #expect(tasks == 4)
    #expect(time < .seconds(60), "\(time)")
  }

  @Test(arguments: [
    (10, 1, 50_000), (1000, 1, 50_000), (2600, 1, 19_230), (500_000, 1, 1_999),
    (500_000, 45, 7_200),
  ])
  func `thousands of seeds draw fewer rearrangements but enough for the pairs`(
    runs: Int, pairs: Int, resamples: Int
  ) {
    #expect(ComparisonSettings().resamples(runs: runs, pairs: pairs) == resamples)
  }
}
