import CGSL
import Randomness

extension GSL {
  /// P(T > t) for the noncentral T = (Z + δ)/√(V/ν), Z standard normal, V of χ² with ν degrees.
  ///
  /// GSL has no such distribution. With u = √(V/ν), whose density is
  /// √(ν/π)/Γ*(ν/2) · uᵛ⁻¹ exp(−ν(u² − 1)/2), it is ∫ Φ(δ − tu) f(u) du. Γ* is the Gamma function
  /// over Stirling's formula. The logarithm of the integrand is concave for ν ≥ 1, so that even tiny
  /// tails keep their digits: about 12 for ν up to 1000, against `mpmath`.
  ///
  /// - Parameters:
  ///   - degreesOfFreedom: ν, at least 1, finite; need not be whole.
  ///   - noncentrality: δ, finite, however large.
  /// - Returns: a probability, 0 below the least number.
  /// - Throws: ``StatisticsError/outOfRange(what:value:allowed:)`` for ν < 1 or what is not finite;
  ///   ``StatisticsError/noFiniteValue(of:arguments:)``.
  package static func noncentralStudentUpperTail(
    _ t: Double, degreesOfFreedom: Double, noncentrality: Double
  ) throws -> Double {
    try probability(
      slope: -t, offset: noncentrality, degreesOfFreedom: degreesOfFreedom, tail: "upper")
  }

  /// P(T ≤ t) for the noncentral T of ``noncentralStudentUpperTail(_:degreesOfFreedom:noncentrality:)``.
  package static func noncentralStudentLowerTail(
    _ t: Double, degreesOfFreedom: Double, noncentrality: Double
  ) throws -> Double {
    try probability(
      slope: t, offset: -noncentrality, degreesOfFreedom: degreesOfFreedom, tail: "lower")
  }

  /// E Φ(slope · u + offset).
  private static func probability(
    slope: Double, offset: Double, degreesOfFreedom nu: Double, tail: String
  ) throws -> Double {
    for (what, value) in [("t", slope), ("the noncentrality", offset)] where !value.isFinite {
      throw StatisticsError.outOfRange(what: what, value: value, allowed: "finite")
    }
    guard nu >= 1, nu.isFinite else {
      throw StatisticsError.outOfRange(
        what: "the degrees of freedom of noncentral t", value: nu, allowed: "at least 1 and finite")
    }
    handlerIsOff
    // Φ(offset + slope · u) is at most Φ(offset) where the slope is not positive, at least that where it
    // is: far out the answer is 0 or 1, and there is no peak to be found.
    if slope <= 0, logarithmOfNormal(offset) < -745 { return 0 }
    if slope >= 0, offset > 9 { return 1 }
    // 10/√ν beyond 1 the density is below e⁻⁵⁰; where Φ is 1 until there, nothing is missed.
    if slope < 0, offset + slope * (1 + 10 / nu.squareRoot()) > 9 { return 1 }
    let integral = LogConcaveIntegral(
      logarithm: { logarithmOfNormal(slope * $0 + offset) + logarithmOfChi($0, nu) },
      name: "the \(tail) tail of noncentral t")
    // The derivative of log Φ(z) is at most |z| + 1, which bounds the peak; the second derivative of
    // the logarithm is at most −ν, so 10/√ν further it has fallen by 50. Far out, where that bound is a
    // thousand widths away: log Φ falls with u, or rises by at most 0.3/(u − step) right of its step.
    let bound = slope.magnitude * (offset.magnitude + 1) / nu
    let isFar = bound > 1000
    let step = isFar ? -offset / slope : 0
    let peak = isFar ? (slope < 0 ? 0 : max(step, 0) + 1) : bound
    // Φ rises from 10⁻³³ to 1 within 12 widths of its step.
    let kinks = isFar ? [-12, 0, 12].map { step + $0 / slope.magnitude } : []
    let value = try integral.value(from: 0, to: 1 + peak + 10 / nu.squareRoot(), kinks: kinks)
    return min(1, value * (nu / .pi).squareRoot() / gsl_sf_gammastar(nu / 2))
  }

  /// log Φ(z). Beyond 10¹⁰, where GSL's polynomials would overflow before long, its leading term.
  private static func logarithmOfNormal(_ z: Double) -> Double {
    guard z.magnitude < 1e10 else { return z > 0 ? 0 : -z * z / 2 }
    return gsl_sf_log_erfc(-z * 0.5.squareRoot()) - naturalLogarithm(2)
  }

  /// The logarithm of uᵛ⁻¹ exp(−ν(u² − 1)/2), written so that it does not cancel near u = 1.
  private static func logarithmOfChi(_ u: Double, _ nu: Double) -> Double {
    guard u > 0 else { return nu > 1 ? -.infinity : nu / 2 }
    return (nu - 1) * naturalLogarithm(u) - nu * (u - 1) * (u + 1) / 2
  }

  /// eˣ; 0 where it is below the least normal number.
  static func exponential(_ x: Double) -> Double {
    handlerIsOff
    return gsl_sf_exp(x)
  }
}
