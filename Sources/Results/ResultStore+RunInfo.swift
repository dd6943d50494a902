import Foundation

extension ResultStore {
  /// Stores what a run took; the last run of a cell counts.
  ///
  /// - Throws: ``StoreError/cannotWrite(path:code:)``.
  package func write(_ information: RunInfo, for cell: CellSpecification) throws {
    let path = runInfoPath(of: cell)
    try AtomicFile.createFolder((path as NSString).deletingLastPathComponent)
    try AtomicFile.replace(path, with: CanonicalJSON.encode(information))
  }

  /// What the last run of a cell took; nil where nothing readable is stored.
  package func runInfo(of cell: CellSpecification) -> RunInfo? {
    guard let data = try? AtomicFile.read(runInfoPath(of: cell)) else { return nil }
    return try? CanonicalJSON.decode(RunInfo.self, from: data)
  }

  private func runInfoPath(of cell: CellSpecification) -> String {
    "\(folder)/run-info/\(cell.arm.task)/\(cell.arm.algorithm)/seed-\(cell.seed).json"
  }
}
