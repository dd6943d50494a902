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
  /// Two sources hold a score of the same algorithm, task and seed.
  case repeatedScore(
    algorithm: String, task: String, seed: Int, firstSource: String, secondSource: String)
  /// A score file cannot be read; `score` is the name of the column with the scores.
  case scoreFile(name: String, problem: ScoreFileProblem, score: String = "score")
  /// A file of scales cannot be read.
  case scaleFile(name: String, line: Int?, problem: ScaleFileProblem)
  /// A file is not a report's `report.json`.
  case notAReport(name: String, reason: String)
  /// A report's scores are those of another metric than the one asked for.
  case metricNotInReport(name: String, metric: String, headline: String)
  /// No run holds the metric asked for.
  case unknownMetric(String, known: [String])
  /// A run does not hold the metric asked for, and others do.
  case metricMissing(String, algorithm: String, task: String, seed: Int, reason: String)
  /// A test takes the number of runs for fixed, and it was decided by looking at the scores.
  case adaptiveSeeds(task: String, algorithm: String)
  /// The baseline has no scores.
  case unknownBaseline(String, known: [String])
  /// The new scores of a gate lack an algorithm on a task that the base holds.
  case notInNew(algorithm: String, task: String)
  /// A gate was asked for on a metric of which neither high nor low values are better.
  case noDirection(metric: String)
  /// No algorithm has four runs on a task, to be split into halves.
  case nothingToSplit
  /// A pilot's scores on a task do not vary, or no algorithm has two runs there.
  case noSpread(task: String)
  /// A test that is paired by seed was asked for, but two arms have different seeds.
  case unequalSeeds(task: String, first: String, second: String, seed: Int, missingIn: String)
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
  case fieldCount(line: Int, count: Int, named: Int)
  /// A step that is not a finite decimal number.
  case notAStep(line: Int, text: String)
  /// A field without text.
  case emptyField(line: Int, name: String)
  /// A seed that is not a whole number.
  case notASeed(line: Int, text: String)
  /// A score that is not a finite decimal number.
  case notAScore(line: Int, text: String)
  /// A second row for the same algorithm, task and seed, and step where there are steps.
  case duplicateRow(
    line: Int, firstLine: Int, algorithm: String, task: String, seed: Int, step: Double?)
  /// A quoted field without its closing quote; the line of the opening one.
  case unclosedQuote(line: Int)
  /// A quote inside an unquoted field, or text after a closing quote.
  case strayQuote(line: Int)
}
