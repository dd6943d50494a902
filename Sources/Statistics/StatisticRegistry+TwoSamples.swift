extension StatisticRegistry {
  /// Tests and effect sizes of two algorithms or two checkpoints.
  static let twoSamples = [
    StatisticDescription(
      name: "sign-flip",
      summary: "The permutation test of the mean difference of paired runs, two-sided.",
      definition:
        "the share of all 2ⁿ sign flips of x − y whose |mean| is at least the observed one; (1 + #)/(B + 1) where they are drawn",
      caution: "With five pairs no p is below 0.0625, with eight none below 0.0078.",
      source:
        "Fisher (1935), section 21; Phipson and Smyth (2010), https://doi.org/10.2202/1544-6115.1585"
    ),
    StatisticDescription(
      name: "sign-gap",
      summary: "Sign flips, and where signs agree also how far from 0 the differences keep.",
      definition:
        "2/2ⁿ · max(½, (1 − r)ᵏ⁻¹), r the least |x − y| over the lower median; p of sign flips where signs differ",
      caution:
        "It assumes differences that are symmetric with one mode; if symmetric only, P(p ≤ α) ≤ 2α.",
      source:
        "Own choice of a second statistic as in Cohen and Sackrowitz (1992); see Guides/statistics-tests.md"
    ),
    StatisticDescription(
      name: "paired-t",
      summary: "Student's t test and interval of the mean difference of paired runs.",
      definition: "t = d̄ / (s_d/√n), with n − 1 degrees of freedom",
      caution: "There is no p with one pair, or where all differences are equal and not 0.",
      source: "Student, The probable error of a mean (1908)"),
    StatisticDescription(
      name: "mann-whitney",
      summary: "The rank test of two independent samples, two-sided; exact, ties and all.",
      definition:
        "the share of splits of the midranks whose |U − nₓn_y/2| is at least the observed",
      caution: "It is a test of alike distributions; a difference of spread alone can move it.",
      source: "Mann and Whitney (1947)"),
    StatisticDescription(
      name: "brunner-munzel",
      summary: "Whether a run of one algorithm beats one of the other more often than it loses.",
      definition: "t = (p̂ − ½)/√(s²ₓ/nₓ + s²_y/n_y) over placements, with Satterthwaite's degrees",
      caution:
        "An approximation for ten seeds an arm or more; by splits where runs do not overlap.",
      source: "Brunner and Munzel (2000)"),
    StatisticDescription(
      name: "wilcoxon",
      summary: "The signed-rank test of paired runs, two-sided; exact, ties and zeros and all.",
      definition:
        "the share of signs of the midranks of |x − y| whose |W − W̄| is at least the observed",
      caution: "It takes differences to be symmetric; zeros are ranked and left out (Pratt).",
      source: "Wilcoxon (1945); Pratt (1959)"),
    StatisticDescription(
      name: "mcnemar",
      summary: "The exact test of two checkpoints on the same problems, with its mid-p.",
      definition: "min(1, 2 P(Bin(b + c, ½) ≤ min(b, c))), b and c solved by one of them only",
      caution:
        "It speaks of two checkpoints, not of algorithms; below six such problems it is mute.",
      source: "McNemar (1947); Fagerland et al. (2013), https://doi.org/10.1186/1471-2288-13-91"),
    StatisticDescription(
      name: "problem-comparison",
      summary: "The difference of two accuracies on shared problems, clustered by problem.",
      definition: "d̄ ± t(1 − α/2, C − 1) · s_d/√C over the C problems' mean differences",
      caution: "It speaks of the trained policies at hand; for an algorithm the unit is the seed.",
      source: "Miller (2024), https://arxiv.org/abs/2411.00640"),
    StatisticDescription(
      name: "hedges-g",
      summary: "The difference of means in standard deviations, without the bias of few seeds.",
      definition: "J(ν) (x̄ − ȳ)/s, with an interval by the noncentral t distribution",
      caution: "g of pairs is measured by the spread of differences, and is not comparable.",
      source: "Hedges (1981); Steiger and Fouladi (1997)"),
    StatisticDescription(
      name: "cliffs-delta",
      summary: "How much more often a run of one algorithm beats one of the other than it loses.",
      definition: "P(X > Y) − P(X < Y)",
      caution: "It says nothing of the size of the difference.",
      source: "Cliff (1993)"),
  ]
}
