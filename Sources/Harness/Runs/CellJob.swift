import Results

/// What a worker does: runs one cell of a suite and stores it.
package struct CellJob {
  /// What runs the cell.
  package var run: CellRun

  /// Memberwise.
  package init(run: CellRun) {
    self.run = run
  }

  /// Runs cell `index` of a suite and stores it in a folder; returns at once where it is stored.
  ///
  /// - Returns: The cell's folder.
  /// - Throws: `StoreError`, ``RunError``, or what the training function throws.
  package func perform(
    _ suite: ResolvedSuite, index: Int, folder: String,
    progress: (_ used: Int) -> Void = { _ in }
  ) throws -> String {
    guard suite.resultsVersion == resultsVersion else {
      throw StoreError.otherVersion(
        folder: folder, stored: suite.resultsVersion, current: resultsVersion)
    }
    let store = try ResultStore(folder: folder, creatingFor: suite)
    let cell = try suite.cell(index)
    guard store.state(of: cell) != .done else { return store.folder(of: cell) }
    let start = ContinuousClock.now
    let (result, curve) = try run.run(cell, progress: progress)
    let duration = ContinuousClock.now - start
    try store.publish(result, curve: curve)
    try store.write(MachineRecord.runInfo(seconds: duration / .seconds(1)), for: cell)
    return store.folder(of: cell)
  }
}

extension ResolvedSuite {
  /// The cell of an index, in the order of the plan.
  fileprivate func cell(_ index: Int) throws -> CellSpecification {
    let count = arms.count * seeds
    guard (0..<count).contains(index) else {
      throw RunError.noSuchCell(index: index, count: count)
    }
    return CellSpecification(
      arm: arms[index / seeds], seed: index % seeds, suiteSeed: suiteSeed,
      resultsVersion: resultsVersion)
  }
}
