import ArgumentParser
import Foundation
import Reports
import Results

/// `assay plan`.
struct PlanSeeds: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "How many seeds it takes to find a difference.",
    discussion: """
      From a pilot (output folders, report.json or CSV files with the columns algorithm, task, seed \
      and score) or from an assumed spread, says for each task how many seeds a side find a \
      difference of the margin with the power asked for, and the power at other numbers.

        assay plan pilot.csv --margin 0.03
        assay plan --spread 40 --margin 25 --pairs 6 --figure power.svg

      With several pairs of algorithms the level is that of Holm's first step, alpha over the number \
      of pairs. A pilot of few seeds knows its spread badly: plan for more than it says.
      """)

  @Argument(help: "Output folders, report.json and CSV files.")
  var pilot: [String] = []

  @Option(help: "The difference to be found, in units of the score.")
  var margin: Double

  @Option(help: "An assumed standard deviation over seeds, instead of a pilot.")
  var spread: Double?

  @Option(help: "The chance to find the margin that is asked for.")
  var power = 0.8

  @Option(help: "How many pairs of algorithms will be compared (default: the pilot's, or 1).")
  var pairs: Int?

  @Option(help: ArgumentHelp("Write the power by number of seeds as SVG.", valueName: "file"))
  var figure: String?

  @OptionGroup var options: ComparisonOptions

  @Flag(help: "Print JSON instead of text.")
  var json = false

  func validate() throws {
    guard pilot.isEmpty != (spread == nil) else {
      throw ValidationError("Give either a pilot (folders or files) or --spread.")
    }
    for (name, value) in [("--margin", margin), ("--spread", spread ?? 1)]
    where !(value > 0 && value.isFinite) {
      throw ValidationError("\(name) is \(value), but must be above 0.")
    }
    guard power >= 0.01, power <= 0.999 else {
      throw ValidationError("--power is \(power), but must be between 0.01 and 0.999.")
    }
    if let pairs, !(1...100_000).contains(pairs) {
      throw ValidationError("--pairs is \(pairs), but must be from 1 to 100000.")
    }
  }

  func run() throws {
    var settings = options.settings
    settings.power = power
    let plan =
      try spread.map {
        try SeedPlan(
          spread: $0, isPaired: settings.pairing == .yes, margin: margin, pairs: pairs ?? 1,
          settings: settings)
      }
      ?? SeedPlan(
        pilot: options.read(pilot).table, margin: margin, pairs: pairs, settings: settings)
    if let figure { try AtomicFile.replace(figure, with: plan.figure()) }
    Terminal.write(json ? try plan.json() : Data(plan.text().utf8))
  }
}
