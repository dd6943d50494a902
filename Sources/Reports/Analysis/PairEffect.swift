import Statistics

/// How far apart two arms are in units of the score, and how well that can be told.
struct PairEffect {
  /// The standard deviation that a test of the pair meets: of the differences seed by seed where they
  /// are paired, pooled over both arms otherwise; nil where no arm has two runs.
  let standardDeviation: Double?
  /// The test of the pair.
  private let test: PairTest
  /// The runs of the first and of the second.
  private let runs: (Int, Int)
  private let pairs: (first: [Double], second: [Double])?

  /// Two arms, compared by a test; those of a paired test have equal seeds.
  ///
  /// - Throws: `StatisticsError` for scores above 10³⁰⁰ in magnitude.
  init(_ first: ScoreTable.Arm, _ second: ScoreTable.Arm, _ test: PairTest) throws {
    self.test = test
    runs = (first.scores.count, second.scores.count)
    guard test.isPaired else {
      pairs = nil
      standardDeviation = try Self.pooled(first.scores, second.scores)
      return
    }
    let student = try PairedTTest.run(first.scores, second.scores)
    pairs = (first.scores, second.scores)
    standardDeviation =
      student.degenerate
      ? 0 : try Descriptive.standardDeviation(zip(first.scores, second.scores).map { $0 - $1 })
  }

  /// The paired t interval of the mean difference; nil for independent arms, for one seed, and where all
  /// differences are equal.
  func interval(level: Double) throws -> Interval? {
    try pairs.flatMap { try PairedTTest.run($0.first, $0.second, level: level).interval }
  }

  /// The least true difference that is found with the power of the settings, in units of the score, at
  /// the level of Holm's first step over `pairs` pairs; nil without a deviation above 0.
  ///
  /// Of normal scores: ``PairTest/minimumDetectableEffect(of:power:significance:)``.
  func detectable(pairs: Int, _ settings: ComparisonSettings) throws -> Double? {
    guard let standardDeviation, standardDeviation > 0 else { return nil }
    return try test.minimumDetectableEffect(
      of: runs, power: settings.power,
      significance: settings.significance / Double(max(pairs, 1))
    ).map { $0 * standardDeviation }
  }

  /// The power of the test to find a true difference, in units of the score; nil without a deviation
  /// above 0.
  func power(of difference: Double, significance: Double) throws -> Double? {
    guard let standardDeviation, standardDeviation > 0 else { return nil }
    return try test.power(
      of: runs, effect: difference / standardDeviation, significance: significance)
  }

  /// The chance that a t interval of confidence 1 − `significance`, about a true difference, does not
  /// hold 0; nil without a deviation above 0.
  func powerOfInterval(about difference: Double, significance: Double) throws -> Double? {
    guard let standardDeviation, standardDeviation > 0 else { return nil }
    return try Power.power(
      of: test.student(runs), effect: difference / standardDeviation, significance: significance)
  }

  /// √(((nₓ − 1) s²ₓ + (n_y − 1) s²_y) / (nₓ + n_y − 2)).
  private static func pooled(_ x: [Double], _ y: [Double]) throws -> Double? {
    let deviations = try [x, y].map { (count: $0.count, sd: try Descriptive.standardDeviation($0)) }
    let scale = deviations.compactMap(\.sd).max() ?? 0
    let freedom = deviations.reduce(0) { $0 + $1.count - 1 }
    guard freedom > 0 else { return nil }
    guard scale > 0 else { return 0 }
    let squares = deviations.reduce(0.0) { sum, sample in
      let share = (sample.sd ?? 0) / scale
      return sum + Double(sample.count - 1) * share * share
    }
    return scale * (squares / Double(freedom)).squareRoot()
  }
}
