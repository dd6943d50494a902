import Foundation
import Results

/// The cells of a run, what is known of each, and which of them are meant.
package struct Plan: Sendable {
  /// A cell and its place in the suite's order.
  package struct Item: Sendable {
    /// What `--index` counts.
    package var index: Int
    /// What is run.
    package var cell: CellSpecification
    /// What is known of it.
    package var state: CellState
    /// The index of the cell that it starts from; nil where it starts from none.
    package var reference: Int?
    /// `<task>/<algorithm>/seed-<s>`.
    package var path: String { cell.path }
  }

  /// The suite.
  package let suite: ResolvedSuite
  /// The cells that are meant, in the suite's order.
  package let items: [Item]

  /// The plan for a suite.
  ///
  /// - Parameters:
  ///   - store: Where cells may be stored already; nil where there is no folder yet.
  ///   - pattern: A shell pattern that a cell's path must match, `*` across `/` too; nil for all. The
  ///     references that the matching cells need, and that are not stored, are meant with them.
  /// - Throws: ``RunError/nothingMatches(pattern:example:)``, ``RunError/brokenReference(label:cell:)``.
  package init(_ suite: ResolvedSuite, store: ResultStore?, only pattern: String? = nil) throws {
    self.suite = suite
    let all = try suite.cells.enumerated().map { index, cell in
      let reference = suite.referenceIndex(of: index)
      if let named = cell.arm.reference, reference == nil {
        throw RunError.brokenReference(label: named.label, cell: cell.path)
      }
      return Item(
        index: index, cell: cell, state: store?.state(of: cell) ?? .missing, reference: reference)
    }
    guard let pattern else {
      items = all
      return
    }
    let matching = all.filter { fnmatch(pattern, $0.path, 0) == 0 }
    if matching.isEmpty {
      throw RunError.nothingMatches(pattern: pattern, example: all.first?.path ?? "")
    }
    var meant = Set(matching.map(\.index))
    for item in matching where item.state != .done {
      if let reference = item.reference, all[reference].state != .done { meant.insert(reference) }
    }
    items = all.filter { meant.contains($0.index) }
  }

  /// The plan with the first seeds of each arm only.
  ///
  /// - Parameter seeds: How many of each of the suite's arms.
  package func limited(to seeds: [Int]) -> Plan {
    Plan(
      suite: suite,
      items: items.filter { $0.cell.seed < seeds[$0.index / suite.seeds] })
  }

  private init(suite: ResolvedSuite, items: [Item]) {
    self.suite = suite
    self.items = items
  }

  /// The cells that have no result yet.
  package var unfinished: [Item] { items.filter { $0.state != .done } }

  /// The plan for people: one row per task and algorithm.
  package func table() throws -> String {
    var rows = [["task", "algorithm", "method", "unit", "budget", "cells", "stored", "to run"]]
    for arm in suite.arms {
      let own = items.filter { $0.cell.arm == arm }
      guard !own.isEmpty else { continue }
      let stored = own.count { $0.state == .done }
      rows.append([
        arm.task, arm.algorithm, arm.method, suite.budgetUnit(of: arm), "\(arm.budget)",
        "\(own.count)", "\(stored)", "\(own.count - stored)",
      ])
    }
    return """
      suite \(suite.suite), SHA-256 \(try CanonicalJSON.hash(suite))
      \(items.count) cells, \(items.count - unfinished.count) stored, \(unfinished.count) to run

      \(AlignedTable.render(rows, numberColumns: 4...7))
      """
  }

  /// One line per cell, fields separated by tabs: index, task, algorithm, seed, identity, state.
  package func lines() throws -> [String] {
    try items.map { item in
      let state =
        switch item.state {
        case .done: "done"
        case .failed: "failed"
        case .missing: "missing"
        }
      return [
        "\(item.index)", item.cell.arm.task, item.cell.arm.algorithm, "\(item.cell.seed)",
        try item.cell.identity(), state,
      ].joined(separator: "\t")
    }
  }
}
