import Foundation

/// Comma-separated values (RFC 4180) as reports write them: `\n` line ends, quotes where needed.
enum CSV {
  /// One line of fields.
  static func line(_ fields: [String]) -> String {
    fields.map(field).joined(separator: ",") + "\n"
  }

  /// A file: a header and its rows.
  static func file(_ header: [String], _ rows: [[String]]) -> Data {
    Data((line(header) + rows.map(line).joined()).utf8)
  }

  /// A number that may be absent: the shortest digits that read back, or nothing.
  static func number(_ value: Double?) -> String { value.map(NumberFormat.exact) ?? "" }

  private static func field(_ text: String) -> String {
    let special: (UInt8) -> Bool = {
      $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x0D
    }
    guard text.utf8.contains(where: special) || text.hasPrefix(" ") || text.hasSuffix(" ") else {
      return text
    }
    let doubled = text.split(separator: "\"", omittingEmptySubsequences: false)
    return "\"" + doubled.joined(separator: "\"\"") + "\""
  }
}
