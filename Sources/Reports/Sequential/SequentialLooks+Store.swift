import Results

extension SequentialLooks {
  /// The ledger that a run goes on from: the stored one, unverified, or one without looks.
  ///
  /// - Throws: `LedgerError`, `StoreError`.
  package func resume(_ store: ResultStore) throws -> SequentialLedger {
    let opening = try opening()
    guard let stored = try store.ledger() else { return opening }
    var plan = stored
    plan.looks = []
    guard plan == opening, stored.looks.count <= opening.runs.count else {
      throw LedgerError.otherPlan(file: store.ledgerPath)
    }
    return stored
  }

  /// Repeats the looks of a ledger from the stored cells, takes the next one unless the ledger is
  /// complete, and stores it.
  ///
  /// - Throws: `LedgerError.otherLooks` where a look gives something else now, `LedgerError.incomplete`
  ///   where a cell is missing or failed; `StoreError`.
  package func look(after ledger: SequentialLedger, in store: ResultStore) throws
    -> SequentialLedger
  {
    let stored = try StoredReport(store, ledger: ledger, seeds: ledger.seedsNeeded(of: suite))
    if let damage = stored.damage.first { throw damage }
    let cells = try ScoredCells(stored.input)
    try requireAll(ledger, cells)
    let next = try self.ledger(
      ScoreTable(cells), looks: ledger.looks.count + (ledger.isComplete ? 0 : 1))
    try requireRepeated(ledger, in: next, file: store.ledgerPath)
    if next.looks.count > ledger.looks.count { try store.publish(next) }
    return next
  }

  /// Every run that is looked at must have left a result.
  private func requireAll(_ ledger: SequentialLedger, _ cells: ScoredCells) throws {
    let runs = ledger.runs[min(ledger.looks.count, ledger.runs.count - 1)]
    for (arm, cells) in zip(cells.suite.arms, cells.runs) where isCompared(arm, ledger) {
      guard cells.allSatisfy({ !$0.status.isAbsent && $0.status != .failed }) else {
        throw LedgerError.incomplete(task: arm.task, algorithm: arm.algorithm, runs: runs)
      }
    }
  }

  private func isCompared(_ arm: Arm, _ ledger: SequentialLedger) -> Bool {
    ledger.families.contains { $0.task == arm.task && $0.algorithms.contains(arm.algorithm) }
  }

  private func requireRepeated(
    _ ledger: SequentialLedger, in next: SequentialLedger, file: String
  ) throws {
    for (index, look) in ledger.looks.enumerated() {
      let repeated = index < next.looks.count ? next.looks[index] : nil
      guard repeated != look else { continue }
      throw LedgerError.otherLooks(
        file: file, runs: look.runs,
        task: repeated.map(look.firstDifference) ?? look.tasks.first?.task ?? "")
    }
  }

  /// Checks a ledger against the cells of a report, where all that it looked at are there.
  ///
  /// - Throws: `LedgerError.otherLooks`.
  func verify(_ ledger: SequentialLedger, _ cells: ScoredCells, file: String) throws {
    do {
      try requireAll(ledger, cells)
    } catch LedgerError.incomplete {
      return
    }
    try requireRepeated(
      ledger, in: self.ledger(ScoreTable(cells), looks: ledger.looks.count), file: file)
  }
}
