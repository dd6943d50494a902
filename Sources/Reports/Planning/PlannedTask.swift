import Statistics

/// A task whose seeds are planned: how its scores vary, and how many pairs there are.
struct PlannedTask {
  var name: String
  var spread: Double
  var pairedSpread: Double?
  var pairs: Int

  init(name: String, spread: Double, pairedSpread: Double?, pairs: Int) {
    self.name = name
    self.spread = spread
    self.pairedSpread = pairedSpread
    self.pairs = pairs
  }

  /// The arms of a pilot on one task.
  init(_ arms: [ScoreTable.Arm], pairs: Int?, _ settings: ComparisonSettings) throws {
    let indices = PairDecision.pairs(of: arms, settings)
    name = arms[0].task
    self.pairs = max(pairs ?? indices.count, 1)
    let deviations = try arms.map {
      (sd: try Descriptive.standardDeviation($0.scores), freedom: $0.scores.count - 1)
    }
    guard let spread = Self.rootMeanSquare(deviations.map { ($0.sd ?? 0, $0.freedom) }), spread > 0
    else { throw ReportError.noSpread(task: name) }
    self.spread = spread
    let differences = try indices.compactMap { first, second -> (Double, Int)? in
      guard try Self.isPaired(arms[first], arms[second], settings) else { return nil }
      let effect = try PairEffect(arms[first], arms[second], .signFlip)
      return (effect.standardDeviation ?? 0, arms[first].scores.count - 1)
    }
    let paired = Self.rootMeanSquare(differences) ?? 0
    pairedSpread = differences.count == indices.count && paired > 0 ? paired : nil
  }

  /// Whether a pair would be paired with seeds enough.
  private static func isPaired(
    _ first: ScoreTable.Arm, _ second: ScoreTable.Arm, _ settings: ComparisonSettings
  ) throws -> Bool {
    let design = try PairDesign(first, second, pairs: 1, settings)
    return design.test.isPaired || design.reason == .tooFewSeedsToPair
  }

  /// √(Σ νᵢ sᵢ² / Σ νᵢ); nil without a degree of freedom.
  private static func rootMeanSquare(_ deviations: [(sd: Double, freedom: Int)]) -> Double? {
    let scale = deviations.map(\.sd).max() ?? 0
    let freedom = deviations.reduce(0) { $0 + $1.freedom }
    guard freedom > 0 else { return nil }
    guard scale > 0 else { return 0 }
    let squares = deviations.reduce(0.0) {
      $0 + Double($1.freedom) * ($1.sd / scale) * ($1.sd / scale)
    }
    return scale * (squares / Double(freedom)).squareRoot()
  }

  /// The power to find a margin with so many runs a side, by the test that would be taken.
  func power(
    runs: Int, margin: Double, _ settings: ComparisonSettings
  ) throws -> SeedPlan.Power {
    let level = settings.significance / Double(pairs)
    let paired = PairDesign.paired(
      seeds: runs, pairs: pairs, significance: settings.significance)
    guard let pairedSpread, let paired else {
      let power =
        Self.smallestPermutationP(runs: runs) > level
        ? nil
        : try PairTest.permutation.power(
          of: (runs, runs), effect: margin / spread, significance: level)
      return SeedPlan.Power(runs: runs, power: power ?? 0, test: .permutation)
    }
    let power = try paired.power(
      of: (runs, runs), effect: margin / pairedSpread, significance: level)
    return SeedPlan.Power(runs: runs, power: power ?? 0, test: paired)
  }

  /// The runs a side at which the power of the settings is reached; nil above a million.
  func runsNeeded(margin: Double, _ settings: ComparisonSettings) throws -> Int? {
    let level = settings.significance / Double(pairs)
    let needed = { (spread: Double, isPaired: Bool) -> Int? in
      let smallest = isPaired ? PairDesign.smallestSignFlipP : Self.smallestPermutationP
      let least = (2...60).first { smallest($0) <= level }
      guard let least,
        let runs = try Power.seedsNeededIfAny(
          effect: margin / spread, paired: isPaired, power: settings.power, significance: level)
      else { return nil }
      return max(least, runs)
    }
    let independent = try needed(spread, false)
    guard let pairedSpread else { return independent }
    // Seeds too few for a paired test to be significant are tested as independent samples.
    let tests = (2...60).lazy.map {
      ($0, PairDesign.paired(seeds: $0, pairs: pairs, significance: settings.significance))
    }
    guard let (fewest, test) = tests.first(where: { $0.1 != nil }) else { return independent }
    if let independent, independent < fewest { return independent }
    // The sign-gap test is that of one number of seeds, the one below the fewest for signs alone.
    if test == .signGap,
      try power(runs: fewest, margin: margin, settings).power >= settings.power
    {
      return fewest
    }
    return try needed(pairedSpread, true)
  }

  /// The least two-sided p of a permutation test of n runs a side: 2 / C(2n, n).
  static func smallestPermutationP(runs: Int) -> Double {
    var p = 2.0
    for step in stride(from: 1, through: runs, by: 1) {
      p *= Double(step) / Double(runs + step)
    }
    return min(p, 1)
  }
}
