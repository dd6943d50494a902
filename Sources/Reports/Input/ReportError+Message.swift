import Results

extension ReportError: CustomStringConvertible {
  /// One or two sentences: what failed, on which input, what is allowed, what to do.
  public var description: String {
    switch self {
    case .unknownCell(let arm, let seed, let arms, let seeds):
      "The stored cell of arm \(arm), seed \(seed) is not one of the suite's: "
        + "arms go from 0 to \(arms - 1), seeds from 0 to \(seeds - 1)."
    case .duplicateCell(let task, let algorithm, let seed):
      "The cell \(task), \(algorithm), seed \(seed) was given twice; each cell has one state."
    case .duplicateArm(let task, let algorithm):
      "The suite lists \(algorithm) on \(task) twice; give the second one a label of its own."
    case .unknownTask(let name, let known):
      "The suite's plan names the task \(name), which is not one of its tasks: "
        + known.joined(separator: ", ") + "."
    case .unknownAlgorithm(let name, let known):
      "The suite's plan names the algorithm \(name), which is not one of its algorithms: "
        + known.joined(separator: ", ") + "."
    case .emptySuite(let name):
      "The suite \(name) has no cells: it needs at least one task, one algorithm and one seed."
    case .suiteNotFinite(let task, let name):
      "The \(name) of the task \(task) is not a finite number."
    case .scoreNotFinite(let algorithm, let task, let seed, let score):
      "The score of \(algorithm) on \(task), seed \(seed), is \(score); scores must be finite. "
        + "Give a failed run the task's lowest score."
    case .duplicateScore(let algorithm, let task, let seed):
      "There are two scores of \(algorithm) on \(task) with seed \(seed); each run has one score."
    case .hypothesis(let claim, let problem):
      "The hypothesis \"\(claim)\" cannot be judged: \(problem.description)"
    case .repeatedScore(let algorithm, let task, let seed, let first, let second):
      "\(first) and \(second) both hold a score of \(algorithm) on \(task) with seed \(seed); each run "
        + "has one score. Give one of the algorithms another name."
    case .scoreFile(let name, let problem, let score):
      "\(name)\(problem.description(score: score))"
    case .scaleFile(let name, let line, let problem):
      "\(name)\(line.map { ":\($0)" } ?? ""): \(problem.description)"
    case .notAReport(let name, let reason):
      "\(name): this is not a report.json of assay (\(reason)); give an output folder, its "
        + "report/report.json, or a CSV file."
    case .metricNotInReport(let name, let metric, let headline):
      "\(name): a report.json holds each run's \(headline) alone; for \(metric) give the output folder."
    case .unknownMetric(let name, let known):
      "No run holds the metric \(name); the runs hold \(known.joined(separator: ", "))."
        + (MetricRegistry.isDiagnostic(name) && MetricRegistry.description(of: name) != nil
          ? " Versions before it was logged stored none: run the suite again into another folder."
          : "")
    case .metricMissing(let metric, let algorithm, let task, let seed, let reason):
      "The run of \(algorithm) on \(task) with seed \(seed) holds no \(metric) (\(reason)), and only "
        + "the metric that ranks has a lowest score to count it with."
    case .adaptiveSeeds(let task, let algorithm):
      "The runs of \(algorithm) on \(task) have adaptive seeds: how many there are depends on their "
        + "scores, and a test that takes the number for fixed finds too much. The verdicts are in "
        + "their report; or run the suite with --seeds N into another folder and compare that."
    case .unknownBaseline(let name, let known):
      "The baseline \(name) has no scores; the algorithms are \(known.joined(separator: ", "))."
    case .notInNew(let algorithm, let task):
      "The base holds scores of \(algorithm) on \(task), the new scores do not; a gate needs every "
        + "algorithm and task of the base in both."
    case .noDirection(let metric):
      "Neither high nor low values of \(metric) are better, so there is nothing to lose by it."
    case .nothingToSplit:
      "No algorithm has four runs or more on a task, so none can be split into two halves."
    case .noSpread(let task):
      "The scores on \(task) do not vary, or no algorithm has two runs there, so nothing can be planned "
        + "from them; assume a spread instead (--spread)."
    case .unequalSeeds(let task, let first, let second, let seed, let missing):
      "On \(task) seed \(seed) of \(missing) has no score, so \(first) and \(second) cannot be paired by "
        + "seed: give both the same seeds, or use --paired no."
    }
  }
}

extension HypothesisProblem: CustomStringConvertible {
  /// The rest of a sentence.
  public var description: String {
    switch self {
    case .unknownMetric(let name): "no run holds the metric \(name)."
    case .notRun(let algorithm, let task): "the suite does not run \(algorithm) on \(task)."
    case .noTask: "it names no task."
    case .badMargin: "its margin must be a finite number above 0."
    case .badAlpha(let alpha):
      "its alpha is \(alpha); it must be above 0, at most \(Hypothesis.largestAlpha), and the same in a family."
    case .noDirection(let metric): "\(metric) is better neither high nor low."
    }
  }
}

extension ScoreFileProblem {
  /// The rest of a sentence that starts with the file's name: `:3: the score …`.
  ///
  /// - Parameter score: the name of the column with the scores.
  func description(score: String) -> String {
    let columns = (ScoreTable.columns.dropLast() + [score]).joined(separator: ", ")
    return switch self {
    case .notText: ": the file is not UTF-8 text; save it as UTF-8."
    case .empty: ": the file is empty; it needs a header with the columns \(columns)."
    case .noRows: ": the file has a header but no scores; each line below it holds one run."
    case .unknownColumn(let line, let column, let name):
      ":\(line): column \(column) is called \"\(name)\"; the columns are \(columns), in any order, "
        + "and step if there is one. To name the column of the scores, use --metric."
    case .repeatedColumn(let line, let column, let name):
      ":\(line): column \(column) repeats \"\(name)\"; the columns are \(columns), each once."
    case .missingColumn(let line, let name):
      ":\(line): the header has no column \"\(name)\"; the columns are \(columns), in any order."
    case .fieldCount(let line, let count, let named):
      ":\(line): the row has \(count) field\(count == 1 ? "" : "s"); the header names \(named)."
    case .emptyField(let line, let name):
      ":\(line): the field \(name) is empty; every row needs \(columns)."
    case .notASeed(let line, let text):
      ":\(line): the seed \"\(text)\" is not a whole number, such as 0 or 17."
    case .notAStep(let line, let text):
      ":\(line): the step \"\(text)\" is not a finite decimal number, such as 20000 or 1e6."
    case .notAScore(let line, let text):
      ":\(line): the score \"\(text)\" is not a finite decimal number, such as 12.5 or -3e4. "
        + "Give a failed run the task's lowest score."
    case .duplicateRow(let line, let firstLine, let algorithm, let task, let seed, let step):
      ":\(line): \(algorithm) on \(task) with seed \(seed) already has a score "
        + (step.map { "at step \(NumberFormat.exact($0)) " } ?? "")
        + "on line \(firstLine); each run has one\(step == nil ? "" : " at each step")."
    case .unclosedQuote(let line): ":\(line): a quoted field starts here and does not end."
    case .strayQuote(let line):
      ":\(line): a quote stands inside a field; quote the whole field and double quotes inside it."
    }
  }
}
