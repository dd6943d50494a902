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
      taken together, as one table. Higher scores are better.

      Scores of another tool, step by step:

      1. Write a line for each run: what was run, on what, its seed and its score. A run that crashed \
      gets the task's lowest score, since leaving it out flatters the algorithm.

        algorithm,task,seed,score
        ours,Hopper,0,2310.5
        ours,Hopper,1,2402
        theirs,Hopper,0,2105.25
        …

      2. Compare. For each task the mean with its interval, spread, median and interquartile mean (IQM); \
      for each pair the difference with its interval, the smallest difference that so many runs could \
      have found, the p-value before and after Holm's correction over the pairs of the task, how often a \
      run of the first beats one of the second, and the verdict: higher, lower, undecided, or "cannot \
      reach significance" where no scores could have.

        assay compare scores.csv

      3. For aggregates over tasks (median, IQM, mean, optimality gap) say which score of each task \
      counts as 0 and which as 1, such as that of random actions and that of an expert. Output folders \
      and report.json hold both already.

        task,low,high
        Hopper,20,3000
        Walker,1.6,4500

        assay compare scores.csv --scales scales.csv

      4. See it. DIR then holds for each task pairs-TASK.svg (every pair in a square) and \
      differences-TASK.svg (with intervals), and over tasks performance-profiles.svg and \
      critical-difference.svg. What cannot be drawn of these scores is named, with the reason.

        assay compare scores.csv --scales scales.csv --figures DIR

      5. Compare all with one, take scores from another column, or hand the numbers on:

        assay compare scores.csv --baseline theirs
        assay compare curves.csv --metric return --paired yes
        assay compare out/quick-1a2b3c4d5e6f --metric areaUnderCurve --json

      With a column 'step' a file may hold whole curves: a run's score is then that at its last step. \
      With --metric the scores are in the column of that name, and other columns are not looked at. \
      The order of rows, of columns and of files changes no byte of the output or of a figure.

      Where runs of one seed share random numbers (the runs of a suite do), differences are tested \
      seed by seed, if the number of seeds allows a verdict on so many pairs. Otherwise, and for CSV \
      files, samples are independent. What was done, and why, is printed; --paired decides it instead.
      """)

  @Argument(help: "Output folders, report.json and CSV files.")
  var sources: [String]

  @OptionGroup var options: ComparisonOptions

  @Option(help: "Compare every algorithm with this one, instead of every pair.")
  var baseline: String?

  @Option(
    help: ArgumentHelp(
      "A CSV file with the columns task, low, high: the scores that count as 0 and as 1.",
      valueName: "file"))
  var scales: String?

  @Option(help: ArgumentHelp("Write figures as SVG into this folder.", valueName: "folder"))
  var figures: String?

  @Flag(help: "Print JSON instead of text.")
  var json = false

  func run() throws {
    var settings = options.settings
    settings.baseline = baseline
    let scores = try options.read(sources, scales: scales)
    let comparison = try compare(
      scores.table, seed: scores.seed, settings: settings, withProfiles: figures != nil)
    if let figures { try write(comparison, to: figures) }
    Terminal.write(json ? try comparison.json() : Data(comparison.text().utf8))
  }
  private func write(_ comparison: ScoreComparison, to folder: String) throws {
    try AtomicFile.createFolder(folder)
    for file in comparison.figures() {
      try AtomicFile.replace(folder + "/" + file.path, with: file.data)
      Terminal.tell("\(folder)/\(file.path)\n")
    }
    for reason in comparison.figuresLeftOut { Terminal.tell(reason + "\n") }
  }
}
