extension StatisticRegistry {
  /// Intervals beyond the essentials, bands, times and rates of accuracy.
  static let intervals: [StatisticDescription] = resampled + counted + overTime + attempts

  private static let resampled = [
    StatisticDescription(
      name: "bootstrap-basic",
      summary: "A bootstrap interval mirrored at the estimate.",
      definition: "[2θ̂ − q(1 − α/2), 2θ̂ − q(α/2)], q the quantiles of the resampled values",
      caution: "It covers no more than the percentile interval and can leave the range of scores.",
      source: "Davison and Hinkley, Bootstrap methods and their application (1997), section 5.2"),
    StatisticDescription(
      name: "bootstrap-bca",
      summary: "A bootstrap interval corrected for bias and skewness.",
      definition:
        "quantiles at Φ(z₀ + (z₀ + z)/(1 − a(z₀ + z))), z₀ from the share of resamples below θ̂, a from the jackknife within each task",
      caution:
        "With few seeds it covers little more than the percentile interval, which stands in for it where it has no value.",
      source: "Efron (1987), https://doi.org/10.1080/01621459.1987.10478410"),
    StatisticDescription(
      name: "bootstrap-studentised",
      summary: "A bootstrap interval by the resamples' distances in their own standard errors.",
      definition: "[θ̂ − t(1 − α/2) se, θ̂ − t(α/2) se], t the quantiles of (θ* − θ̂)/se*",
      caution: "With three seeds of one task there is none; with four or five it can be very wide.",
      source: "Davison and Hinkley (1997), section 5.2; Tukey and McLaughlin (1963) for the IQM"),
    StatisticDescription(
      name: "curve-band",
      summary: "A band around an aggregated curve, by resampling whole runs.",
      definition:
        "pointwise: percentiles at each point; simultaneous: θ̂(t) ± q s(t), q from the largest |θ*(t) − θ̂(t)|/s(t) over the points",
      caution: "A pointwise band does not hold a whole curve with its level; the band says which.",
      source: "Davison and Hinkley (1997), section 4.2.4"),
    StatisticDescription(
      name: "performance-profile",
      summary: "The share of runs that score above each of some thresholds.",
      definition: "F̂(τ) = mean over tasks of #{score > τ}/n, with a bootstrap or a DKW band",
      caution:
        "Where no run is above a threshold the bootstrap band has width 0; the DKW band has not.",
      source: "Agarwal et al. (2021), section 4.2; Massart (1990); Bretagnolle (1980)"),
    StatisticDescription(
      name: "normalised-score",
      summary: "A score on the scale of its task, on which tasks can be pooled.",
      definition: "(score − low)/(high − low), low and high constants stored with the task",
      caution: "Constants taken from the runs compared would change with who is compared.",
      source: "Agarwal et al. (2021)"),
  ]

  private static let counted = [
    StatisticDescription(
      name: "clopper-pearson",
      summary: "The exact interval of a share, which covers at least its level.",
      definition: "quantiles at α/2 of Beta(x, n − x + 1) and at 1 − α/2 of Beta(x + 1, n − x)",
      caution: "It is wider than Wilson's; the cases must be independent.",
      source: "Clopper and Pearson (1934), https://doi.org/10.1093/biomet/26.4.404"),
    StatisticDescription(
      name: "clustered-mean",
      summary: "The mean of values that come in clusters, such as answers of seeds to problems.",
      definition:
        "SE = √(C/(C − 1) Σ_c (Σᵢ (sᵢ − s̄))²)/n, interval by t with C − 1 degrees of freedom",
      caution:
        "Clustered by seed it speaks of the algorithm, by problem only of the policies trained; one cluster has none.",
      source: "Miller (2024), https://arxiv.org/abs/2411.00640; Liang and Zeger (1986)"),
    StatisticDescription(
      name: "tolerance-interval",
      summary: "Two runs between which a share of all runs lies, with the confidence achieved.",
      definition: "x₍ᵣ₎ to x₍ₛ₎ with P(Beta(s − r, n − s + r + 1) > share) at least the level",
      caution:
        "90 % held with 95 % confidence takes 46 runs, 29 one-sided; with fewer it says what is had.",
      source: "Wilks (1941), https://doi.org/10.1214/aoms/1177731788"),
    StatisticDescription(
      name: "quantile-interval",
      summary: "An interval of a quantile, such as the median, between two runs.",
      definition:
        "x₍ᵣ₎ to x₍ₛ₎ by the binomial distribution of #{x ≤ quantile}, either tail at most α/2",
      caution: "The median takes 6 runs at 95 %; with fewer it says what confidence is had.",
      source: "Wilks (1941), https://doi.org/10.1214/aoms/1177731788"),
  ]

  private static let overTime = [
    StatisticDescription(
      name: "area-under-curve",
      summary: "The mean score on the way from the first measurement to the last.",
      definition:
        "the trapezoid rule, or each score held until the next, over the steps between them",
      caution:
        "It depends on where the curve begins and ends; compare runs measured at the same steps.",
      source: "the trapezoid rule"),
    StatisticDescription(
      name: "time-to-threshold",
      summary:
        "The share of runs that have not reached a score yet, by steps, and the median time.",
      definition:
        "S(t) = Π (1 − d/n) over the times until t, with Greenwood's interval on the log-log scale",
      caution:
        "Runs that never reach it are censored, not dropped; the median can be beyond the budget.",
      source: "Kaplan and Meier (1958); Brookmeyer and Crowley (1982)"),
    StatisticDescription(
      name: "log-rank",
      summary: "Whether two algorithms reach a score at the same pace.",
      definition: "(O − E)²/V as χ² with one degree of freedom, and the permutation test of O − E",
      caution: "With few seeds read the permutation's p; it assumes one budget for both.",
      source: "Mantel (1966)"),
  ]

  private static let attempts = [
    StatisticDescription(
      name: "pass-at-k",
      summary: "The probability that at least one of k attempts at a problem is correct.",
      definition: "1 − C(n − c, k)/C(n, k) for c correct of n attempts",
      caution: "There is none with fewer than k attempts; its interval is over problems or seeds.",
      source: "Chen et al. (2021), https://arxiv.org/abs/2107.03374"),
    StatisticDescription(
      name: "pass-all-k",
      summary: "The probability that all of k attempts at a problem are correct (pass^k).",
      definition: "C(c, k)/C(n, k) for c correct of n attempts",
      caution: "There is none with fewer than k attempts.",
      source: "Yao et al. (2024), https://arxiv.org/abs/2406.12045"),
    StatisticDescription(
      name: "maj-at-k",
      summary: "The probability that the most frequent answer of k attempts is the correct one.",
      definition:
        "the average over all choices of k attempts; a tie among 1 + t answers counts 1/(1 + t)",
      caution:
        "Others break ties by the first answer or count them as wrong: compare like with like.",
      source: "Wang et al. (2022), https://arxiv.org/abs/2203.11171"),
  ]
}
