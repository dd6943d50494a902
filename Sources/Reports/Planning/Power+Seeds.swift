import Statistics

extension Power {
  /// The power, with effects that are found almost surely counted as somewhat smaller ones: the
  /// noncentral t of far greater effects cannot be integrated.
  ///
  /// - Parameter effect: in standard deviations, finite.
  static func powerWithinReach(
    of design: SeedDesign, effect: Double, significance: Double
  ) throws -> Double? {
    let runs =
      switch design {
      case .unpaired(let first, let second): max(first, second)
      case .paired(let pairs): pairs
      }
    let greatest = min(100, 5000 / Double(max(runs, 1)).squareRoot())
    return try power(
      of: design, effect: min(effect.magnitude, greatest), significance: significance)
  }

  /// The fewest runs a side, or pairs, with which an effect is found with a power; nil where
  /// ``mostSeeds`` do not suffice. Effects above 5 count as 5, which three runs find at α = 0.05.
  ///
  /// - Parameter effect: in standard deviations, not 0.
  static func seedsNeededIfAny(
    effect: Double, paired: Bool, power: Double, significance: Double
  ) throws -> Int? {
    let most = paired ? SeedDesign.paired(mostSeeds) : .unpaired(mostSeeds, mostSeeds)
    let effect = min(effect.magnitude, 5)
    guard let greatest = try Self.power(of: most, effect: effect, significance: significance),
      greatest >= power
    else { return nil }
    return try seedsNeeded(
      effect: effect, paired: paired, power: power, significance: significance)
  }
}
