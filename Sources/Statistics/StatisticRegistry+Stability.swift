extension StatisticRegistry {
  private static let reliability =
    "Chan et al., Measuring the reliability of reinforcement learning algorithms (2020), https://arxiv.org/abs/1912.05663"

  /// How steadily runs learn.
  static let stability = [
    StatisticDescription(
      name: "dispersion-across-time",
      summary: "How unevenly a run learns, in score per step; lower is better.",
      definition: "q(¾) − q(¼) of δᵢ = (yᵢ − yᵢ₋₁)/(tᵢ − tᵢ₋₁), over the run or a sliding window",
      caution: "It depends on how often and by how many episodes a run is evaluated.",
      source: reliability),
    StatisticDescription(
      name: "dispersion-across-runs",
      summary: "How far the seed decides the score at a point of training; lower is better.",
      definition: "q(¾) − q(¼) over runs, at each evaluation",
      caution: "With few seeds it is rough, and no low-pass filter is applied.",
      source: reliability),
    StatisticDescription(
      name: "dispersion-across-rollouts",
      summary: "How far episodes of the final policy lie apart, in score; lower is better.",
      definition: "q(¾) − q(¼) over the episodes of the last evaluation",
      caution: "Of right and wrong answers it is 0 or 1: use shares of right answers per item.",
      source: reliability),
    StatisticDescription(
      name: "short-term-risk",
      summary:
        "How fast the score falls where it falls fastest, in score per step; higher is better.",
      definition: "mean{δᵢ : δᵢ ≤ q(0.05)} of the changes δ",
      caution: "With fewer than 22 evaluations it is the least change alone.",
      source: reliability),
    StatisticDescription(
      name: "long-term-risk",
      summary: "How far a run is below its best at its worst, in score; lower is better.",
      definition: "mean{dᵢ : dᵢ ≥ q(0.95)} of the drawdown dᵢ = max_{j ≤ i} yⱼ − yᵢ",
      caution:
        "The tail is the upper one; with fewer than 21 evaluations it is the maximum drawdown.",
      source: reliability + ", whose example configuration takes the lower tail"),
    StatisticDescription(
      name: "maximum-drawdown",
      summary: "The most that a run was ever below its best so far, in score; lower is better.",
      definition: "max dᵢ",
      caution: "Evaluations that scatter give a drawdown to a run that loses nothing.",
      source: reliability),
    StatisticDescription(
      name: "risk-across-runs",
      summary: "The score that one gets who is unlucky with the seed; higher is better.",
      definition: "mean{yᵢ : yᵢ ≤ q(0.05)} over runs, at each evaluation",
      caution: "With fewer than 21 seeds it is the worst run.",
      source: reliability),
    StatisticDescription(
      name: "risk-across-rollouts",
      summary: "The score of the worst episodes of the final policy; higher is better.",
      definition: "mean{yᵢ : yᵢ ≤ q(0.05)} over the episodes of the last evaluation",
      caution: "With fewer than 21 episodes it is the worst one.",
      source: reliability),
    StatisticDescription(
      name: "collapse-rate",
      summary: "The share of runs that learn and then lose more than half of it; lower is better.",
      definition:
        "max y − y_last > ½ (max y − y₀), where max y − y₀ is at least a gain that is given",
      caution: "Without a gain above the scatter of evaluations it counts noise.",
      source: "Assay's own; the interval is Wilson's (1927)"),
    StatisticDescription(
      name: "divergence-rate",
      summary: "The share of runs that stop being finite, with its interval; lower is better.",
      definition: "#diverged / #planned",
      caution: "With 0 of 10 seeds it may still be 28 %.",
      source: "Wilson (1927), https://doi.org/10.1080/01621459.1927.10502953"),
    StatisticDescription(
      name: "entropy-collapse-time",
      summary:
        "When a policy's entropy falls below a tenth of the first for good; later is better.",
      definition: "the first position from which on all entropies are at most 0.1 times the first",
      caution:
        "Runs that do not collapse are censored; the entropy of a density needs a bound in nats.",
      source: "Assay's own; over seeds by Kaplan and Meier (1958)"),
    StatisticDescription(
      name: "kl-tail",
      summary: "How large the largest steps of a policy are, in nats; lower is better.",
      definition: "mean{KLᵢ : KLᵢ ≥ q(0.95)} over updates",
      caution: "With fewer than 21 updates it is the largest step.",
      source: "Rockafellar and Uryasev (2000), applied to the updates of a run"),
    StatisticDescription(
      name: "spikes",
      summary: "The share of updates whose KL or gradient norm jumps up; lower is better.",
      definition: "xᵢ > max(5 · median of the 20 measured before it, floor)",
      caution: "Updates depend on each other: compare runs, not updates.",
      source: "Assay's own"),
    StatisticDescription(
      name: "gradient-signal-to-noise",
      summary: "How much of estimates of a gradient is signal; higher is better, no unit.",
      definition: "(‖ḡ‖² − tr S/n) / tr S over n estimates at the same parameters",
      caution:
        "It needs whole gradients; norms alone give |x̄|/s over seeds, which knows no directions.",
      source: "McCandlish et al. (2018), https://arxiv.org/abs/1812.06162"),
    StatisticDescription(
      name: "length-drift",
      summary:
        "How much longer or shorter completions get in training, in tokens; near 0 is steady.",
      definition: "b = Σ(t − t̄)(x − x̄)/Σ(t − t̄)², and b times the span of the run",
      caution: "Neighbouring updates resemble each other: the slope of one run has no interval.",
      source: "Least squares"),
    StatisticDescription(
      name: "effective-sample-size",
      summary: "The share of a batch that importance ratios leave in effect; higher is better.",
      definition: "(Σw)² / (n Σw²)",
      caution: "Clipping is not seen by it: it is of the ratios as they are.",
      source: "Kish (1965); Kong (1992)"),
  ]
}
