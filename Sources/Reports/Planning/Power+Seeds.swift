import Statistics

extension Power {
  /// The fewest runs a side, or pairs, with which an effect is found with a power; nil where
  /// ``mostSeeds`` do not suffice.
  ///
  /// - Parameter effect: in standard deviations, not 0.
  static func seedsNeededIfAny(
    effect: Double, paired: Bool, power: Double, significance: Double
  ) throws -> Int? {
    let most = paired ? SeedDesign.paired(mostSeeds) : .unpaired(mostSeeds, mostSeeds)
    let effect = effect.magnitude
    guard let greatest = try Self.power(of: most, effect: effect, significance: significance),
      greatest >= power
    else { return nil }
    return try seedsNeeded(
      effect: effect, paired: paired, power: power, significance: significance)
  }
}
