import Foundation
import Results

/// The scores of output folders and score files, as one table.
package struct StoredScores {
  /// The scores.
  package let table: ScoreTable
  /// The root of random splits and resamples: that of the suite for a single folder, otherwise 0.
  package let seed: UInt64
  /// How many scores stand in for runs that are missing or damaged.
  package let absentRuns: Int

  /// Reads folders and files.
  ///
  /// - Parameter paths: A folder with a `suite.json`, or a CSV file (``ScoreTable/init(csv:name:)``).
  /// - Throws: ``ReportError``, `StoreError`.
  package init(_ paths: [String]) throws {
    let tables = try paths.map(Self.table)
    if let only = tables.first, tables.count == 1 {
      (table, seed) = only
    } else {
      (table, seed) = (try ScoreTable(rows: tables.flatMap(\.table.rows)), 0)
    }
    absentRuns = tables.flatMap(\.table.arms).reduce(0) { $0 + $1.absentRuns }
  }

  private static func table(_ path: String) throws -> (table: ScoreTable, seed: UInt64) {
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
      let report = try StoredReport(ResultStore(folder: path))
      return (try ScoreTable(report.input), report.input.suite.suiteSeed)
    }
    return (try ScoreTable(csv: AtomicFile.read(path), name: path), 0)
  }
}
