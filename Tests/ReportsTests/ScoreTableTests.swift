import Foundation
import Reports
import Testing

@Suite struct ScoreTableTests {
  static func read(_ text: String) throws -> ScoreTable {
    try ScoreTable(csv: Data(text.utf8), name: "scores.csv")
  }

  @Test func `columns may come in any order and rows too`() throws {
    let table = try Self.read("score,seed,task,algorithm\n2,1,A,ppo\n1,0,A,ppo\n-3e1,0,A,vpg\n")
    #expect(table.tasks == ["A"])
    #expect(table.algorithms == ["ppo", "vpg"])
    #expect(table.arm(task: "A", algorithm: "ppo")?.scores == [1, 2])
    #expect(table.arm(task: "A", algorithm: "vpg")?.scores == [-30])
    #expect(table.arm(task: "B", algorithm: "ppo") == nil)
  }

  @Test func `a mark of byte order and carriage returns and empty lines are tolerated`() throws {
    let plain = try Self.read("algorithm,task,seed,score\nppo,A,0,1.5\nvpg,A,0,2\n")
    let marked = try Self.read(
      "\u{FEFF}algorithm, task ,seed,score\r\n\r\nppo,A, 0 ,1.5\r\n\nvpg,A,0,2")
    #expect(plain == marked)
  }

  @Test func `quoted fields hold commas quotes and line breaks`() throws {
    let table = try Self.read("algorithm,task,seed,score\n\"a,\"\"b\"\"\nc\",T,0,1\n")
    #expect(table.algorithms == ["a,\"b\"\nc"])
  }

  @Test func `a table reads back what it writes`() throws {
    let table = try ScoreTable(rows: [
      .init(algorithm: "a, \"b\"", task: " T\n1", seed: -4, score: 0.1),
      .init(algorithm: "c", task: " T\n1", seed: 7, score: -1e-300),
    ])
    #expect(try ScoreTable(csv: table.csv(), name: "x") == table)
  }

  @Test(arguments: [
    (
      "",
      "scores.csv: the file is empty; it needs a header with the columns algorithm, task, seed, score."
    ),
    (
      "\n \n",
      "scores.csv: the file is empty; it needs a header with the columns algorithm, task, seed, score."
    ),
    (
      "algorithm,task,seed,score\n",
      "scores.csv: the file has a header but no scores; each line below it holds one run."
    ),
    (
      "algorithm,task,seed,reward\n",
      "scores.csv:1: column 4 is called \"reward\"; the columns are algorithm, task, seed, score, in any order, and step if there is one. To name the column of the scores, use --metric."
    ),
    (
      "algorithm,task,seed\n",
      "scores.csv:1: the header has no column \"score\"; the columns are algorithm, task, seed, score, in any order."
    ),
    (
      "algorithm,task,task,score\n",
      "scores.csv:1: column 3 repeats \"task\"; the columns are algorithm, task, seed, score, each once."
    ),
    (
      "algorithm,task,seed,score\nppo,A,0\n",
      "scores.csv:2: the row has 3 fields; the header names 4."
    ),
    (
      "algorithm,task,seed,score\n\nppo,A,0,1,2\n",
      "scores.csv:3: the row has 5 fields; the header names 4."
    ),
    (
      "algorithm,task,seed,score\nppo,,0,1\n",
      "scores.csv:2: the field task is empty; every row needs algorithm, task, seed, score."
    ),
    (
      "algorithm,task,seed,score\nppo,A,1.5,1\n",
      "scores.csv:2: the seed \"1.5\" is not a whole number, such as 0 or 17."
    ),
    (
      "algorithm,task,seed,score\nppo,A,0,nan\n",
      "scores.csv:2: the score \"nan\" is not a finite decimal number, such as 12.5 or -3e4. Give a failed run the task's lowest score."
    ),
    (
      "algorithm,task,seed,score\nppo,A,0,1e999\n",
      "scores.csv:2: the score \"1e999\" is not a finite decimal number, such as 12.5 or -3e4. Give a failed run the task's lowest score."
    ),
    (
      "algorithm,task,seed,score\nppo,A,0,0x10\n",
      "scores.csv:2: the score \"0x10\" is not a finite decimal number, such as 12.5 or -3e4. Give a failed run the task's lowest score."
    ),
    (
      "algorithm,task,seed,score\nppo,A,0,1\nvpg,A,0,1\nppo,A,0,2\n",
      "scores.csv:4: ppo on A with seed 0 already has a score on line 2; each run has one."
    ),
    (
      "algorithm,task,seed,score\n\"ppo,A,0,1\n",
      "scores.csv:2: a quoted field starts here and does not end."
    ),
    (
      "algorithm,task,seed,score\np\"p,A,0,1\n",
      "scores.csv:2: a quote stands inside a field; quote the whole field and double quotes inside it."
    ),
    (
      "algorithm,task,seed,score\n\"p\"p,A,0,1\n",
      "scores.csv:2: a quote stands inside a field; quote the whole field and double quotes inside it."
    ),
  ])
  func `a bad file names the line the column and what is allowed`(text: String, message: String) {
    #expect(Self.message { _ = try Self.read(text) } == message)
  }

  @Test func `bytes that are not text are an error`() {
    let message = Self.message {
      _ = try ScoreTable(csv: Data([0x61, 0xFF, 0x62]), name: "scores.csv")
    }
    #expect(message == "scores.csv: the file is not UTF-8 text; save it as UTF-8.")
  }

  @Test func `rows with infinite or repeated scores are errors`() {
    let row = ScoreTable.Row(algorithm: "a", task: "T", seed: 3, score: 1)
    #expect(
      Self.message { _ = try ScoreTable(rows: [row, row]) }
        == "There are two scores of a on T with seed 3; each run has one score.")
    let infinite = ScoreTable.Row(algorithm: "a", task: "T", seed: 3, score: .infinity)
    #expect(
      Self.message { _ = try ScoreTable(rows: [infinite]) }
        == "The score of a on T, seed 3, is inf; scores must be finite. "
        + "Give a failed run the task's lowest score.")
  }

  /// What an expression's error says; empty where it throws none.
  static func message(_ body: () throws -> Void) -> String {
    do {
      try body()
      return ""
    } catch {
      return "\(error)"
    }
  }
}
