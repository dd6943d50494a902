import ArgumentParser
import Foundation
import Reports
import Results

/// `assay calibrate`.
struct Calibrate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure how often the verdicts are wrong where there is nothing to find.",
    discussion: """
      With --simulate, draws four algorithms that are all alike from four families of scores (normal, \
      bimodal, lognormal, 0/1), with and without random numbers shared by seed, at 5, 10 and 20 seeds, \
      and decides on them as 'assay compare' does: how often a pair gets a verdict, how often any of \
      the six pairs does, and how often the printed intervals hold the truth.

        assay calibrate --simulate

      Given output folders, report.json or CSV files with the columns algorithm, task, seed and score, \
      splits the runs of each algorithm on each task at random into two halves, which must not differ:

        assay calibrate scores.csv

      Exit status 1 where a rate of false verdicts is above alpha beyond chance. The same seed and \
      number of trials give the same bytes, on any number of cores.
      """)

  @Argument(help: "Output folders, report.json and CSV files.")
  var sources: [String] = []

  @Flag(help: "Simulate scores instead.")
  var simulate = false

  @Option(help: "How often each line is tried.")
  var trials = 4_000

  @Option(help: "The root of the random numbers.")
  var seed: UInt64 = 0

  @Option(help: "Rearrangements that a test draws where there are too many to count.")
  var resamples = 1_999

  @OptionGroup var options: ComparisonOptions

  @Flag(help: "Print JSON instead of text.")
  var json = false

  func validate() throws {
    guard sources.isEmpty == simulate else {
      throw ValidationError("Give either folders or files, or --simulate.")
    }
    guard (1...100_000_000).contains(trials) else {
      throw ValidationError("--trials is \(trials), but must be from 1 to 100000000.")
    }
    guard (99...1_000_000).contains(resamples) else {
      throw ValidationError("--resamples is \(resamples), but must be from 99 to 1000000.")
    }
  }

  func run() throws {
    var settings = options.settings
    settings.permutationResamples = resamples
    let calibration =
      simulate
      ? try Calibration.simulate(trials: trials, seed: seed, settings: settings)
      : try Calibration.split(
        options.read(sources).table, trials: trials, seed: seed, settings: settings)
    Terminal.write(json ? try calibration.json() : Data(try calibration.text().utf8))
    guard try calibration.excesses().isEmpty else { throw ExitStatus.failed.code }
  }
}
