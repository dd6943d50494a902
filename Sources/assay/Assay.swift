import ArgumentParser
import Foundation
import Harness
import Results

/// The command `assay`.
@main
struct Assay: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assay",
    abstract: "Compare policy-optimisation algorithms with numbers that can be trusted.",
    discussion: """
      A suite file names tasks, algorithms, seeds and a budget. 'assay run' trains every algorithm \
      on every task with every seed, stores each run as a cell, and writes a report; running it \
      again goes on where it stopped. Every number can be made again to the bit.

        assay run suites/quick.yaml             train, then write a report
        assay run suites/quick.yaml --dry-run   show what would be run
        assay list algorithms                   what a suite can name
        assay describe ppo                      one algorithm and all its options
        assay verify out/quick-1a2b3c4d5e6f     run stored cells again, compare bytes
        assay compare scores.csv                compare scores that any tool wrote
        assay memory --preset 7B                what each algorithm would take, by component

      Standard output is data, standard error is for people. Exit status: 0 done; 1 a run failed, \
      or a check found a difference; 2 a bad suite, option or file; 3 inconclusive; 75 interrupted, \
      run the same command again.
      """,
    version: "0.1.0 (results version \(ResultsVersion.newest))",
    subcommands: [
      Run.self, MakeReport.self, Compare.self, Gate.self, PlanSeeds.self, Calibrate.self,
      Memory.self, Verify.self, List.self, Describe.self, Rollout.self, Problems.self, Cell.self,
      Audit.self,
    ])

  static func main() {
    do {
      try ProcessorCheck.run()
      var command = try parseAsRoot()
      try command.run()
    } catch {
      Terminal.end(with: error)
    }
  }
}
