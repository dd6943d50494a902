import Foundation

extension ResultStore {
  /// Where the looks of a run with adaptive seeds are written down.
  package var ledgerPath: String { folder + "/sequential.json" }

  /// The looks that were taken; nil before the first.
  ///
  /// - Throws: ``LedgerError/damaged(file:)``, ``LedgerError/anotherSuite(file:)``, ``StoreError``.
  package func ledger() throws -> SequentialLedger? {
    guard access(ledgerPath, F_OK) == 0 else { return nil }
    let data = try AtomicFile.read(ledgerPath)
    guard let ledger = try? CanonicalJSON.decode(SequentialLedger.self, from: data) else {
      throw LedgerError.damaged(file: ledgerPath)
    }
    guard ledger.suite == (try CanonicalJSON.hash(suite)) else {
      throw LedgerError.anotherSuite(file: ledgerPath)
    }
    return ledger
  }

  /// Writes a ledger in place of the one that it goes on from. One that holds the same looks and more,
  /// from a run in the same folder that was faster, stays.
  ///
  /// - Throws: ``LedgerError/otherLooks(file:runs:task:)`` where other looks are stored; ``StoreError``.
  package func publish(_ ledger: SequentialLedger) throws {
    if let stored = try self.ledger() {
      let shared = min(stored.looks.count, ledger.looks.count)
      for (mine, theirs) in zip(ledger.looks, stored.looks) where mine != theirs {
        throw LedgerError.otherLooks(
          file: ledgerPath, runs: theirs.runs, task: mine.firstDifference(from: theirs))
      }
      if stored.looks.count > shared || stored == ledger { return }
    }
    try AtomicFile.replace(ledgerPath, with: CanonicalJSON.encode(ledger))
    try AtomicFile.synchronizeFolder(folder)
    TemporaryName.removeStale(in: folder)
  }
}

extension SequentialLedger.Look {
  /// The first task on which two looks differ.
  package func firstDifference(from other: Self) -> String {
    let tasks = tasks.map(\.task) + other.tasks.map(\.task)
    return tasks.first { name in
      self.tasks.first { $0.task == name } != other.tasks.first { $0.task == name }
    } ?? tasks.first ?? ""
  }
}

/// What can be wrong with the ledger of a run with adaptive seeds.
package enum LedgerError: ReportedError, Equatable {
  /// It does not decode.
  case damaged(file: String)
  /// It is of another suite.
  case anotherSuite(file: String)
  /// A look at so many runs, on a task, is not what the stored cells give.
  case otherLooks(file: String, runs: Int, task: String)
  /// The looks are planned otherwise than the suite says.
  case otherPlan(file: String)
  /// A look that was taken cannot be repeated, or the next one taken, without cells that are missing.
  case incomplete(task: String, algorithm: String, runs: Int)

  package var exitStatus: ExitStatus {
    if case .incomplete = self { .failed } else { .badInput }
  }

  package var description: String {
    switch self {
    case .damaged(let file):
      "'\(file)' does not decode: restore it, or run the suite into another folder"
    case .anotherSuite(let file):
      "'\(file)' is the ledger of another suite: restore the suite's own, or run it into another folder"
    case .otherLooks(let file, let runs, let task):
      "'\(file)' holds a look at \(runs) runs on '\(task)' that the stored cells do not give: a look is not taken twice; restore the cells or the ledger, or run the suite into another folder"
    case .otherPlan(let file):
      "'\(file)' plans other looks than the suite: restore it, or run the suite into another folder"
    case .incomplete(let task, let algorithm, let runs):
      "the look at \(runs) runs on '\(task)' waits for runs of '\(algorithm)' that are missing or failed: run the suite again"
    }
  }
}
