extension Calibration {
  /// The command that the committed measurement was made with.
  public static let measuredCommand = "assay calibrate --simulate"

  /// The committed measurement, which reports copy their rates from: `Guides/calibration.md`.
  ///
  /// - Throws: `StatisticsError`, never for these numbers.
  public static func measured() throws -> Calibration {
    var settings = ComparisonSettings()
    settings.permutationResamples = 1999
    return Calibration(
      settings: settings, seed: "0", trials: measuredTrials, rows: try measuredRows.map(Row.init))
  }

  fileprivate static let measuredTrials = 4_000

  /// Family, whether seeds are shared, runs a side, the test of a pair and of six, and the counts: false
  /// verdicts on a pair and on any of six, intervals of a difference that held it and how many there
  /// were, the same of a mean.
  ///
  /// Written by `Tests/Reference/calibration/generate_table.py`, as are the numbers above.
  private static let measuredRows: [MeasuredRow] = [
    ("normal", false, 5, .permutation, .permutation, [174, 174, 3836, 4000, 3816, 4000]),
    ("normal", false, 10, .permutation, .permutation, [187, 165, 3815, 4000, 3803, 4000]),
    ("normal", false, 20, .permutation, .permutation, [186, 161, 3809, 4000, 3797, 4000]),
    ("bimodal", false, 5, .permutation, .permutation, [206, 150, 3811, 4000, 3714, 4000]),
    ("bimodal", false, 10, .permutation, .permutation, [210, 160, 3785, 4000, 3780, 4000]),
    ("bimodal", false, 20, .permutation, .permutation, [197, 163, 3795, 4000, 3797, 4000]),
    ("lognormal", false, 5, .permutation, .permutation, [203, 169, 3922, 4000, 3310, 4000]),
    ("lognormal", false, 10, .permutation, .permutation, [201, 166, 3888, 4000, 3398, 4000]),
    ("lognormal", false, 20, .permutation, .permutation, [199, 157, 3862, 4000, 3495, 4000]),
    ("binary", false, 5, .permutation, .permutation, [77, 46, 3915, 3982, 3758, 4000]),
    ("binary", false, 10, .permutation, .permutation, [38, 56, 3811, 4000, 3899, 4000]),
    ("binary", false, 20, .permutation, .permutation, [87, 77, 3830, 4000, 3836, 4000]),
    ("normal", true, 5, .signGap, .permutation, [186, 32, 3790, 4000, 3774, 4000]),
    ("normal", true, 10, .signFlip, .signFlip, [203, 153, 3791, 4000, 3804, 4000]),
    ("normal", true, 20, .signFlip, .signFlip, [192, 176, 3808, 4000, 3835, 4000]),
    ("bimodal", true, 5, .signGap, .permutation, [179, 24, 3912, 4000, 3710, 4000]),
    ("bimodal", true, 10, .signFlip, .signFlip, [191, 174, 3845, 4000, 3778, 4000]),
    ("bimodal", true, 20, .signFlip, .signFlip, [205, 153, 3800, 4000, 3777, 4000]),
    ("lognormal", true, 5, .signGap, .permutation, [158, 17, 3912, 4000, 3292, 4000]),
    ("lognormal", true, 10, .signFlip, .signFlip, [211, 154, 3880, 4000, 3397, 4000]),
    ("lognormal", true, 20, .signFlip, .signFlip, [226, 180, 3843, 4000, 3456, 4000]),
    ("binary", true, 5, .signGap, .permutation, [0, 1, 3054, 3057, 3757, 4000]),
    ("binary", true, 10, .signFlip, .signFlip, [1, 0, 3669, 3758, 3909, 4000]),
    ("binary", true, 20, .signFlip, .signFlip, [54, 15, 3764, 3990, 3833, 4000]),
  ]

  fileprivate typealias MeasuredRow = (
    scores: String, isShared: Bool, runs: Int, pairTest: PairTest, familyTest: PairTest,
    counts: [Int]
  )
}

extension Calibration.Row {
  fileprivate init(_ row: Calibration.MeasuredRow) throws {
    let trials = Calibration.measuredTrials
    self.init(
      scores: row.scores, isShared: row.isShared, runs: row.runs, pairTest: row.pairTest,
      pair: try Calibration.Rate(row.counts[0], of: trials), familyTest: row.familyTest,
      family: try Calibration.Rate(row.counts[1], of: trials),
      difference: try Calibration.Rate(row.counts[2], of: row.counts[3]),
      mean: try Calibration.Rate(row.counts[4], of: row.counts[5]))
  }
}
