import Foundation

/// Reads the records of a score file.
struct ScoreFileReader {
  private let columns: Columns
  private var algorithms = Names()
  private var tasks = Names()
  private var lines: [Key: Int] = [:]
  private var runs: [Key: Int] = [:]
  private var rows: [ScoreTable.Row] = []

  /// The score of each run, at its last step where there are steps.
  ///
  /// - Throws: ``ScoreFileProblem``.
  static func rows(of data: Data, metric: String?) throws -> [ScoreTable.Row] {
    guard let text = String(validating: data, as: UTF8.self) else {
      throw ScoreFileProblem.notText
    }
    var reader: ScoreFileReader?
    try CSVRecords.forEach(in: text) { record in
      if reader == nil {
        reader = ScoreFileReader(columns: try Columns(record, metric: metric))
      } else {
        try reader?.read(record)
      }
    }
    guard let reader else { throw ScoreFileProblem.empty }
    guard !reader.rows.isEmpty else { throw ScoreFileProblem.noRows }
    return reader.rows
  }

  private init(columns: Columns) { self.columns = columns }

  /// A run, and one of its steps where there are steps. Names are numbers here: a million rows repeat
  /// a few names.
  private struct Key: Hashable {
    var algorithm: Int
    var task: Int
    var seed: Int
    var step: Double?
  }

  private struct Names {
    private var numbers: [String: Int] = [:]

    mutating func number(of name: String) -> Int {
      if let number = numbers[name] { return number }
      numbers[name] = numbers.count
      return numbers.count - 1
    }
  }

  private mutating func read(_ record: CSVRecord) throws {
    let row = try columns.row(record)
    var key = Key(
      algorithm: algorithms.number(of: row.algorithm), task: tasks.number(of: row.task),
      seed: row.seed, step: row.step)
    if let first = lines.updateValue(record.line, forKey: key) {
      throw ScoreFileProblem.duplicateRow(
        line: record.line, firstLine: first, algorithm: row.algorithm, task: row.task,
        seed: row.seed, step: row.step)
    }
    guard let step = row.step else {
      rows.append(row)
      return
    }
    key.step = nil
    if let index = runs[key] {
      if rows[index].step.map({ $0 < step }) ?? true { rows[index] = row }
    } else {
      runs[key] = rows.count
      rows.append(row)
    }
  }
}

/// Where the columns of a score file stand.
private struct Columns {
  private let algorithm: Int
  private let task: Int
  private let seed: Int
  private let score: Int
  private let step: Int?
  private let scoreName: String
  private let count: Int

  init(_ header: CSVRecord, metric: String?) throws {
    scoreName = metric ?? "score"
    count = header.fields.count
    let names = ["algorithm", "task", "seed", scoreName, "step"]
    for (index, name) in header.fields.enumerated() {
      guard names.contains(name) else {
        guard metric == nil else { continue }
        throw ScoreFileProblem.unknownColumn(line: header.line, column: index + 1, name: name)
      }
      guard header.fields.firstIndex(of: name) == index else {
        throw ScoreFileProblem.repeatedColumn(line: header.line, column: index + 1, name: name)
      }
    }
    let place = { (name: String) throws(ScoreFileProblem) -> Int in
      guard let index = header.fields.firstIndex(of: name) else {
        throw ScoreFileProblem.missingColumn(line: header.line, name: name)
      }
      return index
    }
    algorithm = try place("algorithm")
    task = try place("task")
    seed = try place("seed")
    score = try place(scoreName)
    step = header.fields.firstIndex(of: "step")
  }

  func row(_ record: CSVRecord) throws -> ScoreTable.Row {
    let fields = record.fields
    guard fields.count == count else {
      throw ScoreFileProblem.fieldCount(line: record.line, count: fields.count, named: count)
    }
    for (index, name) in [
      (algorithm, "algorithm"), (task, "task"), (seed, "seed"), (score, scoreName), (step, "step"),
    ] {
      if let index, fields[index].isEmpty {
        throw ScoreFileProblem.emptyField(line: record.line, name: name)
      }
    }
    guard let seed = Int(fields[seed]) else {
      throw ScoreFileProblem.notASeed(line: record.line, text: fields[seed])
    }
    guard let score = Self.decimal(fields[score]) else {
      throw ScoreFileProblem.notAScore(line: record.line, text: fields[score])
    }
    var row = ScoreTable.Row(
      algorithm: fields[algorithm], task: fields[task], seed: seed, score: score)
    if let step {
      guard let value = Self.decimal(fields[step]) else {
        throw ScoreFileProblem.notAStep(line: record.line, text: fields[step])
      }
      row.step = value
    }
    return row
  }

  /// A finite decimal number; nil for anything else, hexadecimal, `nan` and `inf` included.
  private static func decimal(_ text: String) -> Double? {
    let allowed = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
        UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"):
        true
      default: false
      }
    }
    guard allowed, let value = Double(text), value.isFinite else { return nil }
    return value
  }
}
