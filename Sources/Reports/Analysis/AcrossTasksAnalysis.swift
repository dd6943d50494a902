import Statistics

extension AcrossTasksSection {
  /// What can be said of a table over its tasks; empty where there are fewer than two.
  ///
  /// - Parameters:
  ///   - seed: the root of the resamples.
  ///   - withProfiles: whether to work out ``profiles``, which take longest.
  init(
    _ table: ScoreTable, seed: UInt64, withProfiles: Bool = true, _ settings: ComparisonSettings
  ) throws {
    guard table.tasks.count > 1 else {
      self.init(
        tasks: [], normalizedTasks: [], algorithms: [], aggregates: [], comparisons: [], leftOut: []
      )
      return
    }
    let comparable = ComparableAlgorithms(table)
    let normalized = table.tasks.filter { table.scales[$0] != nil }
    self.init(
      tasks: table.tasks, normalizedTasks: normalized, algorithms: comparable.labels,
      aggregates: [],
      comparisons: try TaskAverageComparison.all(
        of: table, algorithms: comparable.labels, seed: seed, settings),
      leftOut: comparable.leftOut)
    ranks = try RankSection(table, algorithms: comparable.labels, settings)
    // Of files without any scale nothing is left out: there is nothing to be part of.
    if !normalized.isEmpty {
      leftOut += table.tasks.filter { table.scales[$0] == nil }.map {
        LeftOut(name: $0, reason: "it has no scale of two different reference scores")
      }
    }
    guard normalized.count > 1 else { return }
    let matrices = try comparable.labels.map { label in
      (label, try table.normalisedScores(of: label, on: normalized))
    }
    aggregates = try matrices.map { label, scores in
      try AlgorithmAggregates(label, scores, stream: Streams.aggregate(seed, label), settings)
    }
    guard withProfiles else { return }
    profiles = try ProfilesSection(matrices, tasks: normalized, seed: seed, settings)
  }
}

extension ScoreTable {
  /// The normalised scores of an algorithm on tasks that have a scale and on which it ran.
  ///
  /// - Throws: `StatisticsError` where there are no tasks.
  func normalisedScores(of algorithm: String, on tasks: [String]) throws -> ScoreMatrix {
    let known = tasks.compactMap { task in
      arm(task: task, algorithm: algorithm).flatMap { arm in
        scales[task].map { (scores: arm.scores, scale: $0) }
      }
    }
    return try NormalisedScores.matrix(known.map(\.scores), scales: known.map(\.scale))
  }
}
