import Foundation
import Results

/// A new, empty folder for results that are only compared.
package struct ScratchFolder {
  /// Where it is.
  package let path: String

  /// Makes the folder.
  ///
  /// - Throws: `StoreError.cannotWrite`.
  package init() throws {
    path = FileManager.default.temporaryDirectory.path + "/assay-\(UUID().uuidString)"
    try AtomicFile.createFolder(path)
  }

  /// Removes it with everything in it.
  package func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }
}
