import ArgumentParser
import Reports

/// The options of every command that compares scores.
struct ComparisonOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "What to compare by: a metric of the runs, or a column of the CSV file (default: what ranks).",
      valueName: "name"))
  var metric: String?

  @Option(help: "The chance of any false verdict on a task that is accepted.")
  var alpha: Double?

  @Option(
    help: "Whether to test seed by seed: auto, yes or no; auto goes by where the scores come from.")
  var paired = Pairing.auto

  func validate() throws {
    if let alpha, !(alpha >= 1e-6 && alpha <= 0.5) {
      throw ValidationError("--alpha is \(alpha), but must be between 0.000001 and 0.5.")
    }
  }

  /// What was asked, the rest as in reports. Intervals have the level 1 − alpha.
  var settings: ComparisonSettings {
    var settings = ComparisonSettings()
    settings.pairing = paired
    if let alpha {
      settings.significance = alpha
      settings.level = 1 - alpha
    }
    return settings
  }

  /// The scores of sources; says on standard error what stands in for runs that are not there.
  ///
  /// - Parameter scales: a file with the scale of each task.
  func read(_ sources: [String], scales: String? = nil) throws -> StoredScores {
    let scores = try StoredScores(sources, metric: metric, scales: scales)
    if scores.absentRuns > 0 {
      Terminal.tell("\(scores.absentRuns) missing or damaged runs count with their task's floor\n")
    }
    return scores
  }
}

extension Pairing: ExpressibleByArgument {}
