import Foundation

extension ScoreTable {
  /// The columns of a long-format score file, in the order they are written.
  public static let columns = ["algorithm", "task", "seed", "score"]

  /// Reads a long-format score file: a header naming the columns `algorithm`, `task`, `seed` and
  /// `score` in any order, and `step` if there is one, then one run a line; with steps, one step of a
  /// run a line, of which the last is the run's score.
  ///
  /// Fields may be quoted (RFC 4180); a byte-order mark, `\r\n` line ends and empty lines are
  /// tolerated; spaces around fields are not part of them, unless quoted. Scores and steps are decimal
  /// numbers; seeds are whole numbers. Rows may come in any order: equal rows give equal tables.
  ///
  /// - Parameters:
  ///   - csv: the bytes of the file.
  ///   - name: what messages call the file.
  ///   - metric: the column that holds the scores instead of `score`; other columns that the file has
  ///     are then not looked at. Without it a column of another name is an error.
  /// - Throws: ``ReportError/scoreFile(name:problem:score:)`` for anything else: what, on which line
  ///   and in which column.
  public init(csv: Data, name: String, metric: String? = nil) throws {
    do {
      self = try ScoreTable(rows: ScoreFileReader.rows(of: csv, metric: metric))
    } catch let problem as ScoreFileProblem {
      throw ReportError.scoreFile(name: name, problem: problem, score: metric ?? "score")
    }
  }

  /// The table as a long-format score file, which ``init(csv:name:metric:)`` reads back exactly.
  public func csv() -> Data {
    CSV.file(
      Self.columns,
      rows.map { [$0.algorithm, $0.task, "\($0.seed)", NumberFormat.exact($0.score)] })
  }
}
