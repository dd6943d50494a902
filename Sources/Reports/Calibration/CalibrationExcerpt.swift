/// The rows of the committed calibration run that fit the design of a report.
public struct CalibrationExcerpt: Codable, Sendable, Equatable {
  /// The command that measured them.
  public var command: String
  /// How often each row was tried.
  public var trials: Int
  /// α of the verdicts that were counted.
  public var significance: Double
  /// The confidence level of the intervals that were counted.
  public var level: Double
  /// Whether the runs of the report share random numbers by seed, and those of ``rows`` do.
  public var isShared: Bool
  /// The seeds of an algorithm in the report.
  public var seeds: Int
  /// The number of runs a side that was measured and is nearest to ``seeds``; of two equally near the
  /// smaller.
  public var runs: Int
  /// The rows: one for each family of scores.
  public var rows: [Calibration.Row]
}

extension CalibrationExcerpt {
  /// The rows that fit pairs; nil without pairs, and for pairs of adaptive seeds, whose test was not
  /// part of the measurement.
  ///
  /// - Parameter seeds: of each algorithm, or the most of any.
  /// - Throws: `StatisticsError`, never for the committed numbers.
  init?(_ pairs: [PairComparison], seeds: Int) throws {
    guard !pairs.isEmpty, !pairs.contains(where: { $0.testReason == .adaptiveSeeds }) else {
      return nil
    }
    let measured = try Calibration.measured()
    // Runs of a suite share random numbers; pairs of files of unknown origin are in no report.
    let isShared = !pairs.contains { $0.testReason == .unknownOrigin }
    let runs =
      Set(measured.rows.map(\.runs)).sorted()
      .min { abs($0 - seeds) < abs($1 - seeds) } ?? 0
    self.init(
      command: Calibration.measuredCommand, trials: measured.trials,
      significance: measured.settings.significance, level: measured.settings.level,
      isShared: isShared, seeds: seeds, runs: runs,
      rows: measured.rows.filter { $0.isShared == isShared && $0.runs == runs })
  }
}
