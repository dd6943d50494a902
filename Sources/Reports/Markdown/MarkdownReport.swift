/// `report.md`: the report as text. One file per group of sections.
struct MarkdownReport {
  let report: Report
  let figures: ReportFigures

  /// The text of a report with these figures.
  init(_ report: Report, _ figures: ReportFigures) {
    self.report = report
    self.figures = figures
  }

  /// The whole file.
  func text() -> String {
    let sections = [
      answer, hypotheses, question, results, accuracy, aggregates, comparisons, adaptiveSeeds,
      stability, stress, memory, projection, compute, health, metrics,
      flooredRuns,
      trust, reading, reproduction,
    ]
    return Markdown.wrapped(sections.filter { !$0.isEmpty }.joined(separator: "\n"))
  }

  /// `n = 10`, or `n = 8 to 12`.
  var seedCount: String { FigureText.count(report.suite.seeds, fewest: report.suite.fewestSeeds) }

  /// A p-value in a table, or a dash.
  static func p(_ value: Double?) -> String { value.map(NumberFormat.probability) ?? "–" }

  /// A number with its interval, or alone.
  static func estimate(_ value: Double, _ interval: IntervalSection?, decimals: Int) -> String {
    NumberFormat.fixed(value, decimals: decimals)
      + (interval.map { " " + $0.text(decimals: decimals) } ?? "")
  }

  /// `a`, `a and b`, `a, b and c`.
  static func list(_ names: [String]) -> String {
    guard let last = names.last, names.count > 1 else { return names.first ?? "" }
    return names.dropLast().joined(separator: ", ") + " and " + last
  }

  /// The runs of the suite that were not found or not readable.
  var absentRuns: Int { report.flooredRuns.count { $0.status.isAbsent } }
}
