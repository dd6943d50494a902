import ArgumentParser
import Foundation
import Reports
import Results

/// `assay compare`.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare algorithms by their final scores, with significance.",
    discussion: """
      Takes output folders of runs, a report.json, and CSV files that any tool wrote. Several are \
      taken together, as one table. Higher scores are better. A CSV file has a line for each run:

        algorithm,task,seed,score
        ours,Hopper,0,2310.5
        ours,Hopper,1,2402
        theirs,Hopper,0,2105.25
        …

        assay compare scores.csv
        assay compare scores.csv --baseline theirs
        assay compare curves.csv --metric return --paired yes
        assay compare out/quick-1a2b3c4d5e6f --metric areaUnderCurve --json

      With a column 'step' a file may hold whole curves: a run's score is then that at its last step. \
      With --metric the scores are in the column of that name, and other columns are not looked at. \
      The order of rows, of columns and of files changes no byte of the output.

      For each pair of algorithms on each task it prints the number of runs, the difference with its \
      interval, the smallest difference that so many runs could have found, the p-value before and \
      after Holm's correction over the pairs of the task, how often a run of the first beats one of \
      the second, and the verdict; "cannot reach significance" where no scores could have.

      Where runs of one seed share random numbers (the runs of a suite do), differences are tested \
      seed by seed, if the number of seeds allows a verdict on so many pairs. Otherwise, and for CSV \
      files, samples are independent. What was done, and why, is printed; --paired decides it instead.
      """)

  @Argument(help: "Output folders, report.json and CSV files.")
  var sources: [String]

  @OptionGroup var options: ComparisonOptions

  @Option(help: "Compare every algorithm with this one, instead of every pair.")
  var baseline: String?

  @Flag(help: "Print JSON instead of text.")
  var json = false

  func run() throws {
    var settings = options.settings
    settings.baseline = baseline
    let scores = try options.read(sources)
    let comparison = try compare(scores.table, seed: scores.seed, settings: settings)
    Terminal.write(json ? try comparison.json() : Data(comparison.text().utf8))
  }
}
