import CGSL

extension GSL {
  /// The b with P(B < b) = `probability` for B of the beta distribution with these shapes.
  ///
  /// By bisection of `gsl_cdf_beta_P`, to the last digits of a `Double`: `gsl_cdf_beta_Pinv` stops
  /// earlier, and for some shapes it gives up.
  ///
  /// - Precondition: both shapes are positive and 0 < `probability` < 1.
  /// - Throws: ``StatisticsError/noFiniteValue(of:arguments:)``.
  static func betaQuantile(
    _ probability: Double, _ first: Double, _ second: Double
  ) throws -> Double {
    handlerIsOff
    var (low, high) = (0.0, 1.0)
    // Each step halves the bracket; the width at which it stops is relative, so small bounds keep
    // their digits.
    while high - low > 1e-15 * high {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { break }
      let below = try finite(
        gsl_cdf_beta_P(middle, first, second), "the beta distribution", [middle, first, second])
      if below < probability { low = middle } else { high = middle }
    }
    return low + (high - low) / 2
  }

  /// P(B > b) for B of the beta distribution with these shapes.
  ///
  /// - Precondition: both shapes are positive and 0 ≤ `value` ≤ 1.
  /// - Throws: ``StatisticsError/noFiniteValue(of:arguments:)``.
  static func betaUpperTail(
    _ value: Double, _ first: Double, _ second: Double
  ) throws -> Double {
    handlerIsOff
    return try finite(
      gsl_cdf_beta_Q(value, first, second), "the upper tail of the beta distribution",
      [value, first, second])
  }

  /// P(Z < z) for a standard normal Z, 0 and 1 at −∞ and ∞.
  static func normalBelow(_ z: Double) -> Double {
    handlerIsOff
    return gsl_cdf_ugaussian_P(z)
  }

  /// The z with P(Z < z) = `probability` for a standard normal Z; −∞ at 0 and ∞ at 1.
  static func normalQuantile(_ probability: Double) -> Double {
    handlerIsOff
    return gsl_cdf_ugaussian_Pinv(probability)
  }

  /// e^−x for x ≥ 0, as the tail of the exponential distribution; 0 where it underflows.
  static func exponentialDecay(_ x: Double) -> Double {
    handlerIsOff
    return gsl_cdf_exponential_Q(x, 1)
  }
}
