import Foundation

extension Tables {
  /// Every measure of stability of each (task, algorithm).
  static func stability(_ report: Report) -> Data {
    CSV.file(
      [
        "task", "algorithm", "metric", "isPrimary", "higherIsBetter", "n", "value", "lower",
        "upper",
      ],
      report.tasks.flatMap { task in
        (task.stability?.arms ?? []).flatMap { arm in
          arm.measures.map { measure in
            [
              task.name, arm.algorithm, measure.metric.rawValue,
              "\(measure.metric == task.stability?.primary)", "\(measure.metric.higherIsBetter)",
              "\(measure.count)", CSV.number(measure.value), CSV.number(measure.interval?.lower),
              CSV.number(measure.interval?.upper),
            ]
          }
        }
      })
  }
}
