import Results

/// The values of a metric, by seed, of two algorithms on a task.
struct MetricPair {
  /// The values of the first algorithm, by seed.
  var first: [Double] = []
  /// The values of the second algorithm, by seed.
  var second: [Double] = []
  /// Runs of either that enter with the worst value.
  var flooredRuns = 0
  /// Runs of either that were not found or not readable.
  var absentRuns = 0
  /// Runs of either without a value, of a metric without a worst one; above 0 there are no samples.
  var unmeasuredRuns = 0

  /// The values of the runs of two arms; as many of one as of the other, as in every suite.
  ///
  /// A run without a value enters with the worst there is, so that failing is never an advantage: the
  /// task's floor for a metric that can rank, else the worse end of the metric's range, else the
  /// worst value measured in either arm. A diverged run has no value of a metric that says how well the
  /// policy does; what it used (bytes, updates) it did use. A completed run that is stored without a
  /// measure of diagnostics did not fail: such a metric has no worst value.
  init(
    _ metric: MetricDescription, on task: TaskSummary, _ first: [ScoredRun], _ second: [ScoredRun]
  ) throws {
    let runs = first + second
    absentRuns = runs.count { $0.status.isAbsent }
    let measured = try runs.map { try Self.value(of: $0, metric, on: task) }
    let missing = measured.count { $0 == nil }
    let worst = Self.worst(metric, on: task, among: measured.compactMap(\.self))
    let isUnlogged =
      MetricRegistry.isDiagnostic(metric.name)
      && zip(runs, measured).contains { $0.status == .completed && $1 == nil }
    guard missing == 0 || worst != nil && !isUnlogged else {
      unmeasuredRuns = missing
      return
    }
    flooredRuns = missing
    let values = measured.compactMap { $0 ?? worst }
    self.first = Array(values.prefix(first.count))
    self.second = Array(values.suffix(second.count))
  }

  /// Whether all values of each algorithm are equal.
  var isConstant: Bool {
    first.allSatisfy { $0 == first.first } && second.allSatisfy { $0 == second.first }
  }

  /// The differences within a seed.
  var differences: [Double] { zip(first, second).map { $0 - $1 } }

  private static func value(
    of run: ScoredRun, _ metric: MetricDescription, on task: TaskSummary
  ) throws -> Double? {
    let saysHowWell = metric.isHeadline || metric.range != nil || metric.higherIsBetter == true
    return run.status == .diverged && saysHowWell ? nil : try run.value(of: metric.name, on: task)
  }

  private static func worst(
    _ metric: MetricDescription, on task: TaskSummary, among measured: [Double]
  ) -> Double? {
    if metric.isHeadline { return task.floorReturn }
    guard let higherIsBetter = metric.higherIsBetter else { return nil }
    if let range = metric.range { return higherIsBetter ? range.lowerBound : range.upperBound }
    return higherIsBetter ? measured.min() : measured.max()
  }
}
