import Foundation
import Statistics

extension ScoreScale {
  /// The scale of each task on which its low score is 0 and its high score 1; none for a task whose
  /// two scores are equal.
  static func ofTasks(_ tasks: [(name: String, low: Double, high: Double)]) -> [String: ScoreScale]
  {
    var scales: [String: ScoreScale] = [:]
    for task in tasks { scales[task.name] = try? ScoreScale(low: task.low, high: task.high) }
    return scales
  }

  /// Reads the scales of tasks from CSV: a header naming the columns `task`, `low` and `high` in any
  /// order, then a task a line. What becomes 0 is in `low`, what becomes 1 in `high`.
  ///
  /// - Parameters:
  ///   - csv: the bytes of the file.
  ///   - name: what messages call the file.
  /// - Throws: ``ReportError/scaleFile(name:line:problem:)`` for anything else, and for equal scores.
  public static func read(csv: Data, name: String) throws -> [String: ScoreScale] {
    guard let text = String(validating: csv, as: UTF8.self) else {
      throw ReportError.scaleFile(name: name, line: nil, problem: .notText)
    }
    var columns: [Int]?
    var scales: [String: ScoreScale] = [:]
    do {
      try CSVRecords.forEach(in: text) { record in
        func fail(_ problem: ScaleFileProblem) -> ReportError {
          .scaleFile(name: name, line: record.line, problem: problem)
        }
        guard let places = columns else {
          guard record.fields.sorted() == ["high", "low", "task"] else { throw fail(.columns) }
          columns = ["task", "low", "high"].compactMap(record.fields.firstIndex)
          return
        }
        guard record.fields.count == 3 else { throw fail(.fields) }
        let fields = places.map { record.fields[$0] }
        guard !fields[0].isEmpty, scales[fields[0]] == nil else { throw fail(.task(fields[0])) }
        guard let low = Double(fields[1]), let high = Double(fields[2]),
          let scale = try? ScoreScale(low: low, high: high)
        else { throw fail(.scores(low: fields[1], high: fields[2])) }
        scales[fields[0]] = scale
      }
    } catch let problem as ScoreFileProblem {
      throw ReportError.scoreFile(name: name, problem: problem)
    }
    guard !scales.isEmpty else {
      throw ReportError.scaleFile(name: name, line: nil, problem: .empty)
    }
    return scales
  }
}

/// What is wrong with a file of scales.
public enum ScaleFileProblem: Error, Sendable, Equatable {
  /// The bytes are not UTF-8.
  case notText
  /// There is no line below the header, or no header.
  case empty
  /// The header is not `task`, `low` and `high`.
  case columns
  /// A line that has not three fields.
  case fields
  /// A task without a name, or a second line of it.
  case task(String)
  /// Scores that are no finite numbers, or are equal.
  case scores(low: String, high: String)

  /// What is wrong and what is allowed.
  var description: String {
    switch self {
    case .notText: "the file is not UTF-8 text."
    case .empty: "there is no scale; give a header 'task,low,high' and a line for each task."
    case .columns: "the header must name the columns task, low and high, in any order."
    case .fields: "there must be three fields: a task and the scores that become 0 and 1."
    case .task(let name) where name.isEmpty: "the task has no name."
    case .task(let name): "the task \(name) has a scale already; each task has one."
    case .scores(let low, let high):
      "low is \"\(low)\" and high \"\(high)\", but they must be two different finite numbers."
    }
  }
}
