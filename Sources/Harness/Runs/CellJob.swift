import Foundation
import Results

/// What a worker does: runs one cell of a suite and stores it.
package struct CellJob {
  /// What runs the cell.
  package var run: CellRun

  /// Memberwise.
  package init(run: CellRun) {
    self.run = run
  }

  /// Runs cell `index` of a suite and stores it in a folder; returns at once where it is stored. A
  /// reference that is not stored yet is trained and stored first.
  ///
  /// - Parameter progress: Told how much of the cell's own budget is used.
  /// - Returns: The cell's folder.
  /// - Throws: `StoreError`, ``RunError``, or what the training function throws.
  package func perform(
    _ suite: ResolvedSuite, index: Int, folder: String,
    progress: (_ used: Int) -> Void = { _ in }
  ) throws -> String {
    let current = ResultsVersion.current(suite.arms)
    guard suite.resultsVersion == current else {
      throw StoreError.otherVersion(
        folder: folder, stored: suite.resultsVersion, current: current)
    }
    let store = try ResultStore(folder: folder, creatingFor: suite)
    let cell = try suite.cell(index)
    guard store.state(of: cell) != .done else { return store.folder(of: cell) }
    let reference = try reference(of: cell, in: store)
    try make(cell, reference: reference, in: store, progress)
    return store.folder(of: cell)
  }

  /// The checkpoint that a cell starts from, trained and stored first where it is not stored yet; nil
  /// where the cell starts from none.
  private func reference(of cell: CellSpecification, in store: ResultStore) throws -> Data? {
    guard let named = cell.arm.reference else { return nil }
    guard let reference = store.suite.referenceCell(of: cell) else {
      throw RunError.brokenReference(label: named.label, cell: cell.path)
    }
    if store.state(of: reference) != .done {
      do {
        try make(reference, reference: nil, in: store) { _ in }
      } catch let error as StoreError {
        throw error
      } catch {
        throw RunError.referenceFailed(cell: reference.path, reason: "\(error)")
      }
    }
    if let checkpoint = try store.checkpoint(of: reference) { return checkpoint }
    guard case .diverged(let reason, _, _) = try store.result(of: reference).outcome else {
      throw RunError.noCheckpoint(cell: reference.path)
    }
    throw RunError.referenceDiverged(cell: reference.path, reason: reason)
  }

  /// Trains a cell and stores it with what it took.
  private func make(
    _ cell: CellSpecification, reference: Data?, in store: ResultStore, _ progress: (Int) -> Void
  ) throws {
    let resident = MachineRecord.beginResidentPeak()
    let start = ContinuousClock.now
    let output = try run.run(cell, reference: reference, progress: progress)
    let duration = ContinuousClock.now - start
    try store.publish(
      output.result, curve: output.curve, samples: output.samples,
      diagnostics: output.diagnostics, checkpoint: output.checkpoint)
    try store.write(
      MachineRecord.runInfo(
        seconds: duration / .seconds(1), startResidentBytes: resident,
        measuringBytes: output.measuringBytes, compute: output.compute),
      for: cell)
  }
}

extension ResolvedSuite {
  /// The cell of an index, in the order of the plan.
  fileprivate func cell(_ index: Int) throws -> CellSpecification {
    let count = arms.count * seeds
    guard (0..<count).contains(index) else {
      throw RunError.noSuchCell(index: index, count: count)
    }
    return cell(of: arms[index / seeds], seed: index % seeds)
  }
}
