/// Scores of one algorithm, run by run and task by task.
///
/// Tasks may have different numbers of runs. The scores of different tasks are pooled by some
/// aggregates, so they should be on one scale: normalised, with 1 the target.
public struct ScoreMatrix: Sendable, Equatable {
  /// The scores, `[task][run]`: at least one task, at least one run in each, every score finite.
  public let runsByTask: [[Double]]

  /// A matrix of these scores, `[task][run]`.
  ///
  /// - Throws: ``StatisticsError`` if there is no task, a task has no run, or a score is NaN, ±∞ or
  ///   above 10³⁰⁰ in magnitude. Nothing is dropped.
  public init(_ runsByTask: [[Double]]) throws {
    guard !runsByTask.isEmpty else { throw StatisticsError.emptyInput(of: "the score matrix") }
    for (task, runs) in runsByTask.enumerated() {
      _ = try SortedSample(runs, name: "task \(task)")
    }
    self.runsByTask = runsByTask
  }

  /// The runs of each task, sorted; tasks in the order given.
  var sortedTasks: [SortedSample] { runsByTask.map { SortedSample(finite: $0) } }

  /// Whether some task has more than one run.
  var canBeResampled: Bool { runsByTask.contains { $0.count > 1 } }
}

extension SortedSample {
  /// An order of samples that depends on their values alone.
  static func precedes(_ left: SortedSample, _ right: SortedSample) -> Bool {
    left.values.lexicographicallyPrecedes(right.values)
  }
}
