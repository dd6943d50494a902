/// How many runs a comparison has, and whether they belong to each other.
public enum SeedDesign: Sendable, Equatable {
  /// Two independent samples of these sizes.
  case unpaired(Int, Int)
  /// So many pairs, such as runs that share a seed.
  case paired(Int)

  /// The degrees of freedom of Student's t: n₁ + n₂ − 2, or n − 1.
  var degreesOfFreedom: Int {
    switch self {
    case .unpaired(let first, let second): first + second - 2
    case .paired(let pairs): pairs - 1
    }
  }

  /// The noncentrality for an effect of one standard deviation: √(n₁n₂/(n₁ + n₂)), or √n.
  var noncentralityPerEffect: Double {
    switch self {
    case .unpaired(let first, let second):
      (Double(first) * (Double(second) / Double(first + second))).squareRoot()
    case .paired(let pairs): Double(pairs).squareRoot()
    }
  }

  /// Whether Student's t is defined: two runs a side, or two pairs.
  var isTestable: Bool {
    switch self {
    case .unpaired(let first, let second): first >= 2 && second >= 2
    case .paired(let pairs): pairs >= 2
    }
  }
}

/// What a two-sided t test of so many runs can detect, and how many runs it needs.
///
/// With effect d in standard deviations (of the runs, the same in both samples; of the differences
/// for pairs), δ = d √(n₁n₂/(n₁ + n₂)) or d√n, ν = n₁ + n₂ − 2 or n − 1, and c the upper α/2 quantile
/// of Student's t, the power is P(T > c) + P(T < −c) for noncentral T. Source: J. Cohen, *Statistical
/// power analysis for the behavioral sciences* (1988), chapter 2; the same as `TTestIndPower` and
/// `TTestPower` of statsmodels.
///
/// It is exact for normal scores of equal variances and Student's test. Welch's test has the same t
/// where the samples are of one size, with fewer degrees of freedom, so a little less power; see
/// `Guides/statistics-power.md` for how much less.
public enum Power {
  /// The most runs a side that ``seedsNeeded(effect:paired:power:significance:)`` answers with.
  public static let mostSeeds = 1_000_000

  /// The chance that the test finds an effect.
  ///
  /// - Parameters:
  ///   - design: how many runs there are.
  ///   - effect: d, in standard deviations, finite, however large; its sign does not matter.
  ///   - significance: α of one two-sided test, in (0, 1); with Holm over m pairs use α/m to be sure.
  /// - Returns: in [α, 1], and 1 for effects that cannot be missed; nil with fewer than two runs a side.
  /// - Throws: ``StatisticsError`` for an effect or significance out of range.
  public static func power(
    of design: SeedDesign, effect: Double, significance: Double = 0.05
  ) throws -> Double? {
    guard effect.isFinite else {
      throw StatisticsError.outOfRange(what: "the effect", value: effect, allowed: "finite")
    }
    try check(significance, "the significance level")
    guard design.isTestable else { return nil }
    let degreesOfFreedom = Double(design.degreesOfFreedom)
    let critical = try GSL.studentUpperQuantile(
      significance / 2, degreesOfFreedom: degreesOfFreedom)
    let noncentrality = min(
      effect.magnitude * design.noncentralityPerEffect, .greatestFiniteMagnitude)
    let inDirection = try GSL.noncentralStudentUpperTail(
      critical, degreesOfFreedom: degreesOfFreedom, noncentrality: noncentrality)
    let against = try GSL.noncentralStudentLowerTail(
      -critical, degreesOfFreedom: degreesOfFreedom, noncentrality: noncentrality)
    return min(1, inDirection + against)
  }

  /// The least effect that the test finds with the given power.
  ///
  /// Times the standard deviation it is in the units of the scores: what "not significant" leaves open.
  ///
  /// - Parameters:
  ///   - design: how many runs there are.
  ///   - power: the chance of finding it, above α and below 1.
  ///   - significance: α of one two-sided test, in (0, 1).
  /// - Returns: in standard deviations, positive; nil with fewer than two runs a side.
  /// - Throws: ``StatisticsError`` for a power or significance out of range.
  public static func minimumDetectableEffect(
    of design: SeedDesign, power: Double = 0.8, significance: Double = 0.05
  ) throws -> Double? {
    try check(significance, "the significance level")
    try check(power, above: significance)
    guard design.isTestable else { return nil }
    let powerAt = { (effect: Double) in
      try Self.power(of: design, effect: effect, significance: significance) ?? 0
    }
    var upper = 1.0
    while try powerAt(upper) < power { upper *= 2 }
    return try RootFinding.crossing(of: powerAt, level: power, from: 0, to: upper)
  }

  /// The fewest runs a side, or pairs, with which the test finds an effect with the given power.
  ///
  /// - Parameters:
  ///   - effect: d, in standard deviations (of the differences for pairs), not 0; the sign does not
  ///     matter.
  ///   - paired: whether runs come in pairs.
  ///   - power: the chance of finding it, above α and below 1.
  ///   - significance: α of one two-sided test, in (0, 1).
  /// - Returns: 2 to ``mostSeeds``.
  /// - Throws: ``StatisticsError`` for an argument out of range, or an effect so small that
  ///   ``mostSeeds`` do not suffice.
  public static func seedsNeeded(
    effect: Double, paired: Bool, power: Double = 0.8, significance: Double = 0.05
  ) throws -> Int {
    try check(significance, "the significance level")
    try check(power, above: significance)
    let suffices = { (seeds: Int) in
      let design = paired ? SeedDesign.paired(seeds) : .unpaired(seeds, seeds)
      return try Self.power(of: design, effect: effect, significance: significance) ?? 0 >= power
    }
    guard try suffices(mostSeeds) else {
      throw StatisticsError.outOfRange(
        what: "the effect in standard deviations", value: effect,
        allowed: "large enough to be found with \(mostSeeds) seeds")
    }
    var (tooFew, enough) = (1, 2)
    while try !suffices(enough) { (tooFew, enough) = (enough, min(2 * enough, mostSeeds)) }
    while enough - tooFew > 1 {
      let middle = (tooFew + enough) / 2
      if try suffices(middle) { enough = middle } else { tooFew = middle }
    }
    return enough
  }

  private static func check(_ value: Double, _ what: String) throws {
    guard value > 0, value < 1 else {
      throw StatisticsError.outOfRange(
        what: what, value: value, allowed: "between 0 and 1, both excluded")
    }
  }

  private static func check(_ power: Double, above significance: Double) throws {
    guard power > significance, power < 1 else {
      throw StatisticsError.outOfRange(
        what: "the power", value: power,
        allowed: "above the significance level \(significance) and below 1")
    }
  }
}
