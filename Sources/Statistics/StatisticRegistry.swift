/// A statistic of the reports: what it is and where it comes from.
public struct StatisticDescription: Sendable, Equatable {
  /// The name by which it is asked for.
  public var name: String
  /// What it says, in one sentence.
  public var summary: String
  /// How it is computed.
  public var definition: String
  /// What to know before it is believed.
  public var caution: String
  /// Where it was published.
  public var source: String
}

/// The statistics that reports and comparisons use.
public enum StatisticRegistry {
  /// Every statistic, in the order they are listed. To add one: its file, and an entry in its group.
  public static let all =
    essentials + twoSamples + intervals + families + groupSequential + stability

  /// What every report uses.
  private static let essentials = [
    StatisticDescription(
      name: "mean",
      summary: "The mean over seeds, with Student's t interval.",
      definition: "x̄ ± t(1 − α/2, n − 1) · s/√n",
      caution: "There is no interval with one seed.",
      source: "Student, The probable error of a mean (1908)"),
    StatisticDescription(
      name: "iqm",
      summary: "The interquartile mean of the normalised scores of all runs on all tasks.",
      definition: "the mean after ⌊N/4⌋ values are cut at either end",
      caution: "With fewer than four values nothing is cut, and it is the mean.",
      source: "Agarwal et al. (2021), https://arxiv.org/abs/2108.13264"),
    StatisticDescription(
      name: "bootstrap",
      summary: "A percentile interval by resampling the runs of each task.",
      definition:
        "quantiles of the statistic over resamples, drawn with replacement within each task",
      caution: "With few seeds it covers less than its level.",
      source: "Efron (1979); Agarwal et al. (2021), section 4.1"),
    StatisticDescription(
      name: "probability-of-improvement",
      summary: "How often a run of one algorithm beats a run of another, ties counting half.",
      definition: "the mean over tasks of (#{x > y} + ½ #{x = y}) / (nₓ n_y)",
      caution: "It says nothing of the size of the difference.",
      source: "Agarwal et al. (2021); Mann and Whitney (1947)"),
    StatisticDescription(
      name: "welch",
      summary: "Welch's t test and interval of the difference of two means.",
      definition: "t = (x̄ − ȳ) / √(s²ₓ/nₓ + s²_y/n_y), with Satterthwaite's degrees of freedom",
      caution: "There is no p where one arm has a single seed, or both are constant and differ.",
      source: "Welch (1947); Satterthwaite (1946)"),
    StatisticDescription(
      name: "permutation",
      summary: "The permutation test of the difference of two means, two-sided.",
      definition:
        "the share of splits of the pooled runs whose |x̄ − ȳ| is at least the observed one; (1 + #)/(B + 1) where splits are drawn",
      caution: "With three seeds an arm no p is below 0.1, with four none below 0.029.",
      source: "Fisher (1935); Phipson and Smyth (2010), https://doi.org/10.2202/1544-6115.1585"),
    StatisticDescription(
      name: "holm",
      summary: "p-values that hold for all pairs of a task together.",
      definition: "the step-down maximum of (m − k + 1) · p₍ₖ₎, at most 1",
      caution: "The more algorithms a suite has, the more seeds a verdict needs.",
      source: "Holm, A simple sequentially rejective multiple test procedure (1979)"),
    StatisticDescription(
      name: "wilson",
      summary: "The interval of a share, such as the rate at which a verifier is wrong.",
      definition: "(x + z²/2 ± z √(x (n − x)/n + z²/4)) / (n + z²), z the normal quantile",
      caution: "The cases must be independent; twenty mutants of one problem are not quite.",
      source: "Wilson (1927), https://doi.org/10.1080/01621459.1927.10502953"),
  ]
}
