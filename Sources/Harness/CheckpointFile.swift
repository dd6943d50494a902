import Foundation
import NeuralNetworks
import Results

/// A checkpoint in a file, for people.
package struct CheckpointFile {
  /// What it holds.
  package let checkpoint: Checkpoint
  /// The SHA-256 of the file.
  package let hash: String

  /// Whether a word on the command line means a file and not a name.
  package static func isPath(_ word: String) -> Bool {
    word.contains("/") || word.hasSuffix(".checkpoint")
      || FileManager.default.fileExists(atPath: word)
  }

  /// Reads a checkpoint, or that of a cell's folder.
  ///
  /// - Throws: `StoreError` where there is no such file; ``CheckpointFileError``.
  package init(_ path: String) throws {
    var isFolder: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    let file = exists && isFolder.boolValue ? try Self.file(ofCell: path) : path
    let data = try AtomicFile.read(file)
    do {
      checkpoint = try Checkpoint(decoding: Array(data))
    } catch {
      throw CheckpointFileError.unusable(file: file, error)
    }
    hash = CanonicalJSON.sha256(data)
  }

  /// The checkpoint that the result of a cell names: `<out>/cells/<task>/<algorithm>/seed-<s>` lies four
  /// folders below the output folder.
  private static func file(ofCell folder: String) throws -> String {
    let data = try AtomicFile.read(folder + "/cell.json")
    guard let result = try? CanonicalJSON.decode(CellResult.self, from: data),
      let hash = result.checkpoint
    else { throw CheckpointFileError.cellWithout(folder: folder) }
    let out = (0..<4).reduce(URL(fileURLWithPath: folder)) { url, _ in
      url.deletingLastPathComponent()
    }
    return out.path + "/" + ResultStore.relativeCheckpointPath(hash)
  }

  /// Its shape, its size, its hash and its note.
  package var text: String {
    let shape = checkpoint.shape
    let rows = [
      ["vocabulary", "\(shape.vocabulary)"], ["outputs", "\(shape.outputs)"],
      ["context", "\(shape.context)"], ["width", "\(shape.width)"],
      ["layers", "\(shape.layers)"], ["heads", "\(shape.heads)"],
      ["positions", shape.positions.rawValue], ["tied head", shape.tiedHead ? "yes" : "no"],
      ["parameters", "\(checkpoint.parameters.count)"], ["SHA-256", hash],
    ]
    let note = checkpoint.note.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    return
      (["A transformer's checkpoint.", AlignedTable.render(rows)]
      + (note.isEmpty ? [] : [note.joined(separator: "\n")]))
      .joined(separator: "\n\n")
  }
}

/// Why a checkpoint cannot be described.
package enum CheckpointFileError: ReportedError, Equatable {
  /// The file is not a whole checkpoint.
  case unusable(file: String, CheckpointError)
  /// The folder is not that of a cell with a checkpoint.
  case cellWithout(folder: String)

  package var exitStatus: ExitStatus { .badInput }

  package var description: String {
    switch self {
    case .unusable(let file, let error): "cannot use the checkpoint '\(file)': \(error)"
    case .cellWithout(let folder):
      "the cell in '\(folder)' left no checkpoint: only supervised runs that completed leave one"
    }
  }
}
