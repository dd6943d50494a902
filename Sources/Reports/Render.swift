import Foundation
import Results

/// A file of a report.
public struct ReportFile: Sendable, Equatable {
  /// Where it belongs, relative to the report's folder, `/` between folders.
  public var path: String
  /// Its bytes.
  public var data: Data

  /// Memberwise.
  public init(path: String, data: Data) {
    self.path = path
    self.data = data
  }
}

/// Makes every file of a report: `report.md`, `report.json`, `report.html`, `figures/*.svg`,
/// `tables/*.csv`, in this order. Equal inputs, their cells in any order, give equal bytes.
///
/// - Throws: ``ReportError`` for a suite that contradicts itself or cells that are not its own.
public func render(_ input: ReportInput) throws -> [ReportFile] {
  let cells = try ScoredCells(input)
  let report = try Report(
    cells, suiteHash: input.suiteHash, later: input.laterHypotheses, ComparisonSettings())
  let figures = ReportFigures(report)
  let text = MarkdownReport(report, figures).text()
  let pictures = figures.all.map { ReportFile(path: $0.path, data: $0.figure.data) }
  var files = [
    ReportFile(path: "report.md", data: Data(text.utf8)),
    ReportFile(path: "report.json", data: try CanonicalJSON.encode(report)),
    ReportFile(path: "report.html", data: HTMLReport(text, figures: pictures).data()),
  ]
  files += pictures
  files += Tables.all(report, ScoreTable(cells)).map {
    ReportFile(path: "tables/" + $0.name, data: $0.data)
  }
  return files
}
