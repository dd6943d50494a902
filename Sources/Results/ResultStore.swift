import Foundation

/// An output folder: the suite, its cells, and what the runs took.
///
/// ```
/// suite.json                                resolved suite, canonical JSON
/// cells/<task>/<algorithm>/seed-<s>/        cell.json, curve.csv, samples.jsonl (questions),
///                                           diagnostics.json, DONE (last), or FAILED
/// checkpoints/<sha256>.checkpoint           what supervised cells trained
/// run-info/<task>/<algorithm>/seed-<s>.json times, memory, host: not reproducible
/// sequential.json                           looks at the scores, where seeds are adaptive
/// report/                                   written by Reports
/// ```
///
/// Nothing is locked. Several processes may work in one folder: whoever is second finds the file
/// there, and its bytes must be the same.
package struct ResultStore: Sendable {
  /// The folder.
  package let folder: String
  /// What it holds results of.
  package let suite: ResolvedSuite

  /// Makes a folder for a suite, or opens the folder that holds it.
  ///
  /// - Throws: ``StoreError``: the folder holds another suite, or cannot be written.
  package init(folder: String, creatingFor suite: ResolvedSuite) throws {
    self.folder = folder
    self.suite = suite
    let data = try CanonicalJSON.encode(suite)
    try AtomicFile.createFolder(folder)
    if access(suitePath, F_OK) != 0, try AtomicFile.create(suitePath, with: data) {
      try AtomicFile.synchronizeFolder(folder)
      return
    }
    try requireSameSuite(data)
  }

  /// Opens the folder of a suite; nil where there is none yet. Writes nothing.
  ///
  /// - Throws: ``StoreError``: the folder holds another suite.
  package init?(folder: String, ifHolding suite: ResolvedSuite) throws {
    self.folder = folder
    self.suite = suite
    guard access(suitePath, F_OK) == 0 else { return nil }
    try requireSameSuite(CanonicalJSON.encode(suite))
  }

  private func requireSameSuite(_ data: Data) throws {
    guard try AtomicFile.read(suitePath) != data else { return }
    let stored = try Self.storedSuite(at: suitePath)
    guard stored.resultsVersion == suite.resultsVersion else {
      throw StoreError.otherVersion(
        folder: folder, stored: stored.resultsVersion, current: suite.resultsVersion)
    }
    throw StoreError.anotherSuite(folder: folder, difference: stored.difference(from: suite))
  }

  /// Opens the folder of a run.
  ///
  /// - Throws: ``StoreError``: there is no suite, or it does not decode.
  package init(folder: String) throws {
    self.folder = folder
    let path = folder + "/suite.json"
    guard access(path, F_OK) == 0 else { throw StoreError.noSuite(folder: folder) }
    suite = try Self.storedSuite(at: path)
  }

  /// What another form of the suite claims beyond the suite of the folder, which was there before the
  /// runs.
  ///
  /// - Throws: ``StoreError/moreThanHypotheses(folder:difference:)``: the two differ in anything else.
  package func laterHypotheses(in other: ResolvedSuite) throws -> [Hypothesis] {
    var same = other
    same.hypotheses = suite.hypotheses
    guard same == suite else {
      throw StoreError.moreThanHypotheses(folder: folder, difference: suite.difference(from: same))
    }
    let declared = suite.hypotheses ?? []
    return (other.hypotheses ?? []).filter { !declared.contains($0) }
  }

  /// Where the resolved suite is.
  package var suitePath: String { folder + "/suite.json" }

  /// The folder of a cell.
  package func folder(of cell: CellSpecification) -> String {
    folder + "/" + Self.relativeFolder(of: cell)
  }

  /// The folder of a cell inside an output folder: `cells/<task>/<algorithm>/seed-<s>`.
  package static func relativeFolder(of cell: CellSpecification) -> String {
    "cells/\(cell.arm.task)/\(cell.arm.algorithm)/seed-\(cell.seed)"
  }

  /// Reads a resolved suite.
  ///
  /// - Throws: ``StoreError``: the file cannot be read, or does not decode.
  package static func storedSuite(at path: String) throws -> ResolvedSuite {
    let data = try AtomicFile.read(path)
    do {
      let suite = try CanonicalJSON.decode(ResolvedSuite.self, from: data)
      guard let name = suite.unsafePathComponent else { return suite }
      throw StoreError.damagedSuite(file: path, problem: "'\(name)' cannot be a folder's name")
    } catch is DecodingError {
      throw StoreError.damagedSuite(file: path, problem: "it does not decode")
    }
  }
}

extension ResolvedSuite {
  /// The first part of two suites that differs, for the message that says so.
  fileprivate func difference(from other: Self) -> String {
    if suite != other.suite { return "name is '\(suite)', not '\(other.suite)'" }
    if seeds != other.seeds { return "'seeds' is \(seeds), not \(other.seeds)" }
    if adaptiveSeeds != other.adaptiveSeeds { return "'seeds' are given by another rule" }
    if suiteSeed != other.suiteSeed { return "'seed' is \(suiteSeed), not \(other.suiteSeed)" }
    for (mine, theirs) in zip(tasks, other.tasks)
    where mine.name == theirs.name && mine.headlineMetric != theirs.headlineMetric {
      return "metric on '\(mine.name)' is \(mine.headlineMetric), not \(theirs.headlineMetric)"
    }
    if tasks != other.tasks { return "'tasks' are others" }
    if algorithms != other.algorithms { return "'algorithms' are others" }
    for (mine, theirs) in zip(arms, other.arms) where mine != theirs {
      return "options or budget of '\(mine.algorithm)' on '\(mine.task)' are others"
    }
    if hypotheses != other.hypotheses {
      return "'hypotheses' are others, and what is claimed is settled before the first run"
    }
    if stress != other.stress { return "'stress' is another" }
    return "plan is another"
  }

  /// A task or label that would leave the folder it names, if there is one.
  fileprivate var unsafePathComponent: String? {
    (arms.map(\.task) + arms.map(\.algorithm)).first {
      $0.isEmpty || $0.hasPrefix(".") || $0.contains("/") || $0.contains("\0")
    }
  }
}
