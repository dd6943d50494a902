import Foundation
import Results

/// Runs stored cells again, in fresh processes and an empty folder, and compares the bytes.
package struct Verification {
  /// What was found for a cell.
  package enum Finding: Sendable, Equatable {
    /// Every file has the same bytes.
    case equal
    /// The named file has other bytes, or is missing.
    case different(file: String)
    /// A stored file is not what was stored.
    case damaged(StoreError)
    /// The cell could not be run again.
    case failed(reason: String)

    /// The finding in one word, for other programs.
    package var word: String {
      switch self {
      case .equal: "equal"
      case .different: "different"
      case .damaged: "damaged"
      case .failed: "failed"
      }
    }

    /// The finding in a sentence; nil where everything is equal.
    package var sentence: String? {
      switch self {
      case .equal: nil
      case .different(let file): "\(file) has other bytes than the same run gives now"
      case .damaged(let error): error.description
      case .failed(let reason): "it could not be run again: \(reason)"
      }
    }
  }

  /// What is verified.
  package let store: ResultStore

  /// Opens a folder.
  ///
  /// - Throws: `StoreError`: no suite there, damaged, or of another version of the results.
  package init(folder: String) throws {
    store = try ResultStore(folder: folder)
    let current = ResultsVersion.current(store.suite.arms)
    guard store.suite.resultsVersion == current else {
      throw StoreError.otherVersion(
        folder: folder, stored: store.suite.resultsVersion, current: current)
    }
  }

  /// The stored cells, and `count` of them, evenly spaced, that are to be run again.
  ///
  /// - Parameter count: nil for all.
  package func selection(_ count: Int? = nil) throws -> (stored: [Plan.Item], rerun: [Plan.Item]) {
    let stored = try Plan(store.suite, store: store).items.filter { $0.state == .done }
    let count = min(count ?? stored.count, stored.count)
    return (stored, (0..<count).map { stored[$0 * stored.count / count] })
  }

  /// Checks the hashes of all stored cells, then runs a selection again.
  ///
  /// - Parameters:
  ///   - count: How many cells to run again; nil for all.
  ///   - scratch: An empty folder for the new results.
  ///   - pool: What runs them, into `scratch`.
  ///   - report: Called for each damaged cell, then for each cell that was run again, as they end:
  ///     also for the references that had to be trained because their checkpoints are not stored.
  /// - Returns: Whether everything was equal.
  /// - Throws: ``RunError/nothingToVerify``, ``Interrupted``, `StoreError` where `scratch` cannot be written.
  package func perform(
    cells count: Int?, scratch: String, pool: WorkerPool, report: (Plan.Item, Finding) -> Void
  ) throws -> Bool {
    let (stored, rerun) = try selection(count)
    if stored.isEmpty { throw RunError.nothingToVerify }
    var isEqual = true
    for item in stored {
      do {
        _ = try store.result(of: item.cell)
      } catch let error as StoreError {
        isEqual = false
        report(item, .damaged(error))
      }
    }
    let fresh = try ResultStore(folder: scratch, creatingFor: store.suite)
    let references = try missingReferences(of: rerun, in: fresh)
    try pool.run(rerun + references) { event in
      guard case .ended(let item, let outcome) = event, item.state == .done else { return }
      let finding = finding(item, outcome, fresh)
      isEqual = isEqual && finding == .equal
      report(item, finding)
    }
    return isEqual
  }

  /// The references that have to be trained for cells to be run again. Those whose checkpoints are
  /// stored are copied to `fresh` instead; the others are compared like any cell, and with `cell.json`
  /// the hash of their checkpoint.
  private func missingReferences(of rerun: [Plan.Item], in fresh: ResultStore) throws
    -> [Plan.Item]
  {
    let all = try Plan(store.suite, store: store).items
    let chosen = Set(rerun.map(\.index))
    let needed = Set(rerun.compactMap(\.reference)).subtracting(chosen)
    return try needed.sorted().map { all[$0] }.filter { item in
      guard item.state == .done, (try? store.checkpoint(of: item.cell)) != nil else { return true }
      try store.copy(item.cell, to: fresh)
      return false
    }
  }

  private func finding(
    _ item: Plan.Item, _ outcome: WorkerOutcome, _ fresh: ResultStore
  ) -> Finding {
    if case .failed(let reason) = outcome { return .failed(reason: reason) }
    return store.firstDifference(of: item.cell, from: fresh).map { .different(file: $0) } ?? .equal
  }
}
