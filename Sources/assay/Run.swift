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
    let looks = try SequentialLooks(suite)
    if dryRun {
      let store = try ResultStore(folder: folder, ifHolding: suite)
      return Terminal.print(
        try table(Plan(suite, folder: folder, only: only), looks, store))
    }
    Interruption.deferSignals()
    let run = try SuiteRun(
      suite, folder: folder, only: only, pool: try .processes(folder: folder, jobs: jobs)
    )
    Terminal.tell(try table(run.plan, looks, run.store) + "\n\n")
    let display = { (plan: Plan) in
      ProgressDisplay(
        of: plan.unfinished, isTerminal: Terminal.isInteractive, write: Terminal.tell)
    }
    let failed: Int
    if let looks {
      failed = try run.perform(looks.telling(run.store), display: display)
    } else {
      var display = display(run.plan)
      failed = try run.perform(&display)
    }
    let report = try StoredReport(run.store)
    Terminal.print(try report.write())
    guard failed == 0 else { throw SomeCellsFailed(count: failed) }
  }

  /// The plan for people; where seeds are adaptive, the cells that the next look needs.
  private func table(_ plan: Plan, _ looks: SequentialLooks?, _ store: ResultStore?) throws
    -> String
  {
    guard let looks else { return try plan.table() }
    let ledger = try store.map(looks.resume) ?? looks.opening()
    let state =
      ledger.isComplete
      ? "all looks are taken"
      : "these are for look \(ledger.looks.count + 1) of \(ledger.runs.count)"
    return try plan.limited(to: ledger.seedsNeeded(of: plan.suite)).table()
      + "\nadaptive seeds, up to \(plan.suite.seeds) an arm: \(state)"
  }
}

extension SequentialLooks {
  /// The looks at the cells of a store; each that is taken is told to people.
  fileprivate func telling(_ store: ResultStore) -> SeedLooks {
    SeedLooks(
      resume: { try resume(store) },
      look: { ledger in
        let next = try look(after: ledger, in: store)
        if next.looks.count > ledger.looks.count, let last = next.looks.last {
          let pairs = last.tasks.flatMap(\.pairs)
          let open = pairs.count { $0.decision == .open }
          Terminal.tell(
            "look at \(last.runs) runs per arm: \(pairs.count - open) of \(pairs.count) open pairs decided\n"
          )
        }
        return next
      })
  }
}
