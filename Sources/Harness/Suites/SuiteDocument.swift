import Foundation
import Results
import Yams

/// The YAML document of a suite file.
enum SuiteDocument {
  /// Reads a file as one YAML document.
  ///
  /// - Throws: `StoreError.cannotRead`, or a ``SuiteError`` for what is not text or not YAML.
  static func read(_ file: String) throws -> SuiteNode {
    guard let text = String(data: try AtomicFile.read(file), encoding: .utf8) else {
      throw SuiteError.notText(file: file)
    }
    return try parse(text, file: file)
  }

  /// Parses the text of a file.
  static func parse(_ text: String, file: String) throws -> SuiteNode {
    if let tab = tabInIndentation(of: text, file: file) { throw SuiteError.tab(tab) }
    do {
      guard let node = try compose(yaml: text), !SuiteNode(node: node, file: file, path: "").isNull
      else { throw SuiteError.empty(file: file) }
      return SuiteNode(node: node, file: file, path: "")
    } catch let error as YamlError {
      throw translate(error, file: file)
    }
  }

  /// The first line that is indented with a tab.
  private static func tabInIndentation(of text: String, file: String) -> SuiteLocation? {
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let indentation = line.prefix { $0 == " " || $0 == "\t" }
      guard let tab = indentation.firstIndex(of: "\t"), indentation.count < line.count else {
        continue
      }
      let column = line.distance(from: line.startIndex, to: tab) + 1
      return SuiteLocation(file: file, line: index + 1, column: column)
    }
    return nil
  }

  private static func translate(_ error: YamlError, file: String) -> SuiteError {
    func location(_ mark: Mark) -> SuiteLocation {
      SuiteLocation(file: file, line: mark.line, column: mark.column)
    }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return .notYAML(location(mark), problem: problem)
    case .duplicatedKeysInMapping(let duplicates, let context):
      return .duplicateKey(location(context.mark), key: duplicates.first ?? "")
    case .reader(let problem, let offset, _, let text):
      let before = text.utf8.prefix(offset ?? 0)
      let line = before.count { $0 == UInt8(ascii: "\n") } + 1
      let column =
        before.count
        - (before.lastIndex(of: UInt8(ascii: "\n")).map {
          before.distance(from: before.startIndex, to: $0) + 1
        } ?? 0) + 1
      return .notYAML(SuiteLocation(file: file, line: line, column: column), problem: problem)
    default:
      return .notYAML(SuiteLocation(file: file, line: 1, column: 1), problem: "\(error)")
    }
  }
}
