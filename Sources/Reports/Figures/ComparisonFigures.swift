extension ScoreComparison {
  /// The figures of the comparison, those that can be drawn of it, with paths of their own.
  ///
  /// In this order: `pairs-TASK.svg` and `differences-TASK.svg` for each task, then
  /// `performance-profiles.svg` and `critical-difference.svg`. Equal comparisons give equal bytes.
  public func figures() -> [ReportFile] {
    var files: [ReportFile] = []
    for (task, name) in zip(tasks, FileName.unique(tasks.map(\.name))) {
      let arms = FigureArm.all(algorithms, shown: task.arms.map(\.algorithm))
      let decimals = NumberFormat.decimals(for: task.arms.flatMap(\.scores))
      let matrix = PairMatrixFigure(
        task: task.name, arms: arms, task.comparisons, decimals: decimals, settings)
      if let matrix {
        files.append(ReportFile(path: "pairs-\(name).svg", data: matrix.draw().data))
      }
      if let differences = DifferenceFigure(task: task.name, arms: arms, task.comparisons, settings)
      {
        files.append(
          ReportFile(path: "differences-\(name).svg", data: differences.draw().data))
      }
    }
    if let profiles {
      files.append(
        ReportFile(
          path: "performance-profiles.svg",
          data: ProfileFigure(profiles, labels: algorithms).draw().data))
    }
    if let ranks {
      files.append(
        ReportFile(
          path: "critical-difference.svg",
          data: CriticalDifferenceFigure(ranks, labels: algorithms, settings).draw().data))
    }
    return files
  }

  /// Why figures are not among ``figures()``, a sentence each.
  public var figuresLeftOut: [String] {
    var reasons: [String] = []
    let few = tasks.filter { !PairMatrixFigure.shown.contains($0.arms.count) }.map(\.name)
    if settings.baseline != nil {
      reasons.append("No pairs-TASK.svg and no ranks: with a baseline not every pair is compared.")
    } else if !few.isEmpty {
      reasons.append(
        "No pairs-TASK.svg of \(few.joined(separator: ", ")): it is for \(PairMatrixFigure.shown.lowerBound) to "
          + "\(PairMatrixFigure.shown.upperBound) algorithms.")
    }
    if profiles == nil {
      reasons.append(
        "No performance-profiles.svg: it takes scales of two tasks or more, or a single task; two runs "
          + "that differ; and at most \(ProfilesSection.mostTotalRuns) runs of an algorithm.")
    }
    if ranks == nil, settings.baseline == nil {
      reasons.append(
        "No critical-difference.svg: it takes \(RankSection.least) algorithms that ran on all of "
          + "\(RankSection.least) tasks or more.")
    }
    return reasons
  }
}
