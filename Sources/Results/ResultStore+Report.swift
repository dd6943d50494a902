import Foundation

extension ResultStore {
  /// Where the text of the report is.
  package var reportPath: String { folder + "/report/report.md" }

  /// Writes a file of the report, in place of the old one.
  ///
  /// - Parameter path: Relative to the report's folder.
  /// - Throws: ``StoreError/cannotWrite(path:code:)``.
  package func writeReportFile(_ path: String, _ data: Data) throws {
    let path = folder + "/report/" + path
    if (try? AtomicFile.read(path)) == data { return }
    try AtomicFile.createFolder((path as NSString).deletingLastPathComponent)
    try AtomicFile.replace(path, with: data)
  }
}
