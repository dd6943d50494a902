/// Tables for the terminal.
package enum AlignedTable {
  /// Rows as lines with aligned columns, two blanks between them, the first row as the heading.
  ///
  /// - Parameter numberColumns: The columns that are aligned to the right.
  package static func render(_ rows: [[String]], numberColumns: ClosedRange<Int>? = nil) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (column, text) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - text.count)
        let isNumber = numberColumns?.contains(column) ?? false
        line += (column == 0 ? "" : "  ") + (isNumber ? padding + text : text + padding)
      }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
