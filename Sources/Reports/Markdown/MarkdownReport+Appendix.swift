extension MarkdownReport {
  /// The other metrics of the results, one table per task.
  var metrics: String {
    var text = ""
    for task in report.tasks {
      var names: Set<String> = []
      for arm in task.arms { names.formUnion(arm.metrics.map(\.name)) }
      names.remove(report.metric(of: task))
      if task.memory != nil { names = names.filter { !MemoryMetric.includes($0) } }
      if task.compute != nil { names = names.filter { !ComputeMetric.includes($0) } }
      if task.health != nil { names = names.filter { !$0.hasPrefix(HealthMeasure.prefix) } }
      if task.accuracy != nil { names = names.filter { !Self.isShownWithAccuracy($0) } }
      guard !names.isEmpty else { continue }
      var table = TextTable(
        [("Metric", .left)] + task.arms.map { (Markdown.escape($0.algorithm), .right) })
      for name in names.sorted() {
        table.add(
          ["`\(name)`"]
            + task.arms.map { arm in
              guard let metric = arm.metric(name) else { return "–" }
              return NumberFormat.significant(metric.mean)
                + (metric.count < arm.scores.count ? " (n = \(metric.count))" : "")
            })
      }
      text += "\n### \(Markdown.escape(task.name))\n\n" + table.markdown()
    }
    guard !text.isEmpty else { return "" }
    return "## Other metrics\n\nMeans over the runs that logged them; standard deviations are in "
      + "`tables/metrics.csv`.\n" + text
  }

  /// The runs that count with the floor.
  var flooredRuns: String {
    let text = "## Diverged, failed and missing runs\n\n"
    guard !report.flooredRuns.isEmpty else {
      return text + "None: all \(report.suite.cells) runs completed.\n"
    }
    var groups: [(run: Report.FlooredRun, seeds: [Int])] = []
    for run in report.flooredRuns {
      if let last = groups.last?.run, last.task == run.task, last.algorithm == run.algorithm,
        last.status == run.status, last.reason == run.reason
      {
        groups[groups.count - 1].seeds.append(run.seed)
      } else {
        groups.append((run, [run.seed]))
      }
    }
    var table = TextTable([
      ("Task", .left), ("Algorithm", .left), ("Seeds", .left), ("What", .left),
      ("Reason", .left), ("Counts as", .right),
    ])
    for (run, seeds) in groups {
      table.add([
        Markdown.escape(run.task), Markdown.escape(run.algorithm),
        seeds.map(String.init).joined(separator: ", "), run.status.rawValue,
        Markdown.escape(run.reason), NumberFormat.significant(run.score),
      ])
    }
    return text
      + "\(report.flooredRuns.count) of \(report.suite.cells) runs. Each counts against its algorithm "
      + "with the lowest score of its task; none is dropped.\n\n" + table.markdown()
  }

  /// How to read the numbers.
  var reading: String {
    let settings = report.settings
    let level = FigureText.percent(settings.level)
    return """
      ## How to read the numbers

      - The unit of replication is the seed: n counts runs, each with one score, never episodes.
      - Intervals of means are \(level) t intervals. Bands on learning curves are pointwise: each holds \
      at its point, not everywhere at once.
      - Permutation tests count every split of the scores up to \
      \(NumberFormat.integer(settings.permutationLimit)) splits, sign-flip tests every arrangement of \
      the signs up to \(NumberFormat.integer(settings.signFlipLimit)), and draw \
      \(NumberFormat.integer(settings.permutationResamples)) at random above. Holm's adjustment keeps \
      the chance of any false verdict on a task at \(FigureText.percent(settings.significance)) or \
      less; over several tasks it adds up.
      - "Cannot reach significance at this n": not even the most extreme scores would do, so the \
      absence of a verdict says nothing. More seeds would help.
      - Algorithms share random numbers by seed (initial weights, initial states), so differences are \
      tested seed by seed where the number of seeds allows a verdict on so many pairs. Otherwise runs \
      are tested as independent samples, which is conservative where sharing makes them alike. The rule \
      looks at the numbers of seeds and pairs alone.
      - Intervals over tasks are percentile bootstraps with \
      \(NumberFormat.integer(settings.bootstrapResamples)) resamples of runs within tasks; with few \
      seeds they are too narrow. No verdict is made from them.
      \(accuracyReading)
      """
  }

  /// The commands that make this report again.
  var reproduction: String {
    """
    ## How to reproduce

    ```
    assay run suites/\(report.suite.name).yaml --out DIR
    assay report DIR
    assay verify DIR
    ```

    The first runs what is missing in `DIR`, the second writes this report again, byte for byte, and the
    third runs stored cells again and compares them.

    | What    | SHA-256                                                          |
    | ------- | ---------------------------------------------------------------- |
    | Suite   | \(report.suite.hash) |
    | Results | \(report.resultsHash) |

    """
  }
}

extension ArmSection {
  /// The summary of a metric, if a result holds it.
  func metric(_ name: String) -> MetricSummary? { metrics.first { $0.name == name } }
}
