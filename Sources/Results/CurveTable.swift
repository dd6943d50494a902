import Foundation

/// `curve.csv`: one row per update of a run.
///
/// Numbers are written as the shortest decimal that reads back exactly; a cell is empty where the
/// quantity does not apply (NaN).
package struct CurveTable: Sendable, Equatable {
  /// The names of the columns.
  package var columns: [String]
  /// `[updates, columns]`; NaN where a quantity does not apply.
  package var rows: [[Double]]

  /// Memberwise.
  package init(columns: [String], rows: [[Double]]) {
    self.columns = columns
    self.rows = rows
  }

  /// The bytes of the file: a header line, then a line per row, each ended by a newline.
  package var data: Data {
    var text = columns.joined(separator: ",") + "\n"
    for row in rows {
      text += row.map { $0.isNaN ? "" : Self.text(of: $0) }.joined(separator: ",") + "\n"
    }
    return Data(text.utf8)
  }

  /// Reads the bytes of a file that ``data`` wrote; nil where they are not such a file.
  package init?(data: Data) {
    guard let text = String(data: data, encoding: .utf8), text.hasSuffix("\n") else { return nil }
    let lines = text.dropLast().split(separator: "\n", omittingEmptySubsequences: false)
    guard let header = lines.first else { return nil }
    columns = header.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    rows = []
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      let row = cells.compactMap { $0.isEmpty ? Double.nan : Double($0) }
      guard row.count == columns.count else { return nil }
      rows.append(row)
    }
  }

  /// The shortest decimal that reads back exactly; whole numbers without a fraction.
  private static func text(of value: Double) -> String {
    let text = "\(value)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
