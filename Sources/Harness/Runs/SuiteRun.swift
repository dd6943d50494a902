import Results

/// A run of a suite: the plan, the folder, the pool.
package struct SuiteRun {
  /// What is to be run.
  package let plan: Plan
  /// Where results are stored.
  package let store: ResultStore
  /// What runs them.
  package var pool: WorkerPool

  /// Opens or makes the folder, and plans.
  ///
  /// - Throws: `StoreError`, ``RunError``.
  package init(
    _ suite: ResolvedSuite, folder: String, only pattern: String? = nil, pool: WorkerPool
  ) throws {
    _ = try Plan(suite, store: nil, only: pattern)
    store = try ResultStore(folder: folder, creatingFor: suite)
    plan = try Plan(suite, store: store, only: pattern)
    self.pool = pool
  }

  /// Runs the cells that have no result, after checking every byte of those that have one.
  ///
  /// A worker that fails is recorded in its cell's folder, and the run goes on.
  ///
  /// - Returns: The number of cells that failed.
  /// - Throws: `StoreError` where a stored cell is damaged or a failure cannot be recorded (a full disk
  ///   would fail every cell that follows), ``Interrupted``, ``RunError``.
  package func perform(_ display: inout ProgressDisplay) throws -> Int {
    try perform(plan, &display)
  }

  /// The same for a part of the plan.
  func perform(_ plan: Plan, _ display: inout ProgressDisplay) throws -> Int {
    for item in plan.items where item.state == .done { _ = try store.result(of: item.cell) }
    var failed = 0
    defer { display.finish() }
    try pool.run(
      plan.unfinished, isNeeded: { store.state(of: $0.cell) != .done }, confirm: confirmed
    ) { event in
      display.show(event)
      guard case .ended(let item, .failed(let reason)) = event else { return }
      failed += 1
      try store.markFailed(item.cell, reason: reason)
    }
    return failed
  }

  /// A worker that says it succeeded must have stored its cell.
  private func confirmed(_ item: Plan.Item, _ outcome: WorkerOutcome) -> WorkerOutcome {
    guard outcome == .succeeded, store.state(of: item.cell) != .done else { return outcome }
    return .failed(reason: "the worker ended without storing its cell")
  }
}
