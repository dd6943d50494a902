import CGSL

extension GSL {
  /// P(χ² > x) with `degreesOfFreedom`.
  ///
  /// - Throws: ``StatisticsError/noFiniteValue(of:arguments:)``.
  static func chiSquareUpperTail(_ x: Double, degreesOfFreedom: Double) throws -> Double {
    handlerIsOff
    return try finite(
      gsl_cdf_chisq_Q(x, degreesOfFreedom), "the upper tail of χ²", [x, degreesOfFreedom])
  }

  /// P(F > x) with these degrees of freedom of numerator and denominator.
  ///
  /// - Throws: ``StatisticsError/noFiniteValue(of:arguments:)``.
  static func fUpperTail(_ x: Double, _ numerator: Double, _ denominator: Double) throws -> Double {
    handlerIsOff
    return try finite(
      gsl_cdf_fdist_Q(x, numerator, denominator), "the upper tail of F",
      [x, numerator, denominator])
  }

  /// P(R > r) for the range R of `count` independent standard normal numbers, the studentised range
  /// with infinitely many degrees of freedom.
  ///
  /// With a = Φ(z), b = Φ(z − r) and k numbers it is ∫ kφ(z) (aᵏ⁻¹ − (a − b)ᵏ⁻¹) dz. The difference is
  /// summed as b Σ aⁱ(a − b)ᵏ⁻²⁻ⁱ, so that small tails keep their digits, where one less the lower tail
  /// would not.
  ///
  /// - Parameters:
  ///   - r: at least 0.
  ///   - count: k, at least 2.
  /// - Throws: ``StatisticsError/noFiniteValue(of:arguments:)``.
  package static func rangeUpperTail(_ r: Double, count: Int) throws -> Double {
    handlerIsOff
    let integrand = { (z: Double) in
      let (whole, below) = (gsl_cdf_ugaussian_P(z), gsl_cdf_ugaussian_P(z - r))
      let density = exponential(-z * z / 2) * 0.3989422804014327  // 1/√(2π)
      var (sum, power) = (0.0, 1.0)
      for _ in 1..<count {
        sum = sum * (whole - below) + power
        power *= whole
      }
      return Double(count) * density * below * sum
    }
    // The greatest number is hardly below −9 or above 9 + r; half-way to r a small tail has its peak.
    let name = "the upper tail of the studentised range"
    return min(
      1,
      try integral(of: integrand, from: -9, to: r / 2, name: name)
        + integral(of: integrand, from: r / 2, to: r + 9, name: name))
  }

  /// The r with P(R > r) = `tail` for the range of `count` independent standard normal numbers.
  ///
  /// - Parameters:
  ///   - tail: in (0, 1).
  ///   - count: at least 2.
  /// - Throws: ``StatisticsError/noFiniteValue(of:arguments:)``.
  package static func rangeUpperQuantile(_ tail: Double, count: Int) throws -> Double {
    var upper = 4.0
    while try rangeUpperTail(upper, count: count) > tail { upper *= 2 }
    return try RootFinding.crossing(
      of: { -(try rangeUpperTail($0, count: count)) }, level: -tail, from: 0, to: upper)
  }
}
