import Randomness
import Statistics

extension Calibration {
  /// Splits the runs of each algorithm on each task at random into two halves, again and again, and
  /// decides on them as on two algorithms: a verdict is false, since both are the same.
  ///
  /// Halves of an odd number of runs leave one out. Arms with fewer than four runs have no halves that
  /// can be tested and no row.
  ///
  /// - Parameters:
  ///   - trials: how many splits of each arm, at least 1.
  ///   - seed: the root of all random numbers.
  /// - Throws: `StatisticsError` for scores above 10³⁰⁰ in magnitude; ``ReportError/nothingToSplit``
  ///   where no arm has four runs.
  public static func split(
    _ table: ScoreTable, trials: Int, seed: UInt64,
    settings: ComparisonSettings = ComparisonSettings()
  ) throws -> Calibration {
    precondition(trials >= 1, "\(trials) trials were asked for; there must be at least 1")
    var settings = settings
    settings.pairing = .no  // The halves have no seed in common.
    let rows = try table.arms.filter { $0.scores.count >= 4 }.map { arm in
      let half = arm.scores.count / 2
      let tally = try CalibrationTally.sum(trials: trials) { [settings] number in
        try splitInHalf(arm, number, seed: seed, settings)
      }
      return Row(
        scores: "\(arm.algorithm) on \(arm.task)", isShared: false, runs: half,
        pairTest: .permutation, pair: try Rate(tally.pairVerdicts, of: trials), familyTest: nil,
        family: nil,
        difference: try Rate(tally.differencesCovered, of: tally.differenceIntervals), mean: nil)
    }
    guard !rows.isEmpty else { throw ReportError.nothingToSplit }
    return Calibration(settings: settings, seed: "\(seed)", trials: trials, rows: rows)
  }

  private static func splitInHalf(
    _ arm: ScoreTable.Arm, _ number: Int, seed: UInt64, _ settings: ComparisonSettings
  ) throws -> CalibrationTally {
    var stream = RandomStream(seed: seed, purpose: "halves").substream(arm.task)
      .substream(arm.algorithm, number)
    var scores = arm.scores
    stream.shuffle(&scores)
    let count = scores.count / 2
    let halves = [scores[..<count], scores[count..<2 * count]].enumerated().map { index, half in
      ScoreTable.Arm(
        task: arm.task, algorithm: "\(arm.algorithm) \(index)", seeds: Array(0..<count),
        scores: Array(half))
    }
    let decision = try PairDecision.all(
      [(halves[0], halves[1])], seed: stream.next64(), settings)[0]
    var tally = CalibrationTally()
    if decision.verdict == .higher || decision.verdict == .lower { tally.pairVerdicts = 1 }
    try tally.countIntervals(
      halves[0], halves[1], .permutation, mean: nil, level: settings.level)
    return tally
  }
}
