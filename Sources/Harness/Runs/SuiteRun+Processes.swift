import Foundation
import Results

extension SuiteRun {
  /// The folder of a suite where none is named: `out/<suite>-<first 12 digits of its hash>`, so that
  /// two suites never meet in one folder.
  package static func defaultFolder(for suite: ResolvedSuite) throws -> String {
    "out/\(suite.suite)-\(try CanonicalJSON.hash(suite).prefix(12))"
  }
}

extension Plan {
  /// The plan for a suite and a folder that need not exist; makes nothing.
  ///
  /// - Throws: `StoreError` where the folder holds another suite; ``RunError``.
  package init(_ suite: ResolvedSuite, folder: String, only pattern: String?) throws {
    let store = try ResultStore(folder: folder, ifHolding: suite)
    try self.init(suite, store: store, only: pattern)
  }
}

extension Plan {
  /// The plan for a suite file, an output folder, or a suite file and the folder of its run.
  ///
  /// - Throws: ``RunError/nothingToPlan`` where both are missing; what reading them throws.
  package init(suite file: String?, folder: String?) throws {
    switch (file, folder) {
    case (let file?, let folder?):
      try self.init(SuiteReader().read(file), folder: folder, only: nil)
    case (let file?, nil):
      try self.init(SuiteReader().read(file), store: nil)
    case (nil, let folder?):
      let store = try ResultStore(folder: folder)
      try self.init(store.suite, store: store)
    case (nil, nil):
      throw RunError.nothingToPlan
    }
  }
}

extension WorkerPool {
  /// A pool whose workers are processes of this program: `assay cell`.
  ///
  /// - Parameters:
  ///   - folder: Where the workers store their cells; it holds `suite.json` before the pool runs.
  ///   - jobs: How many run at one time, at least 1; nil for the number of cores.
  /// - Throws: ``RunError/badJobCount(_:)``.
  package static func processes(folder: String, jobs: Int?) throws -> Self {
    if let jobs, jobs < 1 { throw RunError.badJobCount(jobs) }
    let executable = Bundle.main.executablePath ?? CommandLine.arguments[0]
    return WorkerPool(jobs: jobs ?? ProcessInfo.processInfo.activeProcessorCount) { index in
      WorkerCommand(
        executable: executable,
        arguments: [
          "cell", "--suite", "\(folder)/suite.json", "--index", "\(index)", "--out", folder,
          "--report-progress",
        ])
    }
  }
}

/// Cells of a run that left no result.
package struct SomeCellsFailed: ReportedError, Equatable {
  /// How many.
  package var count: Int

  /// Memberwise.
  package init(count: Int) {
    self.count = count
  }

  package var exitStatus: ExitStatus { .failed }

  package var description: String {
    count == 1
      ? "1 cell failed and counts against its algorithm in the report: "
        + "run the same command again to retry it"
      : "\(count) cells failed and count against their algorithms in the report: "
        + "run the same command again to retry them"
  }
}
