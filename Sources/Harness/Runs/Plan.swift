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
    /// `<task>/<algorithm>/seed-<s>`.
    package var path: String { "\(cell.arm.task)/\(cell.arm.algorithm)/seed-\(cell.seed)" }
  }

  /// The suite.
  package let suite: ResolvedSuite
  /// The cells that are meant, in the suite's order.
  package let items: [Item]

  /// The plan for a suite.
  ///
  /// - Parameters:
  ///   - store: Where cells may be stored already; nil where there is no folder yet.
  ///   - pattern: A shell pattern that a cell's path must match, `*` across `/` too; nil for all.
  /// - Throws: ``RunError/nothingMatches(pattern:example:)``.
  package init(_ suite: ResolvedSuite, store: ResultStore?, only pattern: String? = nil) throws {
    self.suite = suite
    let all = suite.cells.enumerated().map { index, cell in
      Item(index: index, cell: cell, state: store?.state(of: cell) ?? .missing)
    }
    items = all.filter { item in pattern.map { fnmatch($0, item.path, 0) == 0 } ?? true }
    if let pattern, items.isEmpty {
      throw RunError.nothingMatches(pattern: pattern, example: all.first?.path ?? "")
    }
  }

  /// The cells that have no result yet.
  package var unfinished: [Item] { items.filter { $0.state != .done } }

  /// The plan for people: one row per task and algorithm.
  package func table() throws -> String {
    var rows = [["task", "algorithm", "method", "steps", "cells", "stored", "to run"]]
    for arm in suite.arms {
      let own = items.filter { $0.cell.arm == arm }
      guard !own.isEmpty else { continue }
      let stored = own.count { $0.state == .done }
      rows.append([
        arm.task, arm.algorithm, arm.method, "\(arm.budget)", "\(own.count)", "\(stored)",
        "\(own.count - stored)",
      ])
    }
    return """
      suite \(suite.suite), SHA-256 \(try CanonicalJSON.hash(suite))
      \(items.count) cells, \(items.count - unfinished.count) stored, \(unfinished.count) to run

      \(AlignedTable.render(rows, numberColumns: 3...6))
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
