extension MetricRegistry {
  /// Measures of training's health and of its work, from `diagnostics.json`.
  static let diagnostics = [
    health(
      "klTail",
      "The mean of the upper 5 % of the updates' exact KL(π_old‖π): how large the largest steps are.",
      "nats", higherIsBetter: false),
    health(
      "klSpikes",
      "The share of updates whose KL(π_old‖π) is above five times the median of the twenty before, and above 0.01 nats.",
      "share of updates", higherIsBetter: false, range: 0...1),
    health(
      "largestDivergence",
      "The largest KL(π_old‖π) of a minibatch of any update, before the step on it.", "nats",
      higherIsBetter: false),
    health(
      "smallestRatio", "The smallest π/π_old of an action after any update.", "ratio",
      higherIsBetter: true),
    health(
      "largestRatio", "The largest π/π_old of an action after any update.", "ratio",
      higherIsBetter: false),
    health(
      "effectiveSampleSize",
      "The effective sample size (Σw)²/(n Σw²) of the ratios w = π/π_old after an update, mean over the updates.",
      "share of the samples", higherIsBetter: true, range: 0...1),
    health(
      "smallestEffectiveSampleSize", "The smallest effective sample size after any update.",
      "share of the samples", higherIsBetter: true, range: 0...1),
    health(
      "clippedGradients",
      "The share of transitions whose gradient the clip takes away after an update, mean over the updates.",
      "share of transitions", higherIsBetter: nil, range: 0...1),
    health(
      "outsideClip",
      "The share of transitions whose ratio lies outside the clip range after an update, mean over the updates.",
      "share of transitions", higherIsBetter: nil, range: 0...1),
    health(
      "entropyCollapsed",
      "Whether the entropy fell to a tenth of the first update's for good (1) or not (0); of discrete actions and tokens.",
      "share of runs", higherIsBetter: false, range: 0...1),
    health(
      "entropyCollapseTime",
      "What was used of the budget when the entropy had collapsed; the last update where it never did.",
      "steps or completions", higherIsBetter: true),
    health(
      "gradientSpikes",
      "The share of updates whose gradient norm is above five times the median of the twenty before.",
      "share of updates", higherIsBetter: false, range: 0...1),
    health(
      "criticGradientSpikes",
      "The share of updates whose value loss has a gradient norm above five times the median of the twenty before.",
      "share of updates", higherIsBetter: false, range: 0...1),
    health(
      "largestGradientNorm",
      "The largest norm of the policy's gradient in any step, before clipping.",
      "norm", higherIsBetter: false),
    health(
      "explainedVariance",
      "1 − Var(R − V)/Var(R) of the values that advantages are made with, mean over the updates.",
      "share of the variance", higherIsBetter: true),
    health(
      "uniformGroups",
      "The share of groups whose returns are all equal, so that they have no gradient, mean over the updates.",
      "share of groups", higherIsBetter: false, range: 0...1),
    health(
      "failedSteps", "The share of updates in which no step was acceptable.", "share of updates",
      higherIsBetter: false, range: 0...1),
    health(
      "solverResidual",
      "‖g − Fs‖/‖g‖ of the conjugate gradient, mean over the updates.", "share of the gradient",
      higherIsBetter: false),
    health(
      "lengthDrift",
      "What the least-squares line through the completions' mean lengths gains over training.",
      "tokens", higherIsBetter: nil, scope: .arithmetic),
    health(
      "truncated",
      "The share of completions of training that ended without the end token, mean over the updates.",
      "share of completions", higherIsBetter: false, scope: .arithmetic, range: 0...1),
    MetricDescription(
      name: "multiplyAdds",
      summary:
        "The multiply-adds of the run, measurement and evaluation included, counted exactly.",
      unit: "multiply-adds", higherIsBetter: false, scope: .both),
  ]

  /// Measures whose names have a part that varies.
  static let diagnosticFamilies = [
    MetricDescription(
      name: "multiplyAdds.<role>",
      summary:
        "The multiply-adds of the run for one role: sampling, policyUpdate, solver, critic, reference, rewardModel, measurement, evaluation.",
      unit: "multiply-adds", higherIsBetter: false, scope: .both),
    MetricDescription(
      name: "bytes.<owner>.<use>",
      summary:
        "The largest sum of the buffers of one owner and use that were held at one time, counted exactly.",
      unit: "bytes", higherIsBetter: false, scope: .both, isCounted: true),
    MetricDescription(
      name: "partBytes.<owner>.<part>",
      summary:
        "The largest sum of the buffers of one part (logits, distributions, transitions, keyValueCache) that were held at one time, counted exactly; it lies within a use of the owner.",
      unit: "bytes", higherIsBetter: false, scope: .both, isCounted: true),
  ]

  /// Whether a measure is one that runs stored by versions without diagnostics do not hold.
  package static func isDiagnostic(_ name: String) -> Bool {
    name.hasPrefix("health.") || name == "multiplyAdds" || name.hasPrefix("multiplyAdds.")
  }

  private static func health(
    _ name: String, _ summary: String, _ unit: String, higherIsBetter: Bool?,
    scope: MetricDescription.Scope = .both, range: ClosedRange<Double>? = nil
  ) -> MetricDescription {
    MetricDescription(
      name: "health.\(name)", summary: summary, unit: unit, higherIsBetter: higherIsBetter,
      scope: scope, range: range)
  }
}
