import ArgumentParser
import Foundation
import Reports
import Results

/// `assay gate`.
struct Gate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Refuse new scores that are significantly worse, by at least a minimum effect.",
    discussion: """
      BASE and NEW are each an output folder, a report.json or a CSV file with the columns algorithm, \
      task, seed and score. Every algorithm and task of BASE is compared with its namesake in NEW:

        assay gate main.csv branch.csv --minimum-effect 0.02
        assay gate reports/control out/control-1a2b --minimum-effect 5 --metric areaUnderCurve

      Exit status 1, a regression: NEW is worse, by the test of 'assay compare' after Holm's \
      correction over all that is compared, and the loss is at least the minimum effect. 0, a pass: a \
      loss of the minimum effect is excluded for each, one-sided. 3, undecided: neither. The output \
      says how likely so many runs were to find a loss of the minimum effect, how likely to pass where \
      nothing has changed, and how many runs it takes for both to be likely.

      Runs of one seed are paired where both sides come from suites with the same seed, whose runs \
      share random numbers; --paired yes does it for CSV files.
      """)

  @Argument(help: "The scores before.")
  var base: String

  @Argument(help: "The scores now.")
  var new: String

  @Option(help: "The loss, in units of the score, from which NEW is refused.")
  var minimumEffect: Double

  @OptionGroup var options: ComparisonOptions

  @Flag(help: "Lower scores are better; what is known of a metric of the runs is used without it.")
  var lowerIsBetter = false

  @Flag(help: "Print JSON instead of text.")
  var json = false

  func validate() throws {
    guard minimumEffect > 0, minimumEffect.isFinite else {
      throw ValidationError("--minimum-effect is \(minimumEffect), but must be above 0.")
    }
  }

  func run() throws {
    let base = try options.read([base])
    let new = try options.read([new])
    let outcome = try gate(
      base: base.table, new: new.table, minimumEffect: minimumEffect,
      higherIsBetter: try higherIsBetter(), seed: base.seed, settings: options.settings)
    Terminal.write(json ? try outcome.json() : Data(outcome.text().utf8))
    guard outcome.verdict == .pass else { throw outcome.verdict.exitStatus.code }
  }

  private func higherIsBetter() throws -> Bool {
    if lowerIsBetter { return false }
    guard let metric = options.metric, let known = MetricRegistry.description(of: metric) else {
      return true
    }
    guard let higher = known.higherIsBetter else { throw ReportError.noDirection(metric: metric) }
    return higher
  }
}
