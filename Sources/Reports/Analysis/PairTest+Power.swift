import Statistics

extension PairTest {
  /// The chance that the test finds an effect, of normal scores: of the sign-gap test its own, of the
  /// others that of Student's t, which the rearrangement tests come close to.
  ///
  /// - Parameters:
  ///   - runs: of the first and of the second; equal where the test is paired.
  ///   - effect: in standard deviations, of differences where the test is paired.
  ///   - significance: α of one two-sided test.
  /// - Returns: nil where so few runs have no such test.
  func power(of runs: (Int, Int), effect: Double, significance: Double) throws -> Double? {
    switch self {
    case .signGap:
      try SignGapTest.power(pairs: runs.0, effect: effect, significance: significance)
    case .permutation, .signFlip:
      try Power.power(of: student(runs), effect: effect, significance: significance)
    }
  }

  /// The least effect that is found with a power, as ``power(of:effect:significance:)`` has it.
  func minimumDetectableEffect(
    of runs: (Int, Int), power: Double, significance: Double
  ) throws -> Double? {
    switch self {
    case .signGap:
      try SignGapTest.minimumDetectableEffect(
        pairs: runs.0, power: power, significance: significance)
    case .permutation, .signFlip:
      try Power.minimumDetectableEffect(
        of: student(runs), power: power, significance: significance)
    }
  }

  /// The design of the t test whose interval goes with the test.
  func student(_ runs: (Int, Int)) -> SeedDesign {
    isPaired ? .paired(runs.0) : .unpaired(runs.0, runs.1)
  }
}
