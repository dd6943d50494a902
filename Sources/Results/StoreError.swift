import Foundation

/// What can go wrong between the records and the disk.
package enum StoreError: ReportedError, Equatable {
  /// A file or folder could not be written; `code` is the system's error number.
  case cannotWrite(path: String, code: Int32)
  /// A file could not be read; `code` is the system's error number.
  case cannotRead(path: String, code: Int32)
  /// The folder was never written by a run.
  case noSuite(folder: String)
  /// The folder holds another suite; `difference` says in what, to follow "whose".
  case anotherSuite(folder: String, difference: String)
  /// A suite that should differ from that of the folder in its hypotheses alone, and does not.
  case moreThanHypotheses(folder: String, difference: String)
  /// The folder's suite was resolved by a program whose results have another version.
  case otherVersion(folder: String, stored: Int, current: Int)
  /// A stored suite does not decode.
  case damagedSuite(file: String, problem: String)
  /// A file of a finished cell is not what was stored.
  case damagedCell(file: String, problem: Damage, folder: String)
  /// A checkpoint is not what was stored; the folder is that of the cell that made it.
  case damagedCheckpoint(file: String, problem: Damage, folder: String)
  /// A cell came out with other bytes than those stored for it.
  case notReproduced(file: String)

  /// What is wrong with a file of a finished cell.
  package enum Damage: Sendable, Equatable {
    case missing
    case undecodable
    case otherBytes
    case otherCell
  }

  package var exitStatus: ExitStatus {
    switch self {
    case .cannotWrite(_, let code):
      [ENOSPC, EDQUOT, EFBIG, EIO].contains(code) ? .failed : .badInput
    case .notReproduced: .failed
    default: .badInput
    }
  }

  package var description: String {
    switch self {
    case .cannotWrite(let path, let code):
      "cannot write '\(path)': \(Self.reason(code)); nothing that was stored before is harmed"
    case .cannotRead(let path, let code):
      "cannot read '\(path)': \(Self.reason(code))"
    case .noSuite(let folder):
      "'\(folder)' holds no suite.json: give the output folder of an 'assay run'"
    case .anotherSuite(let folder, let difference):
      "'\(folder)' holds results of another suite, whose \(difference): give another folder with --out"
    case .moreThanHypotheses(let folder, let difference):
      "'\(folder)' holds results of another suite, whose \(difference): only its hypotheses may differ"
    case .otherVersion(let folder, let stored, let current):
      "'\(folder)' holds results of version \(stored), this program makes version \(current): use the program that made them, or another folder"
    case .damagedSuite(let file, let problem):
      "'\(file)' is damaged (\(problem)): restore it, or run the suite into another folder"
    case .damagedCell(let file, let problem, let folder):
      "'\(file)' is damaged (\(problem)): delete the folder '\(folder)' and run the suite again to make this cell anew"
    case .damagedCheckpoint(let file, .missing, let folder):
      "the checkpoint '\(file)' is missing: delete the folder '\(folder)' and run the suite again to make it anew"
    case .damagedCheckpoint(let file, _, let folder):
      "the checkpoint '\(file)' is damaged (its SHA-256 is not the one in its name): delete it and the folder '\(folder)', and run the suite again to make both anew"
    case .notReproduced(let file):
      "non-determinism: this run of the cell gave other bytes than those in '\(file)'; the stored file was kept: please report this, with both machines"
    }
  }

  /// The system's words for an error number, in lower case.
  private static func reason(_ code: Int32) -> String {
    String(cString: strerror(code)).lowercased()
  }
}

extension StoreError.Damage: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missing: "it is missing though the cell is marked as done"
    case .undecodable: "it does not decode"
    case .otherBytes: "its SHA-256 is not the one that DONE records"
    case .otherCell: "it belongs to another cell"
    }
  }
}
