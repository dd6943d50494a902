import Results

/// Who looks at the scores of a run whose seeds are adaptive. Tests of scores are none of the harness's
/// business: the command hands it this.
package struct SeedLooks {
  /// The ledger to go on from: the stored one, or one without looks.
  package var resume: () throws -> SequentialLedger
  /// Repeats the looks of a ledger from the stored cells, takes the next one unless the ledger is
  /// complete, and stores it.
  package var look: (SequentialLedger) throws -> SequentialLedger

  /// Memberwise.
  package init(
    resume: @escaping () throws -> SequentialLedger,
    look: @escaping (SequentialLedger) throws -> SequentialLedger
  ) {
    self.resume = resume
    self.look = look
  }
}

extension SuiteRun {
  /// Runs the seeds that the next look needs, looks, and so on until every pair is decided or the last
  /// look is taken.
  ///
  /// A look waits for all its cells: where some fail the run ends, and the same command tries them again.
  /// What was looked at before is repeated from the stored cells and must be what the ledger says.
  ///
  /// - Parameter display: Makes the display for the cells of a round.
  /// - Returns: The number of cells that failed.
  /// - Throws: What ``perform(_:)`` and `looks` throw.
  package func perform(
    _ looks: SeedLooks, display: (Plan) -> ProgressDisplay
  ) throws -> Int {
    var ledger = try looks.resume()
    while true {
      let round = try Plan(plan.suite, store: store)
        .limited(to: ledger.seedsNeeded(of: plan.suite))
      var display = display(round)
      let failed = try perform(round, &display)
      if failed > 0 { return failed }
      let isComplete = ledger.isComplete
      ledger = try looks.look(ledger)
      if isComplete { return 0 }
    }
  }
}
