import PolicyOptimization
import Statistics
import Tasks

/// A training log as its diagnostics see it.
///
/// A value that is not finite, or above 10³⁰⁰ in magnitude, counts as not measured: that a run reached it
/// is its outcome, and the updates before it are told by the others.
struct HealthLog {
  /// What was used of the budget at each update, ascending.
  let positions: [Double]
  private let rows: [UpdateRow]
  /// Whether entropies are of discrete actions or tokens, which cannot be negative.
  private let isDiscrete: Bool

  init(_ rows: [UpdateRow], of setting: ArmSetting) {
    self.rows = rows
    switch (setting.kind, setting.task) {
    case (.supervised, _):
      positions = rows.indices.map {
        Double(($0 + 1) * setting.options.demonstrationsPerUpdate)
      }
      isDiscrete = true
    case (.reinforcement, .arithmetic):
      positions = rows.map { $0[.completions] }
      isDiscrete = true
    case (.reinforcement, .control(let task)):
      positions = rows.map { $0[.environmentSteps] }
      if case .discrete = task.description.actionSpace {
        isDiscrete = true
      } else {
        isDiscrete = false
      }
    }
  }

  /// A column; NaN where it was not measured.
  func values(_ column: UpdateColumn) -> [Double] {
    rows.map { row in
      let value = row[column]
      return value.magnitude <= 1e300 ? value : .nan
    }
  }

  /// The measures that are defined for the run, by name.
  func metrics() throws -> [String: Double] {
    var metrics: [String: Double] = [:]
    for (name, column) in Self.means {
      let measured = values(column).filter { !$0.isNaN }
      if !measured.isEmpty { metrics[name] = try Descriptive.mean(measured) }
    }
    metrics["health.smallestRatio"] = values(.smallestRatio).filter { !$0.isNaN }.min()
    metrics["health.largestRatio"] = values(.largestRatio).filter { !$0.isNaN }.max()
    metrics["health.smallestEffectiveSampleSize"] =
      values(.effectiveSampleSize).filter { !$0.isNaN }.min()
    metrics["health.largestGradientNorm"] = values(.largestGradientNorm).filter { !$0.isNaN }.max()
    metrics["health.largestDivergence"] = values(.largestDivergence).filter { !$0.isNaN }.max()
    let divergence = try series(.klOld)
    metrics["health.klTail"] = try divergence.upperTail()
    metrics["health.klSpikes"] = try divergence.spikes(floor: Self.divergenceFloor).rate
    metrics["health.gradientSpikes"] = try series(.gradientNorm).spikes().rate
    metrics["health.criticGradientSpikes"] = try series(.criticGradientNorm).spikes().rate
    metrics["health.lengthDrift"] = try series(.completionLength).trend()?.change
    let entropy = try series(.entropy)
    if isDiscrete, let threshold = try entropy.collapseThreshold(),
      let collapse = try entropy.collapseTime(below: threshold)
    {
      metrics["health.entropyCollapsed"] = collapse.reached ? 1 : 0
      metrics["health.entropyCollapseTime"] = collapse.steps
    }
    return metrics
  }

  /// KL divergences below this many nats are no spikes, whatever the others are.
  static let divergenceFloor = 0.01

  /// Means over the updates in which a quantity was measured.
  private static let means: [(String, UpdateColumn)] = [
    ("health.effectiveSampleSize", .effectiveSampleSize),
    ("health.clippedGradients", .clipFraction),
    ("health.outsideClip", .outsideFraction),
    ("health.explainedVariance", .explainedVariance),
    ("health.uniformGroups", .uniformGroups),
    ("health.failedSteps", .stepFailed),
    ("health.solverResidual", .solverResidual),
    ("health.truncated", .truncated),
  ]

  private func series(_ column: UpdateColumn) throws -> UpdateSeries {
    try UpdateSeries(positions: positions, values: values(column))
  }
}
