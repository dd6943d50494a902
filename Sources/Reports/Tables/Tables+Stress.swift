import Foundation

extension Tables {
  /// Every setting meant to break an algorithm, of each (task, algorithm) that it applies to.
  static func stress(_ report: Report) -> Data {
    CSV.file(
      [
        "task", "algorithm", "setting", "changes", "n", "diverged", "mean", "lower", "upper",
        "declaredMean", "keptShare", "broken", "brokenLower", "brokenUpper", "difference", "holmP",
        "detectable", "verdict",
      ],
      report.tasks.flatMap { task in
        (task.stress?.algorithms ?? []).flatMap { algorithm in
          algorithm.settings.map { row(task.name, algorithm, $0) }
        }
      })
  }

  private static func row(
    _ task: String, _ algorithm: StressedAlgorithm, _ setting: StressedSetting
  ) -> [String] {
    [
      task, algorithm.algorithm, setting.setting, StressText.changes(setting),
      "\(setting.scores.count)", "\(setting.statuses.count { $0 == .diverged })",
      CSV.number(setting.mean.value), CSV.number(setting.mean.interval?.lower),
      CSV.number(setting.mean.interval?.upper), CSV.number(algorithm.declared.value),
      CSV.number(setting.keptShare), setting.broken.map(String.init) ?? "",
      CSV.number(setting.brokenShare?.interval?.lower),
      CSV.number(setting.brokenShare?.interval?.upper), CSV.number(setting.comparison.difference),
      CSV.number(setting.comparison.holmP),
      CSV.number(setting.comparison.minimumDetectableEffect), setting.verdict.rawValue,
    ]
  }
}
