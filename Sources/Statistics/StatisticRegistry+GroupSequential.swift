extension StatisticRegistry {
  /// What suites with adaptive seeds use.
  static let groupSequential = [
    StatisticDescription(
      name: "group-sequential",
      summary:
        "A permutation test of all pairs that looks several times and adds seeds in between.",
      definition:
        "the least level at which the deal of runs to arms is among the most extreme of 20,000 random ones, "
        + "the level being spent linearly in the runs; Holm over pairs",
      caution:
        "The schedule must be fixed before the run; estimates after an early stop are too large on average.",
      source:
        "Maurer and Bretz (2013), https://doi.org/10.1080/19466315.2013.807748; Mathieu et al. (2024)"
    )
  ]
}
