import Results
import Statistics

/// What one run computed, from the counts that are stored beside its result.
struct RunCompute {
  /// The run.
  let run: ScoredRun
  /// Multiply-adds by role; a role that did nothing has none.
  let roles: [ComputeMetric: Double]
  /// The sum over ``ComputeMetric/trainingRoles``, above 0.
  let training: Double
  /// The environment steps, completions or demonstrations that were used, where it says.
  private let used: Double?

  /// The counts of a run; nil where it is stored without, or trained nothing.
  ///
  /// - Parameter unit: what its budget counts.
  init?(_ run: ScoredRun, unit: String) {
    guard let metrics = run.result?.metrics, metrics[ComputeMetric.total] != nil else { return nil }
    let roles = ComputeMetric.trainingRoles + ComputeMetric.watchingRoles
    self.run = run
    self.roles = Dictionary(
      uniqueKeysWithValues: roles.compactMap { role in metrics[role.key].map { (role, $0) } })
    training = ComputeMetric.trainingRoles.reduce(0) { $0 + (metrics[$1.key] ?? 0) }
    let key = unit == BudgetUnit.environmentSteps ? "environmentSteps" : unit
    used = metrics[key].flatMap { $0 > 0 ? $0 : nil }
    guard training > 0 else { return nil }
  }

  /// A measure of the run; nil where it is not one of a single run, or its denominator is not known.
  func value(_ metric: ComputeMetric) -> Double? {
    switch metric {
    case .training: training
    case .perSample: used.map { training / $0 }
    case .perUpdate:
      run.result?.metrics["updates"].flatMap { $0 > 0 ? training / $0 : nil }
    case .relativeTraining: nil
    default: roles[metric] ?? 0
    }
  }

  /// The multiply-adds of training until the first evaluation at the threshold or above, in proportion to
  /// what was used of the budget; nil where none is.
  ///
  /// Exact where every update computes as much, as with fixed batches on control tasks; an approximation
  /// where lengths or batches vary. Nothing is interpolated between evaluations.
  func toThreshold(_ threshold: Double, on task: TaskSummary) throws -> Double? {
    let points = try LearningCurve.means(of: run, task)
    guard let reached = points.first(where: { $0.value >= threshold }) else { return nil }
    guard let used = used ?? points.last.map({ Double($0.position) }), used > 0 else { return nil }
    return training * min(1, max(0, Double(reached.position) / used))
  }
}
