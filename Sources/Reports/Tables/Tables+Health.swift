import Foundation

extension Tables {
  /// The measures of training's health and its course; nothing where no run is stored with diagnostics.
  static func health(_ report: Report) -> [(name: String, data: Data)] {
    guard report.tasks.contains(where: { $0.health != nil }) else { return [] }
    return [("health.csv", healthMeasures(report)), ("training.csv", courses(report))]
  }

  private static func healthMeasures(_ report: Report) -> Data {
    CSV.file(
      ["task", "algorithm", "metric", "n", "value", "lower", "upper"],
      report.tasks.flatMap { task in
        (task.health?.arms ?? []).flatMap { arm in
          arm.measures.map { measure in
            [
              task.name, arm.algorithm, measure.metric, "\(measure.count)",
              CSV.number(measure.value), CSV.number(measure.interval?.lower),
              CSV.number(measure.interval?.upper),
            ]
          }
        }
      })
  }

  private static func courses(_ report: Report) -> Data {
    CSV.file(
      ["task", "algorithm", "quantity", "share", "n", "median", "lowerQuartile", "upperQuartile"],
      report.tasks.flatMap { task in
        (task.health?.arms ?? []).flatMap { arm in
          arm.course.flatMap { course in
            course.shares.indices.map { index in
              [task.name, arm.algorithm, course.quantity.rawValue]
                + [NumberFormat.exact(course.shares[index]), "\(course.counts[index])"]
                + [course.medians[index], course.lower[index], course.upper[index]]
                .map(NumberFormat.exact)
            }
          }
        }
      })
  }
}
