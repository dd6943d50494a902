extension MarkdownReport {
  /// How often verdicts and intervals like these were wrong where the truth was known.
  var trust: String {
    let title = "## How far these verdicts can be trusted\n\n"
    guard report.sequential == nil else {
      return title
        + "Seeds are adaptive, so verdicts come from a group-sequential test. `assay calibrate` does not "
        + "simulate it; its error rates are measured by the command in `Guides/adaptive-seeds.md`.\n"
    }
    guard let excerpt = report.calibration else { return "" }
    return title + Self.introduction(excerpt) + "\n" + Self.table(excerpt) + "\n"
      + Self.notes(excerpt, pairs: report.tasks.map(\.comparisons.count).max() ?? 0)
  }

  private static func introduction(_ excerpt: CalibrationExcerpt) -> String {
    let alpha = NumberFormat.exact(excerpt.significance)
    return "Measured by `\(excerpt.command)` on four algorithms that are all alike, "
      + "\(NumberFormat.integer(excerpt.trials)) times a row: how often the procedure of this report "
      + "calls two of them different, which a verdict at \(alpha) may do at most "
      + "\(FigureText.percent(excerpt.significance)) of the time, and how often its "
      + "\(FigureText.percent(excerpt.level)) intervals hold the truth. "
      + (excerpt.isShared
        ? "Scores of one seed correlate by 0.5, as runs of one seed share random numbers here. "
        : "Scores are independent. ")
      + (excerpt.runs == excerpt.seeds
        ? "Measured at n = \(excerpt.runs), as here.\n"
        : "Measured at n = \(excerpt.runs), of those measured the nearest to n = \(excerpt.seeds) here.\n")
  }

  private static func table(_ excerpt: CalibrationExcerpt) -> String {
    let level = FigureText.percent(excerpt.level)
    var table = TextTable([
      ("Scores", .left), ("Test of a pair, of six", .left), ("False, a pair [95 % Wilson]", .right),
      ("False, any of six pairs [95 % Wilson]", .right), ("A difference in its \(level)", .right),
      ("A mean in its \(level)", .right),
    ])
    for row in excerpt.rows {
      let tests = [row.pairTest, row.familyTest].compactMap { $0?.name }
      table.add([
        row.scores, tests.first == tests.last ? tests[0] : tests.joined(separator: ", "),
        Calibration.words(row.pair), row.family.map(Calibration.words) ?? "–",
        Calibration.share(row.difference), row.mean.map(Calibration.share) ?? "–",
      ])
    }
    return table.markdown()
  }

  private static func notes(_ excerpt: CalibrationExcerpt, pairs: Int) -> String {
    var notes = [
      "Bimodal: runs that fail or succeed, an equal mixture of N(0, 1) and N(4, 1). Lognormal: skewed, "
        + "with a heavy tail. Binary: 0 or 1."
    ]
    if pairs > 6 {
      notes.append(
        "Here a task has up to \(pairs) pairs. Holm's adjustment holds for any number of them.")
    }
    notes.append(
      "A share of means below \(FigureText.percent(excerpt.level)) says that the t interval of one "
        + "algorithm's mean is too short for such scores. Not measured here: two algorithms of equal means "
        + "and different spread, intervals over tasks and bands. `Guides/calibration.md` has all rows, "
        + "`Guides/statistics.md` the coverage of intervals over tasks.")
    return notes.map { $0 + "\n" }.joined(separator: "\n")
  }
}
