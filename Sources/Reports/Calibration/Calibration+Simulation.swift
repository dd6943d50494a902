import Randomness
import Statistics

extension Calibration {
  /// The numbers of runs a side that are simulated.
  public static let simulatedRuns = [5, 10, 20]

  /// Draws four algorithms that are all alike, again and again, and decides on them as `assay compare`
  /// does by default: on the first pair alone, and on all six.
  ///
  /// Every family, with scores that are independent and with scores of one seed that correlate by ½
  /// between algorithms (as where runs share random numbers), at 5, 10 and 20 runs a side. The decisions
  /// are those of the shipped code; only the number of rearrangements that are drawn where there are too
  /// many to count is the caller's, as a drawn test is valid at any number of them.
  ///
  /// - Parameters:
  ///   - trials: how often, at least 1. The result is the same whatever runs at one time.
  ///   - seed: the root of all random numbers.
  /// - Throws: `StatisticsError`, never for these scores.
  public static func simulate(
    trials: Int, seed: UInt64, runs: [Int] = simulatedRuns,
    settings: ComparisonSettings = ComparisonSettings()
  ) throws -> Calibration {
    precondition(trials >= 1, "\(trials) trials were asked for; there must be at least 1")
    var rows: [Row] = []
    for isShared in [false, true] {
      for family in ScoreFamily.allCases {
        for count in runs {
          let simulation = Simulation(
            family: family, isShared: isShared, runs: count, seed: seed, settings: settings)
          let tally = try CalibrationTally.sum(trials: trials, simulation.trial)
          rows.append(try simulation.row(tally, trials: trials))
        }
      }
    }
    return Calibration(settings: settings, seed: "\(seed)", trials: trials, rows: rows)
  }
}

/// Four algorithms that are all alike.
private struct Simulation: Sendable {
  var family: ScoreFamily
  var isShared: Bool
  var runs: Int
  var seed: UInt64
  var settings: ComparisonSettings
  private static let algorithms = 4
  private static let pairs = algorithms * (algorithms - 1) / 2

  private func arm(_ index: Int, _ scores: [Double]) -> ScoreTable.Arm {
    ScoreTable.Arm(
      task: "simulated", algorithm: "\(index)", seeds: Array(0..<runs), scores: scores,
      sharedRoot: isShared ? 0 : nil)
  }

  func trial(_ number: Int) throws -> CalibrationTally {
    var stream = RandomStream(seed: seed, purpose: "calibration")
      .substream(family.rawValue, isShared ? 1 : 0, runs, number)
    let arms = family.scores(
      arms: Self.algorithms, seeds: runs, isShared: isShared, from: &stream
    ).enumerated().map { arm($0.offset, $0.element) }
    let root = stream.next64()
    let all = PairDecision.pairs(of: arms, settings).map { (arms[$0.first], arms[$0.second]) }
    let decisions = try PairDecision.all(all, seed: root, settings)
    let alone = try PairDesign(arms[0], arms[1], pairs: 1, settings)
    // With the same test a single pair has the same p as among six.
    let pair =
      alone.test == decisions[0].design.test
      ? decisions[0]
      : try PairDecision.test(arms[0], arms[1], alone, pairs: 1, seed: root, settings)
    var tally = CalibrationTally()
    if pair.p <= settings.significance { tally.pairVerdicts = 1 }
    if decisions.contains(where: { $0.verdict == .higher || $0.verdict == .lower }) {
      tally.familyVerdicts = 1
    }
    try tally.countIntervals(
      arms[0], arms[1], alone.test, mean: family.mean, level: settings.level)
    return tally
  }

  func row(_ tally: CalibrationTally, trials: Int) throws -> Calibration.Row {
    let any = arm(0, [])
    return Calibration.Row(
      scores: family.rawValue, isShared: isShared, runs: runs,
      pairTest: try PairDesign(any, any, pairs: 1, settings).test,
      pair: try Calibration.Rate(tally.pairVerdicts, of: trials),
      familyTest: try PairDesign(any, any, pairs: Self.pairs, settings).test,
      family: try Calibration.Rate(tally.familyVerdicts, of: trials),
      difference: try Calibration.Rate(
        tally.differencesCovered, of: tally.differenceIntervals),
      mean: try Calibration.Rate(tally.meansCovered, of: tally.meanIntervals))
  }
}
