import ArgumentParser
import Foundation
import Harness
import PolicyOptimization
import Results

/// `assay cell`.
struct Cell: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run one cell: what every worker does.",
    discussion: """
      'assay run' starts this command for each cell; a scheduler can do the same. Cells are counted \
      from 0, in the order that 'assay list cells' prints. A cell that is stored already is left \
      alone; two workers on one cell are harmless.

        assay cell --suite suites/control.yaml --index 17 --out out/control
        assay cell --suite suites/control.yaml --index $SLURM_ARRAY_TASK_ID --out out/control

      Exit status 75 after SIGTERM or SIGINT: run it again. A diverged run is a result, status 0.
      """)

  @Option(help: "A suite file (YAML), or the suite.json of an output folder.")
  var suite: String

  @Option(help: "The index of the cell, from 0.")
  var index: Int

  @Option(help: "The output folder (default: out/<suite>-<first 12 digits of its hash>).")
  var out: String?

  @Flag(help: .hidden)
  var reportProgress = false

  func run() throws {
    Interruption.exitOnSignals()
    let suite = try SuiteReader().read(suite)
    let folder = try out ?? SuiteRun.defaultFolder(for: suite)
    let job = CellJob(run: CellRun(train: train(_:progress:)))
    var reporter = ProgressReporter(isOn: reportProgress, write: Terminal.print)
    let path = try job.perform(suite, index: index, folder: folder) { reporter.report($0) }
    if !reportProgress { Terminal.print(path) }
  }
}
