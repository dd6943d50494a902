import ArgumentParser
import Foundation
import Harness
import Reports
import Results

/// `assay verify`.
struct Verify: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run stored cells again and compare the bytes.",
    discussion: """
      First checks the hashes of all stored cells, then runs cells again, in fresh processes and a \
      temporary folder, and compares every byte. With --cells N only N cells are run again, evenly \
      spaced over the plan.

        assay verify reports/control --cells 5

      Prints one line per cell: equal, different, damaged or failed; then the cell's path. Exit \
      status 0 where everything is equal, 1 where anything is not.
      """)

  @Argument(help: "The output folder of a run.")
  var folder: String

  @Option(help: "How many cells to run again (default: all).")
  var cells: Int?

  @Option(help: "How many cells run at one time (default: the number of cores).")
  var jobs: Int?

  func validate() throws {
    if let cells, cells < 1 { throw ValidationError("--cells must be at least 1.") }
  }

  func run() throws {
    Interruption.deferSignals()
    let verification = try Verification(folder: folder)
    if verification.store.suite.adaptiveSeeds != nil {
      // The looks must be those of the cells: reading the report checks them.
      _ = try StoredReport(verification.store)
    }
    let scratch = try ScratchFolder()
    defer { scratch.remove() }
    let pool = try WorkerPool.processes(folder: scratch.path, jobs: jobs)
    let isEqual = try verification.perform(cells: cells, scratch: scratch.path, pool: pool) {
      item, finding in
      Terminal.print("\(finding.word)\t\(item.path)")
      if let sentence = finding.sentence { Terminal.tell("assay: \(item.path): \(sentence)\n") }
    }
    if !isEqual { throw ExitStatus.failed.code }
  }
}
