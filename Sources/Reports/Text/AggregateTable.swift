/// The aggregates over tasks as a table, for Markdown and for the terminal.
struct AggregateTable {
  private let rows: [AlgorithmAggregates]

  /// The table of these aggregates.
  init(_ rows: [AlgorithmAggregates]) { self.rows = rows }

  /// The table.
  ///
  /// - Parameter escape: what to do to labels.
  func table(escape: (String) -> String) -> TextTable {
    var table = TextTable([
      ("Algorithm", .left), ("Median", .right), ("IQM", .right), ("Mean", .right),
      ("Optimality gap (lower is better)", .right),
    ])
    for row in rows {
      table.add(
        [escape(row.algorithm)]
          + [row.median, row.interquartileMean, row.mean, row.optimalityGap].map {
            MarkdownReport.estimate($0.value, $0.interval, decimals: 3)
          })
    }
    return table
  }
}
