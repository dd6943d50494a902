/// Why a report or a comparison cannot be made.
public enum ReportError: Error, Sendable, Equatable {
  /// A stored cell has an arm index or a seed that the suite does not have.
  case unknownCell(arm: Int, seed: Int, arms: Int, seeds: Int)
  /// Two stored cells have the same arm and seed.
  case duplicateCell(task: String, algorithm: String, seed: Int)
  /// Two arms of the suite have the same task and algorithm.
  case duplicateArm(task: String, algorithm: String)
  /// An arm names a task that the suite does not list.
  case unknownTask(String, known: [String])
  /// An arm names an algorithm that the suite does not list.
  case unknownAlgorithm(String, known: [String])
  /// The suite has no arm or no seed, so there is nothing to report.
  case emptySuite(String)
  /// A number of the suite that enters the statistics is not finite.
  case suiteNotFinite(task: String, name: String)
  /// A score is NaN or infinite.
  case scoreNotFinite(algorithm: String, task: String, seed: Int, score: Double)
  /// Two scores have the same algorithm, task and seed.
  case duplicateScore(algorithm: String, task: String, seed: Int)
  /// A hypothesis of a resolved suite that cannot be judged.
  case hypothesis(claim: String, problem: HypothesisProblem)
  /// A score file cannot be read.
  case scoreFile(name: String, problem: ScoreFileProblem)
}

/// What is wrong with a hypothesis. The grammar of suite files lets none of these through; a
/// `suite.json` that was written otherwise can hold them.
public enum HypothesisProblem: Error, Sendable, Equatable {
  /// No run holds the metric.
  case unknownMetric(String)
  /// The suite does not run an algorithm on a task.
  case notRun(algorithm: String, task: String)
  /// There is no task to judge it on.
  case noTask
  /// The claim needs a margin above 0.
  case badMargin
  /// The error rate is out of range, or not that of others in the family.
  case badAlpha(Double)
  /// The claim needs a metric with a better end.
  case noDirection(metric: String)
}

/// What is wrong with a score file. Lines and columns count from 1.
public enum ScoreFileProblem: Error, Sendable, Equatable {
  /// The bytes are not UTF-8.
  case notText
  /// Nothing, or only empty lines.
  case empty
  /// A header and nothing below it.
  case noRows
  /// A column of another name.
  case unknownColumn(line: Int, column: Int, name: String)
  /// A column that stands twice in the header.
  case repeatedColumn(line: Int, column: Int, name: String)
  /// A required column that is not in the header.
  case missingColumn(line: Int, name: String)
  /// A row with too few or too many fields.
  case fieldCount(line: Int, count: Int)
  /// A field without text.
  case emptyField(line: Int, name: String)
  /// A seed that is not a whole number.
  case notASeed(line: Int, text: String)
  /// A score that is not a finite decimal number.
  case notAScore(line: Int, text: String)
  /// A second row for the same algorithm, task and seed.
  case duplicateRow(line: Int, firstLine: Int, algorithm: String, task: String, seed: Int)
  /// A quoted field without its closing quote; the line of the opening one.
  case unclosedQuote(line: Int)
  /// A quote inside an unquoted field, or text after a closing quote.
  case strayQuote(line: Int)
}
