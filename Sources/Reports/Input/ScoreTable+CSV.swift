import Foundation

extension ScoreTable {
  /// The columns of a long-format score file, in the order they are written.
  public static let columns = ["algorithm", "task", "seed", "score"]

  /// Reads a long-format score file: a header naming exactly the columns `algorithm`, `task`,
  /// `seed` and `score` in any order, then one run a line.
  ///
  /// Fields may be quoted (RFC 4180); a byte-order mark, `\r\n` line ends and empty lines are
  /// tolerated; spaces around fields are not part of them, unless quoted. Scores are decimal numbers;
  /// seeds are whole numbers.
  ///
  /// - Parameters:
  ///   - csv: the bytes of the file.
  ///   - name: what messages call the file.
  /// - Throws: ``ReportError/scoreFile(name:problem:)`` for anything else: what, on which line and in
  ///   which column.
  public init(csv: Data, name: String) throws {
    do {
      self = try ScoreFileReader.read(csv)
    } catch let problem as ScoreFileProblem {
      throw ReportError.scoreFile(name: name, problem: problem)
    }
  }

  /// The table as a long-format score file, which ``init(csv:name:)`` reads back exactly.
  public func csv() -> Data {
    CSV.file(
      Self.columns,
      rows.map { [$0.algorithm, $0.task, "\($0.seed)", NumberFormat.exact($0.score)] })
  }
}

/// Reads the records of a score file into a table.
private enum ScoreFileReader {
  static func read(_ data: Data) throws -> ScoreTable {
    guard let text = String(validating: data, as: UTF8.self) else {
      throw ScoreFileProblem.notText
    }
    let records = try CSVRecords.parse(text)
    guard let header = records.first else { throw ScoreFileProblem.empty }
    let order = try columnOrder(header)
    guard records.count > 1 else { throw ScoreFileProblem.noRows }
    var rows: [ScoreTable.Row] = []
    var lines: [Identity: Int] = [:]
    for record in records.dropFirst() {
      let row = try row(record, order)
      let identity = Identity(algorithm: row.algorithm, task: row.task, seed: row.seed)
      if let first = lines[identity] {
        throw ScoreFileProblem.duplicateRow(
          line: record.line, firstLine: first, algorithm: row.algorithm, task: row.task,
          seed: row.seed)
      }
      lines[identity] = record.line
      rows.append(row)
    }
    return try ScoreTable(rows: rows)
  }

  private struct Identity: Hashable {
    var algorithm: String
    var task: String
    var seed: Int
  }

  /// Where each of ``ScoreTable/columns`` stands in the file.
  private static func columnOrder(_ header: CSVRecord) throws -> [Int] {
    for (index, name) in header.fields.enumerated() {
      guard ScoreTable.columns.contains(name) else {
        throw ScoreFileProblem.unknownColumn(line: header.line, column: index + 1, name: name)
      }
      guard header.fields.firstIndex(of: name) == index else {
        throw ScoreFileProblem.repeatedColumn(line: header.line, column: index + 1, name: name)
      }
    }
    return try ScoreTable.columns.map { name in
      guard let index = header.fields.firstIndex(of: name) else {
        throw ScoreFileProblem.missingColumn(line: header.line, name: name)
      }
      return index
    }
  }

  private static func row(_ record: CSVRecord, _ order: [Int]) throws -> ScoreTable.Row {
    guard record.fields.count == order.count else {
      throw ScoreFileProblem.fieldCount(line: record.line, count: record.fields.count)
    }
    let fields = order.map { record.fields[$0] }
    for (field, name) in zip(fields, ScoreTable.columns) where field.isEmpty {
      throw ScoreFileProblem.emptyField(line: record.line, name: name)
    }
    guard let seed = Int(fields[2]) else {
      throw ScoreFileProblem.notASeed(line: record.line, text: fields[2])
    }
    guard let score = decimal(fields[3]) else {
      throw ScoreFileProblem.notAScore(line: record.line, text: fields[3])
    }
    return ScoreTable.Row(algorithm: fields[0], task: fields[1], seed: seed, score: score)
  }

  /// A finite decimal number; nil for anything else, hexadecimal, `nan` and `inf` included.
  private static func decimal(_ text: String) -> Double? {
    guard text.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) }),
      let value = Double(text), value.isFinite
    else { return nil }
    return value
  }
}
