import Foundation
import Results
import Statistics

/// The scores of output folders, reports and score files, as one table.
package struct StoredScores {
  /// The scores.
  package let table: ScoreTable
  /// The root of random splits and resamples: that of the suite for a single folder or report,
  /// otherwise 0.
  package let seed: UInt64
  /// How many scores stand in for runs that are missing or damaged.
  package let absentRuns: Int

  /// Reads folders and files.
  ///
  /// - Parameters:
  ///   - paths: A folder with a `suite.json`; a `report.json`, or a folder with one; or a CSV file
  ///     (``ScoreTable/init(csv:name:metric:)``).
  ///   - metric: what to compare by instead of the metric that ranks: a metric of the runs, or a
  ///     column of the file.
  ///   - scales: A CSV file of scales (``ScoreScale/read(csv:name:)``), which go before those that
  ///     folders and reports hold.
  /// - Throws: ``ReportError``, `StoreError`.
  package init(_ paths: [String], metric: String? = nil, scales: String? = nil) throws {
    let sources = try paths.map { path in
      let source = try Self.read(path, metric: metric)
      return (name: path, table: source.table, seed: source.seed)
    }
    var table = try ScoreTable.merged(sources.map { ($0.name, $0.table) })
    if let scales {
      table.scales.merge(
        try ScoreScale.read(csv: AtomicFile.read(scales), name: scales), uniquingKeysWith: { $1 })
    }
    self.table = table
    seed = sources.count == 1 ? sources[0].seed : 0
    absentRuns = table.arms.reduce(0) { $0 + $1.absentRuns }
  }

  private static func read(_ path: String, metric: String?) throws -> (
    table: ScoreTable, seed: UInt64
  ) {
    if isFolder(path) {
      let report = path + "/report.json"
      guard
        FileManager.default.fileExists(atPath: path + "/suite.json")
          || !FileManager.default.fileExists(atPath: report)
      else { return try read(report, metric: metric) }
      let input = try StoredReport(ResultStore(folder: path)).input
      return (
        try metric.map { try ScoreTable(input, metric: $0) } ?? ScoreTable(input),
        input.suite.suiteSeed
      )
    }
    let data = try AtomicFile.read(path)
    if path.hasSuffix(".json") {
      let report = try ScoreTable.read(reportJSON: data, name: path, metric: metric)
      return (report.table, report.suiteSeed)
    }
    return (try ScoreTable(csv: data, name: path, metric: metric), 0)
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
