extension SignGapTest {
  /// The chance that the test finds an effect, of normal differences.
  ///
  /// With α < 2/2ⁿ only differences of one sign are significant, and those whose r is at least
  /// r₀ = 1 − (α 2ⁿ⁻¹)^(1/(k−1)). For effect δ and both signs, with y the k-th magnitude,
  ///
  ///     P = Σ± ∫₀^∞ k C(n, k) [Φ(y ∓ δ) − Φ(r₀y ∓ δ)]ᵏ⁻¹ [1 − Φ(y ∓ δ)]ⁿ⁻ᵏ φ(y ∓ δ) dy.
  ///
  /// - Parameters:
  ///   - pairs: n.
  ///   - effect: δ, in standard deviations of the differences, finite; its sign does not matter.
  ///   - significance: α of one two-sided test, in (0, 1).
  /// - Returns: in [0, 1], exact to about 10⁻¹⁰; nil unless 1/2ⁿ ≤ α < 2/2ⁿ: below, nothing is
  ///   significant, above, sign flips decide.
  /// - Throws: ``StatisticsError`` for an effect or significance out of range.
  public static func power(
    pairs: Int, effect: Double, significance: Double = 0.05
  ) throws -> Double? {
    guard effect.isFinite else {
      throw StatisticsError.outOfRange(what: "the effect", value: effect, allowed: "finite")
    }
    guard significance > 0, significance < 1 else {
      throw StatisticsError.outOfRange(
        what: "the significance level", value: significance,
        allowed: "between 0 and 1, both excluded")
    }
    let smallest = smallestP(pairs: pairs)
    guard pairs > 1, smallest <= significance, significance < 2 * smallest else { return nil }
    let gap = leastGap(pairs: pairs, share: significance / (2 * smallest))
    let effect = effect.magnitude
    // All but never are so many standard deviations short of 0, or so few apart.
    guard effect < 60 else { return 1 }
    let found = try chance(pairs: pairs, shift: effect, gap: gap)
    let missed = effect < 8 ? try chance(pairs: pairs, shift: -effect, gap: gap) : 0
    return min(1, found + missed)
  }

  /// The least effect that the test finds with the given power, of normal differences.
  ///
  /// - Parameter power: above α and below 1.
  /// - Returns: in standard deviations of the differences, at least 0; nil as for
  ///   ``power(pairs:effect:significance:)``.
  /// - Throws: ``StatisticsError`` for a power or significance out of range.
  public static func minimumDetectableEffect(
    pairs: Int, power: Double = 0.8, significance: Double = 0.05
  ) throws -> Double? {
    guard power > significance, power < 1 else {
      throw StatisticsError.outOfRange(
        what: "the power", value: power,
        allowed: "above the significance level \(significance) and below 1")
    }
    guard try Self.power(pairs: pairs, effect: 0, significance: significance) != nil else {
      return nil
    }
    let powerAt = { (effect: Double) in
      try Self.power(pairs: pairs, effect: effect, significance: significance) ?? 0
    }
    var upper = 1.0
    while try powerAt(upper) < power { upper *= 2 }
    return try RootFinding.crossing(of: powerAt, level: power, from: 0, to: upper)
  }

  /// r₀: where (1 − r)ᵏ⁻¹ is `share`, in [½, 1).
  private static func leastGap(pairs: Int, share: Double) -> Double {
    let exponent = compared(pairs: pairs) - 1
    return RootFinding.crossing(
      of: { 1 - power(1 - $0, exponent) }, level: 1 - share, from: 0, to: 1)
  }

  /// The chance that all of n normal differences with this mean and deviation 1 are positive and the
  /// smallest is at least `gap` times the k-th.
  private static func chance(pairs: Int, shift: Double, gap: Double) throws -> Double {
    let k = compared(pairs: pairs)
    // k C(n, k)
    let ways = (1...k).reduce(Double(k)) { $0 * Double(pairs - k + $1) / Double($1) }
    let rootOfTwoPi = 2.506_628_274_631_000_5
    let density = { (y: Double) in
      let z = y - shift
      return ways * power(between(gap * y - shift, z), k - 1)
        * power(GSL.normalBelow(-z), pairs - k)
        * GSL.exponential(-z * z / 2) / rootOfTwoPi
    }
    let middle = max(shift, 0)
    let pieces = [(max(middle - 12, 0), middle), (middle, middle + 12)].filter { $0.0 < $0.1 }
    return try pieces.reduce(0) {
      try $0
        + GSL.integral(of: density, from: $1.0, to: $1.1, name: "the power of the sign-gap test")
    }
  }

  /// Φ(upper) − Φ(lower), by the tails that do not cancel.
  private static func between(_ lower: Double, _ upper: Double) -> Double {
    lower > 0
      ? GSL.normalBelow(-lower) - GSL.normalBelow(-upper)
      : GSL.normalBelow(upper) - GSL.normalBelow(lower)
  }
}
