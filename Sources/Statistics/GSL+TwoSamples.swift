import CGSL

extension GSL {
  /// P(Z > z) for a standard normal Z; 0 below the least number.
  ///
  /// - Throws: ``StatisticsError/noFiniteValue(of:arguments:)``.
  package static func normalUpperTail(_ z: Double) throws -> Double {
    handlerIsOff
    return try finite(
      gsl_cdf_ugaussian_Q(z), "the upper tail of the normal distribution", [z])
  }

  /// P(X ≤ `count`) for the number X of heads among `trials` tosses of a fair coin; 0 for a negative
  /// count.
  ///
  /// Up to 60 tosses the outcomes are counted, so that the result is exact. Above, it is the
  /// incomplete beta function: `gsl_cdf_binomial_P` takes 32-bit numbers only.
  ///
  /// - Throws: ``StatisticsError/noFiniteValue(of:arguments:)``.
  package static func fairCoinLowerTail(_ count: Int, trials: Int) throws -> Double {
    guard count >= 0 else { return 0 }
    guard count < trials else { return 1 }
    if trials <= 60 {
      var (ways, outcomes) = (1, 1)
      for heads in stride(from: 1, through: count, by: 1) {
        ways = ways * (trials - heads + 1) / heads
        outcomes += ways
      }
      return Double(outcomes) / Double(1 << trials)
    }
    handlerIsOff
    return try finite(
      gsl_cdf_beta_Q(0.5, Double(count) + 1, Double(trials - count)),
      "the lower tail of the binomial distribution", [Double(count), Double(trials)])
  }
}
