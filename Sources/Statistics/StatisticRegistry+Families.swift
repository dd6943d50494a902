extension StatisticRegistry {
  /// Equivalence, power, many algorithms at once, and posterior probabilities.
  static let families = [
    StatisticDescription(
      name: "equivalence",
      summary: "Two one-sided t tests: do two means differ by less than a margin?",
      definition: "p = max(P(T > (d + δ)/s), P(T > (δ − d)/s)), Welch's or paired",
      caution: "The margin must be chosen before the scores are seen; constant arms have no p.",
      source: "Schuirmann (1987), https://doi.org/10.1007/BF01068419"),
    StatisticDescription(
      name: "non-inferiority",
      summary: "A one-sided t test that an algorithm is not worse by a margin or more.",
      definition: "p = P(T > (d + δ)/s), Welch's or paired",
      caution: "Not worse is not equivalent: it may be better.",
      source: "Piaggio et al. (2012), https://doi.org/10.1001/jama.2012.87802"),
    StatisticDescription(
      name: "power",
      summary: "The chance that a two-sided t test finds an effect, and what it can detect.",
      definition:
        "P(T > c) + P(T < −c), T noncentral with δ = d √(n₁n₂/(n₁ + n₂)), or d√n in pairs",
      caution: "The standard deviation is assumed; Welch's test has a little less with few seeds.",
      source: "Cohen, Statistical power analysis for the behavioral sciences (1988)"),
    StatisticDescription(
      name: "benjamini-hochberg",
      summary: "p-values that bound the expected share of false claims among the claims.",
      definition: "the step-up minimum of m · p₍ₖ₎/k, at most 1",
      caution: "It does not bound the chance of any false claim, and pairs depend on each other.",
      source: "Benjamini and Hochberg (1995), https://doi.org/10.1111/j.2517-6161.1995.tb02031.x"),
    StatisticDescription(
      name: "benjamini-yekutieli",
      summary: "The same, however the tests depend on each other.",
      definition: "the step-up minimum of m (1 + ½ + … + 1/m) · p₍ₖ₎/k, at most 1",
      caution: "Often stricter than Holm for few pairs.",
      source: "Benjamini and Yekutieli (2001), https://doi.org/10.1214/aos/1013699998"),
    StatisticDescription(
      name: "westfall-young",
      summary: "p-values for all pairs together, by permuting whole runs among alike algorithms.",
      definition:
        "for each division into groups of alike algorithms 1 − (1 − min p)ᵐ, p from the greatest |t| of a group; the greatest over the divisions that keep the pair together",
      caution: "For 2 to 10 algorithms with two seeds or more; it tests exchangeability.",
      source: "Westfall and Young (1993); Marcus, Peritz and Gabriel (1976)"),
    StatisticDescription(
      name: "friedman",
      summary: "Do the algorithms rank alike over tasks?",
      definition: "F = (N − 1)χ²/(N(k − 1) − χ²), χ² of the mean ranks, corrected for ties",
      caution: "It says that some differ, not which; the tasks must be independent.",
      source: "Friedman (1937); Iman and Davenport (1980)"),
    StatisticDescription(
      name: "nemenyi",
      summary: "How far apart mean ranks must be to differ.",
      definition: "q(α, k) √(k(k + 1)/(12N)), q of the studentised range",
      caution: "Weak with many algorithms, and a pair's verdict depends on the others.",
      source: "Nemenyi (1963); Demšar (2006)"),
    StatisticDescription(
      name: "critical-difference",
      summary: "The groups of algorithms of which no two differ.",
      definition: "the maximal cliques of pairs whose adjusted p is above α",
      caution: "Not to differ is not to be equivalent.",
      source: "Demšar (2006)"),
    StatisticDescription(
      name: "bayesian-signed-rank",
      summary:
        "Posterior probabilities of better, equivalent and worse, from ranks of differences.",
      definition:
        "the shares of Dirichlet(½, 1, …, 1) weights in which the pairs above, within or below the region weigh most",
      caution: "Probabilities under a prior, with the error of the draws; not p-values.",
      source: "Benavoli et al. (2014), A Bayesian Wilcoxon signed-rank test"),
    StatisticDescription(
      name: "correlated-t",
      summary:
        "Posterior probabilities of better, equivalent and worse, for correlated differences.",
      definition: "d̄ + √(s² (1/n + ρ/(1 − ρ))) · T with n − 1 degrees of freedom",
      caution: "Runs of different seeds have ρ = 0; constant differences have no posterior.",
      source: "Nadeau and Bengio (2003); Corani and Benavoli (2015)"),
  ]
}
