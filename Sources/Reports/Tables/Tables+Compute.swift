import Foundation

extension Tables {
  /// What was computed and its pairs; nothing where no run is stored with its counts.
  static func compute(_ report: Report) -> [(name: String, data: Data)] {
    guard report.tasks.contains(where: { $0.compute != nil }) else { return [] }
    return [
      ("compute.csv", measures(report)),
      ("compute-to-threshold.csv", toThreshold(report)),
      ("compute-ratios.csv", ratios(report)),
      ("compute-comparisons.csv", comparisons(report) { $0.compute?.comparisons ?? [] }),
    ]
  }

  private static func measures(_ report: Report) -> Data {
    CSV.file(
      ["task", "algorithm", "measure", "isPrimary", "n", "value", "lower", "upper"],
      report.tasks.flatMap { task in
        (task.compute?.arms ?? []).flatMap { arm in
          arm.measures.map { measure in
            [
              task.name, arm.algorithm, measure.metric.rawValue,
              "\(measure.metric == task.compute?.primary)", "\(measure.count)",
              CSV.number(measure.value), CSV.number(measure.interval?.lower),
              CSV.number(measure.interval?.upper),
            ]
          }
        }
      })
  }

  private static func toThreshold(_ report: Report) -> Data {
    CSV.file(
      [
        "task", "algorithm", "threshold", "n", "reached", "median", "lower", "upper",
        "censoredSeeds",
      ],
      report.tasks.flatMap { task in
        (task.compute?.arms ?? []).compactMap { arm in
          arm.toThreshold.map { found in
            [
              task.name, arm.algorithm, CSV.number(task.compute?.threshold), "\(found.runs)",
              "\(found.reached)", CSV.number(found.median), CSV.number(found.lower),
              CSV.number(found.upper),
              found.censoredSeeds.map(String.init).joined(separator: " "),
            ]
          }
        }
      })
  }

  private static func ratios(_ report: Report) -> Data {
    CSV.file(
      ["task", "first", "second", "ratio", "budgetsDiffer"],
      report.tasks.flatMap { task in
        (task.compute?.ratios ?? []).map {
          [task.name, $0.first, $0.second, CSV.number($0.value), "\($0.budgetsDiffer)"]
        }
      })
  }
}
