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
      figures and tables. The same cells give the same bytes. Cells that are missing, failed or \
      diverged are counted and listed; they score the task's floor.

        assay report out/quick-1a2b3c4d5e6f

      The path of the report is printed on standard output.
      """)

  @Argument(help: "The output folder of a run.")
  var folder: String

  func run() throws {
    let report = try StoredReport(ResultStore(folder: folder))
    Terminal.print(try report.write())
    for damage in report.damage { Terminal.tell("assay: \(damage)\n") }
    if let damage = report.damage.first { throw damage.exitStatus.code }
  }
}
