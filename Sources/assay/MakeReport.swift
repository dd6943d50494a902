import ArgumentParser
import Harness
import Reports
import Results

/// `assay report`.
struct MakeReport: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Write the report of stored cells anew.",
    discussion: """
      Reads every cell of the folder, checks its bytes, and writes report/report.md, report.json, \
      report.html, figures and tables. The same cells give the same bytes. Cells that are missing, failed or \
      diverged are counted and listed; they score the task's floor.

        assay report out/quick-1a2b3c4d5e6f

      The hypotheses of the suite are judged in it. --hypotheses judges those of a suite file that \
      differs from the folder's in its hypotheses alone; the report says that they were not declared \
      before the run.

      The path of the report is printed on standard output.
      """)

  @Argument(help: "The output folder of a run.")
  var folder: String

  @Option(help: "A suite file whose hypotheses are judged too, as not declared before the run.")
  var hypotheses: String?

  func run() throws {
    let store = try ResultStore(folder: folder)
    let later = try hypotheses.map {
      try store.laterHypotheses(in: SuiteReader().read($0, seeds: store.suite.seeds))
    }
    let report = try StoredReport(store, laterHypotheses: later ?? [])
    Terminal.print(try report.write())
    for damage in report.damage { Terminal.tell("assay: \(damage)\n") }
    if let damage = report.damage.first { throw damage.exitStatus.code }
  }
}
