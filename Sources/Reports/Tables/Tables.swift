import Foundation

/// The CSV tables of a report, numbers as the shortest digits that read back.
enum Tables {
  /// Every table: file name and bytes, in the order they are listed in the guide.
  static func all(_ report: Report, _ scores: ScoreTable) -> [(name: String, data: Data)] {
    [
      ("scores.csv", scores.csv()),
      ("runs.csv", runs(report)),
      ("final-scores.csv", finalScores(report)),
      ("comparisons.csv", comparisons(report, \.comparisons)),
      ("aggregates.csv", aggregates(report)),
      ("comparisons-over-tasks.csv", overTasks(report)),
      ("metrics.csv", metrics(report)),
      ("curves.csv", curves(report)),
      ("stability.csv", stability(report)),
      ("stability-comparisons.csv", comparisons(report) { $0.stability?.comparisons ?? [] }),
      ("memory.csv", memory(report)),
    ] + (report.acrossTasks.profiles.map { [("profiles.csv", profiles($0))] } ?? [])
      + (report.tasks.contains { $0.accuracy != nil } ? [("gains.csv", gains(report))] : [])
      + (report.tasks.contains { $0.stress != nil } ? [("stress.csv", stress(report))] : [])
      + compute(report) + health(report)
      + (report.hypotheses.map { [("hypotheses.csv", hypotheses($0))] } ?? [])
  }

  private static func runs(_ report: Report) -> Data {
    var reasons: [[String]: String] = [:]
    for run in report.flooredRuns {
      reasons[[run.task, run.algorithm, "\(run.seed)"]] = run.reason
    }
    return CSV.file(
      ["task", "algorithm", "seed", "score", "status", "reason"],
      arms(report).flatMap { task, arm in
        arm.scores.indices.map { seed in
          [
            task, arm.algorithm, "\(seed)", NumberFormat.exact(arm.scores[seed]),
            arm.statuses[seed].rawValue, reasons[[task, arm.algorithm, "\(seed)"]] ?? "",
          ]
        }
      })
  }

  private static func finalScores(_ report: Report) -> Data {
    CSV.file(
      [
        "task", "algorithm", "n", "mean", "lower", "upper", "standardDeviation", "median",
        "interquartileMean", "minimum", "maximum", "normalizedMean",
      ] + RunStatus.allCases.map(\.rawValue),
      arms(report).map { task, arm in
        let numbers: [Double?] = [
          arm.summary.mean, arm.summary.interval?.lower, arm.summary.interval?.upper,
          arm.summary.standardDeviation, arm.summary.median, arm.summary.interquartileMean,
          arm.summary.minimum, arm.summary.maximum, arm.normalizedMean,
        ]
        return [task, arm.algorithm, "\(arm.summary.count)"] + numbers.map(CSV.number)
          + RunStatus.allCases.map { "\(arm.count($0))" }
      })
  }

  static func comparisons(
    _ report: Report, _ pairs: (TaskSection) -> [PairComparison]
  ) -> Data {
    CSV.file(
      [
        "task", "first", "second", "difference", "lower", "upper", "welchP", "permutationP",
        "permutationIsExact", "permutations", "holmP", "smallestHolmP",
        "probabilityOfImprovement", "verdict", "absentRuns", "budgetsDiffer", "bothConstant",
        "firstRuns", "secondRuns", "test", "testReason", "testP", "pairedLower", "pairedUpper",
        "minimumDetectableEffect",
      ],
      report.tasks.flatMap { task in
        pairs(task).map { pair in
          [
            task.name, pair.first, pair.second, CSV.number(pair.difference),
            CSV.number(pair.interval?.lower), CSV.number(pair.interval?.upper),
            CSV.number(pair.welchP), CSV.number(pair.permutationP),
            "\(pair.permutationIsExact)", "\(pair.permutations)", CSV.number(pair.holmP),
            CSV.number(pair.smallestHolmP), CSV.number(pair.probabilityOfImprovement),
            pair.verdict.rawValue, "\(pair.absentRuns)", "\(pair.budgetsDiffer)",
            "\(pair.bothConstant)", "\(pair.firstRuns)", "\(pair.secondRuns)", pair.test.rawValue,
            pair.testReason.rawValue, CSV.number(pair.testP),
            CSV.number(pair.pairedInterval?.lower), CSV.number(pair.pairedInterval?.upper),
            CSV.number(pair.minimumDetectableEffect),
          ]
        }
      })
  }

  private static func aggregates(_ report: Report) -> Data {
    CSV.file(
      ["algorithm", "aggregate", "value", "lower", "upper"],
      report.acrossTasks.aggregates.flatMap { row in
        [
          ("median", row.median), ("interquartileMean", row.interquartileMean),
          ("mean", row.mean), ("optimalityGap", row.optimalityGap),
        ].map { name, estimate in
          [
            row.algorithm, name, CSV.number(estimate.value), CSV.number(estimate.interval?.lower),
            CSV.number(estimate.interval?.upper),
          ]
        }
      })
  }

  private static func overTasks(_ report: Report) -> Data {
    CSV.file(
      [
        "first", "second", "probabilityOfImprovement", "lower", "upper", "absentRuns", "rankP",
        "rankHolmP",
      ],
      report.acrossTasks.comparisons.map { pair in
        let ranked = report.acrossTasks.ranks?.pairs.first {
          $0.first == pair.first && $0.second == pair.second
        }
        return [
          pair.first, pair.second, CSV.number(pair.probabilityOfImprovement),
          CSV.number(pair.interval?.lower), CSV.number(pair.interval?.upper),
          "\(pair.absentRuns)", CSV.number(ranked?.p), CSV.number(ranked?.holmP),
        ]
      })
  }

  private static func profiles(_ section: ProfilesSection) -> Data {
    CSV.file(
      ["algorithm", "threshold", "share", "lower", "upper"],
      section.profiles.flatMap { profile in
        section.thresholds.indices.map { index in
          [profile.algorithm]
            + [
              section.thresholds[index], profile.shares[index], profile.lower[index],
              profile.upper[index],
            ].map(NumberFormat.exact)
        }
      })
  }

  private static func metrics(_ report: Report) -> Data {
    CSV.file(
      ["task", "algorithm", "metric", "n", "mean", "standardDeviation"],
      arms(report).flatMap { task, arm in
        arm.metrics.map { metric in
          [
            task, arm.algorithm, metric.name, "\(metric.count)", CSV.number(metric.mean),
            CSV.number(metric.standardDeviation),
          ]
        }
      })
  }

  private static func curves(_ report: Report) -> Data {
    CSV.file(
      ["task", "algorithm", "position", "n", "mean", "lower", "upper"],
      arms(report).flatMap { task, arm in
        arm.curve.map { point in
          [
            task, arm.algorithm, "\(point.position)", "\(arm.scores.count)",
            CSV.number(point.mean), CSV.number(point.interval?.lower),
            CSV.number(point.interval?.upper),
          ]
        }
      })
  }

  private static func gains(_ report: Report) -> Data {
    CSV.file(
      [
        "task", "algorithm", "reference", "control", "n", "gain", "lower", "upper", "verdict",
        "reward", "rewardChange",
      ],
      report.tasks.flatMap { task in
        (task.accuracy?.gains ?? []).map { gain in
          [
            task.name, gain.algorithm, gain.reference, gain.control?.rawValue ?? "",
            "\(gain.count)", CSV.number(gain.gain?.value), CSV.number(gain.gain?.interval?.lower),
            CSV.number(gain.gain?.interval?.upper), gain.verdict.rawValue, gain.reward ?? "",
            CSV.number(gain.rewardChange?.value),
          ]
        }
      })
  }

  private static func arms(_ report: Report) -> [(task: String, arm: ArmSection)] {
    report.tasks.flatMap { task in task.arms.map { (task.name, $0) } }
  }
}
