import Foundation
import Results

/// The report of an output folder.
package struct StoredReport {
  /// What the report is made from.
  package let input: ReportInput
  /// The damage that was found in stored cells, in the order of the plan; the report counts each
  /// such cell with the floor.
  package let damage: [StoreError]
  private let store: ResultStore

  /// Reads every cell of a folder and checks its bytes.
  ///
  /// - Parameter laterHypotheses: What is judged beside the hypotheses that the folder's suite declares.
  /// - Throws: `StoreError` where a file cannot be read at all;
  ///   `LedgerError` where its looks are not those of its cells.
  package init(_ store: ResultStore, laterHypotheses: [Hypothesis] = []) throws {
    guard let looks = try SequentialLooks(store.suite) else {
      try self.init(store, ledger: nil, seeds: nil, laterHypotheses: laterHypotheses)
      return
    }
    let ledger = try looks.resume(store)
    try self.init(
      store, ledger: ledger, seeds: ledger.seedsSeen(of: store.suite),
      laterHypotheses: laterHypotheses)
    try looks.verify(ledger, ScoredCells(input), file: store.ledgerPath)
  }

  /// Reads the first cells of each arm.
  ///
  /// - Parameter seeds: how many of each of the suite's arms; nil for all.
  init(
    _ store: ResultStore, ledger: SequentialLedger?, seeds: [Int]?,
    laterHypotheses: [Hypothesis] = []
  ) throws {
    self.store = store
    let plan = store.suite.cells
    var damage: [StoreError] = []
    var cells: [StoredCell] = []
    // A report shows the completions of one run of each arm on questions: no need to read others'.
    let questions = store.suite.tasks.filter(\.asksQuestions).map(\.name)
    var unread = Set(
      store.suite.arms.indices.filter { questions.contains(store.suite.arms[$0].task) })
    for (index, cell) in plan.enumerated() {
      let arm = index / store.suite.seeds
      if let seeds, cell.seed >= seeds[arm] { continue }
      var stored = StoredCell(arm: arm, seed: cell.seed, state: .missing)
      do {
        stored.state = try Self.state(of: cell, in: store)
        if case .result = stored.state { stored.diagnostics = try store.diagnostics(of: cell) }
        if case .result = stored.state, unread.contains(arm) {
          stored.samples = try store.samples(of: cell)
          if !stored.samples.isEmpty { unread.remove(arm) }
        }
      } catch let error as StoreError {
        guard let (file, problem) = error.damage else { throw error }
        damage.append(error)
        let name = file.split(separator: "/").last.map(String.init) ?? file
        stored.state = .damaged(reason: "\(name): \(problem)")
      }
      cells.append(stored)
    }
    self.damage = damage
    var input = ReportInput(
      suite: store.suite, suiteHash: try CanonicalJSON.hash(store.suite), cells: cells,
      laterHypotheses: laterHypotheses)
    input.ledger = ledger
    input.seeds = seeds
    self.input = input
  }

  private static func state(of cell: CellSpecification, in store: ResultStore) throws
    -> StoredCell.State
  {
    switch store.state(of: cell) {
    case .missing: .missing
    case .done: .result(try store.result(of: cell))
    case .failed(let reason):
      // A report must not depend on where its folder is.
      .failed(reason: reason.replacingOccurrences(of: store.folder + "/", with: ""))
    }
  }

  /// Writes the report into the folder.
  ///
  /// - Returns: The path of `report.md`.
  /// - Throws: ``ReportError``, or `StoreError` where a file cannot be written.
  package func write() throws -> String {
    for file in try render(input) { try store.writeReportFile(file.path, file.data) }
    return store.reportPath
  }
}

extension StoreError {
  /// The damaged file of a cell, or the checkpoint that it made, and what is wrong with it; nil for
  /// other errors.
  fileprivate var damage: (file: String, problem: Damage)? {
    switch self {
    case .damagedCell(let file, let problem, _), .damagedCheckpoint(let file, let problem, _):
      (file, problem)
    default: nil
    }
  }
}
