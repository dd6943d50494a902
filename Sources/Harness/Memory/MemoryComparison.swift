import NeuralNetworks
import PolicyOptimization
import Results

/// The memory of every arm of a suite as worked out from its settings, beside what the ledgers of its
/// stored cells counted.
package struct MemoryComparison: Codable, Sendable, Equatable {
  /// One arm.
  package struct Row: Codable, Sendable, Equatable {
    /// The task.
    package var task: String
    /// The algorithm's label.
    package var algorithm: String
    /// Predicted bytes by name: `peakModelBytes`, `bytes.<owner>.<use>` and `partBytes.<owner>.<part>`.
    package var predicted: [String: Int]
    /// Shares of the predicted bytes that the ledger counts apart too.
    package var parts: [MemoryPrediction.Part]
    /// How many cells of the arm are stored.
    package var cells: Int
    /// What a ledger counted where that is not what was predicted, in the first such cell; all of it.
    package var counted: [String: Int]?
  }

  /// The arms, in the suite's order.
  package var rows: [Row]

  /// Works out every arm, and reads the stored cells.
  ///
  /// - Parameter store: nil where nothing is stored.
  /// - Throws: ``RunError``, `TrainingError`, `OptionConflict`, or `StoreError` where a stored cell is
  ///   damaged.
  package init(
    _ suite: ResolvedSuite, store: ResultStore?, vocabulary: SuiteVocabulary = .registered
  ) throws {
    rows = try suite.arms.map { arm in
      let setting = try vocabulary.setting(of: arm)
      let prediction = try MemoryPrediction(
        task: setting.task, kind: setting.kind, options: setting.options, budget: setting.budget,
        shape: Self.startingShape(of: arm, in: suite, vocabulary))
      var predicted = ["peakModelBytes": prediction.totalBytes]
      for entry in prediction.entries { predicted["bytes." + entry.name] = entry.bytes }
      for part in prediction.parts { predicted["partBytes." + part.name] = part.bytes }
      var row = Row(
        task: arm.task, algorithm: arm.algorithm, predicted: predicted, parts: prediction.parts,
        cells: 0, counted: nil)
      for seed in 0..<suite.seeds {
        let cell = suite.cell(of: arm, seed: seed)
        guard let store, store.state(of: cell) == .done else { continue }
        let diagnostics = try store.diagnostics(of: cell)?.metrics
        var counted = try store.result(of: cell).metrics
          .filter { $0.key.hasPrefix("bytes.") || $0.key == "peakModelBytes" }
        // Of cells of earlier versions no part is known.
        counted.merge(
          (diagnostics ?? predicted.mapValues(Double.init))
            .filter { $0.key.hasPrefix("partBytes.") }
        ) { own, _ in own }
        row.cells += 1
        if row.counted == nil, counted.mapValues({ Int($0) }) != predicted {
          row.counted = counted.mapValues { Int($0) }
        }
      }
      return row
    }
  }

  /// The shape of the checkpoint that the arm's cells start from; nil where they start from none.
  private static func startingShape(
    of arm: Arm, in suite: ResolvedSuite, _ vocabulary: SuiteVocabulary
  ) throws -> Transformer.Shape? {
    guard let reference = arm.reference else { return nil }
    let first = suite.arms.first {
      $0.task == arm.task && $0.algorithm == reference.label && $0.reference == nil
    }
    guard let first else {
      throw RunError.brokenReference(
        label: reference.label, cell: "\(arm.task)/\(arm.algorithm)")
    }
    return Transformer.Shape(try vocabulary.setting(of: first).options)
  }

  /// Whether no ledger says anything else.
  package var isEqual: Bool { rows.allSatisfy { $0.counted == nil } }

  /// A row per arm, and one per role where a ledger differs.
  package func text() -> String {
    var lines = [["task", "algorithm", "predicted", "ledger", "roles", "cells"]]
    for row in rows {
      let roles = row.predicted.keys.count { $0.hasPrefix("bytes.") }
      let total = row.predicted["peakModelBytes"] ?? 0
      let counted = row.counted ?? row.predicted
      let names = Set(row.predicted.keys).union(counted.keys).sorted()
      let different = names.filter { row.predicted[$0] != counted[$0] }
      lines.append([
        row.task, row.algorithm, "\(total)",
        row.cells == 0 ? "–" : "\(counted["peakModelBytes"] ?? 0)",
        row.cells == 0
          ? "\(roles)"
          : "\(roles - different.count { $0.hasPrefix("bytes.") }) of \(roles) equal",
        "\(row.cells)",
      ])
      for name in different where name != "peakModelBytes" {
        lines.append([
          "", "  \(name)", "\(row.predicted[name] ?? 0)", "\(counted[name] ?? 0)", "", "",
        ])
      }
    }
    return AlignedTable.render(lines, numberColumns: 2...5)
  }
}
