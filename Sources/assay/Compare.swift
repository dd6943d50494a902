import ArgumentParser
import Foundation
import Reports
import Results

/// `assay compare`.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare algorithms by their final scores, with significance.",
    discussion: """
      Takes output folders of runs, and CSV files of any origin with the columns algorithm, task, \
      seed and score (one run a line, higher is better). Several are taken together, as one table. \
      Prints means with intervals, and for each pair of algorithms the difference, a permutation \
      test with Holm's correction, and the probability of improvement.

        assay compare out/quick-1a2b3c4d5e6f
        assay compare ours.csv theirs.csv --json
      """)

  @Argument(help: "Output folders and CSV files.")
  var sources: [String]

  @Flag(help: "Print JSON instead of text.")
  var json = false

  func run() throws {
    let scores = try StoredScores(sources)
    if scores.absentRuns > 0 {
      Terminal.tell("\(scores.absentRuns) missing or damaged runs count with their task's floor\n")
    }
    let comparison = try compare(scores.table, seed: scores.seed)
    Terminal.write(json ? try comparison.json() : Data(comparison.text().utf8))
  }
}
