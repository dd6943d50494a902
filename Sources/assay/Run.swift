import ArgumentParser
import Foundation
import Harness
import Reports
import Results

/// `assay run`.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Run a suite and write its report.",
    discussion: """
      Trains every algorithm of the suite on every task with every seed. Each such run is a cell; it \
      has a process of its own, uses one core, and is stored as soon as it ends. Cells that are \
      stored already are not run again: after Ctrl-C, a crash or 'kill -9' give the same command \
      once more. The results do not depend on --jobs, on the order, or on interruptions.

      A run that diverges is a result and is stored with its reason. A process that crashes leaves a \
      file FAILED; the others go on, the report counts it, and the next 'assay run' tries it again.

      Where a suite's seeds are adaptive, arms get more of them until every pair is decided; each look \
      at the scores is written to sequential.json.

        assay run suites/quick.yaml
        assay run suites/control.yaml --out out/control --jobs 8
        assay run suites/control.yaml --only 'CartPole-v1/ppo*/seed-0'

      The path of the report is printed on standard output.
      """)

  @Argument(help: "A suite file (YAML), or the suite.json of an earlier run.")
  var suite: String

  @Option(help: "The output folder (default: out/<suite>-<first 12 digits of its hash>).")
  var out: String?

  @Option(help: "How many cells run at one time (default: the number of cores).")
  var jobs: Int?

  @Option(help: "Run this many seeds instead of the suite's; this makes it another suite.")
  var seeds: Int?

  @Option(help: "Run only cells whose path task/algorithm/seed-s matches this shell pattern.")
  var only: String?

  @Flag(help: "Print the plan, and run nothing.")
  var dryRun = false

  func run() throws {
    let suite = try SuiteReader().read(suite, seeds: seeds)
    let folder = try out ?? SuiteRun.defaultFolder(for: suite)
    if only != nil, suite.adaptiveSeeds != nil { throw RunError.onlyWithAdaptiveSeeds }
    if dryRun {
      return Terminal.print(try Plan(suite, folder: folder, only: only).table())
    }
    Interruption.deferSignals()
    let run = try SuiteRun(
      suite, folder: folder, only: only, pool: try .processes(folder: folder, jobs: jobs)
    )
    Terminal.tell(try run.plan.table() + "\n\n")
    let display = { (plan: Plan) in
      ProgressDisplay(
        of: plan.unfinished, isTerminal: Terminal.isInteractive, write: Terminal.tell)
    }
    let failed: Int
    if let looks = try SequentialLooks(suite) {
      failed = try run.perform(
        SeedLooks(
          resume: { try looks.resume(run.store) },
          look: { try looks.look(after: $0, in: run.store) }), display: display)
    } else {
      var display = display(run.plan)
      failed = try run.perform(&display)
    }
    let report = try StoredReport(run.store)
    Terminal.print(try report.write())
    guard failed == 0 else { throw SomeCellsFailed(count: failed) }
  }
}
