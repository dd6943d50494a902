import Foundation

/// Checkpoints are stored under the SHA-256 of their bytes, `checkpoints/<sha256>.checkpoint`, which the
/// `cell.json` of the supervised cell that made them records.
extension ResultStore {
  /// Where the checkpoint of a hash is, relative to an output folder.
  package static func relativeCheckpointPath(_ hash: String) -> String {
    "checkpoints/\(hash).checkpoint"
  }

  /// Where the checkpoint of a hash is.
  package func checkpointPath(_ hash: String) -> String {
    folder + "/" + Self.relativeCheckpointPath(hash)
  }

  /// Whether a checkpoint is stored; a copy that is kept for its results may lack it.
  package func hasCheckpoint(_ hash: String) -> Bool { access(checkpointPath(hash), F_OK) == 0 }

  /// Stores a checkpoint.
  ///
  /// - Throws: ``StoreError``: it cannot be written, or another file has its name.
  func writeCheckpoint(_ data: Data, of cell: CellSpecification) throws {
    let path = checkpointPath(CanonicalJSON.sha256(data))
    let folder = self.folder + "/checkpoints"
    try AtomicFile.createFolder(folder)
    if try !AtomicFile.create(path, with: data), try AtomicFile.read(path) != data {
      throw damagedCheckpoint(path, .otherBytes, of: cell)
    }
    TemporaryName.removeStale(in: folder)
    try AtomicFile.synchronizeFolder(folder)
  }

  /// Reads the checkpoint of a finished supervised cell and checks every byte of both.
  ///
  /// - Returns: Nil where the cell left none, because its run diverged or is not supervised.
  /// - Throws: ``StoreError``: a file of the cell is damaged; the checkpoint is missing, truncated or
  ///   another.
  package func checkpoint(of cell: CellSpecification) throws -> Data? {
    guard let hash = try result(of: cell).checkpoint else { return nil }
    return try verifiedCheckpoint(hash, of: cell)
  }

  /// The bytes of a checkpoint, whose hash is `hash`.
  func verifiedCheckpoint(_ hash: String, of cell: CellSpecification) throws -> Data {
    let path = checkpointPath(hash)
    let data: Data
    do {
      data = try AtomicFile.read(path)
    } catch StoreError.cannotRead(_, ENOENT) {
      throw damagedCheckpoint(path, .missing, of: cell)
    }
    guard CanonicalJSON.sha256(data) == hash else {
      throw damagedCheckpoint(path, .otherBytes, of: cell)
    }
    return data
  }

  /// Copies a finished cell, with its checkpoint, to another folder of the suite.
  ///
  /// - Throws: ``StoreError``: something is missing or damaged, or cannot be written.
  package func copy(_ cell: CellSpecification, to other: ResultStore) throws {
    if let checkpoint = try checkpoint(of: cell) {
      try other.writeCheckpoint(checkpoint, of: cell)
    }
    try other.adopt(cell, files: files(of: cell))
  }

  private func damagedCheckpoint(
    _ path: String, _ problem: StoreError.Damage, of cell: CellSpecification
  ) -> StoreError {
    .damagedCheckpoint(file: path, problem: problem, folder: folder(of: cell))
  }
}
